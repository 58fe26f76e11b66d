import assert from 'node:assert/strict';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { createScansCommand } from './scansCommand.mjs';

let command;
const at = name => command.at(name);
const save = (...content) => command.save(...content);
const scans = (...args) => command.scans(...args);
const documentOf = (...args) => command.documentOf(...args);
const refusalOf = (...args) => command.refusalOf(...args);

const result = (rule, path, line, more = {}) => ({
  ruleId: rule,
  level: 'error',
  message: { text: `Something about ${rule}` },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: path },
        region: { startLine: line },
      },
    },
  ],
  ...more,
});

const sarif = (results, more = {}) => ({
  version: '2.1.0',
  runs: [{ tool: { driver: { name: 'Lighthouse' } }, results, ...more }],
});

before(async () => {
  command = await createScansCommand();
});
after(() => command.remove());

describe('plumbline scans parse', () => {
  test('refuses what it cannot read, and says which file, where and why', async () => {
    const whole = JSON.stringify(sarif([result('a', 'a.ts', 1)]), null, 2);
    await save('empty.json', '');
    await save('blank.json', '\ufeff \n');
    await save('cut.sarif', whole.slice(0, 300));
    await save('broken.json', '{\n "a": 1,\n "b" 2 }');
    await save('old.sarif', { version: '1.0.0', runs: [{ tool: {} }] });
    await save(
      'archive.zip',
      Buffer.from('PK\u0003\u0004\u00ff\u00fe\u0000', 'latin1'),
    );
    await save('cut.json.gz', gzipSync(whole).subarray(0, 60));
    await save('other.json', { hello: 'world' });
    await save('prose.txt', 'All is well.\n');
    await save('deep.json', '['.repeat(100_000));
    await save('twice.yaml', 'a: 1\na: 2\n');
    await mkdir(at('folder.json'));
    for (const [file, reason] of [
      ['empty.json', /empty: the scanner wrote nothing/],
      ['blank.json', /empty: the scanner wrote nothing/],
      ['cut.sarif', /line \d+, column \d+: .*cut off/],
      ['broken.json', /line 3, column 6: .*not valid JSON/],
      ['old.sarif', /1\.0\.0/],
      ['archive.zip', /no text.*archive/],
      ['cut.json.gz', /gzip is broken or cut off/],
      ['other.json', /No scanner/],
      ['prose.txt', /No scanner/],
      ['deep.json', /line 1, column 65: .*nested deeper than 64/],
      ['twice.yaml', /line 2, column 1: .*duplicate key/],
      ['folder.json', /no file/],
      ['absent.json', /does not exist/],
    ]) {
      const reasonGiven = await refusalOf(['parse', at(file), '--json']);
      assert.ok(reasonGiven.startsWith(`✖ ${at(file)}: `), reasonGiven);
      assert.match(reasonGiven, reason, file);
    }
  });

  test('reads a packed file, and one from a shell of Windows', async () => {
    const report = JSON.stringify(sarif([result('a', 'a.ts', 1)]));
    await save('report.sarif.gz', gzipSync(report));
    await save('report.utf16', Buffer.from(`\ufeff${report}`, 'utf16le'));
    const packed = await documentOf(['parse', at('report.sarif.gz')]);
    assert.equal(packed.counts.raw, 1);
    assert.deepEqual(await documentOf(['parse', at('report.utf16')]), packed);
  });

  test('says what is exploited by the files of FIRST and CISA', async () => {
    const vulnerability = id => ({
      VulnerabilityID: id,
      PkgName: 'zlib',
      Severity: 'HIGH',
    });
    await save('trivy.json', {
      SchemaVersion: 2,
      ArtifactName: '.',
      ArtifactType: 'filesystem',
      Results: [
        {
          Target: 'go.mod',
          Class: 'lang-pkgs',
          Type: 'gomod',
          Vulnerabilities: [
            vulnerability('CVE-2026-0001'),
            vulnerability('CVE-2026-0002'),
          ],
        },
      ],
    });
    await save(
      'epss.csv.gz',
      gzipSync('#v1\ncve,epss,percentile\nCVE-2026-0001,0.25,0.9\n'),
    );
    await save('kev.json', { vulnerabilities: [{ cveID: 'CVE-2026-0002' }] });
    const parse = ['parse', at('trivy.json')];
    const { findings } = await documentOf([
      ...parse,
      '--epss',
      at('epss.csv.gz'),
      '--kev',
      at('kev.json'),
    ]);
    assert.deepEqual(
      findings.map(({ rule, epss, exploited }) => [rule, epss, exploited]),
      [
        ['CVE-2026-0001', 0.25, false],
        ['CVE-2026-0002', null, true],
      ],
    );
    assert.match(
      await refusalOf([...parse, '--kev', at('epss.csv.gz')]),
      /epss\.csv\.gz: This is not valid JSON/,
    );
  });

  test('shows hostile content as harmless text', async () => {
    await save(
      'hostile.sarif',
      sarif([
        result('<img src=x onerror=alert(1)>', '../../etc/passwd', 0, {
          message: {
            text: '\u001b[31m[click](javascript:alert(1))\u202e\u0000 \ud800 <script>',
          },
        }),
        result('__proto__', 'file:///a/%2e%2e/%2e%2e/b', -5),
      ]),
    );
    const { findings } = await documentOf(['parse', at('hostile.sarif')]);
    const [image, proto] = findings;
    assert.equal(image.location.path, '../../etc/passwd');
    assert.equal(image.location.line, null);
    assert.equal(image.message.isWellFormed(), true);
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(image.message, /[\u0000-\u0008\u001b\u202e]/);
    assert.equal(proto.rule, '__proto__');
    assert.equal(proto.location.path, '/../b');
    const people = await scans(['parse', at('hostile.sarif')]);
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(people.stdout, /[\u0000-\u0008\u001b\u202e]/);
  });

  test('needs bounded memory for files of 100 MB that were made to take more', async () => {
    const env = { NODE_OPTIONS: '--max-old-space-size=1024' };
    const write = async (name, pieces) => {
      await pipeline(Readable.from(pieces), createWriteStream(at(name)));
      return at(name);
    };
    const repeat = function* (head, piece, times, tail) {
      yield head;
      for (let index = 0; index < times; index += 1) {
        yield piece;
      }
      yield tail;
    };
    const MEGABYTE = 1_000_000;
    const brackets = await write(
      'brackets.json',
      repeat('[', '[],'.repeat(MEGABYTE / 2), 66, '[]]'),
    );
    assert.match(
      await refusalOf(['parse', brackets], env),
      /more than 10,000,000 values/,
    );
    await rm(brackets);
    const yaml = await write(
      'list.yaml',
      repeat('a:\n', '- b\n'.repeat(MEGABYTE / 4), 100, ''),
    );
    assert.match(await refusalOf(['parse', yaml], env), /more than 20 MiB/);
    await rm(yaml);
    const [before20, after20] = JSON.stringify(
      sarif([result('a', 'a.ts', 1, { message: { text: 'HERE' } })]),
    ).split('HERE');
    const message = await write(
      'message.sarif',
      repeat(before20, 'x'.repeat(MEGABYTE), 100, after20),
    );
    const { findings } = await documentOf(['parse', message], 0, env);
    assert.equal(findings[0].message.length, 4000);
    await rm(message);
  });
});

describe('plumbline scans diff', () => {
  test('tells new, unchanged, moved and gone apart', async () => {
    await save(
      'monday.sarif',
      sarif([
        result('stays', 'a.ts', 1),
        result('moves', 'b.ts', 5, {
          partialFingerprints: { primaryLocationLineHash: 'abc:1' },
        }),
        result('leaves', 'c.ts', 3),
      ]),
    );
    await save(
      'tuesday.sarif',
      sarif([
        result('comes', 'c.ts', 3),
        result('moves', 'b.ts', 50, {
          partialFingerprints: { primaryLocationLineHash: 'abc:1' },
        }),
        result('stays', 'a.ts', 1),
      ]),
    );
    const files = [at('monday.sarif'), at('tuesday.sarif')];
    const changes = await documentOf(['diff', ...files]);
    assert.deepEqual(changes.counts, {
      new: 1,
      unchanged: 1,
      moved: 1,
      suppressed: 0,
      gone: 1,
    });
    assert.deepEqual(
      ['new', 'unchanged', 'moved', 'gone'].map(list => changes[list][0].rule),
      ['comes', 'stays', 'moves', 'leaves'],
    );
    assert.equal(changes.moved[0].movedFrom.line, 5);
    const { stdout } = await scans(['diff', ...files]);
    assert.match(stdout, /^1 new, 1 unchanged, 1 moved/);
  });

  test('says that nothing can be told from a scan that did not run', async () => {
    await save('ran.sarif', sarif([result('a', 'a.ts', 1)]));
    await save('failed.sarif', sarif(null));
    assert.match(
      await refusalOf(['diff', at('ran.sarif'), at('failed.sarif')]),
      /failed\.sarif: .*did not run/,
    );
  });
});

describe('plumbline scans gate', () => {
  before(async () => {
    await save(
      'gate.sarif',
      sarif([
        result('known', 'a.ts', 1),
        result('fresh', 'b.ts', 1),
        result('mild', 'c.ts', 1, { level: 'note' }),
        result('accepted', 'd.ts', 1, { suppressions: [{ kind: 'inSource' }] }),
      ]),
    );
    await save('baseline.sarif', sarif([result('known', 'a.ts', 9)]));
    await save('clean.sarif', sarif([]));
    await save('failed.sarif', sarif(null));
  });

  test('fails on what is severe and not suppressed, and names it', async () => {
    const verdict = await documentOf(['gate', at('gate.sarif')], 1);
    assert.equal(verdict.passed, false);
    assert.deepEqual(verdict.failing.map(({ rule }) => rule).sort(), [
      'fresh',
      'known',
    ]);
    const { code, stdout } = await scans(['gate', at('gate.sarif')]);
    assert.equal(code, 1);
    assert.match(stdout, /✖ 2 findings of severity high or worse/);
    const mild = await scans([
      'gate',
      at('gate.sarif'),
      '--fail-on',
      'critical',
    ]);
    assert.equal(mild.code, 0, mild.stdout);
  });

  test('passes what looked and found nothing, and never what did not look', async () => {
    assert.equal((await documentOf(['gate', at('clean.sarif')])).passed, true);
    for (const file of ['failed.sarif', 'absent.json']) {
      await refusalOf(['gate', at('clean.sarif'), at(file)]);
    }
  });

  test('with --new-only fails on what the baseline does not have', async () => {
    const against = (...files) => [
      'gate',
      at('gate.sarif'),
      '--new-only',
      ...files.flatMap(file => ['--baseline', at(file)]),
    ];
    const verdict = await documentOf(against('baseline.sarif'), 1);
    assert.deepEqual(
      verdict.failing.map(({ rule }) => rule),
      ['fresh'],
    );
    assert.equal(verdict.counts.known, 1);
    assert.equal((await documentOf(against('gate.sarif'))).passed, true);
    assert.match(await refusalOf(against()), /--baseline/);
    assert.match(await refusalOf(against('failed.sarif')), /did not run/);
  });
});
