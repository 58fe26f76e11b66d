import { NOW } from '../../__testUtils__/costFixtures';
import { createModelCost } from '../../__testUtils__/modelFixtures';
import { summariseModel } from './summariseModel';

beforeAll(() => jest.useFakeTimers({ now: new Date(NOW) }));
afterAll(() => jest.useRealTimers());

it('says what it cost, of what, and what one of it costs', () => {
  expect(summariseModel(createModelCost(), '2026-10')).toBe(
    '€1,240 in October: 61\u00a0% training, 22\u00a0% serving, 17\u00a0% storage; €0.42 per 1,000 predictions (€0.39 in September).',
  );
});

it('says of the month that goes on that it is not over', () => {
  expect(summariseModel(createModelCost(), '2026-11')).toMatch(
    /^€1,240 so far in November: /,
  );
});

it('takes the next unit where no prediction is counted, and none where nothing is', () => {
  const cost = createModelCost({ perThousandPredictions: null });
  expect(summariseModel(cost, '2026-10')).toMatch(
    /; €189\.10 per training run\.$/,
  );
  expect(summariseModel({ ...cost, perRun: null }, '2026-10')).toMatch(
    /17\u00a0% storage\.$/,
  );
});

it('divides nothing by nothing', () => {
  expect(
    summariseModel(
      createModelCost({
        amount: '0',
        parts: [{ key: 'other', amount: '0', previous: null, entities: [] }],
        perRun: null,
        perThousandPredictions: null,
      }),
      '2026-10',
    ),
  ).toBe('€0.00 in October.');
});
