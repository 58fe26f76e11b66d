import { JsonObject } from '@backstage/types';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { promises as fs } from 'node:fs';
import { createRenderAction } from './render';

type Input = { parts: string[]; values: JsonObject; targetPath?: string };

describe('road:render', () => {
  const templates = createMockDirectory();
  const workspace = createMockDirectory();

  function run(input: Input) {
    const action = createRenderAction({ templatesDirectory: templates.path });
    return action.handler(
      createMockActionContext<Input>({ input, workspacePath: workspace.path }),
    );
  }

  beforeEach(() => {
    templates.setContent({
      'a/skeleton': { 'x.yaml.njk': 'name: "${{ values.name }}"\n' },
      'a/scripts': { 'run.sh': '#!/bin/sh\n' },
    });
    workspace.clear();
  });

  it('writes the parts into the workspace, twice with the same result', async () => {
    await fs.chmod(templates.resolve('a/scripts/run.sh'), 0o755);
    const input = {
      parts: ['a/skeleton', 'a/scripts'],
      values: { name: 'churn' },
    };
    await run(input);
    await run(input);
    expect(workspace.content()).toEqual({
      'x.yaml': 'name: "churn"\n',
      'run.sh': '#!/bin/sh\n',
    });
    const { mode } = await fs.stat(workspace.resolve('run.sh'));
    expect(mode & 0o777).toBe(0o755);
  });

  it('writes into a folder of the workspace', async () => {
    await run({
      parts: ['a/skeleton'],
      values: { name: 'churn' },
      targetPath: 'gitops/app',
    });
    expect(workspace.content()).toEqual({
      gitops: { app: { 'x.yaml': 'name: "churn"\n' } },
    });
  });

  it('does not leave the workspace by its target', async () => {
    await expect(
      run({
        parts: ['a/skeleton'],
        values: { name: 'churn' },
        targetPath: '../elsewhere',
      }),
    ).rejects.toThrow('not allowed to refer to a directory outside');
  });

  it('does not leave the workspace through a link in it', async () => {
    const outside = createOutside();
    await fs.symlink(outside, workspace.resolve('out'));
    templates.setContent({ 'a/skeleton/out/x.txt': 'x' });
    await expect(run({ parts: ['a/skeleton'], values: {} })).rejects.toThrow(
      'not allowed to refer to a directory outside',
    );
    await expect(fs.readdir(outside)).resolves.toEqual([]);
  });

  it('writes nothing when one file cannot be rendered', async () => {
    templates.setContent({
      'a/skeleton': { 'a.txt': 'a', 'b.txt.njk': '${{ values.nosuch }}' },
    });
    await expect(run({ parts: ['a/skeleton'], values: {} })).rejects.toThrow(
      'a/skeleton/b.txt.njk: line 1: "values.nosuch"',
    );
    expect(workspace.content()).toEqual({});
  });

  it('says when a folder is where a file should be', async () => {
    workspace.setContent({ 'x.yaml': { inside: '' } });
    await expect(
      run({ parts: ['a/skeleton'], values: { name: 'churn' } }),
    ).rejects.toThrow('x.yaml cannot be written');
  });

  const outsideDirectory = createMockDirectory();
  function createOutside(): string {
    outsideDirectory.clear();
    return outsideDirectory.path;
  }
});
