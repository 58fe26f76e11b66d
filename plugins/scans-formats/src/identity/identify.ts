import { hash } from 'node:crypto';
import { withoutVersion } from '../packages/packageUrl';
import { FindingDraft } from '../report/FindingDraft';

/** What makes a finding the same in two reports. */
export interface Identity {
  /** Of the first of several that differ by their place only. */
  id: string;
  /** What findings share that may be one that moved. */
  group: string;
}

interface Parts {
  group: string;
  /** What tells findings apart within the group. */
  own: string;
}

const HEX_DIGITS = 32;

/** The first 32 hexadecimal digits of the SHA-256. */
const digest = (text: string) => hash('sha256', text).slice(0, HEX_DIGITS);

/** The name of a group. */
export function groupOf(group: string): string {
  return `g1:${digest(group)}`;
}

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
 *   `evidence` the fingerprint or the hash of the code, `groupOf` that may remember
 */
export function identify(options: {
  tool: string;
  draft: FindingDraft;
  vulnerabilityId?: string;
  purl?: string;
  path?: string;
  secretHash?: string;
  evidence?: string;
  groupOf: (group: string) => string;
}): Identity {
  const { group, own } = partsOf(options);
  const id = `v1:${digest(`${group}\u001f${own}`)}`;
  return {
    id,
    // A kind that is told by its group alone never moves: the group holds one
    group: own === '' ? `g1:${id.slice('v1:'.length)}` : options.groupOf(group),
  };
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
      };
    case 'code':
      return {
        group: `code\u001f${tool}\u001f${rule}`,
        own: `${of(path)}\u001f${of(evidence)}`,
      };
    case 'secret':
      return {
        group: `secret\u001f${tool}\u001f${rule}`,
        own:
          secretHash ??
          `${of(path)}\u001f${draft.location?.line ?? ''}\u001f${target}`,
      };
    case 'license':
      return {
        group: `license\u001f${rule}\u001f${of(packageKey ?? path)}\u001f${target}`,
        own: '',
      };
    default:
      return {
        group: `${draft.kind}\u001f${tool}\u001f${rule}`,
        own: `${of(path)}\u001f${of(resource)}\u001f${target}\u001f${of(draft.detail)}`,
      };
  }
}

/** The identity of a twin: what is the same at another place, counted from 0. */
export function identityOfTwin(id: string, number: number): string {
  return number === 0 ? id : `v1:${digest(`${id}\u001f${number}`)}`;
}

/** Hash of code without white space: moving and indenting it changes nothing. */
export function snippetHash(code: string): string | undefined {
  const packed = code.replace(/\s+/g, '');
  return packed === '' || packed === 'requireslogin'
    ? undefined
    : digest(packed);
}
