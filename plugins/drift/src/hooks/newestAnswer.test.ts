import { createHistory } from '../__testUtils__/monitorFixtures';
import { newestAnswer } from './newestAnswer';

const [first, second] = createHistory().points;

it('goes by the windows, and passes over those without an answer', () => {
  const empty = { ...second, runId: 'empty', driftedShare: null };
  const found = newestAnswer(createHistory({ points: [first, second, empty] }));
  expect(found.answered?.runId).toBe(second.runId);
  expect(found.newest?.runId).toBe('empty');
});

it('has none before the first run', () => {
  expect(newestAnswer(undefined)).toEqual({
    answered: undefined,
    newest: undefined,
  });
});
