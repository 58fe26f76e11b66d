import { tallyAttributions } from './tallyAttributions';

describe('tallyAttributions', () => {
  it('counts rows by what was nearly booked and by who claims them', () => {
    const nearMiss = {
      rule: 'teams',
      value: 'x',
      reason: 'noAlias' as const,
    };
    const claimedBy = ['component:default/a', 'component:default/b'];
    expect(
      tallyAttributions([
        { attribution: { nearMisses: [nearMiss] }, fact: { rows: 2 } },
        {
          attribution: {
            rule: 'rest',
            nearMisses: [nearMiss, { ...nearMiss, value: 'y' }],
          },
          fact: { rows: 3 },
        },
        { attribution: { rule: 'claim', claimedBy }, fact: { rows: 4 } },
        {
          attribution: { rule: 'claim', entity: 'component:default/a' },
          fact: { rows: 9 },
        },
      ]),
    ).toEqual({
      nearMisses: [
        { ...nearMiss, rows: 5 },
        { ...nearMiss, value: 'y', rows: 3 },
      ],
      ambiguous: [{ rule: 'claim', entities: claimedBy, rows: 4 }],
      unlistedRows: 0,
    });
  });

  it('remembers a limited number of values', () => {
    const many = Array.from({ length: 1_500 }, (_, index) => ({
      attribution: {
        nearMisses: [
          { rule: 'r', value: `${index}`, reason: 'noEntityRef' as const },
        ],
      },
      fact: { rows: 2 },
    }));
    const tally = tallyAttributions(many);
    expect(tally.nearMisses).toHaveLength(1_000);
    expect(tally.unlistedRows).toBe(1_000);
  });
});
