import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CopyCommand } from './CopyCommand';

it('copies exactly what it shows and says so', async () => {
  const user = userEvent.setup();
  const writeText = jest
    .spyOn(navigator.clipboard, 'writeText')
    .mockResolvedValue();
  render(<CopyCommand command="git clone x" label="Copy clone command" />);
  await user.click(screen.getByRole('button', { name: 'Copy clone command' }));
  expect(await screen.findByText('Copied')).toBeInTheDocument();
  expect(writeText).toHaveBeenCalledWith('git clone x');
});

it('says what to do when the browser refuses', async () => {
  const user = userEvent.setup();
  jest
    .spyOn(navigator.clipboard, 'writeText')
    .mockRejectedValue(new Error('denied'));
  render(<CopyCommand command="git clone x" label="Copy clone command" />);
  await user.click(screen.getByRole('button', { name: 'Copy clone command' }));
  expect(
    await screen.findByText(/select the text instead/),
  ).toBeInTheDocument();
});
