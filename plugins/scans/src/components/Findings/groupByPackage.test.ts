import { createFinding, sqlFinding } from '../../__testUtils__/findingFixtures';
import { describePackage, describePlace } from './describePlace';
import { groupByPackage } from './groupByPackage';
import { withoutVersion } from './withoutVersion';

const inPackage = (id: string, purl: string | undefined, name: string) =>
  createFinding({ id, package: { purl, name, fixedVersions: [] } });

it('puts versions of a package together, in the order of the list, and the rest last', () => {
  const groups = groupByPackage([
    inPackage('a', 'pkg:npm/%40scope/x@1.0.0', 'x'),
    sqlFinding,
    inPackage('b', 'pkg:npm/y@1.0.0?arch=amd64', 'y'),
    inPackage('c', 'pkg:npm/%40scope/x@2.0.0', 'x'),
  ]);
  expect(
    groups.map(({ name, findings }) => [name, findings.map(({ id }) => id)]),
  ).toEqual([
    ['x (npm)', ['a', 'c']],
    ['y (npm)', ['b']],
    [undefined, ['f2']],
  ]);
});

it('keeps packages of the same name in two ecosystems apart', () => {
  expect(
    groupByPackage([
      inPackage('a', 'pkg:npm/requests@1', 'requests'),
      inPackage('b', 'pkg:pypi/requests@1', 'requests'),
    ]),
  ).toHaveLength(2);
});

it('says where a finding is and what fixes its package', () => {
  expect(describePlace(sqlFinding)).toBe('src/db.py:42');
  expect(
    describePlace(
      createFinding({
        target: 'cluster a',
        location: { path: 'main.tf', line: 3, endLine: 9, resource: 'aws.x' },
      }),
    ),
  ).toBe('cluster a · main.tf:3 to 9 (aws.x)');
  expect(describePackage(createFinding())).toBe('openssl 3.0.11 → 3.0.15');
  expect(describePackage(inPackage('a', undefined, 'left-pad'))).toBe(
    'left-pad',
  );
});

it.each([
  ['pkg:npm/%40scope/x@1.0.0', 'pkg:npm/%40scope/x'],
  ['pkg:npm/@scope/x', 'pkg:npm/@scope/x'],
  ['pkg:npm/@scope/x@1.0.0?arch=amd64#sub', 'pkg:npm/@scope/x'],
  ['pkg:deb/debian/openssl@3.0.11?distro=debian-12', 'pkg:deb/debian/openssl'],
])('takes the version from %s', (purl, bare) => {
  expect(withoutVersion(purl)).toBe(bare);
});
