import { CreatedToken } from '@plumbline/backstage-plugin-git-host-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createGitHost,
  renderGitHost,
} from '../../__testUtils__/renderGitHost';

const created: CreatedToken = {
  id: 't1',
  teamRef: 'group:default/ml-team',
  name: 'laptop',
  access: 'write',
  createdBy: 'user:default/guest',
  createdAt: '2026-11-20T10:00:00Z',
  expiresAt: '2036-11-20T10:00:00Z',
  secret: 'plgt_secret',
};

const openDialog = async () =>
  userEvent.click(await screen.findByRole('button', { name: 'Tokens' }));

it('makes a token of my team and shows its secret once', async () => {
  const createToken = jest.fn(async () => created);
  const { secret, ...token } = created;
  const listTokens = jest
    .fn()
    .mockResolvedValueOnce({ items: [] })
    .mockResolvedValue({ items: [token] });
  renderGitHost('/git', createGitHost({ createToken, listTokens }));
  await openDialog();
  expect(await screen.findByText('You have no tokens.')).toBeInTheDocument();

  const submit = await screen.findByRole('button', { name: 'Create token' });
  expect(submit).toBeDisabled();
  await userEvent.type(screen.getByRole('textbox', { name: /Name/ }), 'laptop');
  await userEvent.click(screen.getByRole('radio', { name: /Write/ }));
  await userEvent.click(submit);
  expect(createToken).toHaveBeenCalledWith({
    teamRef: 'group:default/ml-team',
    name: 'laptop',
    access: 'write',
    expiresInDays: 30,
  });
  expect(await screen.findByText(secret)).toBeInTheDocument();

  await userEvent.click(
    screen.getByRole('button', { name: 'I have copied it' }),
  );
  expect(screen.queryByText(secret)).not.toBeInTheDocument();
  expect(await screen.findByText('laptop')).toBeInTheDocument();
});

it('forgets the secret when the dialog closes', async () => {
  renderGitHost('/git', createGitHost({ createToken: async () => created }));
  await openDialog();
  await userEvent.type(
    await screen.findByRole('textbox', { name: /Name/ }),
    'laptop',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Create token' }));
  await screen.findByText(created.secret);
  await userEvent.click(
    screen.getAllByRole('button', { name: 'Close' }).pop()!,
  );
  await waitFor(() =>
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
  );
  await openDialog();
  await screen.findByRole('button', { name: 'Create token' });
  expect(screen.queryByText(created.secret)).not.toBeInTheDocument();
});

it('revokes a token, and says so when that fails', async () => {
  const { secret: _secret, ...token } = created;
  const revokeToken = jest
    .fn()
    .mockRejectedValueOnce(new Error('database is locked'))
    .mockResolvedValue(undefined);
  const listTokens = jest
    .fn()
    .mockResolvedValueOnce({ items: [token] })
    .mockResolvedValue({ items: [] });
  renderGitHost('/git', createGitHost({ revokeToken, listTokens }));
  await openDialog();
  const revoke = await screen.findByRole('button', { name: 'Revoke laptop' });
  await userEvent.click(revoke);
  expect(await screen.findByText(/database is locked/)).toBeInTheDocument();
  await userEvent.click(revoke);
  expect(revokeToken).toHaveBeenLastCalledWith('t1');
  expect(await screen.findByText('You have no tokens.')).toBeInTheDocument();
});
