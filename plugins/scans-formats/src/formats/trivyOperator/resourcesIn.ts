import { Loose, asObject, asText } from '../../read/loose';
import { contentOf, kindOfDefinition } from './reportKinds';

const GROUP = /^aquasecurity\.github\.io\//;

/** The resources of a document. */
export interface Resources {
  reports: { kind: string; resource: Loose }[];
  /** Kinds that were asked for, also those of which there are none. */
  kinds: Set<string>;
  /** How many are no reports. */
  others: number;
  /** Whether a list does not say that it is one, as the last line of its YAML would. */
  mayBeCut: boolean;
}

function collect(
  value: unknown,
  knownKind: string | undefined,
  found: Resources,
): void {
  if (Array.isArray(value)) {
    value.forEach(item => collect(item, knownKind, found));
    return;
  }
  const resource = asObject(value);
  if (!resource) {
    found.others += 1;
    return;
  }
  const isOfGroup = GROUP.test(asText(resource.apiVersion) ?? '');
  const named = asText(resource.kind);
  if (Array.isArray(resource.items)) {
    const listed = isOfGroup ? named?.replace(/List$/, '') : undefined;
    if (listed !== undefined && contentOf(listed)) {
      found.kinds.add(listed);
    }
    found.mayBeCut ||= named === undefined;
    resource.items.forEach(item => collect(item, listed ?? knownKind, found));
    return;
  }
  // Lists of one kind leave it out of their items
  const kind = named ?? knownKind;
  if (
    kind !== undefined &&
    contentOf(kind) &&
    (isOfGroup || (resource.apiVersion === undefined && knownKind === kind))
  ) {
    found.kinds.add(kind);
    found.reports.push({ kind, resource });
    return;
  }
  const definitions = Object.keys(resource).filter(kindOfDefinition);
  if (definitions.length === 0) {
    found.others += 1;
  }
  for (const definition of definitions) {
    const ofDefinition = kindOfDefinition(definition)!;
    found.kinds.add(ofDefinition);
    const list = resource[definition] ?? [];
    if (typeof list === 'object') {
      collect(list, ofDefinition, found);
    } else {
      found.others += 1;
    }
  }
}

/**
 * The reports in documents: resources one by one, lists of kubectl or of the
 * API, plain lists, and dumps that list them by their definitions.
 */
export function resourcesIn(values: readonly unknown[]): Resources {
  const found: Resources = {
    reports: [],
    kinds: new Set(),
    others: 0,
    mayBeCut: false,
  };
  values.forEach(value => collect(value, undefined, found));
  return found;
}
