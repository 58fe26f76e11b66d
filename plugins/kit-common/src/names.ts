/** The verdict on a name: accepted, or refused with the sentence to show. @public */
export type NameCheck = { ok: true } | { ok: false; reason: string };

const refuse = (reason: string): NameCheck => ({ ok: false, reason });

/** Longest name of a team or repository: leaves room for the suffixes that the templates add (`-staging`, `-preview`) within 63. @public */
export const MAX_NAME_LENGTH = 40;

/**
 * Names that are legal labels but claim something that belongs to the platform:
 * Kubernetes' own namespaces, and path segments of the Git host's addresses.
 */
const RESERVED = new Set(['default', 'v1', 'api', 'git']);
const RESERVED_PREFIX = /^(kube-|openshift-)/;

/**
 * Whether a name works everywhere a generated thing carries it: as a Kubernetes
 * object and namespace name (RFC 1123 label), a Git path segment, a catalog
 * entity name and a Python distribution name. Stricter than each of them, so
 * that one name serves all.
 *
 * @public
 */
export function checkName(name: string): NameCheck {
  if (name.length === 0) {
    return refuse('A name is needed.');
  }
  if (/[A-Z]/.test(name) && /^[A-Za-z0-9-]+$/.test(name)) {
    return refuse(
      `Kubernetes refuses upper-case letters in a name (RFC 1123 label): try "${name.toLowerCase()}".`,
    );
  }
  const wrong = [...name].find(char => !/^[a-z0-9-]$/.test(char));
  if (wrong !== undefined) {
    const code = wrong.codePointAt(0)!.toString(16).toUpperCase();
    const shown = /^[\x21-\x7e]$/.test(wrong)
      ? `"${wrong}"`
      : `U+${code.padStart(4, '0')}`;
    return refuse(
      `Kubernetes refuses the character ${shown} in a name: lower-case letters a-z, digits and "-" only (RFC 1123 label).`,
    );
  }
  if (!/^[a-z]/.test(name)) {
    return refuse(
      'The name of a Kubernetes Service starts with a letter (RFC 1035 label).',
    );
  }
  if (name.endsWith('-')) {
    return refuse(
      'Kubernetes refuses a name that ends with "-" (RFC 1123 label).',
    );
  }
  if (name.includes('--')) {
    return refuse(
      'Two "-" in a row are reserved for encoded names (RFC 5891).',
    );
  }
  if (name.length < 3) {
    return refuse(
      'At least 3 characters, so that people can tell names apart.',
    );
  }
  if (name.length > MAX_NAME_LENGTH) {
    return refuse(
      `${name.length} characters: Kubernetes allows 63 for a namespace, and the environment suffix needs room, so ${MAX_NAME_LENGTH} is the limit.`,
    );
  }
  if (RESERVED.has(name) || RESERVED_PREFIX.test(name)) {
    return refuse(`"${name}" is reserved by the platform.`);
  }
  return { ok: true };
}

/**
 * The rule of {@link checkName} as far as one regular expression can say it,
 * for JSON schemas of forms. The forms' pattern and the function are held
 * together by a test.
 *
 * @public
 */
export const NAME_PATTERN = '^[a-z][a-z0-9]*(-[a-z0-9]+)*$';

/**
 * One line of free text: no control, format, surrogate or line-separator
 * characters, so that it stays the single line that it looks like.
 *
 * @public
 */
export const ONE_LINE_PATTERN = '^[^\\p{C}\\p{Zl}\\p{Zp}]*$';
