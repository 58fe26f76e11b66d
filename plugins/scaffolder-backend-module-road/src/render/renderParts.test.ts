import { createMockDirectory } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { promises as fs } from 'node:fs';
import { renderParts } from './renderParts';

describe('renderParts', () => {
  const templates = createMockDirectory();

  async function render(parts: string[], values: JsonObject = {}) {
    const files = await renderParts({
      templatesDirectory: templates.path,
      parts,
      values,
    });
    return Object.fromEntries(
      files.map(file => [file.path, file.content.toString('utf-8')]),
    );
  }

  it('renders .njk files and copies all others byte for byte', async () => {
    const bytes = Buffer.from([0, 255, 36, 123, 123, 254]);
    templates.setContent({
      'service/skeleton': {
        'README.md.njk': '# ${{ values.name }}',
        '.github/workflows/ci.yaml': 'run: ${{ github.sha }}',
        'logo.png': bytes,
        'src/${{values.name}}/main.py.njk': 'NAME = ${{ values.name | py }}',
        '.dotfile': 'x',
      },
    });
    const files = await renderParts({
      templatesDirectory: templates.path,
      parts: ['service/skeleton'],
      values: { name: 'churn' },
    });
    expect(
      Object.fromEntries(files.map(file => [file.path, file.content])),
    ).toEqual({
      '.dotfile': Buffer.from('x'),
      '.github/workflows/ci.yaml': Buffer.from('run: ${{ github.sha }}'),
      'README.md': Buffer.from('# churn'),
      'logo.png': bytes,
      'src/churn/main.py': Buffer.from('NAME = "churn"'),
    });
  });

  it('keeps which files are executable', async () => {
    templates.setContent({ a: { 'run.sh.njk': 'x', 'notes.txt': 'y' } });
    await fs.chmod(templates.resolve('a/run.sh.njk'), 0o755);
    const files = await renderParts({
      templatesDirectory: templates.path,
      parts: ['a'],
      values: {},
    });
    expect(files.map(file => [file.path, file.isExecutable])).toEqual([
      ['notes.txt', false],
      ['run.sh', true],
    ]);
  });

  it('lets a later part replace a file of an earlier one', async () => {
    templates.setContent({
      a: { 'x.txt': 'a', 'only-a.txt': 'a' },
      b: { 'x.txt.njk': 'b' },
    });
    await expect(render(['a', 'b'])).resolves.toEqual({
      'x.txt': 'b',
      'only-a.txt': 'a',
    });
  });

  it('refuses two files of one part that would become the same', async () => {
    templates.setContent({ a: { 'x.txt': 'a', 'x.txt.njk': 'b' } });
    await expect(render(['a'])).rejects.toThrow(
      'a: two files would become "x.txt"',
    );
  });

  it.each([
    '',
    '.',
    '..',
    '../etc',
    'a/../b',
    '/etc',
    'a//b',
    'a/',
    '.git',
    'a\\b',
  ])(
    'refuses the part %j, which is no folder inside the templates folder',
    async part => {
      templates.setContent({ a: { x: '' }, b: { x: '' } });
      await expect(render([part])).rejects.toThrow('is not a part');
    },
  );

  it('names a part that does not exist', async () => {
    templates.setContent({ a: { file: 'x' } });
    await expect(render(['a/nosuch'])).rejects.toThrow(
      'There is no part "a/nosuch"',
    );
    await expect(render(['a/file'])).rejects.toThrow(
      'There is no part "a/file"',
    );
  });

  it('refuses links, as the part and inside it', async () => {
    templates.setContent({ a: { 'x.txt': 'a' }, secret: { key: 'k' } });
    await fs.symlink(templates.resolve('secret'), templates.resolve('linked'));
    await fs.symlink(
      templates.resolve('secret/key'),
      templates.resolve('a/key'),
    );
    await expect(render(['linked'])).rejects.toThrow('There is no part');
    await expect(render(['a'])).rejects.toThrow(
      'a/key is neither a file nor a folder',
    );
  });

  it.each(['..', '.', 'a/b', '/etc', '.git', '.GIT', 'a\nb', 'a\\b'])(
    'refuses a file name that would become %j',
    async name => {
      templates.setContent({ a: { '${{values.name}}': 'x' } });
      await expect(render(['a'], { name })).rejects.toThrow(
        /^a\/\$\{\{values\.name\}\}: /,
      );
    },
  );

  it('refuses a file name whose value is missing', async () => {
    templates.setContent({ a: { '${{values.nmae}}.txt': 'x' } });
    await expect(render(['a'], { name: 'x' })).rejects.toThrow(
      '"values.nmae" is not among the values',
    );
  });

  it('names a .njk file that is not text', async () => {
    templates.setContent({ a: { 'logo.png.njk': Buffer.from([255, 254, 0]) } });
    await expect(render(['a'])).rejects.toThrow(
      'a/logo.png.njk: a .njk file must be UTF-8 text',
    );
  });

  it('refuses a part that is too large', async () => {
    templates.setContent({ a: { big: Buffer.alloc(21 * 1024 * 1024) } });
    await expect(render(['a'])).rejects.toThrow('a holds more than 2000 files');
  });
});
