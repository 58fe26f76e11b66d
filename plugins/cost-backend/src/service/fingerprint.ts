import { createHash } from 'node:crypto';
import {
  CostMetric,
  SplitPolicies,
} from '@plumbline/backstage-plugin-cost-formats';
import { CostSource } from '../domain/CostSource';
import { FileState } from '../sources/CostFolder';
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

/** The same as long as reading a source again would give the same. */
export function fingerprint(options: {
  source: CostSource;
  files: readonly FileState[];
  chosen: ChosenRules;
  policies: SplitPolicies;
  runKeys: readonly string[];
  catalog: CatalogSnapshot;
  metric: CostMetric;
}): string {
  const { source, files, chosen, policies, catalog, metric } = options;
  const owners = namesOwners(policies)
    ? [...catalog.places.values()]
        .map(({ entityRef, ownerRef }) => `${entityRef} ${ownerRef}`)
        .sort()
    : [];
  const hash = createHash('sha256');
  for (const part of [
    VERSION,
    metric,
    [source.format, source.currency],
    files.map(({ title, bytes, modifiedMs }) => [title, bytes, modifiedMs]),
    chosen.rules,
    [...(chosen.knownEntities ?? [])],
    { ...policies, pools: [...policies.pools].sort() },
    owners,
    options.runKeys,
  ]) {
    hash.update(`${JSON.stringify(part)}\n`);
  }
  return hash.digest('hex');
}
