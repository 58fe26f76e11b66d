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
