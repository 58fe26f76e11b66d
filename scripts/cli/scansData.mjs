import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../bootstrap/paths.mjs';
import { DATA_ABSENT } from '../testing/tapCounts.mjs';

const ARCHIVE = join(root, '../shared/fixtures/scans.tar.gz');

/** Why the published reports cannot be read, if so; for `skip` of a test. */
export const missingReports = existsSync(ARCHIVE) ? false : DATA_ABSENT;

/** Unpacks the published reports below a folder; answers where they lie. */
export function unpackReports(folder) {
  execFileSync('tar', ['xzf', ARCHIVE, '-C', folder]);
  return join(folder, 'scans');
}

/** Every published report with what is known about it. */
export function listReports(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .flatMap(({ name: tool }) =>
      Object.entries(
        JSON.parse(readFileSync(join(folder, tool, 'expected.json'), 'utf8')),
      ).map(([name, { expect, facts }]) => ({
        tool,
        name,
        file: join(folder, tool, name),
        isRefused: expect.startsWith('refuse'),
        facts,
      })),
    );
}

function* textsIn(value) {
  if (typeof value === 'string') {
    yield value;
  } else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) {
      yield* textsIn(inner);
    }
  }
}

/**
 * The secrets of a report whose hashes are published: of its texts, of their
 * lines and words, those with such a hash.
 *
 * @param {string} file
 * @param {string[]} hashes SHA-256 in hexadecimal
 */
export function secretsIn(file, hashes) {
  const wanted = new Set(hashes);
  const found = new Map();
  for (const text of textsIn(JSON.parse(readFileSync(file, 'utf8')))) {
    for (const part of [
      text,
      text.trim(),
      ...text.split('\n'),
      ...text.split(/[\s"'`=:,;()<>]+/),
    ]) {
      const hash = createHash('sha256').update(part).digest('hex');
      if (wanted.has(hash)) {
        found.set(hash, part);
      }
    }
  }
  return { secrets: [...found.values()], missing: wanted.size - found.size };
}
