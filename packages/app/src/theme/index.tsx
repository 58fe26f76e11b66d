import { UnifiedThemeProvider } from '@backstage/theme';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { ThemeBlueprint } from '@backstage/plugin-app-react';
import { RiMoonLine, RiSunLine } from '@remixicon/react';
import { ReactNode } from 'react';
import { Palette, darkPalette, lightPalette } from './palette';
import { buildTokens } from './tokens';
import { createTheme } from './unifiedTheme';

function createProvider(palette: Palette) {
  const theme = createTheme(palette);
  const tokens = buildTokens(palette);
  return ({ children }: { children: ReactNode }) => (
    <UnifiedThemeProvider theme={theme} themeName="plumbline">
      <style>{tokens}</style>
      {children}
    </UnifiedThemeProvider>
  );
}

const lightTheme = ThemeBlueprint.make({
  name: 'light',
  params: {
    theme: {
      id: 'light',
      title: 'Light',
      variant: 'light',
      icon: <RiSunLine />,
      Provider: createProvider(lightPalette),
    },
  },
});

const darkTheme = ThemeBlueprint.make({
  name: 'dark',
  params: {
    theme: {
      id: 'dark',
      title: 'Dark',
      variant: 'dark',
      icon: <RiMoonLine />,
      Provider: createProvider(darkPalette),
    },
  },
});

/** The light and the dark theme, in place of Backstage's own. */
export const themeModule = createFrontendModule({
  pluginId: 'app',
  extensions: [lightTheme, darkTheme],
});
