const MAX_MESSAGE = 1000;

/**
 * A message of another system as it may be kept and shown: without passwords in
 * addresses, without values of keys that name a secret, without folders of this
 * machine, and short.
 */
export function redact(message: string): string {
  return message
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1***@')
    .replace(
      /\b(password|passwd|secret|token|api[-_]?key|authorization|access[-_]?key(?:[-_]?id)?)\b(["']?\s*[:=]\s*)("[^"]*"|'[^']*'|(?:bearer\s+)?\S+)/gi,
      '$1$2***',
    )
    .replace(/(^|[\s'"(])\/(?:[\w.@-]+\/)+([\w.@*-]+)/g, '$1$2')
    .slice(0, MAX_MESSAGE);
}
