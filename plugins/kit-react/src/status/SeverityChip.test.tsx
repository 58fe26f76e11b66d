import { render, screen } from '@testing-library/react';
import { SeverityChip, SeverityWord } from './SeverityChip';

it('tells severities apart by word and by shape', () => {
  const words: SeverityWord[] = [
    'critical',
    'high',
    'medium',
    'low',
    'info',
    'unknown',
  ];
  const shapes = words.map(severity => {
    const { unmount } = render(<SeverityChip severity={severity} />);
    const chip = screen.getByText(severity);
    const shape = chip.querySelector('[aria-hidden]')?.textContent;
    unmount();
    return shape;
  });
  expect(new Set(shapes).size).toBe(words.length);
});
