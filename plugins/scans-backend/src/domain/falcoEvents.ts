import { workloadName } from '@plumbline/backstage-plugin-scans-formats';
import { RunningEntity, Subject, findEntity } from './clusterReport';

type Fields = Readonly<Record<string, unknown>>;

const asFields = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined;

/** What a field says; Falco writes `<NA>` for what it does not know. */
function textOf(fields: Fields, ...names: string[]): string | undefined {
  return names
    .map(name => fields[name])
    .find(
      (value): value is string =>
        typeof value === 'string' && value !== '' && value !== '<NA>',
    );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Events of a body: one, a list, or one on each line; undefined when one of them is no event. */
export function splitEvents(body: string): Fields[] | undefined {
  const whole = parse(body);
  const values =
    whole === undefined
      ? body
          .split('\n')
          .filter(line => line.trim() !== '')
          .map(parse)
      : [whole].flat();
  const events = values.map(asFields).filter(event => event !== undefined);
  return events.length > 0 && events.length === values.length
    ? events
    : undefined;
}

/** The workload in which something happened, or that a call to the API of Kubernetes was about. */
function subjectOf(event: Fields): Subject | undefined {
  const fields = asFields(event.output_fields) ?? {};
  const namespace = textOf(
    fields,
    'k8s.ns.name',
    'k8smeta.ns.name',
    'ka.target.namespace',
  );
  if (namespace === undefined) {
    return undefined;
  }
  const pod = textOf(fields, 'k8s.pod.name', 'k8smeta.pod.name');
  return {
    namespace,
    name:
      textOf(fields, 'k8s.deployment.name', 'k8smeta.deployment.name') ??
      (pod
        ? workloadName({ kind: 'Pod', name: pod }).name
        : textOf(fields, 'ka.target.name')),
  };
}

/** Whose events are whose, by entity ref; what belongs to no entity is counted. */
export function groupEvents(
  events: readonly Fields[],
  options: { running: readonly RunningEntity[]; cluster: string | undefined },
): {
  groups: Map<string, { running: RunningEntity; events: Fields[] }>;
  ignored: number;
} {
  const { running, cluster = '' } = options;
  const groups = new Map<
    string,
    { running: RunningEntity; events: Fields[] }
  >();
  let ignored = 0;
  for (const event of events) {
    const subject = subjectOf(event);
    const found = subject && findEntity(running, { cluster, subject });
    if (found) {
      const group = groups.get(found.entityRef) ?? {
        running: found,
        events: [],
      };
      group.events.push(event);
      groups.set(found.entityRef, group);
    } else {
      ignored += 1;
    }
  }
  return { groups, ignored };
}
