#!/bin/sh
# Waits until a job of the migration has ended, shows its log, and ends with 0 only if the job has done what it was for.
#
#   migration/await.sh job/dcs-books-dry-run
set -eu
while :; do
  ended=$(kubectl -n lms get "$1" -o 'jsonpath={.status.conditions[?(@.status=="True")].type}')
  case " $ended " in
    *" Complete "*) status=0 && break ;;
    *" Failed "*) status=1 && break ;;
  esac
  sleep 5
done
kubectl -n lms logs "$1" || true
echo "$1: $ended" >&2
exit "$status"
