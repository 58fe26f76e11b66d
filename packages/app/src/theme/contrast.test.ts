import { Palette, darkPalette, lightPalette, navigation } from './palette';

const channel = (value: number) => {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
};
const luminance = (hex: string) => {
  const [r, g, b] = [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));
  return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
};
/** WCAG 2.2 contrast ratio. */
const contrast = (a: string, b: string) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

it('measures as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

const backgrounds = (palette: Palette) => [
  palette.app,
  palette.surfaces[0],
  palette.surfaces[1],
];

describe.each([
  ['light', lightPalette],
  ['dark', darkPalette],
])('the %s theme', (_name, palette) => {
  it.each([
    ['text', palette.text],
    ['secondary text', palette.textSecondary],
    ['links', palette.link],
    ['ok', palette.ok],
    ['warn', palette.warn],
    ['critical', palette.critical],
    ['info', palette.info],
    ...Object.entries(palette.code).map(([name, color]) => [
      `code: ${name}`,
      color,
    ]),
  ])('%s can be read on every surface (AA, 4.5:1)', (_what, color) => {
    for (const background of backgrounds(palette)) {
      expect(contrast(color, background)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('text on buttons can be read, pressed or not', () => {
    for (const background of [palette.accent, palette.accentHover]) {
      expect(contrast(palette.accentText, background)).toBeGreaterThanOrEqual(
        4.5,
      );
    }
  });

  it('frames of fields can be seen (AA, 3:1)', () => {
    expect(
      contrast(palette.borderStrong, palette.surfaces[0]),
    ).toBeGreaterThanOrEqual(3);
  });
});

it('the navigation can be read', () => {
  for (const background of [navigation.background, navigation.hover]) {
    expect(contrast(navigation.color, background)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(navigation.indicator, background)).toBeGreaterThanOrEqual(
      3,
    );
  }
});
