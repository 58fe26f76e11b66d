import { PLUMBLINE_ANNOTATIONS } from '@plumbline/backstage-plugin-kit-common';
import { AttributionMatch } from './attributionRule';
import { isGlob } from './glob';
import { readLabelSelector } from './readLabelSelector';
import { foldTagKey } from './subjectValues';

/** From the surest to the widest: what has the workload's own mark comes before a whole account. */
export const CLAIM_ORDER = [
  'catalog:kubernetes-id',
  'catalog:kubernetes-label-selector',
  'catalog:kubernetes-namespace',
  'catalog:cost-tags',
  'catalog:cost-resources',
  'catalog:cost-accounts',
] as const;

type ClaimRuleId = (typeof CLAIM_ORDER)[number];

/** An annotation that no rule can be made of. @public */
export interface RefusedAnnotation {
  entityRef: string;
  annotation: string;
  reason: string;
}

/** What the annotations of an entity claim as its cost. */
export interface CatalogClaim {
  rule: ClaimRuleId;
  entity: string;
  match: AttributionMatch;
}

type Annotations = Readonly<Record<string, string>>;
/** What an annotation says, or why it says nothing. */
type Read<Value> = { value: Value } | { reason: string };

const KUBERNETES_ID = 'backstage.io/kubernetes-id';
const KUBERNETES_NAMESPACE = 'backstage.io/kubernetes-namespace';
const KUBERNETES_CLUSTER = 'backstage.io/kubernetes-cluster';
const KUBERNETES_LABEL_SELECTOR = 'backstage.io/kubernetes-label-selector';
const COST_INSIGHTS_TAGS = 'aws.amazon.com/cost-insights-tags';

const MAX_LENGTH = 2_000;
const MAX_ITEMS = 50;
/** A glob with less of its own would claim what belongs to everybody. */
const MIN_LITERAL = 3;

function readList(text: string): Read<string[]> {
  const value = text
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '');
  if (value.length === 0) {
    return { reason: 'is empty' };
  }
  return value.length > MAX_ITEMS
    ? { reason: `names more than ${MAX_ITEMS}` }
    : { value };
}

/** The catalog is written by many: a value stands for itself, so that nobody claims everything. */
function readExact(text: string): Read<string> {
  const value = text.trim();
  if (value === '') {
    return { reason: 'is empty' };
  }
  return isGlob(value) ? { reason: 'must not contain * or ?' } : { value };
}

function readExactList(text: string): Read<string[]> {
  return isGlob(text) ? { reason: 'must not contain * or ?' } : readList(text);
}

function readTags(text: string): Read<Record<string, string>> {
  const items = readExactList(text);
  if ('reason' in items) {
    return items;
  }
  const tags = new Map<string, string>();
  for (const item of items.value) {
    const [, key = '', value = ''] = /^([^=]+)=(.+)$/.exec(item) ?? [];
    const folded = foldTagKey(key);
    if (folded === '' || value.trim() === '') {
      return { reason: 'must be key=value, separated by commas' };
    }
    if (tags.has(folded)) {
      return { reason: `names ${folded} twice` };
    }
    tags.set(folded, value.trim());
  }
  return { value: Object.fromEntries(tags) };
}

function readResources(text: string): Read<string[]> {
  const items = readList(text);
  return 'value' in items &&
    items.value.some(item => item.replace(/[*?]/g, '').length < MIN_LITERAL)
    ? { reason: `must hold at least ${MIN_LITERAL} characters besides * and ?` }
    : items;
}

function mapRead<From, To>(
  read: Read<From>,
  map: (value: From) => To,
): Read<To> {
  return 'reason' in read ? read : { value: map(read.value) };
}

interface ClaimKind {
  rule: ClaimRuleId;
  annotation: string;
  readMatch(text: string): Read<AttributionMatch>;
  /** The claim holds only in the entity's namespace and cluster. */
  isWithinNamespace?: boolean;
}

const CLAIM_KINDS: readonly ClaimKind[] = [
  {
    rule: 'catalog:kubernetes-id',
    annotation: KUBERNETES_ID,
    readMatch: text =>
      mapRead(readExact(text), id => ({ label: { [KUBERNETES_ID]: id } })),
    isWithinNamespace: true,
  },
  {
    rule: 'catalog:kubernetes-label-selector',
    annotation: KUBERNETES_LABEL_SELECTOR,
    readMatch: text => mapRead(readLabelSelector(text), label => ({ label })),
    isWithinNamespace: true,
  },
  {
    rule: 'catalog:kubernetes-namespace',
    annotation: KUBERNETES_NAMESPACE,
    readMatch: text => mapRead(readExact(text), namespace => ({ namespace })),
    isWithinNamespace: true,
  },
  {
    rule: 'catalog:cost-tags',
    annotation: COST_INSIGHTS_TAGS,
    readMatch: text => mapRead(readTags(text), tag => ({ tag })),
  },
  {
    rule: 'catalog:cost-tags',
    annotation: PLUMBLINE_ANNOTATIONS.costTags,
    readMatch: text => mapRead(readTags(text), tag => ({ tag })),
  },
  {
    rule: 'catalog:cost-resources',
    annotation: PLUMBLINE_ANNOTATIONS.costResources,
    readMatch: text =>
      mapRead(readResources(text), resourceId => ({ resourceId })),
  },
  {
    rule: 'catalog:cost-accounts',
    annotation: PLUMBLINE_ANNOTATIONS.costAccounts,
    readMatch: text => mapRead(readExactList(text), account => ({ account })),
  },
];

/** A namespace is claimed as a whole only where the entity does not say which of its workloads it means. */
function isClaimed({ annotation }: ClaimKind, annotations: Annotations) {
  return (
    annotations[annotation] !== undefined &&
    (annotation !== KUBERNETES_NAMESPACE ||
      (annotations[KUBERNETES_ID] === undefined &&
        annotations[KUBERNETES_LABEL_SELECTOR] === undefined))
  );
}

function readWithin(annotations: Annotations): Read<AttributionMatch> {
  const value: AttributionMatch = {};
  for (const [field, annotation] of [
    ['namespace', KUBERNETES_NAMESPACE],
    ['cluster', KUBERNETES_CLUSTER],
  ] as const) {
    const text = annotations[annotation];
    if (text !== undefined) {
      const read = readExact(text);
      if ('reason' in read) {
        return { reason: `${annotation} ${read.reason}` };
      }
      value[field] = read.value;
    }
  }
  return { value };
}

/** Every claim of an entity, and the annotations that claim nothing because of how they are written. */
export function claimsOf(
  entity: string,
  annotations: Annotations,
): Array<CatalogClaim | RefusedAnnotation> {
  return CLAIM_KINDS.filter(kind => isClaimed(kind, annotations)).map(kind => {
    const { rule, annotation, readMatch, isWithinNamespace } = kind;
    const text = annotations[annotation];
    const refuse = (reason: string) => ({
      entityRef: entity,
      annotation,
      reason,
    });
    if (text.length > MAX_LENGTH) {
      return refuse(`is longer than ${MAX_LENGTH} characters`);
    }
    const match = readMatch(text);
    if ('reason' in match) {
      return refuse(match.reason);
    }
    const within = isWithinNamespace ? readWithin(annotations) : { value: {} };
    return 'reason' in within
      ? refuse(within.reason)
      : { rule, entity, match: { ...within.value, ...match.value } };
  });
}
