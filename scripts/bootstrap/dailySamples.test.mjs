import assert from 'node:assert/strict';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { ensureDailySamples } from './dailySamples.mjs';

let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-samples-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

const ensure = (now, change = {}) =>
  ensureDailySamples({
    folder,
    version: 1,
    now: new Date(now),
    names: ['first', 'second'],
    write: (name, into, today) =>
      writeFile(join(into, `${today}.txt`), `${name}\n`),
    ...change,
  });
const read = path => readFileSync(join(folder, path), 'utf8');

test('samples are written on the first call of a day and when their version is raised', async () => {
  assert.equal(await ensure('2026-03-15T00:00:00Z'), true);
  assert.equal(read('second/2026-03-15.txt'), 'second\n');
  assert.equal(await ensure('2026-03-15T23:59:59Z'), false);
  assert.equal(await ensure('2026-03-15T23:59:59Z', { version: 2 }), true);
});

test('the next day replaces whole folders', async () => {
  assert.equal(await ensure('2026-03-16T00:00:00Z'), true);
  assert.equal(read('first/2026-03-16.txt'), 'first\n');
  assert.ok(!existsSync(join(folder, 'first/2026-03-15.txt')));
});

test('a write that fails leaves what was there, and the next call tries again', async () => {
  const fail = async (_name, into) => {
    writeFileSync(join(into, 'half.txt'), '');
    throw new Error('the disk is full');
  };
  await assert.rejects(ensure('2026-03-17T00:00:00Z', { write: fail }), {
    message: 'the disk is full',
  });
  assert.equal(read('first/2026-03-16.txt'), 'first\n');
  assert.equal(await ensure('2026-03-17T00:00:00Z'), true);
  assert.ok(!existsSync(join(folder, 'first/half.txt')));
});
