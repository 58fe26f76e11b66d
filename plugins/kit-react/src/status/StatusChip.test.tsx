import { render, screen } from '@testing-library/react';
import { StatusChip, StatusWord } from './StatusChip';

it('tells the four apart by word and by shape', () => {
  const words: StatusWord[] = ['ok', 'warn', 'critical', 'unknown'];
  const shapes = words.map(status => {
    const { unmount } = render(<StatusChip status={status} />);
    const chip = screen.getByText(status);
    const shape = chip.querySelector('[aria-hidden]')?.textContent;
    unmount();
    return shape;
  });
  expect(new Set(shapes).size).toBe(4);
});
