import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { createScansCommand } from './scansCommand.mjs';
import {
  listReports,
  missingReports,
  secretsIn,
  unpackReports,
} from './scansData.mjs';
import { compareWithFacts, contradictionsOf } from './scansExpectations.mjs';

describe(
  'plumbline scans on published reports',
  { skip: missingReports },
  () => {
    let command;
    let data;
    before(async () => {
      command = await createScansCommand();
      if (!missingReports) {
        data = unpackReports(command.folder);
      }
    });
    after(() => command.remove());

    const inParallel = { concurrency: availableParallelism() };
    test('accepts, counts and hides what it should', inParallel, async t => {
      const reports = listReports(data);
      assert.ok(reports.length > 100);
      let secretsLookedFor = 0;
      const read = async ({ tool, name, file, isRefused, facts }) => {
        if (isRefused) {
          await command.refusalOf(['parse', file, '--json']);
          return;
        }
        const { code, stdout, stderr } = await command.scansAgain([
          'parse',
          file,
          '--json',
        ]);
        assert.equal(code, 0, `${tool}/${name}: ${stderr}`);
        const document = JSON.parse(stdout);
        const { wrong, compared } = compareWithFacts(tool, facts, document);
        assert.deepEqual(wrong, [], `${tool}/${name}`);
        assert.ok(compared > 0, `${tool}/${name}: no fact was compared`);
        assert.deepEqual(contradictionsOf(document), [], `${tool}/${name}`);
        if (facts.mustNotAppearSha256) {
          const { secrets, missing } = secretsIn(
            file,
            facts.mustNotAppearSha256,
          );
          assert.equal(missing, 0, `${tool}/${name}: secrets not found in it`);
          const people = await command.scansAgain(['parse', file]);
          for (const secret of secrets) {
            secretsLookedFor += 1;
            const written = JSON.stringify(secret).slice(1, -1);
            for (const output of [
              stdout,
              people.stdout,
              people.stderr,
              stderr,
            ]) {
              assert.ok(
                !output.includes(secret) && !output.includes(written),
                `${tool}/${name}: a secret is in the output`,
              );
            }
          }
        }
      };
      await Promise.all(
        reports.map(report =>
          t.test(`${report.tool}/${report.name}`, () => read(report)),
        ),
      );
      assert.ok(secretsLookedFor > 10, `only ${secretsLookedFor} secrets`);
    });

    test('follows findings through the published sequences', async () => {
      const sequences = JSON.parse(
        readFileSync(join(data, 'lifecycle.json'), 'utf8'),
      );
      for (const { tool, steps } of sequences) {
        for (const [index, { file, onlyInPrevious }] of steps.entries()) {
          if (index > 0) {
            const { counts } = await command.documentOf([
              'diff',
              join(data, tool, steps[index - 1].file),
              join(data, tool, file),
            ]);
            // In the reports of Semgrep lines and fingerprints change, in the others findings
            const gone = tool === 'semgrep' ? 0 : onlyInPrevious.length;
            assert.deepEqual(
              { new: counts.new, gone: counts.gone },
              { new: 0, gone },
              `${tool}/${file}`,
            );
            assert.equal(
              counts.moved > 0,
              tool === 'semgrep',
              `${tool}/${file}`,
            );
          }
        }
      }
    });

    test('refuses every report that was cut off', async () => {
      const whole = ['grype', 'trivy', 'checkov', 'semgrep', 'osv-scanner'].map(
        tool =>
          listReports(data).find(
            report => report.tool === tool && report.name.endsWith('.json'),
          ),
      );
      for (const { tool, file } of whole) {
        const content = readFileSync(file);
        const name = `cut-${tool}.json`;
        await command.save(
          name,
          content.subarray(0, Math.floor(content.length * 0.7)),
        );
        assert.match(
          await command.refusalOf(['parse', command.at(name)]),
          /cut off/,
        );
      }
    });
  },
);
