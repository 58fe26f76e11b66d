import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { compareWithPicture, parsePicture } from './architecture.mjs';

const created = [];
after(() =>
  created.forEach(path => rmSync(path, { recursive: true, force: true })),
);

const picture = lines =>
  `# House\n\n\`\`\`mermaid\n${lines.join('\n')}\n\`\`\`\n`;

/** Two packages, of which the first imports the second. */
function createRepository(lines) {
  const root = mkdtempSync(join(tmpdir(), 'architecture-'));
  created.push(root);
  const files = {
    'docs/architecture.md': picture(lines),
    'plugins/drift/package.json': '{"name":"@plumbline/drift"}',
    'plugins/kit/package.json': '{"name":"@plumbline/kit"}',
    'plugins/drift/src/index.ts': `import { x } from '@plumbline/kit';`,
    'plugins/kit/src/index.ts': 'export const x = 1;',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const nodes = ['flowchart TD', 'drift["plugins/drift"]', 'kit["plugins/kit"]'];

test('a picture that shows every package and every import agrees', () => {
  const root = createRepository([...nodes, 'drift --> kit']);
  assert.deepEqual(compareWithPicture(root), []);
});

test('an import that is not drawn is named with the file that makes it', () => {
  assert.deepEqual(compareWithPicture(createRepository(nodes)), [
    'plugins/drift/src/index.ts:1: import plugins/drift -> plugins/kit is not drawn in docs/architecture.md',
  ]);
});

test('an arrow that no import stands behind is named with its line', () => {
  const root = createRepository([...nodes, 'drift --> kit', 'kit --> drift']);
  assert.deepEqual(compareWithPicture(root), [
    'docs/architecture.md:8: arrow plugins/kit -> plugins/drift is drawn but nothing imports it',
  ]);
});

test('a package that is not drawn, and a node that is no package, are named', () => {
  const root = createRepository([
    'drift["plugins/drift"]',
    'b["plugins/gone"]',
  ]);
  assert.deepEqual(compareWithPicture(root).slice(0, 2), [
    'docs/architecture.md:5: plugins/gone is drawn but is no package',
    'docs/architecture.md: package plugins/kit is not drawn',
  ]);
});

test('an import in a test alone needs no arrow', () => {
  const root = createRepository([...nodes, 'drift --> kit']);
  writeFileSync(
    join(root, 'plugins/kit/src/x.test.ts'),
    `import '@plumbline/drift';`,
  );
  assert.deepEqual(compareWithPicture(root), []);
});

test('a line of the picture that is not understood is refused', () => {
  assert.throws(
    () => parsePicture(picture(['flowchart TD', 'a -.-> b'])),
    /docs\/architecture\.md:5: not understood: a -\.-> b/,
  );
});
