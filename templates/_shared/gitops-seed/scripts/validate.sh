#!/bin/sh
# Builds every kustomization and checks all manifests against the Kubernetes schemas.
# Needs kustomize (or kubectl) and kubeconform.
set -eu
cd "$(dirname "$0")/.."

if ! command -v kubeconform >/dev/null; then
  echo "validate.sh: kubeconform is needed: go install github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0" >&2
  exit 2
fi
if command -v kustomize >/dev/null; then build="kustomize build"; else build="kubectl kustomize"; fi

# KUBECONFORM_SCHEMAS names a folder of schemas for a machine without internet
crds='https://raw.githubusercontent.com/datreeio/CRDs-catalog/main/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json'
if [ -n "${KUBECONFORM_SCHEMAS:-}" ]; then
  set -- -schema-location "$KUBECONFORM_SCHEMAS/{{.ResourceKind}}{{.KindSuffix}}.json"
else
  set -- -schema-location default -schema-location "$crds"
fi
check() {
  kubeconform -strict -summary "$@"
}
failed=0

for file in $(find argocd teams -name kustomization.yaml | sort); do
  folder=$(dirname "$file")
  # A base is built through the overlays that use it
  [ "$(basename "$folder")" = base ] && continue
  echo "== $folder"
  manifests=$($build "$folder") || { failed=1; continue; }
  printf '%s\n' "$manifests" | check "$@" || failed=1
done

for file in $(find teams -path '*/apps/*' -name '*.yaml' | sort); do
  echo "== $file"
  check "$@" "$file" || failed=1
  # teams/<team>/apps/<application>/<environment>.yaml
  team=$(echo "$file" | cut -d/ -f2)
  if ! grep -Eq "^  project: \"?$team\"?\$" "$file"; then
    echo "$file: spec.project is not \"$team\"" >&2
    failed=1
  fi
done

exit $failed
