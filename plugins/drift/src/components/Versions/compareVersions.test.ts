import { createVersion } from '../../__testUtils__/modelFixtures';
import { choosePair, compareRecords } from './compareVersions';

it('lists what either version has', () => {
  expect(
    compareRecords({ auc: 0.8, f1: 0.5 }, { auc: 0.9, brier: 0.1 }),
  ).toEqual([
    { name: 'auc', left: 0.8, right: 0.9 },
    { name: 'brier', left: undefined, right: 0.1 },
    { name: 'f1', left: 0.5, right: undefined },
  ]);
});

it('puts the newest beside the one before it unless the address names others', () => {
  const versions = ['3', '2', '1'].map(version => createVersion({ version }));
  expect(choosePair(versions, {}).left?.version).toBe('2');
  expect(choosePair(versions, {}).right?.version).toBe('3');
  expect(
    choosePair(versions, { left: 'main/credit-risk/1' }).left?.version,
  ).toBe('1');
  expect(
    choosePair(versions, { right: 'no/such/version' }).right?.version,
  ).toBe('3');
});
