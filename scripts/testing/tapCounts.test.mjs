import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readTapCounts } from './tapCounts.mjs';

test('reads what passed, failed and was left out', () => {
  assert.deepEqual(
    readTapCounts(
      'ok 1 - a\n# tests 6\n# pass 2\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 1\n',
    ),
    { passed: 2, failed: 2, skipped: 2, withoutData: 0 },
  );
});

test('counts nothing when the runner printed no sums', () => {
  assert.deepEqual(readTapCounts('Error: cannot find module'), {
    passed: 0,
    failed: 0,
    skipped: 0,
    withoutData: 0,
  });
});

test('tells apart what was left out for want of real data', () => {
  assert.deepEqual(
    readTapCounts(
      'ok 1 - a # SKIP real data sets are absent\nok 2 - b # SKIP no postgresql\n# pass 0\n# skipped 2\n',
    ),
    { passed: 0, failed: 0, skipped: 2, withoutData: 1 },
  );
});

test('a suite that was left out as a whole hides no failure', () => {
  assert.deepEqual(
    readTapCounts(
      'ok 1 - a # SKIP real data sets are absent\n# pass 1\n# fail 1\n# skipped 0\n',
    ),
    { passed: 1, failed: 1, skipped: 0, withoutData: 0 },
  );
});
