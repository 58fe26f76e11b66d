import { formatDay } from '@plumbline/backstage-plugin-kit-react';
import { monthName, shiftMonth } from './months';

/** What is gone with days that are no longer kept, and what is not. */
export function describeKept(daysKeptFrom: string, month: string): string {
  const first = `${formatDay(daysKeptFrom)} ${daysKeptFrom.slice(0, 4)}`;
  const gone =
    daysKeptFrom > `${month}-01`
      ? `what ${monthName(month)} was made of is not known in full`
      : `what ${monthName(shiftMonth(month, -1))} was made of is not known in full, to compare with`;
  return `Days before ${first} are no longer kept: ${gone}; the sums of both months are complete.`;
}
