import { render, screen } from '@testing-library/react';
import { PartsBar } from './PartsBar';

const parts = [
  { key: 'a', title: 'training', tone: 'current', share: 0.61 },
  { key: 'b', title: 'serving', tone: 'second', share: 0.39 },
  { key: 'c', title: 'credit', tone: 'grey', share: -0.1 },
] as const;

it('says its parts to those who do not see it, and draws no credit', () => {
  const { container } = render(
    <PartsBar label="Cost of November" parts={[...parts]} />,
  );
  expect(
    screen.getByRole('img', {
      name: 'Cost of November: training 61\u00a0%, serving 39\u00a0%',
    }),
  ).toBeInTheDocument();
  expect(container.querySelectorAll('li')).toHaveLength(2);
});

it('is small in the cell of a table, and says that there is nothing', () => {
  const { container } = render(<PartsBar label="Cost" parts={[]} isSmall />);
  expect(
    screen.getByRole('img', { name: 'Cost: nothing' }),
  ).toBeInTheDocument();
  expect(container.querySelector('ul')).toBeNull();
});
