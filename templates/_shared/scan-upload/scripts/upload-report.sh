#!/bin/sh
# Sends the report of a scanner to the portal that PLUMBLINE_URL and PLUMBLINE_TOKEN name; without them, does nothing:
#   scripts/upload-report.sh <report> <target> [<kinds>]
# The target is what was scanned: repository, or the name of an image. The kinds are what the scanner looked for where
# the report does not say it, with commas between: vulnerability,secret.
set -eu

if [ $# -lt 2 ] || [ $# -gt 3 ]; then
  sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
report=$1
target=$2
kinds=${3:-}
if [ -z "${PLUMBLINE_URL:-}" ] || [ -z "${PLUMBLINE_TOKEN:-}" ]; then
  echo "upload-report.sh: $report stays here: PLUMBLINE_URL and PLUMBLINE_TOKEN are not set"
  exit 0
fi
if [ ! -f "$report" ]; then
  echo "upload-report.sh: there is no $report; the scanner did not write it" >&2
  exit 1
fi

# What was scanned is the first entity of this repository.
catalog="$(dirname "$0")/../catalog-info.yaml"
read_field() {
  sed -n "/^---/q; s/^$1: \"\{0,1\}\([A-Za-z0-9._-]*\)\"\{0,1\}\$/\1/p" "$catalog" | tr '[:upper:]' '[:lower:]'
}
namespace=$(read_field '  namespace')
entity="$(read_field kind):${namespace:-default}/$(read_field '  name')"

branch="${CI_COMMIT_BRANCH:-${GITHUB_REF_NAME:-}}"
commit="${CI_COMMIT_SHA:-${GITHUB_SHA:-}}"
run="${CI_PIPELINE_URL:-${GITHUB_SERVER_URL:-}${GITHUB_SERVER_URL:+/${GITHUB_REPOSITORY:-}/actions/runs/${GITHUB_RUN_ID:-}}}"
# A report that went through a store of artifacts has lost its time.
time="${CI_PIPELINE_CREATED_AT:-$(date -u -r "$report" +%Y-%m-%dT%H:%M:%SZ)}"

if command -v plumbline >/dev/null; then
  set -- --entity "$entity" --target "$target" --scanned-at "$time"
  [ -z "$branch" ] || set -- "$@" --branch "$branch"
  [ -z "$commit" ] || set -- "$@" --commit "$commit"
  [ -z "$run" ] || set -- "$@" --url "$run"
  [ -z "$kinds" ] || set -- "$@" --looked-for "$kinds"
  exec plumbline scans upload "$report" "$@"
fi
set -- --url-query "entity=$entity" --url-query "target=$target" --url-query "scannedAt=$time"
[ -z "$branch" ] || set -- "$@" --url-query "branch=$branch"
[ -z "$commit" ] || set -- "$@" --url-query "commit=$commit"
[ -z "$run" ] || set -- "$@" --url-query "url=$run"
for kind in $(echo "$kinds" | tr ',' ' '); do
  set -- "$@" --url-query "lookedFor=$kind"
done
# The token comes on stdin: arguments are seen by every process of the machine.
printf 'header = "Authorization: Bearer %s"\n' "$PLUMBLINE_TOKEN" |
  curl --config - --silent --show-error --fail-with-body --retry 5 --retry-connrefused --max-time 180 \
    --header 'Content-Type: application/octet-stream' --data-binary "@$report" "$@" "${PLUMBLINE_URL%/}/api/scans/uploads"
echo
