#!/usr/bin/env bash
# Measures the memory that the service takes with the arguments of an image: after its start, and at the most while 100
# config.json files and 400 images come from DCS, 16 at a time (more than the caches may hold), and 64 connections ask for
# a book, for a whole config.json and for a page of 100 books. Needs what run.sh needs; takes less than a minute.
#
#   src/bench/memory.sh [--seconds 5]
#
# BENCH_COMMAND (what Dockerfile.jvm gives the JVM in a container of 768 MB): the command to measure; for the native executable
# what the overlay gives it, "target/….-runner -Xmx256m -XX:MaxDirectMemorySize=96m".
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds_of_load=5
[ "${1:-}" != --seconds ] || seconds_of_load=$2

# shellcheck source=src/bench/lib.sh
. src/bench/lib.sh

start_postgres
start_dcs --books 140 --large-files
configure_service
# shellcheck disable=SC2086 # a command with its arguments
run_service ${BENCH_COMMAND:-java -Xmx384m -XX:+UseSerialGC -XX:MaxDirectMemorySize=128m -jar $app}
let_admin_in

memory() { printf '%-46s %4d MB, at the most %4d MB\n' "$1" "$(resident "$service_pid")" \
  "$(awk '/^VmHWM/ {printf "%d", $2 / 1024}' "/proc/$service_pid/status")"; }

fetch() { # paths on standard input
  local answers
  answers=$(xargs -P 16 -I{} curl -s "${auth[@]}" -o /dev/null -w '%{http_code}\n' "$service/books/{}" | sort | uniq -c)
  [ "$(awk '{print $2}' <<<"$answers")" = 200 ] || die "not all were answered: $answers"
}

load() { wrk -t 2 -c 64 -d "${seconds_of_load}s" -H "$lms" "$service$1" >"$tmp/load"; }

memory "after the start"
books=$(curl -sf "${auth[@]}" "$service/books?limit=100" | grep -o '"id":[0-9]*' | cut -d : -f 2)
sed 's#$#/config#' <<<"$books" | fetch
memory "100 config.json, 16 at a time"
for image in 0 1 2 3; do sed "s#\$#/assets/images/$image.png#" <<<"$books" | fetch; done
memory "400 images of 240 KB, 16 at a time"
load /books/4
memory "a book, 64 connections"
load /books/4/config
memory "a config.json of 450 KB, 64 connections"
load "/books?limit=100"
memory "a page of 100 books, 64 connections"
