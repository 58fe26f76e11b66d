import { CostFact } from '../facts/CostFact';
import { DocumentRefused } from '../json/DocumentRefused';
import {
  amountField,
  isObject,
  objectField,
  textField,
  textsField,
} from '../json/fields';
import { JsonObject, JsonValue } from '../json/JsonValue';
import { serviceCategory } from './cloudCategory';
import { CostAnswer, CostAnswerOptions } from './CostAnswer';
import { AnswerEntry, readEntries } from './readEntries';

/** What OpenCost and Kubecost call an asset. */
const ASSET_TYPES = new Set([
  'Cloud',
  'ClusterManagement',
  'Disk',
  'LoadBalancer',
  'Network',
  'Node',
  'Shared',
]);

function isAsset(value: JsonValue | undefined): boolean {
  return isObject(value) && ASSET_TYPES.has(textField(value, 'type') ?? '');
}

/** The sets of assets of an answer: OpenCost gives one, Kubecost a list. undefined where the answer is of something else. */
export function findAssets(data: JsonValue): JsonObject[] | undefined {
  const sets = Array.isArray(data) ? data : [data];
  const named = sets.filter(isObject);
  const [first] = named.flatMap(set => Object.values(set));
  return isAsset(first) ? named : undefined;
}

function readAsset(
  { name, entry, place, day }: AnswerEntry,
  { currency, cluster: knownCluster }: CostAnswerOptions,
): CostFact[] {
  const properties = objectField(entry, 'properties', place) ?? {};
  const property = (key: string) => textField(properties, key);
  const effective = amountField(entry, 'totalCost', place);
  if (effective === undefined) {
    throw new DocumentRefused('it states no cost.', place);
  }
  const cluster = property('cluster') ?? knownCluster;
  return [
    {
      currency,
      day,
      subject: {
        provider: property('provider'),
        service: property('service') ?? 'Kubernetes',
        serviceCategory: serviceCategory(property('category')),
        serviceSubcategory: textField(entry, 'type'),
        account: property('account') ?? property('project') ?? cluster,
        cluster,
        resourceId: property('providerID') ?? name,
        resourceName: property('name'),
        chargeCategory: 'Usage',
        tags: new Map(),
        labels: textsField(entry, 'labels'),
        isIdle: false,
      },
      amounts: { effective },
      rows: 1,
    },
  ];
}

/**
 * Reads an answer of OpenCost's `/assets`: what nodes, disks, load balancers
 * and the management of clusters cost. Allocations are the same money by who
 * uses it.
 */
export function readAssetData(
  sets: readonly JsonObject[],
  options: CostAnswerOptions,
): CostAnswer {
  return readEntries(
    sets.map((entries, index) => ({ entries, place: `data[${index}]` })),
    found => readAsset(found, options),
  );
}
