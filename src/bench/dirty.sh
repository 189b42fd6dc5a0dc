#!/usr/bin/env bash
# Dirty databases, drawn from a seed: what the dry run says of each is held against what the migration does, and some of the
# migrations are killed (kill -9) at one of twenty points in time.
#
#   src/bench/dirty.sh --count 2000 [--seed 1] [--kill 4]
#
# --kill 4: every fourth one is killed (0: none). The verdicts are in target/dirty.txt, the figures in its last line.
set -euo pipefail
cd "$(dirname "$0")/../.."

count=2000 seed=1 kill=4
while [ $# -gt 1 ]; do
    case $1 in
        --count) count=$2 ;;
        --seed) seed=$2 ;;
        --kill) kill=$2 ;;
        *) echo "unknown: $1" >&2; exit 2 ;;
    esac
    shift 2
done
mkdir -p target
rm -f target/dirty.txt
status=0
./mvnw -B -ntp -q test -Dtest=DirtyDatabaseTest -Ddirty.count="$count" -Ddirty.seed="$seed" -Ddirty.kill="$kill" \
    -Ddirty.report="$PWD/target/dirty.txt" >target/dirty.log 2>&1 || status=$?
tail -n 1 target/dirty.txt
exit "$status"
