#!/bin/sh
# Writes the licences of the modules that a Go program is built from, its folder being the current one.
set -eu
go list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}' . | sort -u | while read -r path version dir; do
  [ -n "$path" ] || continue
  printf '%s %s\n\n' "$path" "$version"
  found=
  for file in "$dir"/LICEN[CS]E* "$dir"/COPYING* "$dir"/NOTICE*; do
    if [ -f "$file" ]; then found=1; cat "$file"; echo; fi
  done
  [ -n "$found" ] || echo 'The module has no text of its licence.'
  printf '\n%s\n\n' --------------------------------------------------------------------------------
done
