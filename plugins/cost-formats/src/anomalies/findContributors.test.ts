import { CostFact } from '../facts/CostFact';
import { Amount } from '../money/amount';
import { findContributors } from './findContributors';

const fact = (
  day: string,
  resourceId: string | undefined,
  effective: Amount,
): CostFact => ({
  day,
  subject: {
    resourceId,
    service: 'EC2',
    serviceCategory: 'Compute',
    tags: new Map(),
    labels: new Map(),
    isIdle: false,
  },
  amounts: { effective, billed: 1n },
  rows: 1,
});

const facts = [
  ...['d1', 'd2', 'd3'].flatMap((day, index) => [
    fact(day, 'steady', 10n),
    fact(day, 'grown', 5n + BigInt(index)),
    fact(day, 'stopped', 4n),
  ]),
  fact('today', 'steady', 10n),
  fact('today', 'grown', 20n),
  fact('today', 'grown', 1n),
  fact('today', 'new', 40n),
  fact('today', undefined, 3n),
];
const options = {
  day: 'today',
  referenceDays: ['d1', 'd2', 'd3'],
  direction: 'above',
  metric: 'effective',
  limit: 2,
} as const;

describe('findContributors', () => {
  it('names what grew most, with what it usually costs', () => {
    expect(findContributors(facts, options)).toEqual([
      {
        dimension: 'resource',
        key: 'new',
        actual: 40n,
        expected: 0n,
        delta: 40n,
      },
      {
        dimension: 'resource',
        key: 'grown',
        actual: 21n,
        expected: 6n,
        delta: 15n,
      },
      {
        dimension: 'service',
        key: 'EC2',
        actual: 74n,
        expected: 20n,
        delta: 54n,
      },
      {
        dimension: 'category',
        key: 'Compute',
        actual: 74n,
        expected: 20n,
        delta: 54n,
      },
    ]);
  });

  it('names what stopped where the whole fell', () => {
    expect(findContributors(facts, { ...options, direction: 'below' })).toEqual(
      [
        {
          dimension: 'resource',
          key: 'stopped',
          actual: 0n,
          expected: 4n,
          delta: -4n,
        },
      ],
    );
  });

  it('names rows that say nothing of themselves, and nobody without days to compare with', () => {
    expect(
      findContributors(facts, { ...options, limit: 3 }).map(({ key }) => key),
    ).toContain('(none)');
    expect(findContributors(facts, { ...options, referenceDays: [] })).toEqual(
      [],
    );
  });
});
