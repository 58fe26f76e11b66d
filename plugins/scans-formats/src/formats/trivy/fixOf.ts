import { FixState } from '../../report/Finding';

const STATES: ReadonlyMap<string, FixState> = new Map([
  ['fixed', 'fixed'],
  ['affected', 'not-fixed'],
  ['fix_deferred', 'not-fixed'],
  ['will_not_fix', 'wont-fix'],
  ['end_of_life', 'wont-fix'],
]);

/**
 * The versions that Trivy writes as one text with commas, and whether there is
 * a fix. Its status `fixed` means that a fix exists.
 */
export function fixOf(
  versions: string | undefined,
  status?: string,
): { fixedVersions: string[]; fixState: FixState } {
  const fixedVersions = (versions ?? '')
    .split(',')
    .map(version => version.trim())
    .filter(version => version !== '');
  return {
    fixedVersions,
    fixState:
      STATES.get(status ?? '') ??
      (fixedVersions.length > 0 ? 'fixed' : 'unknown'),
  };
}
