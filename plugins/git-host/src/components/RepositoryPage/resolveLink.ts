import type { RepositoryPlace } from './repositoryPlace';

const ALLOWED_SCHEMES = ['http:', 'https:', 'mailto:'];
const HERE = 'repository://here';

/**
 * Where a link inside a repository's Markdown file leads: relative ones to the
 * file in this repository on the same branch, others only when they are
 * harmless in a browser. Undefined when the link leads nowhere safe.
 */
export function resolveLink(options: {
  href: string;
  /** Path of the Markdown file. */
  from: string;
  place: Pick<RepositoryPlace, 'addresses' | 'gitRef'>;
}): string | undefined {
  const { href, from, place } = options;
  if (href === '') {
    // What sanitising left of a dangerous address.
    return undefined;
  }
  if (href.startsWith('#')) {
    return href;
  }
  let url: URL;
  try {
    url = new URL(href, `${HERE}/${from}`);
  } catch {
    return undefined;
  }
  if (`${url.protocol}//${url.host}` !== HERE) {
    return ALLOWED_SCHEMES.includes(url.protocol) ? href : undefined;
  }
  const path = decodeURIComponent(url.pathname).replace(/^\//, '');
  const { addresses, gitRef } = place;
  return path === '' || path.endsWith('/')
    ? addresses.tree(gitRef, path)
    : `${addresses.blob(gitRef, path)}${url.hash}`;
}
