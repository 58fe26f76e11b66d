import { CostSubject } from '../facts/CostFact';
import { fieldOf, objectField, textField, textsField } from '../json/fields';
import { JsonObject } from '../json/JsonValue';
import { CostAnswerOptions } from './CostAnswer';
import { AnswerEntry } from './readEntries';

const IDLE = '__idle__';
/** Names that upstream gives to what belongs to nothing that was grouped by. */
const SPECIAL_NAMES = new Set([IDLE, '__unallocated__', '__unmounted__']);

/** What an entry that is grouped by something else than its namespace says of itself. */
const OTHER_GROUPING = [
  'namespace',
  'controller',
  'controllerKind',
  'pod',
  'container',
  'node',
  'providerID',
  'services',
  'labels',
  'annotations',
];

function hasContent(properties: JsonObject, key: string): boolean {
  const value = fieldOf(properties, key);
  return typeof value === 'object'
    ? Object.keys(value).length > 0
    : value !== undefined && value !== '';
}

/** The parts of the name by what was grouped by; none where they do not fit each other. */
function readName(
  name: string,
  aggregate: readonly string[],
): ReadonlyMap<string, string> {
  const parts = name.split('/');
  return new Map(
    aggregate.length === parts.length
      ? aggregate
          .map((key, index) => [key, parts[index]] as const)
          .filter(([, part]) => part !== '' && !SPECIAL_NAMES.has(part))
      : [],
  );
}

/** What an allocation was charged for. */
export function buildSubject(
  { name, entry, place, remarks }: AnswerEntry,
  options: Pick<CostAnswerOptions, 'aggregate' | 'cluster'>,
): CostSubject {
  const { aggregate } = options;
  const properties = objectField(entry, 'properties', place) ?? {};
  const parts = name.split('/');
  const named = readName(name, aggregate ?? []);
  const property = (key: string) => {
    const text = textField(properties, key);
    return text === undefined || SPECIAL_NAMES.has(text)
      ? named.get(key)
      : text;
  };
  const cluster =
    property('cluster') ??
    (parts.length === 2 && parts[1] === IDLE ? parts[0] : undefined) ??
    options.cluster;
  let namespace = property('namespace');
  if (
    namespace === undefined &&
    aggregate === undefined &&
    parts.length === 1 &&
    !SPECIAL_NAMES.has(name) &&
    name !== '' &&
    name !== cluster &&
    !OTHER_GROUPING.some(key => hasContent(properties, key))
  ) {
    namespace = name;
    remarks.add(
      'Nothing says what a name stands for, it is taken for a namespace',
      place,
    );
  }
  const controller = property('controller');
  const kind = property('controllerKind');
  const workload =
    controller !== undefined && kind !== undefined
      ? `${kind}/${controller}`
      : controller;
  const pod = property('pod');
  const labels = new Map([
    // The labels of a workload say more than those of its namespace
    ...textsField(properties, 'namespaceLabels'),
    ...[...named].flatMap(([key, part]) =>
      key.startsWith('label:')
        ? [[key.slice('label:'.length), part] as const]
        : [],
    ),
    ...textsField(properties, 'labels'),
  ]);
  return {
    service: 'Kubernetes',
    chargeCategory: 'Usage',
    // Rules look at accounts of any source: a cluster is the account of what runs in it
    ...(cluster === undefined ? {} : { account: cluster, cluster }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(workload === undefined ? {} : { workload }),
    ...(pod === undefined ? {} : { pod }),
    // Annotations are to Kubernetes what tags are to a cloud: free words on a resource
    tags: textsField(properties, 'annotations'),
    labels,
    isIdle: parts.includes(IDLE),
  };
}
