import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../bootstrap/paths.mjs';
import { DATA_ABSENT } from '../testing/tapCounts.mjs';

const ARCHIVE = join(root, '../shared/fixtures/ops.tar.gz');

/** Why the published bills cannot be read, if so; for `skip` of a test. */
export const missingBills = existsSync(ARCHIVE) ? false : DATA_ABSENT;

/** Unpacks the published bills below a folder; answers where they lie and what they add up to. */
export function unpackBills(folder) {
  execFileSync('tar', [
    'xzf',
    ARCHIVE,
    '-C',
    folder,
    'ops/expected.json',
    'ops/focus',
    'ops/aws-cur',
    'ops/azure-ea',
    'ops/opencost',
    'ops/infracost',
  ]);
  const bills = join(folder, 'ops');
  return {
    bills,
    expected: JSON.parse(readFileSync(join(bills, 'expected.json'), 'utf8')),
  };
}
