import { WebAddress } from '@plumbline/backstage-plugin-git-host-common';
import { checkName } from '@plumbline/backstage-plugin-kit-common';

/** A portal address taken apart; where the ref ends is not decided yet. */
export interface ReadAddress {
  owner: string;
  name: string;
  /** Decoded segments after `tree/` or `blob/`; empty for the repository itself. */
  segments: string[];
}

/** Whether an address lies below `/git/` of one of the portal's base addresses. */
export function isHostedAddress(url: URL, baseUrls: string[]): boolean {
  return findPathBelow(url, baseUrls) !== undefined;
}

function findPathBelow(url: URL, baseUrls: string[]): string | undefined {
  for (const baseUrl of baseUrls) {
    const base = new URL(baseUrl);
    const prefix = `${base.pathname.replace(/\/+$/, '')}/git/`;
    if (url.host === base.host && url.pathname.startsWith(prefix)) {
      return url.pathname.slice(prefix.length);
    }
  }
  return undefined;
}

/** Takes a portal address apart; undefined when it names no place in a repository. */
export function parseReadAddress(
  url: URL,
  baseUrls: string[],
): ReadAddress | undefined {
  const below = findPathBelow(url, baseUrls);
  if (below === undefined) {
    return undefined;
  }
  let parts: string[];
  try {
    parts = below.replace(/\/+$/, '').split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
  const [owner, name = '', kind, ...segments] = parts;
  if (!checkName(owner).ok || !checkName(name).ok) {
    return undefined;
  }
  if (kind === undefined) {
    return { owner, name, segments: [] };
  }
  const isPlace = (kind === 'tree' || kind === 'blob') && segments.length > 0;
  return isPlace ? { owner, name, segments } : undefined;
}

/**
 * Which ref the segments may begin with, longest first, so that a branch with
 * a slash is found in an address that does not encode it.
 */
export function listRefCandidates(
  segments: string[],
): Array<Required<Pick<WebAddress, 'ref' | 'path'>>> {
  return segments
    .map((_, i) => ({
      ref: segments.slice(0, i + 1).join('/'),
      path: segments.slice(i + 1).join('/'),
    }))
    .reverse();
}
