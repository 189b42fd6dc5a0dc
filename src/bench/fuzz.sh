#!/usr/bin/env bash
# Sends requests made at random, from the OpenAPI document and the grammars of HTTP, to a service that has just started, and
# holds the answers against laws: none is our fault, an error is a problem document, HEAD says what GET says, a known entity tag
# is 304, a part is of the whole, the same again is the same, what is hidden does not exist. The same seed sends the same
# requests. Prints the figures and what broke a law; ends with 1 then. Needs a JDK, curl, OpenSSL and PostgreSQL's server programs.
#
#   src/bench/fuzz.sh [--seed 17] [--requests 200000]
set -euo pipefail
cd "$(dirname "$0")/../.."
seed=17 requests=200000
while [ $# -gt 0 ]; do
  case $1 in
    --seed) seed=$2 ;;
    --requests) requests=$2 ;;
    *) sed -n 's/^#   //p' "$0" >&2; exit 2 ;;
  esac
  shift 2
done

tools="curl java openssl"
# shellcheck source=src/bench/lib.sh
. src/bench/lib.sh

mkdir "$tmp/fuzz"
javac -d "$tmp/fuzz" src/test/java/org/dreamlms/books/fuzz/{Fuzz,JsonText,RawAnswer,RawClient,RawRequest,Requests,Routes}.java
start_postgres
start_dcs --odd-answers
configure_service
# Without them events and links are refused, which is no fault of what was sent.
export DREAM_CENTRAL_STORAGE_WEBHOOK_SECRET=a-secret-of-the-benchmark DCS_BOOKS_DCS_LINK_HOSTS=localhost:$dcs_port
export DCS_BOOKS_ACCESS_REQUESTS_PER_MINUTE=0 DCS_BOOKS_ACCESS_ADDRESS_REQUESTS_PER_MINUTE=0
run_service java -Xmx512m -jar "$app"
let_admin_in
teacher=00000000-0000-4000-8000-0000000000b1
"$pg/psql" -h 127.0.0.1 -p "$pg_port" -U bench -d postgres -qAtc "
  INSERT INTO schools (id, name) VALUES ('$teacher', 'S');
  INSERT INTO \"user\" (id, username, role) VALUES ('$teacher', 'teacher', 'teacher');
  INSERT INTO teachers (id, user_id, school_id) VALUES ('$teacher', '$teacher', '$teacher')"
admin=$(lms_token 00000000-0000-4000-8000-0000000000aa)
curl -sf -o /dev/null -X POST -H "Authorization: Bearer $admin" "$service/books/4/import-activities"

begin=$(now)
java -Xmx256m -cp "$tmp/fuzz" org.dreamlms.books.fuzz.Fuzz "$service" "http://127.0.0.1:$management/q/openapi?format=json" \
  "$seed" "$requests" "$(lms_token "$teacher")" "$admin" || failed=1
say "$((($(now) - begin) / 1000000000)) s"
if grep -q ' ERROR ' "$tmp/service.log"; then
  say "the service's log has $(grep -c ' ERROR ' "$tmp/service.log") lines at ERROR:"
  grep ' ERROR ' "$tmp/service.log" | head -5 >&2
  failed=1
fi
exit "${failed:-0}"
