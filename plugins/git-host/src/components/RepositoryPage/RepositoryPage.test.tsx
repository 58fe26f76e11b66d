import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  churn,
  createGitHost,
  renderGitHost,
} from '../../__testUtils__/renderGitHost';

it('shows whose it is, how to clone it, what is in it and what changed last', async () => {
  renderGitHost('/git/ml-team/churn', createGitHost());
  expect(
    await screen.findByText(`git clone ${churn.cloneUrl}`),
  ).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'ml-team' })).toHaveAttribute(
    'href',
    '/catalog/default/group/ml-team',
  );
  const files = within(await screen.findByRole('list', { name: 'Files' }));
  expect(files.getAllByRole('listitem').map(item => item.textContent)).toEqual([
    'src',
    'README.md1.2 kB',
    'vendoredsubmodule, never fetched here',
  ]);
  expect(files.getByRole('link', { name: 'src' })).toHaveAttribute(
    'href',
    '/git/ml-team/churn/tree/main/src',
  );
  expect(files.queryByRole('link', { name: 'vendored' })).toBeNull();
  expect(await screen.findByText('feat: begin')).toBeInTheDocument();
});

it('renders the README as a page, with links into the repository and without its scripts', async () => {
  renderGitHost('/git/ml-team/churn', createGitHost());
  const readme = await screen.findByRole('region', { name: 'README' });
  expect(
    await within(readme).findByRole('heading', { name: 'Churn' }),
  ).toBeInTheDocument();
  expect(within(readme).getByRole('link', { name: 'Docs' })).toHaveAttribute(
    'href',
    '/git/ml-team/churn/blob/main/docs/index.md',
  );
  expect(within(readme).queryByRole('link', { name: 'evil' })).toBeNull();
  expect(readme.querySelector('script')).toBeNull();
});

it('asks for the branch and path of the address, a slash in the branch included', async () => {
  const getTree = jest.fn(createGitHost().getTree);
  renderGitHost(
    '/git/ml-team/churn/tree/feature%2Fx/src/app',
    createGitHost({ getTree }),
  );
  await screen.findByRole('list', { name: 'Files' });
  expect(getTree).toHaveBeenCalledWith(
    { owner: 'ml-team', name: 'churn' },
    { ref: 'feature/x', path: 'src/app' },
  );
  expect(screen.getByText('app')).toHaveAttribute('aria-current', 'page');
});

it('changes the branch and stays in the folder', async () => {
  const getTree = jest.fn(createGitHost().getTree);
  renderGitHost('/git/ml-team/churn/tree/main/src', createGitHost({ getTree }));
  await userEvent.click(await screen.findByRole('button', { name: /Branch/ }));
  await userEvent.click(
    await screen.findByRole('option', { name: 'feature/x' }),
  );
  await screen.findByRole('list', { name: 'Files' });
  expect(getTree).toHaveBeenLastCalledWith(
    { owner: 'ml-team', name: 'churn' },
    { ref: 'feature/x', path: 'src' },
  );
});

it.each([
  ['binary', undefined, 'This file is binary.'],
  ['too-large', undefined, 'This file is too large for the page.'],
  ['lfs-pointer', 'oid sha256:4d7a', 'This file is a Git LFS pointer.'],
  ['text', '', 'This file is empty.'],
] as const)('says why a %s file is not shown', async (kind, content, title) => {
  renderGitHost(
    '/git/ml-team/churn/blob/main/model.bin',
    createGitHost({
      getFile: async (_key, { path }) => ({
        ref: 'main',
        commit: churn.head!,
        path,
        size: 0,
        kind,
        content,
      }),
    }),
  );
  expect(await screen.findByText(title)).toBeInTheDocument();
});

it('shows what an LFS pointer points to', async () => {
  renderGitHost(
    '/git/ml-team/churn/blob/main/big.parquet',
    createGitHost({
      getFile: async (_key, { path }) => ({
        ref: 'main',
        commit: churn.head!,
        path,
        size: 16,
        kind: 'lfs-pointer',
        content: 'oid sha256:4d7a',
      }),
    }),
  );
  expect(await screen.findByText('oid sha256:4d7a')).toBeInTheDocument();
});

it('shows a file with its length', async () => {
  renderGitHost(
    '/git/ml-team/churn/blob/main/src/train.py',
    createGitHost({
      getFile: async (_key, { path }) => ({
        ref: 'main',
        commit: churn.head!,
        path,
        size: 12,
        kind: 'text',
        content: 'SEED = 42\nx\n',
      }),
    }),
  );
  expect(await screen.findByText('2 lines · 12 B')).toBeInTheDocument();
  expect(screen.getByText(/SEED/)).toBeInTheDocument();
});

it('leads from one page of commits to the older ones', async () => {
  const { listCommits } = createGitHost();
  const withMore = jest.fn(async (...args: Parameters<typeof listCommits>) => ({
    ...(await listCommits(...args)),
    nextCursor: 'older',
  }));
  renderGitHost(
    '/git/ml-team/churn/commits/main',
    createGitHost({ listCommits: withMore }),
  );
  expect(await screen.findByText('feat: begin')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Older' })).toHaveAttribute(
    'href',
    '/git/ml-team/churn/commits/main?cursor=older',
  );
});

it('tells the owners of an empty repository how to push, and others whom to ask', async () => {
  const getRefs = async () => ({ defaultBranch: 'main', branches: [] });
  const { unmount } = renderGitHost(
    '/git/ml-team/churn',
    createGitHost({ getRefs }),
  );
  expect(
    await screen.findByText(/git push -u origin main/),
  ).toBeInTheDocument();
  unmount();

  renderGitHost(
    '/git/ml-team/churn',
    createGitHost({
      getRefs,
      getRepository: async () => ({ ...churn, canWrite: false }),
    }),
  );
  expect(
    await screen.findByText(/A member of ml-team has to push/),
  ).toBeInTheDocument();
});

it('tells a missing repository from one that cannot be read', async () => {
  const { unmount } = renderGitHost(
    '/git/ml-team/gone',
    createGitHost({ getRepository: async () => undefined }),
  );
  expect(
    await screen.findByText(
      'There is no repository ml-team/gone on this host.',
    ),
  ).toBeInTheDocument();
  unmount();

  renderGitHost(
    '/git/ml-team/churn',
    createGitHost({
      getRepository: async () => {
        throw new Error('disk is gone');
      },
    }),
  );
  expect(await screen.findByRole('alert')).toHaveTextContent('disk is gone');
});
