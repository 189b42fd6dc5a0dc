#!/usr/bin/env bash
# Attacks the service, on this machine only and bounded in count and time, while a bystander goes on asking it for a book and
# an assignment. Each attack meets a service that has just started, with the arguments of its image. Prints a table: p99 and
# worst time of the bystander in ms (10,000 + status for an answer that is none), how often it was not ready, heap after a
# collection, whether it lives, and whether the goals are met: p99 at most 250 ms above rest, always ready, alive, heap under
# 85 %, all 2,000 that drip closed; ends with 1 when one is missed. HTTP/2 is off by default: 2 and 4 go over HTTP/1.1 then,
# with QUARKUS_HTTP_HTTP2=true over h2c. Needs a JDK, curl, OpenSSL and PostgreSQL's server programs; takes a quarter of an hour.
#
#   src/bench/hostile.sh [--seconds 30] [--only "words of an attack"]
#
# BENCH_COMMAND: the command to attack, instead of what Dockerfile.jvm gives the JVM in its container.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds_of_attack=30 only=
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) seconds_of_attack=$2 ;;
    --only) only=$2 ;;
    *) sed -n 's/^#   //p' "$0" >&2; exit 2 ;;
  esac
  shift 2
done

tools="curl java openssl"
# shellcheck source=src/bench/lib.sh
. src/bench/lib.sh

# As the image gives it in the manifests' container: 60 % of the limit.
limit=$(sed -n 's/.*limits: {memory: \([0-9]*\)Mi}.*/\1/p' src/main/kubernetes/overlays/jvm/resources.yaml)
heap_mb=${HEAP_MB:-$((limit * 60 / 100))}
mkdir "$tmp/hostile"
javac -d "$tmp/hostile" src/bench/Hostile.java
start_postgres
start_dcs --books 20000
configure_service
unset DCS_BOOKS_ACCESS_REQUESTS_PER_MINUTE
export DREAM_CENTRAL_STORAGE_WEBHOOK_SECRET=a-secret-of-the-benchmark DCS=$dcs

start() {
  # shellcheck disable=SC2086 # a command with its arguments
  run_service ${BENCH_COMMAND:-java -Xmx${heap_mb}m -XX:+UseSerialGC -XX:ActiveProcessorCount=2 -XX:MaxDirectMemorySize=192m \
    -XX:+ExitOnOutOfMemoryError -jar $app}
}

sql() { "$pg/psql" -h 127.0.0.1 -p "$pg_port" -U bench -d postgres -qAtc "$1"; }

fill_database() {
  local teacher=00000000-0000-4000-8000-0000000000b1 student=00000000-0000-4000-8000-0000000000c1
  local supervisor=00000000-0000-4000-8000-0000000000d1
  let_admin_in
  sql "INSERT INTO schools (id, name) VALUES ('$teacher', 'S');
       INSERT INTO \"user\" (id, username, role) VALUES ('$teacher', 'teacher', 'teacher'), ('$student', 'student', 'student'),
         ('$supervisor', 'supervisor', 'supervisor');
       INSERT INTO teachers (id, user_id, school_id) VALUES ('$teacher', '$teacher', '$teacher');
       INSERT INTO students (id, user_id) VALUES ('$student', '$student');
       INSERT INTO assignments (id, teacher_id, dcs_book_id, name, resources, created_at, updated_at)
         SELECT gen_random_uuid(), '$teacher', 4, 'A' || n,
                CASE WHEN n = 0 THEN '{}' ELSE json_build_object('a', repeat('x', 200000)) END, now(), now()
         FROM generate_series(0, 31) n"
  ADMIN=$(lms_token 00000000-0000-4000-8000-0000000000aa)
  TEACHER=$(lms_token "$teacher") STUDENT=$(lms_token "$student") SUPERVISOR=$(lms_token "$supervisor")
  ASSIGNMENT=$(sql "SELECT id FROM assignments WHERE name = 'A0'")
  LARGE=$(sql "SELECT string_agg(id::text, ',') FROM assignments WHERE name <> 'A0'")
  export ADMIN SUPERVISOR TEACHER STUDENT ASSIGNMENT LARGE
}

start
fill_database
kill "$service_pid"; wait "$service_pid" 2>/dev/null || true

echo "| attack | book: p99, worst | assignment: p99, worst | not ready | heap | lives | what became of it | goals |"
echo "|---|---|---|---|---|---|---|---|"
missed=0
if [ "${QUARKUS_HTTP_HTTP2:-false}" = true ]; then
  second="2 HTTP/2 bodies" fourth="4 HTTP/2 window 0"
else
  second="2 bodies, h2c is off: HTTP/1.1" fourth="4 answers not taken, h2c is off: HTTP/1.1"
fi
while read -r attack; do
  [[ $attack == *$only* ]] || continue
  start
  cp "$tmp/service.log" "$tmp/before.log"
  SERVICE_PID=$service_pid java -Xmx256m -cp "$tmp/hostile" Hostile "$attack" "$port" "$management" \
    "$([ "${attack%% *}" = 1b ] && [ "$seconds_of_attack" -lt 65 ] && echo 65 || echo "$seconds_of_attack")" $((heap_mb << 20)) </dev/null || missed=$((missed + 1))
  say "$(wc -c <"$tmp/service.log") bytes of log; at ERROR: $(grep -c ' ERROR ' "$tmp/service.log"), stack traces: $(grep -c '^\s*at ' "$tmp/service.log")"
  kill "$service_pid" 2>/dev/null || say "it had ended: $(tail -1 "$tmp/service.log")"
  wait "$service_pid" 2>/dev/null || true
  curl -sf -X DELETE -o /dev/null "$dcs/_standin/faults"
done <<ATTACKS
1 dripping webhooks
1b 2,000 dripping
$second
3 dripping callers
$fourth
5 large lists
6 spellings of a token
7 odd config.json
8 endless list
9 odd algorithms
10 malformed
11 heads of many fields
12 cold books of one caller
13 forged events
ATTACKS
[ "$missed" = 0 ] || { say "$missed attacks miss a goal"; exit 1; }
