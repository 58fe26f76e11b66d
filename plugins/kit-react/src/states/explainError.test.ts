import { explainError } from './explainError';

it('quotes the backend instead of counting its status', () => {
  const refused = Object.assign(
    new Error('Request failed with 403 Forbidden'),
    {
      name: 'ResponseError',
      cause: new Error('Only core-team may push to core-team/billing'),
    },
  );
  expect(explainError(refused)).toBe(
    'Only core-team may push to core-team/billing',
  );
});

it('keeps the message of every other error', () => {
  const error = new Error('Failed to fetch', { cause: new Error('inner') });
  expect(explainError(error)).toBe('Failed to fetch');
});
