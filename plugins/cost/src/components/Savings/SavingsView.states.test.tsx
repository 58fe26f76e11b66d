import { screen } from '@testing-library/react';
import {
  createAdviceList,
  createUsageSource,
} from '../../__testUtils__/adviceFixtures';
import { createOverview } from '../../__testUtils__/costFixtures';
import { createCostApi, renderCost } from '../../__testUtils__/renderCost';
import { CostApi } from '../../api/CostApi';
import { SavingsView } from './SavingsView';

const overview = {
  value: createOverview(),
  isLoading: false,
  reload: () => {},
};

const renderSavings = (getAdvice: CostApi['getAdvice'], query?: string) =>
  renderCost(<SavingsView overview={overview} />, {
    query,
    costApi: createCostApi({ getAdvice }),
  });

it('says what to configure where no Prometheus is', async () => {
  renderSavings(async () =>
    createAdviceList({ items: [], savings: [], withheld: 0, sources: [] }),
  );
  expect(await screen.findByText(/No Prometheus is configured/)).toBeVisible();
  expect(screen.getByText(/url: http:\/\/prometheus/)).toBeVisible();
  expect(screen.getByRole('link', { name: 'How usage is read' })).toBeVisible();
});

it('does not take a Prometheus that never answered for nothing to save', async () => {
  renderSavings(async () =>
    createAdviceList({
      items: [],
      savings: [],
      withheld: 0,
      sources: [
        createUsageSource({
          state: 'failed',
          readAt: null,
          message: 'no answer within 30 s',
        }),
      ],
    }),
  );
  expect(
    await screen.findByText(/what could be saved is not known/),
  ).toBeVisible();
  expect(
    screen.getByRole('list', { name: 'Sources of usage' }),
  ).toHaveTextContent(
    'criticalCluster EUthe last attempt failed: no answer within 30 s',
  );
  expect(screen.queryByText(/Nothing to suggest/)).toBeNull();
});

it('shows what was measured last where a source fails, with its age', async () => {
  renderSavings(
    async () =>
      createAdviceList({
        sources: [
          createUsageSource({
            state: 'failed',
            readAt: '2026-11-20T12:00:00.000Z',
            message: 'connection refused',
          }),
        ],
      }),
    '?advice=a1',
  );
  expect(await screen.findByText(/Cluster EU does not answer/)).toBeVisible();
  expect(
    screen.getByRole('list', { name: 'Sources of usage' }),
  ).toHaveTextContent('connection refused; what is shown was measured 1 d ago');
});

it('says what a source lacks although it answers', async () => {
  renderSavings(async () =>
    createAdviceList({
      sources: [createUsageSource({ message: 'requests are not exported' })],
    }),
  );
  expect(
    await screen.findByRole('list', { name: 'Sources of usage' }),
  ).toHaveTextContent('warnCluster EUrequests are not exported; asked 2 h ago');
});

it('is content where nothing can be saved, and says why', async () => {
  renderSavings(async () => createAdviceList({ items: [], savings: [] }));
  expect(await screen.findByText('Nothing to suggest.')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Why, in 3 cases' })).toBeVisible();
});

it('does not take what nobody measured for nothing to save', async () => {
  renderSavings(async () =>
    createAdviceList({ items: [], savings: [], withheld: 0 }),
  );
  expect(
    await screen.findByText('No usage was measured of what you may see.'),
  ).toBeVisible();
});

it('tells a filter that matches nothing from nothing to suggest', async () => {
  renderSavings(
    async () => createAdviceList({ items: [], savings: [], withheld: 0 }),
    '?kind=spot',
  );
  expect(await screen.findByText('Nothing matches the filters.')).toBeVisible();
  expect(screen.queryByText(/^Nothing to suggest/)).toBeNull();
});

it('does not make a failure look like nothing to save', async () => {
  renderSavings(async () => {
    throw new Error('connection refused');
  });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'connection refused',
  );
  expect(screen.queryByText(/Nothing/)).toBeNull();
});

it('keeps the layout while it reads', async () => {
  renderSavings(() => new Promise(() => {}));
  expect(
    await screen.findByRole('status', { name: 'Loading the suggestions' }),
  ).toBeVisible();
});
