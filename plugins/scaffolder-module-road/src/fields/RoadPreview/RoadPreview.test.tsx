import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderField } from '../../__testUtils__/renderField';
import { RoadPreview } from './RoadPreview';

const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'service', namespace: 'default' },
  spec: { type: 'service', steps: [] },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/platform-team' }],
};
const values = { name: 'churn', owner: 'group:default/ml-team' };

const file = (path: string, content: string | Buffer) => ({
  path,
  base64Content: Buffer.from(content).toString('base64'),
});

const renderPreview = (dryRun: jest.Mock, entities = [template]) =>
  renderField(RoadPreview, {
    schema: { title: 'What will be made' },
    entities,
    values,
    apis: [[scaffolderApiRef, { dryRun }]],
  });

it('shows the files with their sizes, and a file when it is chosen', async () => {
  const dryRun = jest.fn(async () => ({
    directoryContents: [
      file('src/app/main.py', 'print(1)\n'),
      file('README.md', '# churn\n'),
      file('logo.bin', Buffer.from([0, 255, 1])),
    ],
    log: [],
    steps: [],
    output: {},
  }));
  renderPreview(dryRun);
  expect(await screen.findByText(/^3 files, 20 B\./)).toBeInTheDocument();
  expect(screen.getByRole('region', { name: 'README.md' })).toHaveTextContent(
    '# churn',
  );

  await userEvent.click(screen.getByRole('button', { name: 'main.py 9 B' }));
  expect(
    screen.getByRole('region', { name: 'src/app/main.py' }),
  ).toHaveTextContent('print(1)');
  await userEvent.click(screen.getByRole('button', { name: 'logo.bin 3 B' }));
  expect(screen.getByText('This file is binary.')).toBeInTheDocument();
});

it('runs the template of the address with everything that was typed', async () => {
  const dryRun = jest.fn(async () => ({
    directoryContents: [file('README.md', 'x')],
    log: [],
    steps: [],
    output: {},
  }));
  renderPreview(dryRun);
  await screen.findByText(/^1 file, 1 B\./);
  expect(dryRun).toHaveBeenCalledTimes(1);
  const { relations: _relations, ...bare } = template;
  expect(dryRun).toHaveBeenCalledWith({
    template: bare,
    values,
    directoryContents: [],
  });
});

it('names the culprits when the values are refused', async () => {
  const refused = Object.assign(new Error('Request failed with 400'), {
    name: 'ResponseError',
    cause: new Error(
      'Request failed with status 400 Bad Request, {"errors":[{"stack":"instance.name does not match pattern \\"^[a-z]\\""},{"stack":"instance requires property \\"owner\\""}]}',
    ),
  });
  const dryRun = jest
    .fn()
    .mockRejectedValueOnce(refused)
    .mockResolvedValue({ directoryContents: [file('a', 'x')] });
  renderPreview(dryRun);
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('name does not match pattern "^[a-z]"');
  expect(alert).toHaveTextContent('requires property "owner"');
  expect(alert).not.toHaveTextContent('status 400');
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText(/^1 file/)).toBeInTheDocument();
});

it('quotes a step that fails', async () => {
  const failed = Object.assign(new Error('Request failed with 500'), {
    name: 'ResponseError',
    cause: new Error('part "service/gone" does not exist'),
  });
  renderPreview(jest.fn().mockRejectedValue(failed));
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'part "service/gone" does not exist',
  );
});

it('says that the template has left the catalog', async () => {
  renderPreview(jest.fn(), []);
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'The catalog has no template:default/service any more',
  );
});
