import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  churn,
  createGitHost,
  renderGitHost,
} from '../../__testUtils__/renderGitHost';

it('lists repositories with their owner, what they are and whether I may push', async () => {
  renderGitHost('/git', createGitHost());
  expect(
    await screen.findByRole('link', { name: 'ml-team/churn' }),
  ).toHaveAttribute('href', '/git/ml-team/churn');
  expect(screen.getByText('Predicts who leaves')).toBeInTheDocument();
  expect(screen.getByText('you may push')).toBeInTheDocument();
});

it('asks with the filters of the address, so that a shared link shows the same', async () => {
  const listRepositories = jest.fn(async () => ({ items: [churn] }));
  renderGitHost(
    '/git?owner=ml-team&query=chu&cursor=next',
    createGitHost({ listRepositories }),
  );
  await screen.findByRole('link', { name: 'ml-team/churn' });
  expect(listRepositories).toHaveBeenCalledTimes(1);
  expect(listRepositories).toHaveBeenCalledWith(
    expect.objectContaining({ owner: 'ml-team', query: 'chu', cursor: 'next' }),
  );
  expect(screen.getByRole('searchbox')).toHaveValue('chu');
  expect(screen.getByRole('link', { name: 'First page' })).toHaveAttribute(
    'href',
    '/git?owner=ml-team&query=chu',
  );
});

it('searches once when the typing pauses', async () => {
  const listRepositories = jest.fn(async () => ({ items: [churn] }));
  renderGitHost('/git', createGitHost({ listRepositories }));
  await userEvent.type(await screen.findByRole('searchbox'), 'fraud');
  await waitFor(() =>
    expect(listRepositories).toHaveBeenLastCalledWith(
      expect.objectContaining({ query: 'fraud' }),
    ),
  );
});

it('leads to the next page when there is one', async () => {
  renderGitHost(
    '/git?owner=ml-team',
    createGitHost({
      listRepositories: async () => ({ items: [churn], nextCursor: 'c2' }),
    }),
  );
  expect(
    await screen.findByRole('link', { name: 'Next page' }),
  ).toHaveAttribute('href', '/git?owner=ml-team&cursor=c2');
});

it('says how to fill an empty host, and how to widen a search without result', async () => {
  const listRepositories = async () => ({ items: [] });
  const { unmount } = renderGitHost(
    '/git',
    createGitHost({ listRepositories }),
  );
  expect(
    await screen.findByText('There are no repositories yet.'),
  ).toBeInTheDocument();
  expect(
    screen.getByRole('link', { name: 'Create something' }),
  ).toHaveAttribute('href', '/create');
  unmount();

  renderGitHost('/git?query=zzz', createGitHost({ listRepositories }));
  expect(
    await screen.findByText('No repository matches the search.'),
  ).toBeInTheDocument();
  expect(
    screen.getByRole('link', { name: 'Show all repositories' }),
  ).toHaveAttribute('href', '/git');
});

it('does not make a failure look like an empty host', async () => {
  const listRepositories = jest
    .fn()
    .mockRejectedValueOnce(new Error('database is locked'))
    .mockResolvedValue({ items: [churn] });
  renderGitHost('/git', createGitHost({ listRepositories }));
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'database is locked',
  );
  expect(screen.queryByText(/no repositories yet/)).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(
    await screen.findByRole('link', { name: 'ml-team/churn' }),
  ).toBeInTheDocument();
});
