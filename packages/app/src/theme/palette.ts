/** The colours of one theme, said once for Backstage UI and Material UI. */
export interface Palette {
  mode: 'light' | 'dark';
  /** Behind everything. */
  app: string;
  /** Surfaces, each lying on the one before. */
  surfaces: [string, string, string, string];
  text: string;
  textSecondary: string;
  textDisabled: string;
  border: string;
  borderStrong: string;
  /** Buttons, links, focus. */
  accent: string;
  accentHover: string;
  accentText: string;
  accentDisabled: string;
  accentTextDisabled: string;
  link: string;
  ok: string;
  warn: string;
  critical: string;
  info: string;
  code: { keyword: string; string: string; name: string; literal: string };
}

export const lightPalette: Palette = {
  mode: 'light',
  app: '#f4f5f7',
  surfaces: ['#ffffff', '#f4f6f8', '#ffffff', '#f4f6f8'],
  text: '#16202a',
  textSecondary: '#53606d',
  textDisabled: '#8b97a3',
  border: '#dde2e8',
  borderStrong: '#8493a1',
  accent: '#1d4f76',
  accentHover: '#153b59',
  accentText: '#ffffff',
  accentDisabled: '#a9bccb',
  accentTextDisabled: '#f4f6f8',
  link: '#1b5e93',
  ok: '#17693a',
  warn: '#855000',
  critical: '#b0251d',
  info: '#1d5ca8',
  code: {
    keyword: '#7a2f8f',
    string: '#17693a',
    name: '#1b5e93',
    literal: '#97420a',
  },
};

export const darkPalette: Palette = {
  mode: 'dark',
  app: '#10161c',
  surfaces: ['#18212a', '#202b36', '#293642', '#32414e'],
  text: '#e8edf2',
  textSecondary: '#a9b6c2',
  textDisabled: '#6d7b88',
  border: '#2e3b47',
  borderStrong: '#627486',
  accent: '#8fc3ec',
  accentHover: '#abd4f3',
  accentText: '#0c1a26',
  accentDisabled: '#35506a',
  accentTextDisabled: '#8aa3b8',
  link: '#8fc3ec',
  ok: '#5fca8b',
  warn: '#efb55c',
  critical: '#ff8f85',
  info: '#86bbf6',
  code: {
    keyword: '#d6a5e8',
    string: '#7fd3a2',
    name: '#8fc3ec',
    literal: '#f0ad7b',
  },
};

/** The navigation is dark in both themes. */
export const navigation = {
  background: '#131c25',
  hover: '#22303d',
  color: '#b4c0cb',
  selected: '#ffffff',
  /** Brass, as the bob of the mark. */
  indicator: '#e0ab45',
};
