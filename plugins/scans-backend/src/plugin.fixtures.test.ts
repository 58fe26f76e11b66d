import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ADA, TestScans, startScans } from './__testUtils__/startScans';

jest.setTimeout(240_000);

/** Reports that scanners wrote for others; they lie beside the repository, or not. */
const ARCHIVE = join(__dirname, '../../../../shared/fixtures/scans.tar.gz');
const areThere = existsSync(ARCHIVE);
const describeIf = areThere ? describe : describe.skip;

describeIf(
  areThere
    ? 'reports of real scanners through the API'
    : 'real data sets are absent',
  () => {
    let folder: string;
    let scans: TestScans;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'plumbline-fixtures-'));
      execFileSync('tar', ['xzf', ARCHIVE, '-C', folder]);
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));
    beforeEach(async () => {
      scans = await startScans();
    });
    afterEach(() => scans.stop());

    const read = (path: string) => readFileSync(join(folder, 'scans', path));
    const sequence = async (paths: string[], target: string) => {
      const changes: any[] = [];
      for (const [index, path] of paths.entries()) {
        const scan = await scans.upload(read(path), {
          target,
          scannedAt: `2026-03-0${index + 1}T10:00:00.000Z`,
        });
        changes.push([scan.changes.new, scan.changes.fixed]);
      }
      return changes;
    };

    it('are one story: what is gone is fixed, what moved is the same', async () => {
      expect(
        await sequence(
          [
            'sarif/bash-report-fabricated-no-internal-dupes.sarif',
            'sarif/bash-report-fabricated-no-internal-dupes-subset.sarif',
          ],
          'bash',
        ),
      ).toEqual([
        [5, 0],
        [0, 1],
      ]);
      // The line moved, then the tool's fingerprint changed
      expect(
        await sequence(
          [
            'semgrep/close_old_findings_report_line31.json',
            'semgrep/close_old_findings_report_second_run_line24.json',
            'semgrep/close_old_findings_report_third_run_different_unique_id.json',
          ],
          'brute',
        ),
      ).toEqual([
        [1, 0],
        [0, 0],
        [0, 0],
      ]);
      const { body } = await scans.call(
        ADA,
        'GET',
        '/findings?entity=component:default/checkout&tool=semgrep',
      );
      expect(body.items).toMatchObject([
        { location: { path: 'sample/brute.py', line: 24 } },
      ]);
    });

    it('are all taken, and none of their secrets is told again', async () => {
      const secrets = new Set<string>();
      const answers: string[] = [];
      let taken = 0;
      for (const tool of readdirSync(join(folder, 'scans'))) {
        if (/\./.test(tool)) {
          continue;
        }
        for (const file of readdirSync(join(folder, 'scans', tool))) {
          if (file === 'expected.json') {
            continue;
          }
          const bytes = read(`${tool}/${file}`);
          const scan = await scans.upload(bytes, { target: `${tool}/${file}` });
          expect([file, scan.status]).toEqual([file, 'done']);
          answers.push(JSON.stringify(scan));
          taken += 1;
          if (tool === 'gitleaks') {
            for (const leak of JSON.parse(String(bytes))) {
              secrets.add(leak.Secret ?? leak.offender);
            }
          }
        }
      }
      expect(taken).toBeGreaterThan(100);
      let cursor = '';
      do {
        const page = await scans.findings({
          limit: '200',
          ...(cursor ? { cursor } : {}),
        });
        answers.push(JSON.stringify(page.items));
        cursor = page.nextCursor;
      } while (cursor);
      const kept = await scans.call(
        ADA,
        'GET',
        '/summary?entity=component:default/checkout',
      );
      answers.push(kept.text);
      const told = [...secrets].filter(
        secret =>
          secret.length >= 12 &&
          !/redacted|\*\*\*/i.test(secret) &&
          answers.some(answer =>
            answer.includes(JSON.stringify(secret).slice(1, -1)),
          ),
      );
      expect(told).toEqual([]);
      expect(secrets.size).toBeGreaterThan(10);
    });
  },
);
