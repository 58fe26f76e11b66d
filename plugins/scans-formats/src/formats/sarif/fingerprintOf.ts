import { Loose, asObject, asText } from '../../read/loose';

/**
 * Keys whose values survive moved lines. Other keys do not: Gitleaks writes
 * author and address there, Grype a hash without the vulnerability.
 */
const KEYS: readonly {
  list: 'fingerprints' | 'partialFingerprints';
  key: string;
  tools?: RegExp;
}[] = [
  { list: 'fingerprints', key: 'matchBasedId/v1' },
  { list: 'fingerprints', key: 'contextHash/v1' },
  { list: 'partialFingerprints', key: 'contextHash/v1' },
  {
    list: 'partialFingerprints',
    key: 'primaryLocationLineHash',
    tools: /^(codeql|lgtm|github)/,
  },
];

/** What Semgrep writes for those who are not logged in. */
const LOCKED = 'requires login';

/** A fingerprint of Semgrep without the number of its twin, which shifts when an earlier one is fixed. */
export function withoutTwinNumber(fingerprint: string): string {
  return fingerprint.replace(/_\d+$/, '');
}

/** Whether a fingerprint tells anything: those that tools mask for their own tests do not. */
export function isFingerprint(value: string): boolean {
  return value.length >= 8 && value.toLowerCase() !== LOCKED;
}

/** A tool's fingerprint that is known to survive moved lines. */
export function fingerprintOf(result: Loose, tool: string): string | undefined {
  for (const { list, key, tools } of KEYS) {
    const value = asObject(result[list])?.[key];
    const text = asText(asObject(value)?.value ?? value);
    if (
      text !== undefined &&
      isFingerprint(text) &&
      (tools === undefined || tools.test(tool))
    ) {
      return key.startsWith('matchBasedId') ? withoutTwinNumber(text) : text;
    }
  }
  return undefined;
}
