/* eslint-disable jest/no-export, jest/no-disabled-tests, jest/valid-title, jest/valid-describe-callback --
 * wraps describe for the tests that need the data */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ARCHIVE = resolve(
  __dirname,
  '../../../../../shared/fixtures/drift.tar.gz',
);

/** Whether the real data sets lie beside this repository. */
const hasConformanceData = existsSync(ARCHIVE);

/** `describe` that says in its title why it is skipped. */
export const describeWithData: (
  title: string,
  tests: (folder: string) => void,
) => void = (title, tests) => {
  if (!hasConformanceData) {
    describe.skip(`${title} (real data sets are absent)`, () => {
      it('needs the data', () => expect(hasConformanceData).toBe(true));
    });
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-drift-'));
  execFileSync('tar', ['xzf', ARCHIVE, '-C', folder]);
  describe(title, () => {
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    tests(join(folder, 'drift'));
  });
};

/** Rows of a CSV file of plain fields; an empty field is undefined. */
export function readRows(path: string): Record<string, string | undefined>[] {
  const [header, ...lines] = readFileSync(path, 'utf8')
    .trimEnd()
    .split(/\r?\n/);
  const split = (line: string) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      match => match[1]?.replaceAll('""', '"') ?? match[2],
    );
  const names = split(header);
  return lines.map(line => {
    const fields = split(line);
    return Object.fromEntries(
      names.map((name, index) => [name, fields[index] || undefined]),
    );
  });
}

/** Reads a JSON file of the data. */
export function readJson(path: string): any {
  return JSON.parse(readFileSync(path, 'utf8'));
}
