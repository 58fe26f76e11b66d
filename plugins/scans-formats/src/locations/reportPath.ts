import { plainText } from '../texts/plainText';

const MAX_PATH = 1000;
/** The root of a path of Windows. */
const DRIVE = /^[a-z]:$/i;

/** Nearly every path: nothing in it to decode, to turn or to resolve. */
const PLAIN = /^\/?(?:\.?[\w@+~,=-][\w@+~,=.-]*\/)*\.?[\w@+~,=-][\w@+~,=.-]*$/;

/**
 * A path of a report as it is shown: decoded once, without scheme, with
 * slashes, without `.` and `..` where they can be resolved. One that climbs out
 * of its root keeps its `..`, so that nobody links it.
 */
export function reportPath(value: string): string | undefined {
  if (value.length <= MAX_PATH && PLAIN.test(value)) {
    return value;
  }
  let path = value;
  if (/^file:/i.test(path)) {
    path = path.replace(/^file:(\/\/[^/]*)?/i, '');
  }
  if (/%[0-9a-f]{2}/i.test(path)) {
    try {
      path = decodeURIComponent(path);
    } catch {
      // What is no encoding is a percent sign
    }
  }
  path = plainText(path, MAX_PATH).replaceAll('\\', '/').replace(/\n/g, ' ');
  if (path === '' || /^[a-z][a-z0-9+.-]+:\/\//i.test(path)) {
    return path === '' ? undefined : path;
  }
  // /C:/x of Windows is C:/x
  path = path.replace(/^\/([a-z]:\/)/i, '$1');
  const isAbsolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    const isInside =
      parts.length > 0 &&
      parts.at(-1) !== '..' &&
      !(parts.length === 1 && DRIVE.test(parts[0]));
    if (part === '..' && isInside) {
      parts.pop();
    } else if (part !== '' && part !== '.') {
      parts.push(part);
    }
  }
  const joined = parts.join('/');
  return joined === '' ? undefined : `${isAbsolute ? '/' : ''}${joined}`;
}

/** An image without tag and digest: what a rebuild does not change. */
export function imageRepository(reference: string): string {
  const name = reference.trim().split('@')[0];
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}
