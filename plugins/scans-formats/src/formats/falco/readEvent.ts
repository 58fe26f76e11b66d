import { workloadName } from '../../locations/workloadName';
import { Loose, asObject, asText } from '../../read/loose';
import { RatedSeverity, Severity } from '../../report/Finding';
import { rateWord } from '../../severity/rateSeverity';
import { reportTime } from '../../texts/reportTime';

/** What the priorities of Falco mean beside the common words. */
const PRIORITIES: ReadonlyMap<string, Severity> = new Map([
  ['emergency', 'critical'],
  ['alert', 'critical'],
  ['critical', 'critical'],
  ['error', 'high'],
  ['warning', 'medium'],
  ['notice', 'low'],
  ['informational', 'info'],
  ['info', 'info'],
  ['debug', 'info'],
]);

/** An event, without what may hold secrets: its sentence and its command lines. */
export interface FalcoEvent {
  rule: string;
  source: string;
  severity: RatedSeverity;
  /** Where it happened: a workload, an image, a node. */
  resource?: string;
  process?: string;
  image?: string;
  /** Milliseconds. */
  time?: number;
}

/** A field that says something: Falco writes `<NA>` or null for what it does not know. */
function field(fields: Loose, ...names: string[]): string | undefined {
  for (const name of names) {
    const text = asText(fields[name]);
    if (text !== undefined && text !== '<NA>') {
      return text;
    }
  }
  return undefined;
}

/** The workload of Kubernetes, else the thing that a call to its API was about, else image or node. */
function resourceOf(fields: Loose, event: Loose): string | undefined {
  const namespace = field(
    fields,
    'k8s.ns.name',
    'k8smeta.ns.name',
    'ka.target.namespace',
  );
  const deployment = field(
    fields,
    'k8s.deployment.name',
    'k8smeta.deployment.name',
  );
  const pod = field(fields, 'k8s.pod.name', 'k8smeta.pod.name');
  const target = field(fields, 'ka.target.name');
  let workload: { kind: string; name: string } | undefined;
  if (deployment !== undefined) {
    workload = { kind: 'Deployment', name: deployment };
  } else if (pod !== undefined) {
    workload = workloadName({ kind: 'Pod', name: pod });
  } else if (target !== undefined) {
    const kind = field(fields, 'ka.target.resource') ?? 'resource';
    workload =
      kind === 'pods'
        ? workloadName({ kind: 'Pod', name: target })
        : { kind, name: target };
  }
  if (workload) {
    return [namespace, workload.kind, workload.name]
      .filter(part => part !== undefined)
      .join('/');
  }
  return (
    namespace ??
    field(fields, 'container.image.repository', 'container.name') ??
    asText(event.hostname)
  );
}

/**
 * An event of Falco; `internal` for what it says about itself, undefined for
 * what is no event.
 */
export function readEvent(event: Loose): FalcoEvent | 'internal' | undefined {
  const rule = asText(event.rule);
  if (rule === undefined) {
    return undefined;
  }
  const source = asText(event.source)?.toLowerCase() ?? 'syscall';
  if (source === 'internal') {
    return 'internal';
  }
  const fields = asObject(event.output_fields) ?? {};
  const time = asText(event.time);
  return {
    rule,
    source,
    severity: rateWord(asText(event.priority), PRIORITIES),
    resource: resourceOf(fields, event),
    process: field(fields, 'proc.name'),
    image: field(fields, 'container.image.repository'),
    time: time === undefined ? undefined : reportTime(time),
  };
}
