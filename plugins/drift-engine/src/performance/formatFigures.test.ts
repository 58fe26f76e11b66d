import { formatFigures } from './formatFigures';

describe('formatting figures', () => {
  it.each([
    [
      [0.91, 0.84],
      ['0.91', '0.84'],
    ],
    [
      [0.91234, 0.91187],
      ['0.9123', '0.9119'],
    ],
    [
      [0.5, 0.5],
      ['0.5', '0.5'],
    ],
    [
      [0.123456789, 0.123456788],
      ['0.123457', '0.123457'],
    ],
    [
      [12345.6, -0.0656],
      ['12,300', '-0.0656'],
    ],
  ])('%j as %j', (values, texts) => {
    expect(formatFigures(...values)).toEqual(texts);
  });
});
