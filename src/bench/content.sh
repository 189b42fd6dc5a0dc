#!/usr/bin/env bash
# Measures how fast files come through this service: 64 KiB out of a film, beside nginx's proxy_pass, and a cover from
# memory, beside nginx's proxy_cache, all in front of the same stand-in DCS. Before that, one client fetches a film of
# 1 GB, and 200 slow ones hold on to it, with a heap of 128 MB. Needs what run.sh needs; takes about three minutes.
#
#   src/bench/content.sh [--rounds 5] [--seconds 4] [--connections 50]
#
# BENCH_JAVA_OPTS (-Xmx128m): options of the service's JVM.
set -euo pipefail
cd "$(dirname "$0")/../.."
BENCH_JAVA_OPTS=${BENCH_JAVA_OPTS:--Xmx128m}

# shellcheck source=src/bench/lib.sh
. src/bench/lib.sh

start_postgres
start_dcs --video-mb 1024
start_service 1

folder=$dcs/storage/books/Universal%20ELT/BRAINS
nginx_port=$(free_port)
nginx=http://127.0.0.1:$nginx_port
start_nginx "$nginx/cover" <<CONF
  proxy_cache_path $tmp/nginx/cache keys_zone=covers:10m use_temp_path=off;
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  proxy_set_header Authorization "Bearer $jwt";
  upstream dcs { server 127.0.0.1:$dcs_port; keepalive 64; }
  server {
    listen 127.0.0.1:$nginx_port reuseport;
    location /film { proxy_pass http://dcs/storage/books/Universal%20ELT/BRAINS/object?path=videos/large.mp4; }
    location /cover {
      proxy_cache covers;
      proxy_cache_valid 200 10m;
      proxy_pass http://dcs/storage/books/Universal%20ELT/BRAINS/cover;
    }
  }
CONF

film=$service/books/4/media/videos/large.mp4
whole=$(curl -sf "${auth[@]}" -o /dev/null -w '%{size_download} %{time_total}' "$film")
direct=$(curl -sf -H "Authorization: Bearer $jwt" -o /dev/null -w '%{size_download} %{time_total}' \
  "$folder/object?path=videos/large.mp4")
[ "${whole% *}" = 1073741824 ] || die "the film has ${whole% *} bytes"

say "200 slow readers"
slow=()
for _ in $(seq 200); do
  curl -s "${auth[@]}" --limit-rate 20k -o /dev/null "$film" &
  slow+=($!)
done
sleep 5
book=$(curl -sf "${auth[@]}" -o /dev/null -w '%{time_total}' "$service/books/4")
slow_memory=$(resident "$service_pid")
kill "${slow[@]}"
wait "${slow[@]}" 2>/dev/null || true

range="Range: bytes=1000000-1065535"
target film "service   64 KiB of a film" "$film" "$lms" "$range"
target nginxfilm "nginx     64 KiB of a film" "$nginx/film" "$range"
target dcsfilm "DCS       64 KiB of a film" "$folder/object?path=videos/large.mp4" \
  "Authorization: Bearer $jwt" "$range"
target cover "service   cover" "$service/books/4/cover" "$lms"
target nginxcover "nginx     cover" "$nginx/cover"
for name in film nginxfilm dcsfilm; do expect 206 "$name"; done
for name in cover nginxcover; do expect 200 "$name"; done

# What streams is long in being compiled.
warm_up=15
measure_all
print_table
echo "service / nginx, 64 KiB of a film: throughput $(ratio film nginxfilm 1), p99 $(ratio film nginxfilm 2)"
echo "service / nginx, cached cover:     throughput $(ratio cover nginxcover 1), p99 $(ratio cover nginxcover 2)"
echo "1 GB through the service: ${whole#* } s, from DCS itself: ${direct#* } s"
echo "with 200 slow readers: /books/4 in $book s, resident memory $slow_memory MB"
echo "service resident memory: $(resident "$service_pid") MB after the run ($BENCH_JAVA_OPTS)"
