import { buildHeadline } from './headline';
import { redact } from './redact';

describe('buildHeadline', () => {
  const now = '2026-11-20T00:00:00.000Z';
  const base = { status: 'warn' as const, tested: 24, now };

  it.each([
    [
      {
        drifted: 3,
        worst: ['income', 'region', 'age'],
        since: '2026-11-12T00:00:00.000Z',
      },
      '3 of 24 features drifted since 12 Nov; income and region first.',
    ],
    [
      { drifted: 1, worst: ['income'], since: '2025-11-12T00:00:00.000Z' },
      '1 of 24 features drifted since 12 Nov 2025: income.',
    ],
    [{ drifted: 0, worst: [] }, 'None of 24 features drifted.'],
    [
      {
        status: 'unknown' as const,
        drifted: 0,
        worst: [],
        unknownReason: 'no-rows' as const,
      },
      'The window has no rows.',
    ],
  ])('%#: says the answer in one sentence', (change, expected) => {
    expect(buildHeadline({ ...base, ...change })).toBe(expected);
  });
});

describe('redact', () => {
  it.each([
    ['postgres://ada:secret@host/db failed', 'postgres://***@host/db failed'],
    ['password=hunter2 refused', 'password=*** refused'],
    ['Authorization: Bearer abc.def', 'Authorization: ***'],
    ['no file "/srv/data/rows.csv" there', 'no file "rows.csv" there'],
    ['credit-risk/daily/1.csv, line 3', 'credit-risk/daily/1.csv, line 3'],
  ])('%j becomes %j', (message, expected) => {
    expect(redact(message)).toBe(expected);
  });

  it('stays short', () => {
    expect(redact('x'.repeat(10_000)).length).toBe(1000);
  });
});
