import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ADA, TestGitHost, startGitHost } from './__testUtils__/startGitHost';
import { makeTemporaryFolder } from './__testUtils__/temporaryFolder';

jest.setTimeout(60_000);

const BASE = 'http://portal.test:7007/git/ml-team/churn';

describe('reading repository addresses', () => {
  let host: TestGitHost;

  beforeAll(async () => {
    host = await startGitHost();
    await host.create('ml-team', 'churn', {
      'catalog-info.yaml': 'kind: Component\n',
      'docs/index.md': '# Docs\n',
      'docs/adr/0001-first.md': '# First\r\n',
      'a name with # and ü.txt': 'odd\n',
      '.gitattributes':
        'docs/index.md export-ignore\n*.md text eol=lf\nident.txt ident export-subst\n',
      'ident.txt': '$Id$ $Format:%H$\n',
      'services/a/catalog-info.yaml': 'kind: A\n',
      'services/b/catalog-info.yaml': 'kind: B\n',
    });
    await host.call(ADA, 'POST', '/repositories/ml-team/churn/commits', {
      branch: 'feature/new-model',
      message: 'Try',
      files: [{ path: 'catalog-info.yaml', content: 'kind: Feature\n' }],
    });
  });

  async function text(url: string): Promise<string> {
    const response = await host.urlReader.readUrl(url);
    return (await response.buffer()).toString();
  }

  it.each([
    ['/blob/main/catalog-info.yaml', 'kind: Component\n'],
    ['/tree/main/catalog-info.yaml', 'kind: Component\n'],
    ['/blob/HEAD/docs/index.md', '# Docs\n'],
    ['/blob/feature%2Fnew-model/catalog-info.yaml', 'kind: Feature\n'],
    ['/blob/feature/new-model/catalog-info.yaml', 'kind: Feature\n'],
    ['/blob/main/a%20name%20with%20%23%20and%20%C3%BC.txt', 'odd\n'],
  ])('reads the file at %s', async (path, content) => {
    await expect(text(`${BASE}${path}`)).resolves.toBe(content);
  });

  it('reads a file at a commit id, and says when it has not changed', async () => {
    const { body } = await host.call(ADA, 'GET', '/repositories/ml-team/churn');
    const url = `${BASE}/blob/${body.head}/catalog-info.yaml`;
    const { etag } = await host.urlReader.readUrl(url);
    await expect(host.urlReader.readUrl(url, { etag })).rejects.toMatchObject({
      name: 'NotModifiedError',
    });
    await expect(
      host.urlReader.readUrl(
        `${BASE}/blob/feature%2Fnew-model/catalog-info.yaml`,
        { etag },
      ),
    ).resolves.toBeDefined();
  });

  it.each([
    ['/blob/main/absent.yaml', 'There is no file at'],
    ['/blob/main/docs', 'is not a file'],
    ['/blob/nowhere/catalog-info.yaml', 'no branch, tag or commit "nowhere"'],
    ['/raw/main/catalog-info.yaml', 'is no address of a repository'],
    ['2/blob/main/catalog-info.yaml', 'ml-team/churn2 of'],
  ])('names what is wrong with %s', async (path, message) => {
    await expect(text(`${BASE}${path}`)).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining(message),
    });
  });

  it.each([
    '/blob/main/..%2F..%2Fplumbline.json',
    '/blob/main/%2e%2e%2fHEAD',
    '/blob/main/docs%5C..%5Cx',
  ])('refuses the path in %s', async path => {
    await expect(text(`${BASE}${path}`)).rejects.toThrow(/refused|no file/);
  });

  it('leaves the addresses of other hosts and pages to other readers', async () => {
    for (const url of [
      'http://elsewhere.test/git/ml-team/churn/blob/main/catalog-info.yaml',
      'http://portal.test:7008/git/ml-team/churn/blob/main/catalog-info.yaml',
      'http://portal.test:7007/catalog/git/ml-team',
    ]) {
      await expect(text(url)).rejects.toThrow('is not allowed');
    }
  });

  it('reads nothing at an address that says another place than it seems to', async () => {
    for (const detour of [
      `${BASE}/blob/main/docs/../docs/index.md`,
      `${BASE}/blob/main/docs\\index.md`,
      `${BASE}/blob/main/docs/index.md?x`,
      `${BASE}/blob/main/docs/index.md#x`,
    ]) {
      await expect(text(detour)).rejects.toThrow('is no address');
    }
  });

  it('reads a tree byte for byte, whatever the attributes in it say', async () => {
    const response = await host.urlReader.readTree(`${BASE}/tree/main/`);
    const targetDir = await makeTemporaryFolder();
    await response.dir({ targetDir });
    const read = (path: string) => readFile(join(targetDir, path), 'utf8');

    await expect(read('docs/index.md')).resolves.toBe('# Docs\n');
    await expect(read('docs/adr/0001-first.md')).resolves.toBe('# First\r\n');
    await expect(read('ident.txt')).resolves.toBe('$Id$ $Format:%H$\n');
  });

  it('reads only the folder that was asked for', async () => {
    for (const url of [`${BASE}/tree/main/docs`, `${BASE}/blob/main/docs/`]) {
      const response = await host.urlReader.readTree(url);
      const paths = (await response.files()).map(({ path }) => path);
      expect(paths.sort()).toEqual(['adr/0001-first.md', 'index.md']);
    }
  });

  it('reads the default branch at the address of the repository', async () => {
    const response = await host.urlReader.readTree(BASE, {
      filter: path => path.startsWith('services/'),
    });
    const folder = await response.dir({
      targetDir: await makeTemporaryFolder(),
    });
    await expect(readdir(join(folder, 'services'))).resolves.toEqual([
      'a',
      'b',
    ]);
    await expect(
      host.urlReader.readTree(BASE, { etag: response.etag }),
    ).rejects.toMatchObject({ name: 'NotModifiedError' });
  });

  it('finds files by pattern, with addresses that can be read again', async () => {
    const { files } = await host.urlReader.search(
      `${BASE}/blob/feature%2Fnew-model/**/catalog-info.yaml`,
    );
    expect(files.map(({ url }) => url)).toEqual([
      `${BASE}/blob/feature%2Fnew-model/catalog-info.yaml`,
      `${BASE}/blob/feature%2Fnew-model/services/a/catalog-info.yaml`,
      `${BASE}/blob/feature%2Fnew-model/services/b/catalog-info.yaml`,
    ]);
    await expect(text(files[1].url)).resolves.toBe('kind: A\n');
    expect((await files[2].content()).toString()).toBe('kind: B\n');
  });

  it('finds one file, or none, without a pattern', async () => {
    const one = await host.urlReader.search(`${BASE}/blob/main/ident.txt`);
    expect(one.files).toHaveLength(1);
    const none = await host.urlReader.search(`${BASE}/blob/main/absent.txt`);
    expect(none.files).toHaveLength(0);
  });
});
