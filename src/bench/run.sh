#!/usr/bin/env bash
# Measures this service against nginx's proxy_cache, both in front of the same stand-in DCS, in one run and taking turns,
# so that the ratios hold whatever the machine. Needs wrk, nginx, curl and a PostgreSQL server's binaries (Debian: wrk
# nginx-light curl postgresql). Takes about three minutes, a build aside.
#
#   src/bench/run.sh [--rounds 5] [--seconds 4] [--connections 50]
#
# BENCH_JAVA_OPTS (-Xmx512m): options of the service's JVM.
# BENCH_NATIVE (target/*-runner, if ./mvnw package -Dnative has made one): the native executable, measured beside the JVM.
set -euo pipefail
cd "$(dirname "$0")/../.."

# shellcheck source=src/bench/lib.sh
. src/bench/lib.sh

start_postgres
start_dcs --books 1000
start_service 3
executable=${BENCH_NATIVE:-$(find target -maxdepth 1 -name '*-runner' -type f 2>/dev/null | head -1)}
[ -z "$executable" ] || start_native "$executable" 5

nginx_port=$(free_port) nginx304_port=$(free_port)
nginx=http://127.0.0.1:$nginx_port nginx304=http://127.0.0.1:$nginx304_port
start_nginx "$nginx/books/4" <<CONF
  proxy_cache_path $tmp/nginx/cache keys_zone=books:10m use_temp_path=off;
  proxy_http_version 1.1;
  proxy_cache books;
  proxy_cache_lock on;
  proxy_cache_valid 200 10m;
  proxy_set_header Connection "";
  add_header X-Cache \$upstream_cache_status;
  upstream dcs { server 127.0.0.1:$dcs_port; keepalive 20; }
  upstream service { server 127.0.0.1:$port; keepalive 20; }
  server {
    listen 127.0.0.1:$nginx_port reuseport;
    location / { proxy_pass http://dcs; proxy_set_header Authorization "Bearer $jwt"; }
  }
  # DCS sends no ETag, without which nginx has no 304 to give; here it caches the service's answers, which have one.
  server {
    listen 127.0.0.1:$nginx304_port reuseport;
    location / {
      proxy_pass http://service;
      proxy_cache_key with-etag\$request_uri;
      proxy_ignore_headers Cache-Control Expires Vary Set-Cookie;
    }
  }
CONF

etag=$(curl -sf -D - -o /dev/null "${auth[@]}" "$service/books/4" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p')
[ -n "$etag" ] || die "the service's /books/4 has no ETag"
server=([book]=$service_pid [nginx]=$nginx_pid [same]=$service_pid [nginxsame]=$nginx_pid [list]=$service_pid [nginxlist]=$nginx_pid)
[ -z "$executable" ] || server[native]=$native_pid
target book "service   /books/4" "$service/books/4" "$lms"
[ -z "$executable" ] || target native "native    /books/4" "$native/books/4" "$lms"
target nginx "nginx     /books/4" "$nginx/books/4"
target dcs "DCS       /books/4" "$dcs/books/4" "Authorization: Bearer $jwt"
target same "service   /books/4 304" "$service/books/4" "$lms" "If-None-Match: $etag"
target nginxsame "nginx (1) /books/4 304" "$nginx304/books/4" "$lms" "If-None-Match: $etag"
target list "service   100 of 1,000 books" "$service/books?limit=100" "$lms"
target nginxlist "nginx (2) 1,000 books" "$nginx/books/"

curl -sf -o /dev/null "${auth[@]}" "$nginx304/books/4"
for name in book ${executable:+native} nginx dcs list nginxlist; do expect 200 "$name"; done
for name in same nginxsame; do expect 304 "$name"; done
curl -sf -D - -o /dev/null "$nginx/books/4" | grep -q 'X-Cache: HIT' || die "nginx does not cache"

measure_all
print_table
echo "service / nginx, cached book: throughput $(ratio book nginx 1), p99 $(ratio book nginx 2)"
echo "service / nginx, cached book: processor time of a request $(ratio book nginx 4)"
echo "service / nginx, 304:         throughput $(ratio same nginxsame 1), p99 $(ratio same nginxsame 2)"
echo "service / DCS direct:         throughput $(ratio book dcs 1)"
seconds_of() { median <"$1" | awk '{printf "%.2f", $1 / 1000}'; }
echo "service start to ready:       $(seconds_of "$tmp/starts.archive") s, without the archive of classes $(seconds_of "$tmp/starts") s (medians of 3)"
if [ -n "$executable" ]; then
  echo "native / nginx, cached book:  throughput $(ratio native nginx 1), p99 $(ratio native nginx 2), processor time of a request $(ratio native nginx 4)"
  echo "native start to ready:        $(seconds_of "$tmp/starts.native") s (median of 5)"
  echo "native resident memory:       $(resident "$native_pid") MB after the run, of it $(anonymous "$native_pid") MB that are no pages of its file"
fi
echo "service resident memory:      $(resident "$service_pid") MB after the run (${BENCH_JAVA_OPTS:--Xmx512m})"
echo "calls at DCS meanwhile, direct ones included: $(curl -sf "$dcs/_standin/calls")"
echo
echo "(1) in front of the service, because DCS sends no ETag for nginx to answer 304 by"
echo "(2) all of them in one answer; nginx can't page"
