import { Palette } from './palette';

/** Backstage UI's tokens in the colours of a palette, as a style sheet. */
export function buildTokens(palette: Palette): string {
  const [one, two, three, four] = palette.surfaces;
  const tokens: Record<string, string> = {
    'bui-bg-app': palette.app,
    'bui-bg-neutral-1': one,
    'bui-bg-neutral-2': two,
    'bui-bg-neutral-3': three,
    'bui-bg-neutral-4': four,
    'bui-fg-primary': palette.text,
    'bui-fg-secondary': palette.textSecondary,
    'bui-fg-disabled': palette.textDisabled,
    'bui-fg-positive': palette.ok,
    'bui-fg-negative': palette.critical,
    'bui-fg-warning': palette.warn,
    'bui-fg-announcement': palette.info,
    'bui-fg-success': palette.ok,
    'bui-fg-danger': palette.critical,
    'bui-fg-info': palette.info,
    'bui-border-1': palette.border,
    'bui-border-2': palette.borderStrong,
    'bui-ring': palette.accent,
    'bui-accent-bg': palette.accent,
    'bui-accent-bg-hover': palette.accentHover,
    'bui-accent-bg-disabled': palette.accentDisabled,
    'bui-accent-fg': palette.accentText,
    'bui-accent-fg-disabled': palette.accentTextDisabled,
    'bui-bg-solid': palette.accent,
    'bui-bg-solid-hover': palette.accentHover,
    'bui-bg-solid-pressed': palette.accentHover,
    'bui-bg-solid-disabled': palette.accentDisabled,
    'bui-fg-solid': palette.accentText,
    'bui-fg-solid-disabled': palette.accentTextDisabled,
    'plumbline-link': palette.link,
    'plumbline-code-keyword': palette.code.keyword,
    'plumbline-code-string': palette.code.string,
    'plumbline-code-name': palette.code.name,
    'plumbline-code-literal': palette.code.literal,
  };
  const lines = Object.entries(tokens).map(
    ([name, value]) => `--${name}:${value};`,
  );
  return `:root,[data-theme-mode='${palette.mode}']{${lines.join('')}}`;
}
