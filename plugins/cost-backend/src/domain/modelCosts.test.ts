import fc from 'fast-check';
import { EntityMonthCost, placeModelCosts, sumOf } from './modelCosts';
import { ModelMember } from './modelMembers';

const MODELS = [
  'resource:default/a',
  'resource:default/b',
  'resource:default/c',
];
const PIPELINE = 'component:default/training';
const SERVER = 'component:default/api';

const cost = (change: Partial<EntityMonthCost>): EntityMonthCost => ({
  entityRef: PIPELINE,
  month: '2024-02',
  currency: 'EUR',
  kind: 'direct',
  serviceCategory: '',
  serviceSubcategory: '',
  run: '',
  workload: '',
  amount: 0n,
  ...change,
});

const money = fc.oneof(
  fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n }),
  fc.constantFrom(0n, 1n, -1n, undefined),
);
const costs = fc.array(
  fc
    .record({
      entityRef: fc.constantFrom(PIPELINE, SERVER, ...MODELS, 'component:x/y'),
      kind: fc.constantFrom('direct', 'idle', 'shared'),
      serviceCategory: fc.constantFrom('Storage', 'Compute', ''),
      serviceSubcategory: fc.constantFrom('gpu', 'cpu', ''),
      run: fc.constantFrom('r-1', ''),
      workload: fc.constantFrom('job/x', 'deployment/x', ''),
      amount: money,
    })
    .map(change => cost(change as Partial<EntityMonthCost>)),
  { maxLength: 20 },
);

/** Of a model: itself, and what it shares with those before it. */
function membersOf(modelRef: string): ModelMember[] {
  const both = MODELS.slice(0, 2);
  return [
    { entityRef: modelRef, role: 'model', sharers: [modelRef] },
    { entityRef: SERVER, role: 'server', sharers: MODELS },
    ...(both.includes(modelRef)
      ? [{ entityRef: PIPELINE, role: 'pipeline' as const, sharers: both }]
      : []),
  ];
}

describe('placeModelCosts', () => {
  it('makes no money and loses none: models together cost what their entities do', () => {
    fc.assert(
      fc.property(costs, given => {
        const placed = MODELS.flatMap(modelRef =>
          placeModelCosts({
            modelRef,
            members: membersOf(modelRef),
            costs: given,
          }),
        );
        const own = given.filter(
          ({ entityRef }) => entityRef !== 'component:x/y',
        );
        const total = (list: readonly { amount?: bigint }[]) =>
          list.reduce((sum, { amount = 0n }) => sum + amount, 0n);
        expect(total(placed)).toBe(total(own));
        for (const [entityRef, costsOf] of [
          [
            PIPELINE,
            placed.filter(({ member }) => member.entityRef === PIPELINE),
          ],
          [SERVER, placed.filter(({ member }) => member.entityRef === SERVER)],
        ] as const) {
          expect(total(costsOf)).toBe(
            total(given.filter(one => one.entityRef === entityRef)),
          );
        }
      }),
      { seed: 9, numRuns: 500 },
    );
  });

  it('leaves out what states no cost, which is not zero', () => {
    const placed = placeModelCosts({
      modelRef: MODELS[0],
      members: membersOf(MODELS[0]),
      costs: [cost({ amount: undefined })],
    });
    expect(placed).toEqual([]);
    expect(sumOf(placed)).toBeUndefined();
    expect(
      sumOf(
        placeModelCosts({
          modelRef: MODELS[0],
          members: membersOf(MODELS[0]),
          costs: [cost({ amount: 0n })],
        }),
      ),
    ).toBe(0n);
  });
});
