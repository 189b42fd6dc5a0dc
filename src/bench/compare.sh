#!/usr/bin/env bash
# Measures a cached book of this build beside another build of the service, in one run and taking turns: what a change costs
# on the hot path. Needs what run.sh needs.
#
#   src/bench/compare.sh DIRECTORY [--rounds 5] [--seconds 4] [--connections 50]
#
# DIRECTORY: a checkout of the other state, in which ./mvnw package -DskipTests has been run.
# BENCH_JAVA_OPTS (-Xmx512m): options of both JVMs.
set -euo pipefail
other=$(cd "${1:?which directory has the other build?}" && pwd)/target/quarkus-app/quarkus-run.jar
shift
cd "$(dirname "$0")/../.."
[ -f "$other" ] || { echo "bench: $other is not there: run ./mvnw package -DskipTests in that directory" >&2; exit 1; }

# shellcheck source=src/bench/lib.sh
. src/bench/lib.sh

start_postgres
start_dcs --books 1000

# Sets service_pid, service and lms.
start() { # jar, database
  configure_service
  "$pg/psql" -h 127.0.0.1 -p "$pg_port" -U bench -d postgres -qc "CREATE DATABASE $2"
  export QUARKUS_DATASOURCE_JDBC_URL=jdbc:postgresql://127.0.0.1:$pg_port/$2
  # shellcheck disable=SC2086 # several options in one variable
  run_service java ${BENCH_JAVA_OPTS:--Xmx512m} -jar "$1"
  let_admin_in "$2"
}
start "$app" this
server[this]=$service_pid
target this "this build    /books/4" "$service/books/4" "$lms"
start "$other" other
server[other]=$service_pid
target other "other build   /books/4" "$service/books/4" "$lms"
expect 200 this
expect 200 other

measure_all
print_table
echo "this / other, cached book: throughput $(ratio this other 1), p99 $(ratio this other 2), processor time of a request $(ratio this other 4)"
echo "resident memory: $(resident "${server[this]}") MB, other $(resident "${server[other]}") MB (${BENCH_JAVA_OPTS:--Xmx512m})"
