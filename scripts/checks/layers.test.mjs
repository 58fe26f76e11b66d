import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { findWrongImports, judgePackages } from './layers.mjs';

const created = [];
after(() =>
  created.forEach(path => rmSync(path, { recursive: true, force: true })),
);

const plugin = short => `@plumbline/backstage-plugin-${short}`;

/** A repository with one backend family and the kit, plus the given files. */
function createRepository(files) {
  const root = mkdtempSync(join(tmpdir(), 'layers-'));
  created.push(root);
  const all = {
    'packages/backend/package.json': '{"name":"backend"}',
    ...Object.fromEntries(
      [
        'kit-common',
        'scans',
        'scans-backend',
        'scans-formats',
        'cost-backend',
      ].map(short => [
        `plugins/${short}/package.json`,
        JSON.stringify({ name: plugin(short) }),
      ]),
    ),
    'plugins/kit-node/package.json': JSON.stringify({
      name: plugin('kit-node'),
      exports: { '.': './src/index.ts', './testing': './src/testing.ts' },
    }),
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

test('imports that follow the layers and the families pass', () => {
  const root = createRepository({
    'packages/backend/src/index.ts': `backend.add(import('${plugin('scans-backend')}'));`,
    'plugins/scans-backend/src/plugin.ts': `import { createRouter } from './router';`,
    'plugins/scans-backend/src/router/index.ts': `import { list } from '../service/list';`,
    'plugins/scans-backend/src/service/list.ts': `import type { Store } from '../store/Store';`,
    'plugins/scans-backend/src/store/Store.ts': `import { Knex } from 'knex';\nimport { severity } from '../domain/severity';`,
    'plugins/scans-backend/src/domain/severity.ts': `import { worst } from '${plugin('kit-common')}';`,
    'plugins/scans-backend/src/store/Store.test.ts': `import { until } from '${plugin('kit-node')}/testing';`,
  });
  assert.deepEqual(findWrongImports(root), []);
});

test('an import against the layers is named with its file, line and reason', () => {
  const root = createRepository({
    'plugins/scans-backend/src/domain/severity.ts': `// first line\nimport { Store } from '../store/Store';`,
  });
  assert.deepEqual(findWrongImports(root), [
    'plugins/scans-backend/src/domain/severity.ts:2 imports ../store/Store: domain may import nothing but itself, not store',
  ]);
});

for (const [what, file, text, reason] of [
  [
    'a router that reads a store',
    'scans-backend/src/router/findings.ts',
    `import '../store/Store';`,
    /router may import domain, service, config, not store/,
  ],
  [
    'a domain that reads files',
    'scans-backend/src/domain/read.ts',
    `import { readFile } from 'node:fs/promises';`,
    /domain decides in pure functions/,
  ],
  [
    'a domain that knows the framework through a lazy import',
    'scans-backend/src/domain/read.ts',
    `const api = await import('@backstage/backend-plugin-api');`,
    /domain decides in pure functions/,
  ],
  [
    'a domain that imports a folder of any other name',
    'scans-backend/src/domain/read.ts',
    `import { Git } from '../git/Git';`,
    /domain may import nothing but itself, not git/,
  ],
  [
    'a folder of any other name that imports a service',
    'scans-backend/src/git/Git.ts',
    `import { list } from '../service/list';`,
    /git lies below the service/,
  ],
  [
    'a hook that imports a component',
    'scans/src/hooks/useFindings.ts',
    `import { Findings } from '../components/Findings';`,
    /hooks may import api, not components/,
  ],
  [
    'a service that speaks SQL',
    'scans-backend/src/service/list.ts',
    `import type { Knex } from 'knex';`,
    /not to SQL or Express/,
  ],
  [
    'a layer that imports the wiring',
    'scans-backend/src/service/list.ts',
    `import { scansPlugin } from '../plugin';`,
    /must not import the wiring/,
  ],
  [
    'a family that uses the inside of another family',
    'cost-backend/src/plugin.ts',
    `import { x } from '${plugin('scans-formats')}';`,
    /reaches family scans through its -common/,
  ],
  [
    'a kit that uses a family',
    'kit-common/src/index.ts',
    `export * from '${plugin('scans-formats')}';`,
    /may import none of our packages/,
  ],
  [
    'a format that knows Backstage',
    'scans-formats/src/index.ts',
    `import { Entity } from '@backstage/catalog-model';`,
    /neither Backstage nor a database/,
  ],
  [
    'a file inside another package',
    'scans-backend/src/plugin.ts',
    `import { x } from '${plugin('kit-common')}/src/names';`,
    /not a file inside it/,
  ],
  [
    'what helps tests in what is no test',
    'scans-backend/src/store/Store.ts',
    `import { until } from '${plugin('kit-node')}/testing';`,
    /imported by tests alone/,
  ],
  [
    'a relative import that leaves the package',
    'scans-backend/src/plugin.ts',
    `import { x } from '../../kit-common/src/names';`,
    /stays inside its package/,
  ],
]) {
  test(`refused: ${what}`, () => {
    const wrong = findWrongImports(
      createRepository({ [`plugins/${file}`]: text }),
    );
    assert.equal(wrong.length, 1);
    assert.match(wrong[0], reason);
  });
}

test('a test may put pieces of other layers together', () => {
  const root = createRepository({
    'plugins/scans-backend/src/router/findings.test.ts': `import { DatabaseStore } from '../store/DatabaseStore';\nimport '${plugin('cost-backend')}';`,
  });
  assert.deepEqual(findWrongImports(root), []);
});

test('a package whose name follows no role is refused rather than ignored', () => {
  assert.match(
    judgePackages('@plumbline/stray', plugin('kit-common')),
    /follows no role/,
  );
});
