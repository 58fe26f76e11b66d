#!/bin/sh
# Runs the command in an environment that is complete: a variable that the
# configuration needs and nobody set would otherwise read as a missing key.
set -eu

missing=''
for name in $(sed -e '/^ *#/d' app-config.yaml app-config.production.yaml |
  grep -o '\${[A-Z_]*}' | tr -d '${}' | sort -u); do
  eval "value=\${$name-}"
  [ -n "$value" ] || missing="$missing $name"
done
if [ -n "$missing" ]; then
  echo "Set these environment variables, see docs/guides/production.md:$missing" >&2
  exit 1
fi

# A new volume is empty: the folder of template runs has to be there
mkdir -p "$PLUMBLINE_DATA/work"
exec "$@"
