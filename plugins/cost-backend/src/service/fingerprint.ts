import { createHash } from 'node:crypto';
import {
  CostMetric,
  SplitPolicies,
} from '@plumbline/backstage-plugin-cost-formats';
import { CostSource } from '../domain/CostSource';
import { CatalogSnapshot } from './CatalogReader';
import { ChosenRules } from './chooseRules';

/** Counted up when the same files and rules give other rows. */
const VERSION = 2;

/** Whether a policy names owners: then it depends on who owns what. */
function namesOwners(policies: SplitPolicies): boolean {
  return [policies.idle, ...policies.pools.values()].some(
    policy =>
      policy.split !== 'none' &&
      policy.among?.some(ref => /^(?:group|user):/.test(ref)),
  );
}

/** By what one tells whether reading a source again would give the same, and why not. */
export interface Fingerprints {
  /** Of everything. */
  all: string;
  files: string;
  /** Of the rules, the policies, the catalog and how we read. */
  rules: string;
  /** Of those, and of how many days are kept, which changes no figure. */
  booking: string;
}

function hashOf(parts: readonly unknown[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(`${JSON.stringify(part)}\n`);
  }
  return hash.digest('hex');
}

/** By what the same files are read otherwise. */
function readingOf(source: CostSource): readonly (string | undefined)[] {
  return source.kind === 'folder'
    ? [source.format, source.currency]
    : [source.openCost.cluster, source.currency];
}

/** The same as long as reading a source again would give the same. */
export function fingerprint(options: {
  source: CostSource;
  /** What tells a file from another, or from itself at another time. */
  files: readonly (readonly (string | number)[])[];
  chosen: ChosenRules;
  policies: SplitPolicies;
  runKeys: readonly string[];
  catalog: CatalogSnapshot;
  metric: CostMetric;
  keptDays: number;
}): Fingerprints {
  const { source, chosen, policies, catalog, metric } = options;
  const owners = namesOwners(policies)
    ? [...catalog.places.values()]
        .map(({ entityRef, ownerRef }) => `${entityRef} ${ownerRef}`)
        .sort()
    : [];
  const files = hashOf(options.files);
  const rules = hashOf([
    VERSION,
    metric,
    readingOf(source),
    chosen.rules,
    [...(chosen.knownEntities ?? [])],
    { ...policies, pools: [...policies.pools].sort() },
    owners,
    options.runKeys,
  ]);
  const booking = hashOf([rules, options.keptDays]);
  return { all: hashOf([files, booking]), files, rules, booking };
}
