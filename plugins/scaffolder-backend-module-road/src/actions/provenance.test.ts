import { JsonObject } from '@backstage/types';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { createProvenanceAction } from './provenance';

type Input = { template: string; version: string; inputs: JsonObject };

describe('road:provenance', () => {
  const workspace = createMockDirectory();
  const path = '.plumbline/provenance.json';

  async function run(inputs: JsonObject, secrets = {}) {
    await createProvenanceAction().handler(
      createMockActionContext<Input>({
        input: { template: 'service', version: '1.2.3', inputs },
        workspacePath: workspace.path,
        secrets,
      }),
    );
    return fs.readFile(workspace.resolve(path), 'utf-8');
  }

  beforeEach(() => {
    workspace.setContent({
      'b.txt': 'b',
      'a/ü.bin': Buffer.from([0, 255]),
      '.gitignore': '*.log',
      '.git/config': 'secret',
    });
  });

  it('says what was made of what', async () => {
    const sha256 = (content: string | Buffer) =>
      createHash('sha256').update(content).digest('hex');
    expect(JSON.parse(await run({ name: 'churn' }))).toEqual({
      template: 'service',
      version: '1.2.3',
      inputs: { name: 'churn' },
      files: {
        '.gitignore': sha256('*.log'),
        'a/ü.bin': sha256(Buffer.from([0, 255])),
        'b.txt': sha256('b'),
      },
    });
  });

  it('writes the same bytes again, in whichever order the inputs come', async () => {
    const first = await run({ a: 1, b: { c: 2, d: 3 } });
    const second = await run({ b: { d: 3, c: 2 }, a: 1 });
    expect(second).toBe(first);
  });

  it('refuses a secret of the task, by the name of the input', async () => {
    await expect(
      run({ name: 'x', ci: { env: ['a', 'token=s3cret'] } }, { key: 's3cret' }),
    ).rejects.toThrow('inputs.ci.env.1 holds a secret');
  });

  it('refuses a link by its name', async () => {
    await fs.symlink('/nonexistent', workspace.resolve('link'));
    await expect(run({})).rejects.toThrow('link is a symbolic link');
  });
});
