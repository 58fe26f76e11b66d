import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderField } from '../../__testUtils__/renderField';
import { HostPicker } from './HostPicker';

it('begins with the portal itself and says how others get in', async () => {
  const { onChange } = renderField(HostPicker, {
    schema: { title: 'Git host' },
  });
  expect(
    await screen.findByText(/when the operator configures an integration/),
  ).toBeInTheDocument();
  await waitFor(() => expect(onChange).toHaveBeenCalledWith('plumbline'));
});

it('offers the hosts that the operator configured, and no public ones beside them', async () => {
  const { onChange } = renderField(HostPicker, {
    schema: { title: 'Git host' },
    formData: 'plumbline',
    config: {
      integrations: {
        gitlab: [{ host: 'git.example.com' }],
        gitea: [{ host: 'gitea.example.com' }],
      },
    },
  });
  await userEvent.click(
    await screen.findByRole('button', { name: /Git host/ }),
  );
  expect(
    (await screen.findAllByRole('option')).map(option => option.textContent),
  ).toEqual([
    'This portal (embedded Git host)',
    'git.example.com (GitLab)',
    'gitea.example.com (Gitea)',
  ]);
  await userEvent.click(screen.getByRole('option', { name: /GitLab/ }));
  expect(onChange).toHaveBeenLastCalledWith('git.example.com');
});
