import { createMockDirectory } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { renderTemplate } from './renderTemplate';

const TEMPLATE = `
apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: demo }
spec:
  type: service
  parameters:
    - required: [name]
      properties:
        name: { type: string, maxLength: 5 }
        owner: { type: string }
        loud: { type: boolean }
  steps:
    - id: code
      action: road:render
      input:
        parts: [demo/skeleton]
        values:
          name: \${{ parameters.name }}
          owner: \${{ parameters.owner | parseEntityRef | pick('name') }}
          creator: \${{ user.ref }}
    - id: loud
      if: \${{ parameters.loud }}
      action: road:render
      input: { parts: [demo/loud], values: {} }
    - id: publish
      action: road:publish
      input:
        host: plumbline
        owner: ml-team
        name: \${{ parameters.name }}
    - id: apps
      action: road:render
      input: { parts: [demo/apps], values: {}, targetPath: gitops }
    - id: gitops
      action: road:gitops:commit
      input: { host: plumbline, path: teams/x, sourcePath: gitops, message: m }
    - id: register
      action: road:catalog:register
      input:
        catalogInfoUrl: \${{ steps.publish.output.catalogInfoUrl }}
  output:
    links:
      - title: Repository
        url: \${{ steps.publish.output.webUrl }}
      - title: Loud
        if: \${{ parameters.loud }}
        url: https://example.com
`;

describe('renderTemplate', () => {
  const templates = createMockDirectory({
    content: {
      demo: {
        'template.yaml': TEMPLATE,
        skeleton: {
          'x.txt.njk':
            '${{ values.name }} ${{ values.owner }} ${{ values.creator }}',
        },
        loud: { 'loud.txt': '!' },
        apps: { 'app.yaml': 'a: 1' },
      },
    },
  });

  function render(parameters: JsonObject, user?: string) {
    return renderTemplate({
      template: 'demo',
      parameters,
      user,
      templatesDirectory: templates.path,
    });
  }

  const texts = (files: Map<string, { content: Buffer }>) =>
    Object.fromEntries(
      [...files].map(([path, file]) => [path, file.content.toString()]),
    );

  it('runs the steps as the scaffolder does and tells the two repositories apart', async () => {
    const { files, gitopsFiles, output } = await render(
      { name: 'churn', owner: 'group:default/ml-team', loud: false },
      'user:default/jo',
    );
    expect(texts(files)).toEqual({ 'x.txt': 'churn ml-team user:default/jo' });
    expect(texts(gitopsFiles)).toEqual({ 'teams/x/app.yaml': 'a: 1' });
    expect(output).toEqual({
      links: [
        {
          title: 'Repository',
          url: 'http://localhost:7007/git/ml-team/churn',
        },
      ],
    });
  });

  it('runs a step whose condition holds', async () => {
    const { files } = await render({
      name: 'churn',
      owner: 'group:default/ml-team',
      loud: true,
    });
    expect([...files.keys()]).toEqual(['loud.txt', 'x.txt']);
  });

  it('refuses parameters that the form refuses', async () => {
    await expect(render({ name: 'too long' })).rejects.toThrow(
      'The form refuses: instance.name does not meet maximum length of 5',
    );
  });

  it('fails where a step of the template would fail', async () => {
    await expect(render({ name: 'churn' })).rejects.toThrow('"values.owner"');
  });
});
