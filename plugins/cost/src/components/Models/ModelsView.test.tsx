import { screen, within } from '@testing-library/react';
import { createModels } from '../../__testUtils__/modelFixtures';
import { createCostApi, renderCost } from '../../__testUtils__/renderCost';
import { CostApi } from '../../api/CostApi';
import { ModelsView } from './ModelsView';

const renderModels = (getModels: CostApi['getModels']) =>
  renderCost(<ModelsView />, { costApi: createCostApi({ getModels }) });

it('sums the models, names the dearest, and tells none from unknown', async () => {
  renderModels(async () => createModels());
  expect(
    await screen.findByRole('heading', {
      name: '2 models cost €1,301 so far in November; churn costs most: €1,240.',
    }),
  ).toBeVisible();
  const table = screen.getByRole('table', { name: 'Models in EUR' });
  const [churn, demand] = within(table)
    .getAllByRole('row')
    .slice(1)
    .map(row =>
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    );
  expect(churn).toEqual([
    'churn',
    'core-team',
    '€1,240.00',
    'training 61\u00a0%, serving 22\u00a0%',
    '€1,100.00',
    '€0.42',
    '€189.10',
  ]);
  expect(demand.slice(4)).toEqual(['–', 'unknown', 'none']);
  expect(screen.getByTitle('No monitor reads predictions.')).toBeVisible();
  expect(within(table).getByRole('link', { name: 'churn' })).toHaveAttribute(
    'href',
    '/catalog/default/resource/churn/economics',
  );
  expect(
    screen.getByRole('img', { name: /^Cost of churn: training 61/ }),
  ).toBeVisible();
});

it('says that there are more', async () => {
  renderModels(async () => createModels({ isComplete: false }));
  expect(await screen.findByText(/there are more/)).toBeVisible();
});

it('never takes no model for no cost', async () => {
  renderModels(async () => createModels({ items: [] }));
  expect(await screen.findByText(/That is not zero/)).toBeVisible();
});

it('says what to configure where there is no source', async () => {
  renderModels(async () => createModels({ items: [], sources: [] }));
  expect(
    await screen.findByText('No source of costs is configured.'),
  ).toBeVisible();
});

it('does not make a failure look like no cost', async () => {
  renderModels(async () => {
    throw new Error('connection refused');
  });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'connection refused',
  );
});
