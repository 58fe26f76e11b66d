import { render, screen } from '@testing-library/react';
import { RelativeTime } from './RelativeTime';

it('shows an age and keeps the exact time for hovering and machines', () => {
  const value = new Date(Date.now() - 2 * 3_600_000 - 1_000).toISOString();
  render(<RelativeTime value={value} />);
  const time = screen.getByText('2 h ago');
  expect(time).toHaveAttribute('datetime', value);
  expect(time.title).toContain(String(new Date(value).getFullYear()));
});

it('says that a time is unknown instead of showing a wrong one', () => {
  render(<RelativeTime value="yesterday-ish" />);
  expect(screen.getByText('unknown time')).toBeInTheDocument();
});
