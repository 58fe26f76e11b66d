import assert from 'node:assert/strict';
import { test } from 'node:test';

import { explainInstallFailure } from './failure.mjs';

test('a full disk is called a full disk', () => {
  const failure = explainInstallFailure(
    'Installing dependencies',
    'YN0001: Error: ENOSPC: no space left on device, write',
  );
  assert.match(
    failure.message,
    /Installing dependencies stopped: the disk is full/,
  );
  assert.match(failure.message, /3 GB/);
});

test('an unreachable registry is told from other failures', () => {
  assert.match(
    explainInstallFailure('Fetching Node', 'npm error code ENOTFOUND').message,
    /registry cannot be reached/,
  );
  const other = explainInstallFailure(
    'Fetching Node',
    'YN0028: The lockfile would have been modified',
  );
  assert.doesNotMatch(other.message, /registry/);
  assert.match(other.message, /YN0028/);
});
