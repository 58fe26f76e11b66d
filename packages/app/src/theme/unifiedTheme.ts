import {
  createUnifiedTheme,
  defaultComponentThemes,
  defaultTypography,
  genPageTheme,
  palettes,
} from '@backstage/theme';
import { Palette, navigation } from './palette';

const FONT =
  'system-ui, "Segoe UI", Roboto, Helvetica, Arial, "Noto Sans", sans-serif';

/** Material UI's theme in the colours of a palette, for the parts that are not yet Backstage UI. */
export function createTheme(palette: Palette) {
  const isDark = palette.mode === 'dark';
  const base = isDark ? palettes.dark : palettes.light;
  // One quiet header for every kind of page.
  const header = genPageTheme({
    colors: [navigation.background, navigation.hover],
    shape: 'none',
  });
  return createUnifiedTheme({
    fontFamily: FONT,
    typography: { ...defaultTypography, fontFamily: FONT, htmlFontSize: 16 },
    palette: {
      ...base,
      background: { default: palette.app, paper: palette.surfaces[0] },
      text: {
        primary: palette.text,
        secondary: palette.textSecondary,
        disabled: palette.textDisabled,
      },
      divider: palette.border,
      border: palette.border,
      primary: {
        main: palette.accent,
        dark: palette.accentHover,
        contrastText: palette.accentText,
      },
      secondary: { main: isDark ? '#e0ab45' : '#855000' },
      textContrast: palette.text,
      textSubtle: palette.textSecondary,
      textVerySubtle: palette.textDisabled,
      link: palette.link,
      linkHover: palette.accentHover,
      errorText: palette.critical,
      errorBackground: isDark ? '#3a1a1a' : '#fdecea',
      warningText: palette.warn,
      warningBackground: isDark ? '#382a12' : '#fdf1dd',
      infoText: palette.info,
      infoBackground: isDark ? '#152b45' : '#e6f0fb',
      status: {
        ...base.status,
        ok: palette.ok,
        warning: palette.warn,
        error: palette.critical,
        running: palette.info,
        aborted: palette.textSecondary,
      },
      navigation: {
        background: navigation.background,
        indicator: navigation.indicator,
        color: navigation.color,
        selectedColor: navigation.selected,
        navItem: { hoverBackground: navigation.hover },
        submenu: { background: navigation.hover },
      },
      tabbar: { indicator: isDark ? navigation.indicator : palette.accent },
    },
    components: {
      MuiTableCell: {
        styleOverrides: {
          ...defaultComponentThemes?.MuiTableCell?.styleOverrides,
          // As in Backstage's theme, but names break between words.
          root: ({ theme }) => ({
            wordBreak: 'normal',
            overflow: 'hidden',
            verticalAlign: 'middle',
            lineHeight: '1.3',
            margin: 0,
            padding: theme.spacing(3, 2, 3, 2.5),
            borderBottom: 0,
          }),
        },
      },
    },
    defaultPageTheme: 'home',
    pageTheme: Object.fromEntries(
      [
        'home',
        'documentation',
        'tool',
        'service',
        'website',
        'library',
        'other',
        'app',
        'apis',
        'card',
      ].map(id => [id, header]),
    ),
  });
}
