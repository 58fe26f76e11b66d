import { createDays } from '../../__testUtils__/costFixtures';
import { chartOf } from './chartOf';

const [costs] = createDays().currencies;

it('keeps exact amounts as texts and leaves a gap where nothing is known', () => {
  const { parts, days } = chartOf({
    costs,
    group: 'serviceCategory',
    from: '2026-11-18',
    to: '2026-11-20',
  });
  expect(parts.map(({ title, tone }) => [title, tone])).toEqual([
    ['Compute', 'current'],
    ['Storage', 'second'],
  ]);
  expect(days.map(({ texts }) => texts)).toEqual([
    { Compute: '€10.11' },
    {},
    { Compute: '€12.50', Storage: '−€1.25' },
  ]);
});

it('adds what is beyond the tones, to the last digit', () => {
  const series = ['a', 'b', 'c', 'd', 'e', 'f'].map((key, index) => ({
    key,
    days: [{ day: '2026-11-18', amount: index < 4 ? '10' : '0.05' }],
  }));
  const { parts, days } = chartOf({
    costs: { currency: 'EUR', series },
    group: 'service',
    from: '2026-11-18',
    to: '2026-11-18',
  });
  expect(parts.map(({ title }) => title)).toEqual([
    'a',
    'b',
    'c',
    'd',
    '2 more',
  ]);
  expect(Object.values(days[0].texts ?? {}).at(-1)).toBe('€0.10');
});
