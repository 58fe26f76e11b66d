import type { StackedChartProps } from './StackedChart';

/** What a part of a day is in words. */
export function textOf(
  { values, texts }: StackedChartProps['days'][number],
  key: string,
  format: StackedChartProps['format'],
): string {
  return texts ? (texts[key] ?? '–') : format(values[key] ?? 0);
}
