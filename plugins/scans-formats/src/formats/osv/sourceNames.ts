import { reportPath } from '../../locations/reportPath';

/** Where services that build check a repository out, and where OSV-Scanner's own image expects it. */
const CHECKOUT =
  /^\/(?:github\/workspace|home\/runner\/work\/[^/]+\/[^/]+|builds\/[^/]+\/[^/]+|workspace|src)(?=\/)/;
const ABSOLUTE = /^(?:[a-z]:)?\//i;

/** A file or a folder that OSV-Scanner read packages from. */
export interface Source {
  path: string;
  isFolder: boolean;
}

const folderOf = ({ path, isFolder }: Source) =>
  isFolder ? path.split('/') : path.split('/').slice(0, -1);

function commonFolder(sources: readonly Source[]): string {
  const checkouts = new Set(
    sources.map(({ path }) => CHECKOUT.exec(path)?.[0]),
  );
  const [checkout] = checkouts;
  if (checkout !== undefined && checkouts.size === 1) {
    return checkout;
  }
  let common = folderOf(sources[0]);
  for (const source of sources) {
    const folder = folderOf(source);
    const end = common.findIndex((part, index) => part !== folder[index]);
    common = end === -1 ? common : common.slice(0, end);
  }
  return common.join('/');
}

/**
 * The paths of sources within the repository, as other scanners write them:
 * OSV-Scanner writes them from the root of the machine. What all of them share
 * is taken for the repository, unless they are where builds are known to be.
 *
 * @returns by the path as it stands in the report
 */
export function sourceNames(
  sources: readonly Source[],
): ReadonlyMap<string, string> {
  const cleaned = sources.flatMap(source => {
    const path = reportPath(source.path);
    return path === undefined ? [] : [{ raw: source.path, ...source, path }];
  });
  const absolute = cleaned.filter(({ path }) => ABSOLUTE.test(path));
  const root = absolute.length > 0 ? commonFolder(absolute) : '';
  return new Map(
    cleaned.map(({ raw, path }) => [
      raw,
      ABSOLUTE.test(path)
        ? path.slice(root.length).replace(/^\/+/, '') || '.'
        : path,
    ]),
  );
}
