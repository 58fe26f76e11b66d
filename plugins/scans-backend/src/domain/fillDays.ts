import type { SeverityCounts } from '@plumbline/backstage-plugin-scans-common';

const DAY_MS = 24 * 60 * 60 * 1000;

/** One count for each day from the first that is known to today: what nothing changed stays. */
export function fillDays(
  counted: readonly { day: string; open: SeverityCounts }[],
  options: { since: string; today: string },
): { day: string; open: SeverityCounts }[] {
  const { since, today } = options;
  const byDay = new Map(counted.map(({ day, open }) => [day, open]));
  const known = counted.filter(({ day }) => day < since).at(-1);
  const days: { day: string; open: SeverityCounts }[] = [];
  let open = known?.open;
  for (let at = Date.parse(since); at <= Date.parse(today); at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    open = byDay.get(day) ?? open;
    if (open) {
      days.push({ day, open });
    }
  }
  return days;
}
