import { hash } from 'node:crypto';
import { withoutVersion } from '../packages/packageUrl';
import { FindingDraft } from '../report/FindingDraft';

/** What an identity is made of. */
export interface IdentityParts {
  /** What findings share that may be one that moved. */
  group: string;
  /** What tells them apart within the group. */
  own: string;
  /** Whether equal ones at different lines are different findings. */
  isNumbered: boolean;
}

const SEPARATOR = '\u001f';
const HEX_DIGITS = 32;

const join = (...parts: (string | undefined)[]) =>
  parts.map(part => part ?? '').join(SEPARATOR);

/**
 * The fields of identity version 1, by kind. Severity, description, version and
 * line are none of them, so that a finding survives what changes these.
 *
 * - vulnerability: its canonical id, the package without version, what was
 *   scanned; the same for every tool, so that scanners merge
 * - code: tool, rule and file, then the tool's fingerprint or the code itself;
 *   twins are numbered by their lines
 * - secret: rule and the secret's hash; rule, file, line and what was
 *   scanned where the tool hid it
 * - misconfiguration: check, file and resource
 * - policy: policy and rule, resource
 * - license: licence and package
 * - runtime: rule, workload, process
 *
 * @param options - `path` cleaned, `secretHash` of the secret unless it was hidden,
 *   `evidence` the fingerprint or the hash of the code
 */
export function identityParts(options: {
  tool: string;
  draft: FindingDraft;
  vulnerabilityId?: string;
  purl?: string;
  path?: string;
  secretHash?: string;
  evidence?: string;
}): IdentityParts {
  const { tool, draft, vulnerabilityId, purl, path, secretHash, evidence } =
    options;
  const rule = draft.ruleKey ?? draft.rule;
  const resource = draft.location?.resource;
  const packageKey = purl ? withoutVersion(purl) : draft.package?.name;
  switch (draft.kind) {
    case 'vulnerability': {
      const group = join(
        'vulnerability',
        vulnerabilityId ?? rule,
        packageKey ?? path,
        draft.target,
      );
      return { group, own: '', isNumbered: false };
    }
    case 'code':
      return {
        group: join('code', tool, rule),
        own: join(path, evidence),
        isNumbered: true,
      };
    case 'secret':
      return {
        group: join('secret', tool, rule),
        own:
          secretHash ??
          join(path, String(draft.location?.line ?? ''), draft.target),
        isNumbered: false,
      };
    case 'license':
      return {
        group: join('license', rule, packageKey ?? path, draft.target),
        own: '',
        isNumbered: false,
      };
    default:
      return {
        group: join(draft.kind, tool, rule),
        own: join(path, resource, draft.target, draft.detail),
        isNumbered: false,
      };
  }
}

/** `v1:` and the first 32 hexadecimal digits of the SHA-256 of the fields. */
export function identityOf(parts: IdentityParts, number: number): string {
  return `v1:${hash(
    'sha256',
    join(parts.group, parts.own, number === 0 ? '' : String(number)),
  ).slice(0, HEX_DIGITS)}`;
}

/** The group of findings among which one may have moved. */
export function groupOf(parts: IdentityParts): string {
  return `g1:${hash('sha256', parts.group).slice(0, HEX_DIGITS)}`;
}

/** Hash of code without white space: moving and indenting it changes nothing. */
export function snippetHash(code: string): string | undefined {
  const packed = code.replace(/\s+/g, '');
  return packed === '' || packed === 'requireslogin'
    ? undefined
    : hash('sha256', packed).slice(0, HEX_DIGITS);
}
