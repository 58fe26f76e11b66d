import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Explained } from './Explained';

it('explains to the keyboard too', async () => {
  render(<Explained text="Largest gap of the two.">KS</Explained>);
  expect(screen.queryByText('Largest gap of the two.')).toBeNull();
  await userEvent.tab();
  expect(screen.getByRole('button', { name: 'KS' })).toHaveFocus();
  expect(await screen.findByRole('tooltip')).toHaveTextContent(
    'Largest gap of the two.',
  );
});
