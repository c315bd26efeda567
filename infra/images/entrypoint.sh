#!/bin/sh
# Process 1 of a container: a service, or the job that the arguments name. Process 1 ignores a signal that it has no
# handler for, and Node takes a moment to set its own; this one passes signals on from the start.
[ $# -gt 0 ] || set -- "$WORKSPACE/src/main.ts"
pid=
stopping=
stop() {
  stopping=1
  [ -z "$pid" ] || kill -TERM "$pid" 2>/dev/null
}
trap stop TERM INT
node "$@" &
pid=$!
[ -z "$stopping" ] || stop
# A signal ends the waiting, not the process.
while :; do
  wait "$pid"
  code=$?
  kill -0 "$pid" 2>/dev/null || exit "$code"
done
