import { Loose, asObject, asText } from '../../read/loose';
import { isFingerprint, withoutTwinNumber } from '../semgrep/fingerprint';

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
