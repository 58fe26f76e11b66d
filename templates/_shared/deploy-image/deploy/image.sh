#!/bin/sh
# Which image an environment runs, and how that is changed:
#   deploy/image.sh name <environment>        the image without its tag
#   deploy/image.sh tag <environment>         the tag
#   deploy/image.sh set <environment> <tag>   another tag
set -eu

usage() {
  sed -n '2,5s/^# \{0,1\}//p' "$0" >&2
  exit 2
}

[ $# -ge 2 ] || usage
command=$1
environment=$2
overlay="$(dirname "$0")/overlays/$environment/kustomization.yaml"
case $environment in
  dev | staging | prod) ;;
  *)
    echo "image.sh: \"$environment\" is no environment: dev, staging or prod" >&2
    exit 2
    ;;
esac

read_field() {
  value=$(sed -n "s/^ *$1: \"\{0,1\}\([A-Za-z0-9._:/-]*\)\"\{0,1\}\$/\1/p" "$overlay")
  if [ -z "$value" ]; then
    echo "image.sh: $overlay has no $1" >&2
    exit 1
  fi
  printf '%s\n' "$value"
}

case $command in
  name) read_field newName ;;
  tag) read_field newTag ;;
  set)
    [ $# -eq 3 ] || usage
    tag=$3
    case $tag in
      latest)
        echo "image.sh: \"latest\" says nothing about what runs; give a fixed tag" >&2
        exit 2
        ;;
      '' | *[!A-Za-z0-9._-]* | [.-]*)
        echo "image.sh: \"$tag\" is no image tag" >&2
        exit 2
        ;;
    esac
    read_field newTag >/dev/null
    changed=$(sed "s/^\( *newTag: \).*\$/\1\"$tag\"/" "$overlay")
    printf '%s\n' "$changed" >"$overlay"
    ;;
  *) usage ;;
esac
