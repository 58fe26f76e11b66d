import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { mustRunGit } from '../__testUtils__/runGit';
import { makeTemporaryFolder } from '../__testUtils__/temporaryFolder';
import { CommitWriter } from './CommitWriter';
import { GitProgram } from './GitProgram';
import { GitReader } from './GitReader';
import { initRepository } from './writeRepository';

jest.setTimeout(60_000);

describe('GitReader.archive', () => {
  let folder: string;
  let tree: string;
  let reader: GitReader;

  beforeAll(async () => {
    const git = new GitProgram();
    const root = await makeTemporaryFolder();
    folder = join(root, 'repository.git');
    await mkdir(folder);
    await initRepository(git, folder);
    reader = new GitReader(git);
    await new CommitWriter({ git, reader, scratchFolder: root }).write({
      folder,
      branch: 'main',
      files: [
        { path: 'a.txt', bytes: Buffer.from('here'), isExecutable: false },
      ],
      message: 'First',
      author: { name: 'Ada', email: 'ada@example.org' },
    });
    tree = await mustRunGit(['rev-parse', 'main^{tree}'], folder);
  });

  it('keeps everything for somebody who begins to read after git has ended', async () => {
    const stream = await reader.archive(folder, tree);
    await new Promise(resolve => setTimeout(resolve, 500));
    const content = await buffer(stream);
    expect(content.toString('latin1')).toContain('a.txt');
    expect(content.toString('latin1')).toContain('here');
  });

  it('fails, and does not end early, when git fails', async () => {
    const stream = await reader.archive(folder, '0'.repeat(40));
    await new Promise<void>(resolve => {
      stream.once('error', error => {
        expect(error.message).toMatch(/git archive failed with code \d+: .+/);
        resolve();
      });
    });
  });

  it('ends git when the reader goes away', async () => {
    const stream = await reader.archive(folder, tree);
    stream.destroy();
    await expect(buffer(stream)).rejects.toThrow();
  });
});
