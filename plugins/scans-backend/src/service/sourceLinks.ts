import {
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  getEntitySourceLocation,
} from '@backstage/catalog-model';
import { LinkOf } from './toContract';

/** Where a line begins in the address of a file, by the host's habits. */
function lineAnchor(url: URL, line: number | undefined): string {
  if (line === undefined) {
    return '';
  }
  return url.hostname.includes('bitbucket') ? `#lines-${line}` : `#L${line}`;
}

/**
 * Links into the source of an entity: paths that stay within it, below the
 * folder that the catalog names. Others have no link.
 */
export function sourceLinks(entity: Entity | undefined): LinkOf {
  if (!entity?.metadata.annotations?.[ANNOTATION_SOURCE_LOCATION]) {
    return () => undefined;
  }
  const { type, target } = getEntitySourceLocation(entity);
  if (type !== 'url' || !URL.canParse(target)) {
    return () => undefined;
  }
  const base = new URL(target.endsWith('/') ? target : `${target}/`);
  return ({ path, line }) => {
    if (
      !['http:', 'https:'].includes(base.protocol) ||
      path === undefined ||
      path.startsWith('/') ||
      path.split('/').includes('..') ||
      path.includes('://')
    ) {
      return undefined;
    }
    const url = new URL(base);
    url.pathname += path.split('/').map(encodeURIComponent).join('/');
    return `${url.href}${lineAnchor(url, line)}`;
  };
}
