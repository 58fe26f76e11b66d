import { reconcileMonth } from './costRows';

describe('where the money of sources went', () => {
  const line = {
    source: 'cloud',
    currency: 'EUR',
    attributed: '2',
    shared: '0',
    idle: '0',
    unattributed: '1',
    difference: '0',
  };
  const month = { source: 'cloud', currency: 'EUR', kind: 'direct' as const };

  it('is what they state beside what was booked', () => {
    expect(
      reconcileMonth(
        [
          { ...month, entityRef: '*', amount: 2n * 10n ** 54n },
          { ...month, entityRef: '', amount: 10n ** 54n },
        ],
        [{ source: 'cloud', currency: 'EUR', amount: 3n * 10n ** 54n }],
      ),
    ).toEqual([{ ...line, total: '3' }]);
  });

  it('is nothing, and not zero, where a source does not state that cost', () => {
    expect(
      reconcileMonth(
        [
          { ...month, entityRef: '*' },
          { ...month, entityRef: '' },
        ],
        [{ source: 'cloud', currency: 'EUR' }],
      ),
    ).toEqual([]);
  });

  it('is told where only one of the two sides states it', () => {
    expect(
      reconcileMonth(
        [{ ...month, entityRef: '' }],
        [{ source: 'cloud', currency: 'EUR', amount: 10n ** 54n }],
      ),
    ).toEqual([
      {
        ...line,
        total: '1',
        attributed: '0',
        unattributed: '0',
        difference: '1',
      },
    ]);
  });
});
