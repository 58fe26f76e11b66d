import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createModel,
  createModelCost,
} from '../../__testUtils__/modelFixtures';
import {
  createCostApi,
  createEntity,
  renderCost,
} from '../../__testUtils__/renderCost';
import { CostApi } from '../../api/CostApi';
import { ModelEconomics } from './ModelEconomics';

function renderModel(
  getModel: CostApi['getModel'],
  options: { query?: string } = {},
) {
  return renderCost(<ModelEconomics />, {
    ...options,
    entity: createEntity('Resource', 'churn'),
    costApi: createCostApi({ getModel }),
  });
}

const cellsOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .slice(1)
    .map(row =>
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    );

it('answers first, then names the parts and whose each is', async () => {
  renderModel(async () => createModel());
  expect(
    await screen.findByRole('heading', {
      name: /^€1,240 so far in November: 61.% training, 22.% serving/,
    }),
  ).toBeVisible();
  expect(
    screen.getByRole('img', {
      name: /^Cost in November 2026 in EUR: training 61/,
    }),
  ).toBeVisible();
  const parts = screen.getByRole('table', { name: /made of/ });
  expect(cellsOf(parts)).toEqual([
    ['Training', '€756.40', '61\u00a0%', '€600.00', 'training'],
    [
      'Serving',
      '€272.80',
      '22\u00a0%',
      '€272.80',
      'batch€150.00divided among 2 modelsapi€72.80others€50.00',
    ],
    [
      'Storage',
      '€210.80',
      '17\u00a0%',
      '–',
      'of teams whose costs you do not see',
    ],
  ]);
});

it('compares whole months alone', async () => {
  renderModel(async () => createModel({ month: '2026-10' }));
  const parts = await screen.findByRole('table', { name: /made of/ });
  expect(cellsOf(parts).map(cells => cells[4])).toEqual([
    '+€156.40',
    '€0.00',
    'new',
  ]);
});

it('tells unit costs with and without idle, who counted, and why a count is unknown', async () => {
  renderModel(async () => createModel());
  const units = await screen.findByRole('table', { name: 'Unit costs in EUR' });
  expect(cellsOf(units)).toEqual([
    [
      '1,000 predictions',
      '€0.42',
      '€0.40',
      '€0.39',
      '+7.7\u00a0%',
      '2,952,380 predictionspredictions that drift read, counted until 20 Nov',
    ],
    [
      'million tokens',
      'unknown',
      '–',
      '–',
      '–',
      'unknownNothing reports tokens.',
    ],
    [
      'training run',
      '€189.10',
      '€180.00',
      '–',
      '–',
      '4 runsrun ids of the bill',
    ],
  ]);
});

it('tells none from unknown', async () => {
  renderModel(async () =>
    createModel({
      currencies: [createModelCost({ perRun: null })],
      runs: { count: 0, from: 'run ids of the bill' },
      runList: [],
    }),
  );
  const units = await screen.findByRole('table', { name: 'Unit costs in EUR' });
  expect(cellsOf(units)[2].slice(0, 2)).toEqual(['training run', 'none']);
  expect(screen.getByText(/No run of this month/)).toBeVisible();
});

it('shows the months of what is chosen, a month that nobody knows as a gap', async () => {
  renderModel(async () => createModel(), {
    query: '?trend=perThousandPredictions',
  });
  await userEvent.click(
    await screen.findByRole('button', {
      name: 'Table of Cost per 1,000 predictions of each month in EUR',
    }),
  );
  expect(
    cellsOf(
      screen.getByRole('table', { name: /^Cost per 1,000 predictions of/ }),
    ),
  ).toEqual([
    ['Nov 2026', '€0.42'],
    ['Oct 2026', '€0.39'],
    ['Sep 2026', '–'],
  ]);
});

it('lists runs, the dearest first', async () => {
  renderModel(async () => createModel());
  const runs = await screen.findByRole('table', { name: 'Training runs' });
  expect(cellsOf(runs)).toEqual([
    ['run-17', 'training', '7 Nov to 8 Nov', '€400.10'],
    ['run-18', 'training', '14 Nov', '€356.30'],
  ]);
});

it('gives every currency a section of its own', async () => {
  renderModel(async () =>
    createModel({
      currencies: [createModelCost(), createModelCost({ currency: 'USD' })],
    }),
  );
  expect(
    await screen.findByRole('heading', { name: /^\$1,240 so far/ }),
  ).toBeVisible();
  expect(screen.getAllByRole('table', { name: /^Unit costs/ })).toHaveLength(2);
});

it('asks for what the address says', async () => {
  const getModel = jest.fn(async () => createModel({ month: '2026-09' }));
  renderModel(getModel, { query: '?month=2026-09&metric=billed' });
  await screen.findByRole('heading', { name: /in September/ });
  expect(getModel).toHaveBeenCalledWith({
    entity: 'resource:default/churn',
    month: '2026-09',
    metric: 'billed',
  });
});

it('takes nothing attributed for unknown, and leads to what can be changed', async () => {
  renderModel(async () => createModel({ currencies: [], runList: [] }));
  expect(
    await screen.findByText(/That is not zero: nobody knows/),
  ).toBeVisible();
  expect(screen.getAllByRole('link', { name: 'training' })).not.toHaveLength(0);
});

it('says how to relate a model that nothing trains or serves', async () => {
  renderModel(async () =>
    createModel({ currencies: [], pipelines: [], servers: [] }),
  );
  expect(
    await screen.findByText(/relate them to it by dependsOn and serves/),
  ).toBeVisible();
});

it('says what to configure where there is no source', async () => {
  renderModel(async () => createModel({ currencies: [], sources: [] }));
  expect(await screen.findByText(/folder: \/path/)).toBeVisible();
});

it('does not make a failure look like no cost', async () => {
  renderModel(async () => {
    throw new Error('connection refused');
  });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'connection refused',
  );
  expect(screen.queryByText(/€/)).toBeNull();
});
