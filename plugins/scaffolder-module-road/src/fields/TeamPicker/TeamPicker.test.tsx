import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { group, guest, renderField } from '../../__testUtils__/renderField';
import { TeamPicker } from './TeamPicker';

it('offers my teams and no others', async () => {
  const { onChange } = renderField(TeamPicker, {
    schema: { title: 'Team' },
    entities: [
      guest('ml-team', 'data-team'),
      group('ml-team', 'ML team'),
      group('data-team', 'Data team'),
      group('core-team', 'Core team'),
    ],
  });
  await userEvent.click(await screen.findByRole('button', { name: /Team/ }));
  expect(
    (await screen.findAllByRole('option')).map(option => option.textContent),
  ).toEqual(['Data team', 'ML team']);
  await userEvent.click(screen.getByRole('option', { name: 'ML team' }));
  expect(onChange).toHaveBeenLastCalledWith('group:default/ml-team');
});

it('chooses the only team by itself', async () => {
  const { onChange } = renderField(TeamPicker, {
    entities: [guest('ml-team'), group('ml-team', 'ML team')],
  });
  await waitFor(() =>
    expect(onChange).toHaveBeenCalledWith('group:default/ml-team'),
  );
  expect(onChange).toHaveBeenCalledTimes(1);
});

it('does not choose among several', async () => {
  const { onChange } = renderField(TeamPicker, {
    entities: [guest('a-team', 'b-team'), group('a-team'), group('b-team')],
  });
  expect(
    await screen.findByText('Choose one of your teams'),
  ).toBeInTheDocument();
  expect(onChange).not.toHaveBeenCalled();
});

it('leads somebody without a team to making one', async () => {
  renderField(TeamPicker, { entities: [guest()] });
  expect(
    await screen.findByText(/You are a member of no team yet/),
  ).toBeInTheDocument();
  expect(
    screen.getByRole('link', { name: 'Create a team first' }),
  ).toHaveAttribute('href', '/create/templates/default/team');
});
