/** A place in a repository, as the portal's addresses name it. @public */
export interface WebAddress {
  owner: string;
  name: string;
  /** `tree` for folders, `blob` for files; absent for the repository itself. */
  kind?: 'tree' | 'blob';
  /** Branch, tag or full commit id. */
  ref?: string;
  /** Path in the repository without slashes at its ends; empty for the root. */
  path?: string;
}

/**
 * The address of a repository, folder or file relative to `app.baseUrl`, such
 * as `/git/ml-team/churn/blob/main/catalog-info.yaml`. A slash in the ref is
 * written `%2F`, so that the end of the ref needs no guessing.
 *
 * @public
 */
export function buildWebPath(address: WebAddress): string {
  const base = `/git/${encodeURIComponent(address.owner)}/${encodeURIComponent(
    address.name,
  )}`;
  if (!address.kind || !address.ref) {
    return base;
  }
  const path = (address.path ?? '').split('/').filter(Boolean);
  return [
    base,
    address.kind,
    encodeURIComponent(address.ref),
    ...path.map(encodeURIComponent),
  ].join('/');
}
