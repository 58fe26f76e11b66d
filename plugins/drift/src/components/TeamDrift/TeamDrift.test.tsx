import { screen, within } from '@testing-library/react';
import { createSummary } from '../../__testUtils__/monitorFixtures';
import {
  createDriftApi,
  model,
  renderDrift,
  team,
} from '../../__testUtils__/renderDrift';
import { TeamDrift } from './TeamDrift';

const named = (name: string, type = 'ml-model') => ({
  ...model,
  metadata: { name, namespace: 'default' },
  spec: { type },
});

const entities = [
  team,
  named('churn'),
  named('credit-risk'),
  named('fresh'),
  named('lonely'),
  named('checkout', 'service'),
];

const ref = (name: string) => `resource:default/${name}`;

it('puts what needs action first and the never checked apart, in one request', async () => {
  const monitors: Record<string, ReturnType<typeof createSummary>> = {
    [ref('churn')]: createSummary({
      id: 'm2',
      entityRef: ref('churn'),
      status: 'ok',
      headline: 'Nothing drifted.',
    }),
    [ref('credit-risk')]: createSummary(),
    [ref('fresh')]: createSummary({
      id: 'm3',
      entityRef: ref('fresh'),
      status: 'unknown',
      checkedAt: undefined,
    }),
  };
  const getSummaries = jest.fn(async (refs: string[]) =>
    refs.map(entityRef => ({
      entityRef,
      monitors: monitors[entityRef] ? [monitors[entityRef]] : [],
    })),
  );
  renderDrift(<TeamDrift />, {
    entity: team,
    entities,
    driftApi: createDriftApi({ getSummaries }),
  });
  const table = await screen.findByRole('table', { name: 'Drift of the team' });
  expect(
    within(table)
      .getAllByRole('link')
      .map(link => link.textContent),
  ).toEqual(['credit-risk', 'churn']);
  expect(screen.getByText('Never checked (1)')).toBeInTheDocument();
  expect(screen.getByText('Without a monitor (1)')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'lonely' })).toHaveAttribute(
    'href',
    '/catalog/default/resource/lonely/drift',
  );
  expect(screen.queryByText('checkout')).toBeNull();
  expect(
    screen.getByText(
      '1 of 2 monitors sees drift; 1 without an answer; 1 thing is not watched.',
    ),
  ).toBeInTheDocument();
  expect(getSummaries).toHaveBeenCalledTimes(1);
});

it('says what will stand here for a team without models', async () => {
  renderDrift(<TeamDrift />, { entity: team, entities: [team] });
  expect(
    await screen.findByText('This team has nothing to watch.'),
  ).toBeInTheDocument();
});
