#!/bin/sh
# Waits until a job of the migration has ended, shows its log, and ends with 0 only if the job has done what it was for. Meanwhile it tells once a
# minute what the job's pods do: one that can't start (no such Secret, no such image) ends nothing by itself.
#
#   migration/await.sh job/dcs-books-dry-run
set -eu
seconds=0
while :; do
  ended=$(kubectl -n lms get "$1" -o 'jsonpath={.status.conditions[?(@.status=="True")].type}')
  case " $ended " in
    *" Complete "*) status=0 && break ;;
    *" Failed "*)
      # The dry run ends with 2 where it could not prove everything.
      code=$(kubectl -n lms get pods -l "job-name=${1#job/}" -o 'jsonpath={.items[*].status.containerStatuses[*].state.terminated.exitCode}')
      case " $code " in *" 2 "*) status=2 ;; *) status=1 ;; esac
      break ;;
  esac
  [ $((seconds % 60)) != 5 ] || kubectl -n lms get pods -l "job-name=${1#job/}" --no-headers >&2 || true
  sleep 5
  seconds=$((seconds + 5))
done
kubectl -n lms logs "$1" || true
echo "$1: $ended" >&2
exit "$status"
