import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EmptyState } from './EmptyState';
import { ErrorState } from './ErrorState';
import { LoadingState } from './LoadingState';

it('tells a screen reader what is loading', () => {
  render(<LoadingState label="Loading repositories" />);
  expect(
    screen.getByRole('status', { name: 'Loading repositories' }),
  ).toBeInTheDocument();
});

it('says why it is empty and what fills it', () => {
  render(
    <EmptyState
      title="Your teams own no repository yet."
      action={<a href="/create">Create a service</a>}
    >
      Templates make them.
    </EmptyState>,
  );
  expect(screen.getByText(/own no repository/)).toBeInTheDocument();
  expect(screen.getByText(/Templates make them/)).toBeInTheDocument();
  expect(screen.getByRole('link')).toHaveAttribute('href', '/create');
});

it('names the culprit, says what still works and offers another attempt', async () => {
  const onRetry = jest.fn();
  render(
    <ErrorState
      title="The repositories cannot be listed"
      error={new Error('database is locked')}
      onRetry={onRetry}
    >
      Cloning still works.
    </ErrorState>,
  );
  expect(screen.getByRole('alert')).toHaveTextContent('database is locked');
  expect(screen.getByRole('alert')).toHaveTextContent('Cloning still works');
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(onRetry).toHaveBeenCalledTimes(1);
});
