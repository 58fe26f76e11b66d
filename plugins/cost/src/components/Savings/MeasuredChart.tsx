import {
  TimeSeriesChart,
  formatNumber,
} from '@plumbline/backstage-plugin-kit-react';
import { CostAdvice } from '@plumbline/backstage-plugin-cost-common';
import { formatUsage, readQuantity } from './formatUsage';

/** What was used on each day, below what is requested. */
export function MeasuredChart({ advice }: { advice: CostAdvice }) {
  const { measured, suggested } = advice;
  if (!measured) {
    return null;
  }
  const { unit, requested, days } = measured;
  const wanted = readQuantity(suggested);
  return (
    <TimeSeriesChart
      title={`${requested === null ? 'Measured' : 'Measured against the request'}${unit === 'cores' ? ', in cores' : ''}`}
      series={[
        {
          key: 'measured',
          title: 'measured',
          points: days.map(({ day, value }) => ({
            at: `${day}T00:00:00.000Z`,
            value,
          })),
        },
      ]}
      levels={[
        ...(requested === null
          ? []
          : [
              {
                value: requested,
                label: 'requested',
                look: 'threshold' as const,
              },
            ]),
        ...(wanted === undefined || unit === 'percent'
          ? []
          : [{ value: wanted, label: 'suggested', look: 'grey' as const }]),
      ]}
      // The title names the cores: an axis has no room for the word
      format={
        unit === 'cores' ? formatNumber : value => formatUsage(value, unit)
      }
      emptyReason="No day of the window was measured."
    />
  );
}
