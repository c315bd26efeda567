#!/bin/sh
# Takes the URL of the database from a mounted secret, and the days that closed workflows are kept.
set -eu
if [ -n "${TEMPORAL_POSTGRES_URL_FILE:-}" ]; then
  [ -z "${TEMPORAL_POSTGRES_URL:-}" ] || { echo 'Set TEMPORAL_POSTGRES_URL or TEMPORAL_POSTGRES_URL_FILE, not both.' >&2; exit 2; }
  TEMPORAL_POSTGRES_URL=$(cat "$TEMPORAL_POSTGRES_URL_FILE")
  export TEMPORAL_POSTGRES_URL
fi
[ -n "${TEMPORAL_POSTGRES_URL:-}" ] || { echo 'TEMPORAL_POSTGRES_URL is missing.' >&2; exit 2; }
exec /usr/local/bin/temporal-server -retention="$((${TEMPORAL_RETENTION_DAYS:-7} * 24))h" "$@"
