import { hash } from 'node:crypto';
import { withoutVersion } from '../packages/packageUrl';
import { FindingDraft } from '../report/FindingDraft';

/** An identity and what it is made of. */
export interface Identity {
  /** Of the first of several that differ by their place only. */
  id: string;
  /** What findings share that may be one that moved. */
  group: string;
  /** What tells them apart within the group. */
  own: string;
  /** Whether equal ones at different lines are different findings. */
  isNumbered: boolean;
}

type Parts = Omit<Identity, 'id'>;

const HEX_DIGITS = 32;

const of = (part: string | undefined) => part ?? '';

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
export function identify(options: {
  tool: string;
  draft: FindingDraft;
  vulnerabilityId?: string;
  purl?: string;
  path?: string;
  secretHash?: string;
  evidence?: string;
}): Identity {
  const parts = partsOf(options);
  return { id: identityOf(parts, 0), ...parts };
}

function partsOf(options: Parameters<typeof identify>[0]): Parts {
  const { tool, draft, vulnerabilityId, purl, path, secretHash, evidence } =
    options;
  const rule = draft.ruleKey ?? draft.rule;
  const resource = draft.location?.resource;
  const packageKey = purl ? withoutVersion(purl) : draft.package?.name;
  const target = of(draft.target);
  switch (draft.kind) {
    case 'vulnerability':
      return {
        group: `vulnerability\u001f${vulnerabilityId ?? rule}\u001f${of(packageKey ?? path)}\u001f${target}`,
        own: '',
        isNumbered: false,
      };
    case 'code':
      return {
        group: `code\u001f${tool}\u001f${rule}`,
        own: `${of(path)}\u001f${of(evidence)}`,
        isNumbered: true,
      };
    case 'secret':
      return {
        group: `secret\u001f${tool}\u001f${rule}`,
        own:
          secretHash ??
          `${of(path)}\u001f${draft.location?.line ?? ''}\u001f${target}`,
        isNumbered: false,
      };
    case 'license':
      return {
        group: `license\u001f${rule}\u001f${of(packageKey ?? path)}\u001f${target}`,
        own: '',
        isNumbered: false,
      };
    default:
      return {
        group: `${draft.kind}\u001f${tool}\u001f${rule}`,
        own: `${of(path)}\u001f${of(resource)}\u001f${target}\u001f${of(draft.detail)}`,
        isNumbered: false,
      };
  }
}

/** `v1:` and the first 32 hexadecimal digits of the SHA-256 of the fields. */
export function identityOf(parts: Parts, number: number): string {
  const { group, own } = parts;
  return `v1:${hash(
    'sha256',
    `${group}\u001f${own}\u001f${number === 0 ? '' : number}`,
  ).slice(0, HEX_DIGITS)}`;
}

/** The group of findings among which one may have moved; that of a kind that never moves holds one. */
export function groupOf({ id, group, own }: Identity): string {
  return own === ''
    ? `g1:${id.slice('v1:'.length)}`
    : `g1:${hash('sha256', group).slice(0, HEX_DIGITS)}`;
}

/** Hash of code without white space: moving and indenting it changes nothing. */
export function snippetHash(code: string): string | undefined {
  const packed = code.replace(/\s+/g, '');
  return packed === '' || packed === 'requireslogin'
    ? undefined
    : hash('sha256', packed).slice(0, HEX_DIGITS);
}
