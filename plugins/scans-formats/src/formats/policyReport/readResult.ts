import { workloadName } from '../../locations/workloadName';
import { Loose, asObject, asText, at, objectsIn } from '../../read/loose';
import { RatedSeverity } from '../../report/Finding';
import { FindingDraft } from '../../report/FindingDraft';
import { rateWord } from '../../severity/rateSeverity';

/** A resource as `namespace/Kind/name`, the workload for what a rollout makes anew. */
function resourceName(
  resource: Loose,
  namespace: string | undefined,
): string | undefined {
  const name = asText(resource.name);
  const kind = asText(resource.kind);
  if (name === undefined) {
    return undefined;
  }
  const workload = workloadName({ kind: kind ?? 'Resource', name });
  return [asText(resource.namespace) ?? namespace, workload.kind, workload.name]
    .filter(part => part !== undefined)
    .join('/');
}

/**
 * What a result is about: its own resources, else what the whole report is
 * about, else the report itself. In order, so that the order of a report
 * changes nothing.
 */
function resourcesOf(result: Loose, report: Loose): string[] {
  const namespace = asText(at(report.metadata, 'namespace'));
  // Version 1 alpha 2 calls the list `resources` and meant `subjects` before
  const named = [
    ...objectsIn(result.resources),
    ...objectsIn(result.subjects),
  ].flatMap(resource => resourceName(resource, namespace) ?? []);
  if (named.length > 0) {
    return [...new Set(named)].sort();
  }
  for (const one of [
    asObject(report.scope),
    { ...asObject(report.metadata), kind: report.kind },
  ]) {
    const name = one && resourceName(one, namespace);
    if (name) {
      return [name];
    }
  }
  return [];
}

/** The word, else low for a warning that does not count, else medium. */
function severityOf(result: Loose, outcome: string): RatedSeverity {
  const word = asText(result.severity);
  if (word !== undefined) {
    return rateWord(word);
  }
  return {
    severity: outcome === 'warn' && result.scored === false ? 'low' : 'medium',
    source: 'default',
  };
}

/**
 * A result of a policy report as finding; `pass` and `error` where it is none,
 * `unclear` where it does not say what it is. Its properties are free to hold
 * anything and are not kept.
 */
export function readResult(
  result: Loose,
  report: Loose,
): FindingDraft | 'pass' | 'error' | 'unclear' {
  // Version 1 alpha 1 calls it `status`
  const outcome = (
    asText(result.result) ?? asText(result.status)
  )?.toLowerCase();
  if (outcome === 'pass' || outcome === 'error') {
    return outcome;
  }
  const policy = asText(result.policy);
  const ownRule = asText(result.rule);
  const rule =
    policy !== undefined && ownRule !== undefined
      ? `${policy}/${ownRule}`
      : (policy ?? ownRule);
  if (
    rule === undefined ||
    (outcome !== 'fail' && outcome !== 'warn' && outcome !== 'skip')
  ) {
    return 'unclear';
  }
  const source = asText(result.source) ?? asText(report.source);
  const [resource, ...others] = resourcesOf(result, report);
  const title = asText(result.message);
  return {
    kind: 'policy',
    rule,
    ruleKey: source === undefined ? rule : `${source}/${rule}`,
    title: title?.split('\n', 1)[0],
    message: title,
    severity: severityOf(result, outcome),
    location: resource === undefined ? undefined : { resource },
    otherLocations: others.map(one => ({ resource: one })),
    // Adapters of other tools give many checks one rule and tell them apart here
    detail:
      asText(at(result.properties, 'index')) ??
      asText(at(result.properties, 'pkgName')),
    ...(outcome === 'skip' ? { suppression: { reason: 'skipped' } } : {}),
  };
}
