import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { root } from './runTool.mjs';
import { readWorkspaces } from './workspaces.mjs';

const read = path => readFileSync(join(root, path), 'utf8');

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(join(root, 'docs'), { recursive: true })
    .filter(path => path.endsWith('.md'))
    .map(path => `docs/${path}`),
  ...readWorkspaces(root)
    .map(({ path }) => `${path}/README.md`)
    .filter(path => existsSync(join(root, path))),
];

/** Relative link targets of a Markdown text, without code and anchors. */
function listLinks(markdown) {
  const prose = markdown
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(match => match[1].split('#')[0])
    .filter(target => target !== '' && !/^[a-z]+:|^\//.test(target));
}

for (const page of pages) {
  test(`every link of ${page} leads to a file`, () => {
    const broken = listLinks(read(page)).filter(
      target => !existsSync(join(root, dirname(page), target)),
    );
    assert.deepEqual(broken, []);
  });
}

test('every decision is at most 80 lines long and listed', () => {
  const overview = read('docs/adr/README.md');
  const decisions = readdirSync(join(root, 'docs/adr')).filter(file =>
    /^\d{4}-/.test(file),
  );
  for (const file of decisions) {
    assert.ok(read(`docs/adr/${file}`).split('\n').length <= 81, file);
    assert.ok(overview.includes(`(${file})`), `${file} is not in the overview`);
  }
});

test('every page is in the navigation, and nothing else is', () => {
  const leaves = node =>
    typeof node === 'string' ? [node] : Object.values(node).flatMap(leaves);
  const wanted = pages
    .filter(page => page.startsWith('docs/'))
    .map(page => relative('docs', page))
    .sort();
  assert.deepEqual(leaves(parse(read('mkdocs.yml')).nav).sort(), wanted);
});

test('the reference lists exactly the annotations that the code defines', () => {
  const inCode = read('plugins/kit-common/src/annotations.ts').match(
    /(?<=: ')plumbline\.dev\/[^']+/g,
  );
  const inDocs = [
    ...read('docs/reference/annotations.md').matchAll(
      /^\| `(plumbline\.dev\/[^`]+)`/gm,
    ),
  ].map(match => match[1]);
  assert.deepEqual(inDocs.sort(), inCode.sort());
});

test('the guide to templates lists exactly the actions that the code registers', () => {
  const folder = 'plugins/scaffolder-backend-module-road/src/actions';
  const inCode = readdirSync(join(root, folder))
    .filter(file => !file.includes('.test.'))
    .flatMap(
      file => read(`${folder}/${file}`).match(/(?<=id: ')road:[^']+/g) ?? [],
    );
  const inDocs = read('docs/guides/write-a-template.md').match(
    /(?<=^\| `)road:[^`]+/gm,
  );
  assert.deepEqual(inDocs.sort(), inCode.sort());
});
