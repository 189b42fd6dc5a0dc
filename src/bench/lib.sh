# shellcheck shell=bash disable=SC2034
# What the benchmarks share: to be sourced, in the top directory of the project. Options --rounds, --seconds and
# --connections end up in variables of these names; the processes started here end with the script.

rounds=5 seconds=4 connections=50
while [ $# -gt 0 ]; do
  case $1 in
    --rounds) rounds=$2 ;;
    --seconds) seconds=$2 ;;
    --connections) connections=$2 ;;
    *) sed -n 's/^#   //p' "$0" >&2; exit 2 ;;
  esac
  shift 2
done

die() { echo "bench: $*" >&2; exit 1; }
say() { echo "bench: $*" >&2; }

for tool in ${tools:-wrk nginx curl java openssl}; do
  command -v "$tool" >/dev/null || die "$tool is missing"
done
pg=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$pg" ] || pg=$(dirname "$(command -v initdb || die "no PostgreSQL server is installed")")

app=target/quarkus-app/quarkus-run.jar
if [ ! -f "$app" ] || [ -n "$(find src/main src/dev pom.xml -newer "$app" -type f | head -1)" ]; then
  say "building"
  ./mvnw -B -q -ntp -DskipTests package
fi

tmp=$(mktemp -d)
pids=()
cleanup() {
  trap - EXIT INT TERM
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  [ ! -f "$tmp/pg/postmaster.pid" ] || unprivileged "$pg/pg_ctl" -D "$tmp/pg" -m immediate -w stop >/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$tmp"
}
trap cleanup EXIT
trap 'exit 1' INT TERM

# PostgreSQL refuses to run as root.
unprivileged() {
  if [ "$(id -u)" != 0 ]; then
    "$@"
  else
    (cd / && runuser -u "$(id -un postgres 2>/dev/null || echo nobody)" -- "$@")
  fi
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

await() { # URL, process, log
  local end=$((SECONDS + 60))
  until curl -sf -o /dev/null "$1"; do
    kill -0 "$2" 2>/dev/null || { tail -20 "$3" >&2; die "ended before it answered: $1"; }
    [ $SECONDS -lt $end ] || { tail -20 "$3" >&2; die "no answer from $1 for a minute"; }
    sleep 0.02
  done
}

now() { date +%s%N; }

median() { sort -n | awk '{v[NR] = $1} END {print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }

unprivileged_user() { id -un postgres 2>/dev/null || echo nobody; }

start_postgres() {
  chmod 755 "$tmp"
  mkdir -m 700 "$tmp/pg"
  [ "$(id -u)" != 0 ] || chown "$(id -un postgres 2>/dev/null || echo nobody)" "$tmp/pg"
  pg_port=$(free_port)
  unprivileged "$pg/initdb" -D "$tmp/pg" -U bench -A trust --no-sync >/dev/null
  unprivileged "$pg/pg_ctl" -D "$tmp/pg" -w -l "$tmp/pg/log" \
    -o "-p $pg_port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off" start >/dev/null
}

# Takes the stand-in's options; sets dcs, its URL, and jwt, a token.
start_dcs() {
  dcs_port=$(free_port)
  java -Xmx512m -cp "target/dev-classes:target/quarkus-app/lib/main/*" org.dreamlms.books.standin.StandInDcsMain \
    --port "$dcs_port" "$@" >"$tmp/dcs.log" 2>&1 &
  dcs_pid=$!
  pids+=("$dcs_pid")
  dcs=http://127.0.0.1:$dcs_port
  await "$dcs/health" "$dcs_pid" "$tmp/dcs.log"
  # It answers before it has all that its options ask for.
  until grep -q '^Stand-in DCS with' "$tmp/dcs.log"; do sleep 0.05; done
  jwt=$(curl -sf "$dcs/auth/login" -d '{"email":"proxy@example.org","password":"stand-in-password"}' |
    sed 's/.*"access_token":"\([^"]*\)".*/\1/')
}

# An archive of the service's classes, as "A fast start" in docs/operations.md makes one.
archive_classes() {
  say "making the archive of classes"
  DCS_BOOKS_REHEARSAL=true QUARKUS_HTTP_PORT=0 QUARKUS_MANAGEMENT_PORT=0 QUARKUS_SHUTDOWN_DELAY=0S \
    java -XX:ArchiveClassesAtExit="$tmp/dcs-books.jsa" -Xlog:cds=error -Xlog:cds+dynamic=error -jar "$app" >"$tmp/rehearsal.log" 2>&1 ||
    { tail -20 "$tmp/rehearsal.log" >&2; die "the rehearsal failed"; }
}

# A token of the LMS (HS256) for this user, good for a day, signed with SECRET_KEY.
lms_token() { # user id
  local base64url='s/=*$//; y#+/#-_#' content
  content=$(printf '{"alg":"HS256","typ":"JWT"}' | base64 -w0 | sed "$base64url")
  content+=.$(printf '{"sub":"%s","exp":%d}' "$1" $(($(date +%s) + 86400)) | base64 -w0 | sed "$base64url")
  echo "$content.$(printf %s "$content" | openssl dgst -sha256 -hmac "$SECRET_KEY" -binary | base64 -w0 | sed "$base64url")"
}

# So many times without an archive of classes, then with one; the last one stays. Sets service, its URL, lms, the header of
# an admin, and auth, curl's options for it.
start_service() { # how often
  configure_service
  local starts=$1 start begin with=()
  archive_classes
  for ((start = 1; start <= 2 * starts; start++)); do
    [ $start -le "$starts" ] || with=(-XX:SharedArchiveFile="$tmp/dcs-books.jsa")
    begin=$(now)
    # shellcheck disable=SC2086 # several options in one variable
    run_service java ${BENCH_JAVA_OPTS:--Xmx512m} "${with[@]}" -jar "$app"
    echo $((($(now) - begin) / 1000000)) >>"$tmp/starts${with:+.archive}"
    if [ $start -lt $((2 * starts)) ]; then
      kill "$service_pid"
      wait "$service_pid" 2>/dev/null || true
    fi
  done
  let_admin_in
}

# The native executable beside the service, on the same database: so many starts, the last one stays. Sets native, its URL, and native_pid.
start_native() { # program, how often
  local service service_pid port management start begin
  configure_service
  for ((start = 1; start <= $2; start++)); do
    begin=$(now)
    run_service "$1" -Xmx256m -XX:MaxDirectMemorySize=96m
    echo $((($(now) - begin) / 1000000)) >>"$tmp/starts.native"
    if [ $start -lt "$2" ]; then
      kill "$service_pid"
      wait "$service_pid" 2>/dev/null || true
    fi
  done
  native=$service native_pid=$service_pid
}

configure_service() {
  port=$(free_port) management=$(free_port)
  service=http://127.0.0.1:$port
  export DREAM_CENTRAL_STORAGE_URL=$dcs DREAM_CENTRAL_STORAGE_EMAIL=proxy@example.org
  export DREAM_CENTRAL_STORAGE_PASSWORD=stand-in-password
  export QUARKUS_HTTP_PORT=$port QUARKUS_MANAGEMENT_PORT=$management QUARKUS_SHUTDOWN_DELAY=0S
  export QUARKUS_DATASOURCE_JDBC_URL=jdbc:postgresql://127.0.0.1:$pg_port/postgres
  export QUARKUS_DATASOURCE_USERNAME=bench QUARKUS_DATASOURCE_PASSWORD=bench
  export SECRET_KEY=a-key-for-the-benchmark-only-0123456789 DCS_BOOKS_ACCESS_REQUESTS_PER_MINUTE=0
}

# Takes its command line; sets service_pid. It is ready afterwards.
run_service() {
  "$@" >"$tmp/service.log" 2>&1 &
  service_pid=$!
  pids+=("$service_pid")
  await "http://127.0.0.1:$management/q/health/ready" "$service_pid" "$tmp/service.log"
}

let_admin_in() { # database
  local admin=00000000-0000-4000-8000-0000000000aa
  "$pg/psql" -h 127.0.0.1 -p "$pg_port" -U bench -d "${1:-postgres}" -qc \
    "INSERT INTO \"user\" (id, username, role) VALUES ('$admin', 'bench', 'admin')"
  lms="Authorization: Bearer $(lms_token "$admin")"
  auth=(-H "$lms")
}

# Starts nginx, as fast as it goes, with the directives on standard input in its http block; takes a URL of it to wait for.
start_nginx() {
  mkdir "$tmp/nginx"
  {
    cat <<CONF
$([ "$(id -u)" != 0 ] || echo "user root;")
worker_processes auto;
worker_rlimit_nofile 8192;
daemon off;
pid $tmp/nginx/pid;
error_log $tmp/nginx/error.log;
events { worker_connections 4096; multi_accept on; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  tcp_nodelay on;
  keepalive_timeout 60s;
  keepalive_requests 100000000;
  open_file_cache max=1000 inactive=10m;
  client_body_temp_path $tmp/nginx/body;
  proxy_temp_path $tmp/nginx/proxy;
  fastcgi_temp_path $tmp/nginx/fastcgi;
  uwsgi_temp_path $tmp/nginx/uwsgi;
  scgi_temp_path $tmp/nginx/scgi;
CONF
    cat
    echo "}"
  } >"$tmp/nginx/nginx.conf"
  nginx -p "$tmp/nginx" -c "$tmp/nginx/nginx.conf" -e "$tmp/nginx/error.log" 2>>"$tmp/nginx/error.log" &
  nginx_pid=$!
  pids+=("$nginx_pid")
  await "$1" "$nginx_pid" "$tmp/nginx/error.log"
}

cat >"$tmp/report.lua" <<'LUA'
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %.0f %.3f %d %d\n", summary.requests / summary.duration * 1e6,
    latency:percentile(99) / 1000, e.connect + e.read + e.write + e.status + e.timeout, summary.requests))
end
LUA

names=() labels=()
declare -A url headers server # server: the process whose time, with that of its children, a target costs
target() { # name, label, URL, header…
  local name=$1
  names+=("$name") labels+=("$2")
  url[$name]=$3
  shift 3
  headers[$name]=$(printf '%s\n' "$@")
}

# User and system time of a process and its children, in microseconds.
cpu_time() { # process
  local pid total=0 ticks
  for pid in "$1" $(pgrep -P "$1" || true); do
    # After the name in parentheses, which may hold blanks, utime and stime are the 12th and 13th.
    ticks=$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | awk '{print $12 + $13}')
    total=$((total + ${ticks:-0}))
  done
  echo $((total * 1000000 / $(getconf CLK_TCK)))
}

# Prints requests a second, p99 in ms, errors, and the processor time of a request in microseconds (0: nobody knows the process).
measure() { # name, seconds
  local options=() before=0 after=0 pid=${server[$1]:-}
  while IFS= read -r header; do [ -z "$header" ] || options+=(-H "$header"); done <<<"${headers[$1]}"
  [ -z "$pid" ] || before=$(cpu_time "$pid")
  local result
  result=$(wrk -t 2 -c "$connections" -d "$2s" -s "$tmp/report.lua" "${options[@]}" "${url[$1]}" | sed -n 's/^RESULT //p')
  [ -z "$pid" ] || after=$(cpu_time "$pid")
  awk -v used=$((after - before)) '{printf "%s %s %s %.1f\n", $1, $2, $3, $4 ? used / $4 : 0}' <<<"$result"
}

expect() { # status, name
  local options=() status
  while IFS= read -r header; do [ -z "$header" ] || options+=(-H "$header"); done <<<"${headers[$2]}"
  status=$(curl -s -o "$tmp/body" -w '%{http_code}' "${options[@]}" "${url[$2]}")
  [ "$status" = "$1" ] || die "${url[$2]} answers $status instead of $1: $(head -c 300 "$tmp/body")"
}

measure_all() {
  say "warming up"
  for name in "${names[@]}"; do measure "$name" "${warm_up:-3}" >/dev/null; done
  curl -sf -X DELETE -o /dev/null "$dcs/_standin/calls"

  order=("${names[@]}")
  for ((round = 1; round <= rounds; round++)); do
    say "round $round of $rounds"
    for name in "${order[@]}"; do measure "$name" "$seconds" >>"$tmp/result.$name"; done
    # Whoever came last comes first in the next round.
    reversed=()
    for name in "${order[@]}"; do reversed=("$name" "${reversed[@]}"); done
    order=("${reversed[@]}")
  done
}

column() { cut -d ' ' -f "$2" "$tmp/result.$1"; }
ratio() { awk -v a="$(column "$1" "$3" | median)" -v b="$(column "$2" "$3" | median)" 'BEGIN {printf "%.2f", b ? a / b : 0}'; }
resident() { awk '/^VmRSS/ {printf "%d", $2 / 1024}' "/proc/$1/status"; }
anonymous() { awk '/^RssAnon/ {printf "%d", $2 / 1024}' "/proc/$1/status"; } # what is not pages of files, which the kernel can take back

print_table() {
  echo
  echo "$(date -u +%F), $(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)"
  echo "$(java -version 2>&1 | sed -n 2p), $(nginx -v 2>&1 | sed 's/nginx version: //')"
  echo "$rounds rounds of $seconds s each, $connections connections; medians"
  echo
  printf '%-30s %10s %21s %9s %7s %11s\n' "" "req/s" "(slowest to fastest)" "p99 ms" "errors" "CPU us/req"
  for i in "${!names[@]}"; do
    name=${names[$i]}
    printf '%-30s %10.0f %21s %9.2f %7d %11s\n' "${labels[$i]}" "$(column "$name" 1 | median)" \
      "($(column "$name" 1 | sort -n | head -1) to $(column "$name" 1 | sort -n | tail -1))" \
      "$(column "$name" 2 | median)" "$(column "$name" 3 | awk '{sum += $1} END {print sum}')" \
      "$([ -z "${server[$name]:-}" ] || column "$name" 4 | median)"
  done
  echo
}
