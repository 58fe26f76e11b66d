import { screen, within } from '@testing-library/react';
import { createMover, createRow } from '../../__testUtils__/costFixtures';
import { createCostApi, renderCost } from '../../__testUtils__/renderCost';
import { MoversSection } from './MoversSection';
import { moversOf } from './moversOf';

const textsOf = (list: HTMLElement) =>
  within(list)
    .getAllByRole('listitem')
    .map(item => item.textContent);

it('says of each what it is made of, currency by currency', async () => {
  const getMovers = jest.fn(async () => ({
    month: '2026-11',
    metric: 'effective' as const,
    items: [
      createMover(),
      createMover({
        entityRef: 'component:default/search',
        amount: '0',
        previousSameDays: '20',
        change: '-20',
        reasons: [],
      }),
      createMover({
        entityRef: 'resource:default/lake',
        currency: 'USD',
        amount: '5',
        previousSameDays: null,
        change: '5',
        reasons: [],
      }),
    ],
  }));
  renderCost(
    <MoversSection
      view={{ month: '2026-11', metric: 'billed', currency: 'EUR' }}
      ownerRef="group:default/core-team"
    />,
    { costApi: createCostApi({ getMovers }) },
  );
  const list = await screen.findByRole('list', { name: 'Moved most in EUR' });
  expect(textsOf(list)).toEqual([
    'checkout+⁠€60.00€352 → €412, +17\u00a0%by service GPU nodes +⁠€48.00, Idle share +⁠€12.00by region eu-west-1 +⁠€60.00',
    'search−⁠€20.00€20.00 → €0.00, nothing any more',
  ]);
  expect(
    textsOf(screen.getByRole('list', { name: 'Moved most in USD' })),
  ).toEqual(['resource:lake+⁠€5.00new'.replace('€', '$')]);
  expect(getMovers).toHaveBeenCalledWith({
    month: '2026-11',
    metric: 'billed',
    currency: 'EUR',
    limit: 5,
    owner: ['group:default/core-team'],
  });
});

it('does not make a failure look like nothing moved', async () => {
  renderCost(<MoversSection view={{}} />, {
    costApi: createCostApi({
      getMovers: async () => {
        throw new Error('connection refused');
      },
    }),
  });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'connection refused',
  );
});

it('finds what moved most of rows, each currency by itself', () => {
  const row = (name: string, amount: string, currency = 'EUR') =>
    createRow({
      entityRef: `component:default/${name}`,
      amount,
      // Of one nobody knows: that is not zero
      previousSameDays: name === 'unknown' ? null : '10',
      currency,
    });
  expect(
    moversOf(
      [
        row('same', '10'),
        row('less', '1'),
        row('more', '12'),
        row('most', '40'),
        row('unknown', '400'),
        row('dollars', '11', 'USD'),
      ],
      2,
    ).map(({ entityRef, change, currency }) => [entityRef, change, currency]),
  ).toEqual([
    ['component:default/most', '30', 'EUR'],
    ['component:default/less', '-9', 'EUR'],
    ['component:default/dollars', '1', 'USD'],
  ]);
});
