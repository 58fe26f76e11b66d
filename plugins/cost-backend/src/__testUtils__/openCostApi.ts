/*
 * What OpenCost publishes of its allocation API, as facts to check against:
 *
 * - docs/swagger.json of github.com/opencost/opencost at 5f6533303e38 (OpenAPI
 *   3.0.1, `GET /allocation/compute`, of which `/allocation` is the later name);
 * - docs/integrations/api.md of github.com/opencost/opencost-website at
 *   6bdcb9e70f4d, which names more parameters;
 * - core/pkg/opencost/allocation_json.go and allocationprops.go of the first,
 *   for what answers hold though no description names it.
 */

/** Parameters of the query; `window` must be there. */
export const PARAMETERS = {
  swagger: ['window', 'aggregate', 'step', 'resolution'],
  website: ['includeIdle', 'shareIdle', 'idleByNode'],
};

/** Fields of an allocation by their type in the description; `any` states none. */
export const FIELDS = {
  string: ['end', 'name', 'start'],
  number: [
    'cpuCoreHours',
    'cpuCoreRequestAverage',
    'cpuCoreUsageAverage',
    'cpuCores',
    'cpuCost',
    'cpuCostAdjustment',
    'cpuEfficiency',
    'externalCost',
    'gpuCost',
    'gpuCostAdjustment',
    'gpuCount',
    'gpuHours',
    'loadBalancerCost',
    'loadBalancerCostAdjustment',
    'minutes',
    'networkCost',
    'networkCostAdjustment',
    'networkReceiveBytes',
    'networkTransferBytes',
    'pvByteHours',
    'pvBytes',
    'pvCost',
    'pvCostAdjustment',
    'ramByteHours',
    'ramByteRequestAverage',
    'ramByteUsageAverage',
    'ramBytes',
    'ramCost',
    'ramCostAdjustment',
    'ramEfficiency',
    'sharedCost',
    'totalCost',
    'totalEfficiency',
  ],
  object: ['properties', 'window'],
  any: ['pvs', 'rawAllocationOnly'],
};

/** Fields of an allocation that the source has and the description does not. */
const LATER_FIELDS = [
  'cpuCostIdle',
  'gpuCostIdle',
  'gpuEfficiency',
  'gpuRequestAverage',
  'gpuUsageAverage',
  'lbAllocations',
  'networkCrossRegionCost',
  'networkCrossZoneCost',
  'networkInternetCost',
  'proportionalAssetResourceCosts',
  'ramCostIdle',
  'sharedCostBreakdown',
];

/** Texts of `properties`, and what the source has besides. */
export const PROPERTIES = {
  string: [
    'cluster',
    'controller',
    'controllerKind',
    'namespace',
    'node',
    'pod',
    'providerID',
  ],
  later: [
    'annotations',
    'container',
    'labels',
    'namespaceAnnotations',
    'namespaceLabels',
    'services',
  ],
};

const typeOf = (value: unknown) => (value === null ? 'null' : typeof value);

function findFieldDepartures(place: string, allocation: object): string[] {
  const entries = Object.entries(allocation);
  const expected = new Map<string, string>(
    Object.entries(FIELDS).flatMap(([type, names]) =>
      names.map((name): [string, string] => [name, type]),
    ),
  );
  return entries.flatMap(([name, value]) => {
    const type = expected.get(name);
    if (type === undefined) {
      return LATER_FIELDS.includes(name) ? [] : [`${place}.${name} is unknown`];
    }
    return type === 'any' || typeOf(value) === type
      ? []
      : [`${place}.${name} is ${typeOf(value)}, not ${type}`];
  });
}

function findPropertyDepartures(place: string, properties: object): string[] {
  return Object.entries(properties).flatMap(([name, value]) => {
    if (PROPERTIES.string.includes(name)) {
      return typeof value === 'string' ? [] : [`${place}.${name} is no text`];
    }
    return PROPERTIES.later.includes(name)
      ? []
      : [`${place}.${name} is unknown`];
  });
}

/** Where an answer departs from what OpenCost publishes. */
export function findDepartures(text: string): string[] {
  const answer = JSON.parse(text);
  if (!Number.isInteger(answer.code) || !Array.isArray(answer.data)) {
    return ['code is no integer, or data no list'];
  }
  return answer.data.flatMap((set: object, index: number) =>
    Object.entries(set).flatMap(([name, allocation]) => {
      const place = `data[${index}].${name}`;
      const window = allocation.window ?? {};
      return [
        ...(allocation.name === name ? [] : [`${place} has another name`]),
        ...(['start', 'end'].every(end => typeof window[end] === 'string')
          ? []
          : [`${place}.window has no start or no end`]),
        ...findFieldDepartures(place, allocation),
        ...findPropertyDepartures(
          `${place}.properties`,
          allocation.properties ?? {},
        ),
      ];
    }),
  );
}

/** Where a query departs from what OpenCost publishes. */
export function findQueryDepartures(query: URLSearchParams): string[] {
  const known = [...PARAMETERS.swagger, ...PARAMETERS.website];
  return [
    ...(query.has('window') ? [] : ['window is missing']),
    ...[...query.keys()].filter(name => !known.includes(name)),
  ];
}
