import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { parse, parseAllDocuments, stringify } from 'yaml';

import { mustRun, run } from '../../scripts/bootstrap/run.mjs';
import {
  checkRepository,
  describeProblem,
} from '../../scripts/checks/manifests.mjs';
import { findProgram } from '../../scripts/checks/manifests/programs.mjs';
import { readManifests } from '../../scripts/checks/manifests/readManifests.mjs';
import { ensurePythonEnvironment } from '../../scripts/templates/pythonEnvironment.mjs';
import { findOptionalParts } from '../../scripts/testing/optionalParts.mjs';

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const { renderTemplate } = require(
  resolve(
    import.meta.dirname,
    '../../plugins/scaffolder-backend-module-road/src/testing/renderTemplate.ts',
  ),
);

const parts = findOptionalParts();
const withoutKustomize = !parts.kustomize.at && parts.kustomize.install;
const withoutPython = !parts.python.at && parts.python.install;
const MINIMAL = { name: 'checkout', owner: 'group:default/ml-team' };
const DATA = ['postgres', 'redis', 'rabbitmq', 'minio'];
const ENVIRONMENTS = ['dev', 'staging', 'prod'];

const render = parameters =>
  renderTemplate({
    template: 'service',
    parameters: { ...MINIMAL, ...parameters },
  });
const textOf = (files, path) => files.get(path).content.toString('utf8');

let scratch;
before(() => {
  scratch = mkdtempSync(join(tmpdir(), 'service-'));
});
after(() => rmSync(scratch, { recursive: true, force: true }));

function writeFiles(files) {
  const folder = mkdtempSync(join(scratch, 'repository-'));
  for (const [path, { content, isExecutable }] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, {
      mode: isExecutable ? 0o755 : 0o644,
    });
  }
  return folder;
}

function assertSound(folder) {
  const { problems, documents } = checkRepository(folder);
  assert.deepEqual(problems.map(describeProblem), []);
  assert.ok(documents > 0);
}

const documentsOf = (folder, environment) =>
  readManifests(folder).sets.find(
    ({ source }) => source === `deploy/overlays/${environment}`,
  ).documents;

describe('every choice of the form makes sound manifests', () => {
  let turn = 0;
  for (const strategy of ['rolling', 'blue-green', 'canary']) {
    for (const secrets of ['none', 'vault', 'infisical', 'external-secrets']) {
      turn += 1;
      const parameters = {
        strategy,
        secrets,
        data: DATA.slice(0, turn % 5),
        ingressHost: turn % 2 ? 'checkout.example.com' : '',
        ci: turn % 3 ? 'github' : 'gitlab',
        license: ['Apache-2.0', 'MIT', 'Proprietary'][turn % 3],
        ...(turn % 2 ? {} : { system: 'system:default/payments' }),
      };
      test(
        `${strategy}, secrets ${secrets}, data ${parameters.data.join(' ') || 'none'}`,
        { skip: withoutKustomize },
        async () => {
          const { files, gitopsFiles } = await render(parameters);
          assertSound(writeFiles(files));
          assertSound(writeFiles(gitopsFiles));
        },
      );
    }
  }

  test(
    'nothing but a name and a team',
    { skip: withoutKustomize },
    async () => {
      const { files, gitopsFiles } = await render({});
      assertSound(writeFiles(files));
      assertSound(writeFiles(gitopsFiles));
    },
  );

  for (const name of [
    'true',
    'null',
    'yes',
    'e10',
    'y2k',
    'postgres',
    'pydantic',
    'a'.repeat(40),
  ]) {
    test(`the name ${name}`, { skip: withoutKustomize }, async () => {
      const { files, gitopsFiles } = await render({
        name,
        strategy: 'canary',
        secrets: 'vault',
        data: DATA,
        ingressHost: 'shop.example.com',
      });
      assertSound(writeFiles(files));
      assertSound(writeFiles(gitopsFiles));
      for (const document of parseAllDocuments(
        textOf(files, 'catalog-info.yaml'),
      )) {
        const { metadata } = document.toJS();
        assert.ok(
          metadata.name === name ||
            DATA.some(one => metadata.name === `${name}-${one}`),
        );
      }
    });
  }
});

describe('what runs in the cluster', { skip: withoutKustomize }, () => {
  test('has the number of replicas from one place in each environment', async () => {
    const { files } = await render({});
    const folder = writeFiles(files);
    const replicas = environment => {
      const documents = documentsOf(folder, environment);
      const scaler = documents.find(
        ({ kind }) => kind === 'HorizontalPodAutoscaler',
      );
      const { spec } = documents.find(({ kind }) => kind === 'Deployment');
      return [spec.replicas, scaler?.spec.minReplicas];
    };
    assert.deepEqual(replicas('dev'), [1, undefined]);
    assert.deepEqual(replicas('staging'), [undefined, 2]);
    assert.deepEqual(replicas('prod'), [undefined, 3]);
  });

  test('reads the secrets of its own environment', async () => {
    const paths = {
      vault: ['VaultStaticSecret', spec => spec.path],
      'external-secrets': [
        'ExternalSecret',
        spec => spec.dataFrom[0].extract.key,
      ],
      infisical: [
        'InfisicalSecret',
        ({
          authentication: {
            universalAuth: { secretsScope },
          },
        }) => `ml-team/${secretsScope.envSlug}${secretsScope.secretsPath}`,
      ],
    };
    for (const [secrets, [wanted, read]] of Object.entries(paths)) {
      const { files } = await render({ secrets });
      const folder = writeFiles(files);
      for (const environment of ENVIRONMENTS) {
        const { spec } = documentsOf(folder, environment).find(
          ({ kind }) => kind === wanted,
        );
        assert.equal(read(spec), `ml-team/${environment}/checkout`);
        assert.ok(
          !JSON.stringify(spec).includes('ml-team-dev') ||
            environment === 'dev',
        );
      }
    }
  });

  test('may reach what was chosen and nothing else', async () => {
    const ports = async data => {
      const { files } = await render({ data });
      const { spec } = documentsOf(writeFiles(files), 'prod').find(
        ({ kind }) => kind === 'NetworkPolicy',
      );
      return spec.egress.flatMap(rule => rule.ports.map(({ port }) => port));
    };
    assert.deepEqual(await ports([]), [53, 53]);
    assert.deepEqual(await ports(['redis']), [53, 53, 6379]);
    assert.deepEqual(await ports(DATA), [53, 53, 5432, 6379, 5672, 9000]);
  });

  test('is public only where a host name was given, and only its interface', async () => {
    const { files } = await render({ ingressHost: 'checkout.example.com' });
    const folder = writeFiles(files);
    const hosts = ENVIRONMENTS.map(environment => {
      const { spec } = documentsOf(folder, environment).find(
        ({ kind }) => kind === 'Ingress',
      );
      assert.deepEqual(
        spec.rules[0].http.paths.map(({ path }) => path),
        ['/api'],
      );
      assert.deepEqual(spec.tls[0].hosts, [spec.rules[0].host]);
      return spec.rules[0].host;
    });
    assert.deepEqual(hosts, [
      'dev.checkout.example.com',
      'staging.checkout.example.com',
      'checkout.example.com',
    ]);
    const closed = await render({});
    assert.ok(
      !documentsOf(writeFiles(closed.files), 'prod').some(
        ({ kind }) => kind === 'Ingress',
      ),
    );
  });

  test('waits for a person in production, however it is rolled out', async () => {
    const { files, gitopsFiles } = await render({ strategy: 'blue-green' });
    const folder = writeFiles(files);
    const promotes = ENVIRONMENTS.map(
      environment =>
        documentsOf(folder, environment).find(({ kind }) => kind === 'Rollout')
          .spec.strategy.blueGreen.autoPromotionEnabled,
    );
    assert.deepEqual(promotes, [true, true, false]);
    const syncs = ENVIRONMENTS.map(
      environment =>
        parse(
          textOf(
            gitopsFiles,
            `teams/ml-team/apps/checkout/${environment}.yaml`,
          ),
        ).spec.syncPolicy.automated,
    );
    assert.ok(syncs[0] && syncs[1] && !syncs[2]);
  });

  test('is what the Applications point at', async () => {
    const { files, gitopsFiles, output } = await render({});
    const folder = writeFiles(files);
    for (const environment of ENVIRONMENTS) {
      const { metadata, spec } = parse(
        textOf(gitopsFiles, `teams/ml-team/apps/checkout/${environment}.yaml`),
      );
      assert.ok(
        existsSync(join(folder, spec.source.path, 'kustomization.yaml')),
      );
      assert.equal(metadata.namespace, 'ml-team-argocd');
      for (const document of documentsOf(folder, environment)) {
        assert.equal(document.metadata.namespace, spec.destination.namespace);
      }
      assert.ok(
        output.text[0].content.includes(`git clone ${spec.source.repoURL}`),
      );
    }
  });

  test('runs the image that deploy/image.sh writes', async () => {
    const { files } = await render({});
    const folder = writeFiles(files);
    const script = join(folder, 'deploy/image.sh');
    await mustRun(script, ['set', 'staging', '0a1b2c3d4e5f']);
    assert.equal(await mustRun(script, ['tag', 'staging']), '0a1b2c3d4e5f');
    assert.equal(
      await mustRun(script, ['name', 'staging']),
      'registry.example.com/ml-team/checkout',
    );
    const { spec } = documentsOf(folder, 'staging').find(
      ({ kind }) => kind === 'Deployment',
    );
    assert.equal(
      spec.template.spec.containers[0].image,
      'registry.example.com/ml-team/checkout:0a1b2c3d4e5f',
    );
    for (const wrong of [
      ['set', 'staging', 'latest'],
      ['set', 'staging', 'a"b'],
      ['set', 'staging', 'a\nb'],
      ['set', 'staging', ''],
      ['set', 'qa', '1'],
      ['set', '../dev', '1'],
      ['tag'],
      ['drop', 'dev'],
    ]) {
      await assert.rejects(
        mustRun(script, wrong),
        /ended with 2/,
        wrong.join(' '),
      );
    }
    assert.equal(await mustRun(script, ['tag', 'staging']), '0a1b2c3d4e5f');
  });
});

describe(
  'the alerts',
  { skip: !parts.promtool.at && parts.promtool.install },
  () => {
    const labels = status =>
      `{namespace="ml-team-prod", job="checkout", route="/api/v1/info", status="${status}"}`;
    const up = {
      series: 'up{namespace="ml-team-prod", job="checkout"}',
      values: '1x300',
    };

    /** Which alerts fire after four hours; one sample per minute. */
    async function findFiring(series) {
      const { files } = await render({});
      const folder = writeFiles(files);
      const { spec } = parse(
        textOf(files, 'deploy/overlays/prod/prometheusrule.yaml'),
      );
      writeFileSync(
        join(folder, 'rules.yaml'),
        stringify({ groups: spec.groups }),
      );
      const asked = [
        'ErrorBudgetBurnsVeryFast',
        'ErrorBudgetBurnsFast',
        'ServiceNotScraped',
      ];
      const firing = [];
      for (const alert of asked) {
        writeFileSync(
          join(folder, 'test.yaml'),
          stringify({
            rule_files: ['rules.yaml'],
            evaluation_interval: '1m',
            tests: [
              {
                interval: '1m',
                input_series: series,
                promql_expr_test: [
                  {
                    expr: `count(ALERTS{alertname="${alert}", alertstate="firing"})`,
                    eval_time: '4h',
                    exp_samples: [{ labels: '{}', value: 1 }],
                  },
                ],
              },
            ],
          }),
        );
        const { code } = await run('promtool', ['test', 'rules', 'test.yaml'], {
          cwd: folder,
        });
        if (code === 0) {
          firing.push(alert);
        }
      }
      return firing;
    }

    test('are silent while every request is answered', async () => {
      assert.deepEqual(
        await findFiring([
          up,
          { series: `http_requests_total${labels(200)}`, values: '0+100x300' },
        ]),
        [],
      );
    });

    test('are silent while the errors stay within the objective', async () => {
      assert.deepEqual(
        await findFiring([
          up,
          { series: `http_requests_total${labels(200)}`, values: '0+9999x300' },
          { series: `http_requests_total${labels(500)}`, values: '0+1x300' },
        ]),
        [],
      );
    });

    test('fire when five percent fail', async () => {
      assert.deepEqual(
        await findFiring([
          up,
          { series: `http_requests_total${labels(200)}`, values: '0+95x300' },
          { series: `http_requests_total${labels(500)}`, values: '0+5x300' },
        ]),
        ['ErrorBudgetBurnsVeryFast', 'ErrorBudgetBurnsFast'],
      );
    });

    test('do not count the requests of the platform itself', async () => {
      const probes = labels(503).replace('/api/v1/info', '/readyz');
      assert.deepEqual(
        await findFiring([
          up,
          { series: `http_requests_total${labels(200)}`, values: '0+10x300' },
          { series: `http_requests_total${probes}`, values: '0+100x300' },
        ]),
        [],
      );
    });

    test('fire when nothing is scraped', async () => {
      assert.deepEqual(
        await findFiring([
          { series: 'up{namespace="other", job="other"}', values: '1x300' },
        ]),
        ['ServiceNotScraped'],
      );
    });
  },
);

describe('what is typed into the form', () => {
  const REFUSED = [
    { name: 'Checkout' },
    { name: 'a' },
    { name: 'check out' },
    { name: 'checkout\n' },
    { name: '-checkout' },
    { name: 'сheckout' },
    { name: 'a'.repeat(41) },
    { owner: 'ml-team' },
    { owner: 'group:default/x: y' },
    { owner: 'user:default/guest' },
    { description: 'two\nlines' },
    { description: 'x\u2028y' },
    { description: 'right\u202Eleft' },
    { description: 'x'.repeat(201) },
    { system: 'payments"' },
    { ingressHost: 'example.com/path' },
    { ingressHost: 'example.com", "evil.example.com' },
    { registry: 'registry.example.com"\n' },
    { registry: 'registry.example.com/${{ x }}' },
    { host: 'git.example.com#' },
    { strategy: 'recreate' },
    { secrets: '../none' },
    { data: ['mysql'] },
    { data: ['redis', 'redis'] },
    { variant: '../team' },
    { license: '../x' },
    { ci: 'jenkins' },
  ];
  for (const parameters of REFUSED) {
    test(`is refused when it is ${JSON.stringify(parameters).slice(0, 60)}`, async () => {
      await assert.rejects(render(parameters), /The form refuses/);
    });
  }

  function assertSaidEverywhere(files, description) {
    const [component, api] = parseAllDocuments(
      textOf(files, 'catalog-info.yaml'),
    ).map(document => {
      assert.deepEqual(document.errors, []);
      return document.toJS();
    });
    assert.equal(component.kind, 'Component');
    assert.equal(component.metadata.description, description);
    assert.equal(component.spec.owner, 'group:default/ml-team');
    assert.equal(api.metadata.description, description);
    assert.equal(
      parse(textOf(files, 'mkdocs.yml')).site_description,
      description,
    );
    assert.equal(
      parse(textOf(files, 'openapi.yaml')).info.description,
      description,
    );
    const literal = /^DESCRIPTION: Final = (".*")$/m.exec(
      textOf(files, 'src/app/identity.py'),
    )[1];
    assert.equal(readEscaped(literal), description);
    const toml = /^description = (".*")$/m.exec(
      textOf(files, 'pyproject.toml'),
    )[1];
    assert.equal(readEscaped(toml), description);
    assert.deepEqual(
      JSON.parse(textOf(files, '.plumbline/provenance.json')).inputs
        .description,
      description,
    );
  }

  /** Python and TOML know `\U` with eight digits, JSON does not. */
  const readEscaped = literal =>
    JSON.parse(
      literal.replace(/\\U([0-9A-F]{8})/g, (_, code) =>
        JSON.stringify(String.fromCodePoint(parseInt(code, 16))).slice(1, -1),
      ),
    );

  const HOSTILE = [
    'a: b',
    '# no comment',
    '${{ values.name }}',
    '{% if x %}',
    '"quoted"',
    "'quoted'",
    '---',
    '- item',
    '\\',
    '\\n',
    'true',
    'null',
    '1e3',
    '*alias',
    '&anchor',
    '!!python/object',
    '`code`',
    '<script>alert(1)</script>',
    '[x](javascript:alert(1))',
    '"""',
    '%',
    '@',
    'x'.repeat(200),
    'пример',
    '🚀',
    ' ',
  ];
  for (const description of HOSTILE) {
    test(`comes out as it was typed: ${description.slice(0, 40)}`, async () => {
      assertSaidEverywhere((await render({ description })).files, description);
    });
  }

  test('comes out as it was typed, whatever it is', async () => {
    const oneLine = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 100 })
      .filter(
        text => text.length <= 200 && /^[^\p{C}\p{Zl}\p{Zp}]*$/u.test(text),
      );
    await fc.assert(
      fc.asyncProperty(oneLine, async description => {
        assertSaidEverywhere(
          (await render({ description })).files,
          description,
        );
      }),
      { numRuns: 40 },
    );
  });

  test('never reaches a pipeline or a script', async () => {
    const mark = 'plumb-mark';
    for (const ci of ['github', 'gitlab']) {
      const { files } = await render({
        name: mark,
        description: mark,
        ci,
        ingressHost: `${mark}.example.com`,
      });
      for (const [path, { content }] of files) {
        if (/^\.git(hub|lab)|Makefile|Dockerfile|\.sh$|pre-commit/.test(path)) {
          assert.ok(!content.toString().includes(mark), path);
        }
      }
    }
  });

  test(
    'leaves nothing that its own pipeline would take for a secret',
    { skip: !findProgram('gitleaks') && 'gitleaks is not on PATH' },
    async () => {
      const { files } = await render({ data: DATA, secrets: 'vault' });
      const folder = writeFiles(files);
      await mustRun(
        findProgram('gitleaks'),
        ['dir', '--no-banner', '--redact', folder],
        { cwd: folder },
      );
    },
  );

  test('makes the same bytes twice', async () => {
    const [first, second] = await Promise.all([
      render({ data: DATA }),
      render({ data: DATA }),
    ]);
    assert.deepEqual([...first.files], [...second.files]);
    assert.deepEqual([...first.gitopsFiles], [...second.gitopsFiles]);
  });
});

describe('the generated service', { skip: withoutPython }, () => {
  for (const data of [[], ['redis'], DATA]) {
    test(`passes its own tests, linter and type check with data ${data.join(' ') || 'none'}`, async () => {
      const { files } = await render({
        data,
        description: 'Takes "orders": # and \\ money',
      });
      const folder = writeFiles(files);
      const bin = await ensurePythonEnvironment([
        join(folder, 'requirements-dev.lock'),
      ]);
      await mustRun(join(bin, 'pytest'), ['-p', 'no:cacheprovider'], {
        cwd: folder,
      });
      await mustRun(join(bin, 'ruff'), ['check', '--no-cache', '.'], {
        cwd: folder,
      });
      await mustRun(
        join(bin, 'ruff'),
        ['format', '--no-cache', '--check', '.'],
        { cwd: folder },
      );
      await mustRun(join(bin, 'mypy'), ['--cache-dir', join(scratch, 'mypy')], {
        cwd: folder,
      });
    });
  }

  test('needs at run time only what the image installs', async () => {
    const { files } = await render({ data: DATA });
    const runtime = new Set(
      textOf(files, 'requirements.lock')
        .split('\n')
        .filter(line => !line.startsWith(' ')),
    );
    const development = new Set(
      textOf(files, 'requirements-dev.lock')
        .split('\n')
        .filter(line => !line.startsWith(' ')),
    );
    assert.deepEqual(
      [...runtime].filter(line => !development.has(line)),
      [],
    );
    assert.ok(![...runtime].some(line => /^(pytest|mypy|ruff)=/.test(line)));
  });
});
