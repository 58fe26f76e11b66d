import { screen } from '@testing-library/react';
import { createModel } from '../../__testUtils__/modelFixtures';
import { createCostApi, renderCost } from '../../__testUtils__/renderCost';
import { CostApi } from '../../api/CostApi';
import { ModelLine } from './ModelLine';

const renderLine = (getModel: CostApi['getModel']) =>
  renderCost(<ModelLine entityRef="resource:default/churn" view={{}} />, {
    costApi: createCostApi({ getModel }),
  });

it('says in one line what a model costs, and leads to the whole', async () => {
  renderLine(async () => createModel());
  expect(
    await screen.findByText(/€1,240 so far in November: 61.% training/),
  ).toBeVisible();
  expect(
    screen.getByRole('link', { name: 'Economics of the model' }),
  ).toHaveAttribute('href', '/catalog/default/resource/churn/economics');
});

it('tells nothing attributed from not known right now', async () => {
  renderLine(async () => createModel({ currencies: [] }));
  expect(await screen.findByText(/no cost is attributed/)).toBeVisible();
});

it('does not make a failure look like no cost', async () => {
  renderLine(async () => {
    throw new Error('connection refused');
  });
  expect(await screen.findByText(/not known right now/)).toBeVisible();
});
