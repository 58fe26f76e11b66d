import { counted, partName } from './words';

it('calls shares of what is idle or shared by name, whatever the bill is told apart by', () => {
  expect(
    ['(idle)', '(shared)', '(none)', '(idle) cpu', '(other) x', 'Compute'].map(
      key => partName('service', key),
    ),
  ).toEqual([
    'Idle share',
    'Shared',
    'not said',
    'Idle share: cpu',
    '(other) x',
    'Compute',
  ]);
  expect(
    ['direct', 'idle', 'shared', 'toString'].map(key => partName('kind', key)),
  ).toEqual(['Its own', 'Idle share', 'Shared', 'toString']);
  // A service may be called so
  expect(partName('service', 'shared')).toBe('shared');
});

it('counts in words', () => {
  expect([counted(1, 'row'), counted(1200, 'row')]).toEqual([
    '1 row',
    '1,200 rows',
  ]);
});
