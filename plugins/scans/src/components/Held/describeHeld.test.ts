import { countsOf } from '../../__testUtils__/scanFixtures';
import { describeHeld } from './describeHeld';

const held = {
  scanId: 's1',
  sees: 1031,
  closes: countsOf({ critical: 4, unknown: 1000 }),
};

it('says before and after, and what would close', () => {
  expect(
    describeHeld({ tool: 'trivy', target: 'shop/app', branch: 'main', held }),
  ).toBe(
    'trivy of shop/app on main no longer lists 1,004 of 1,031 findings (4 critical, 1,000 unknown): from 1,031 to 27 at once.',
  );
  expect(describeHeld({ tool: 'grype', held })).toMatch(/^grype no longer/);
});
