import { formatDay } from '@plumbline/backstage-plugin-kit-react';
import {
  CostConversion,
  CostRate,
} from '@plumbline/backstage-plugin-cost-common';
import styles from './ConversionNote.module.css';

function describeRate({ from, to, rate, day }: CostRate): string {
  return `1 ${from} = ${rate} ${to} (${formatDay(day)} ${day.slice(0, 4)})`;
}

/** By which rates of which days amounts were converted, and which could not be. */
export function ConversionNote(props: { conversion?: CostConversion }) {
  const { conversion } = props;
  if (!conversion) {
    return null;
  }
  const { to, rates, withoutRate } = conversion;
  const notes = [
    rates.length > 0
      ? `Converted to ${to} by the rates that are configured: ${rates.map(describeRate).join(', ')}.`
      : `Nothing had to be converted to ${to}.`,
    withoutRate.length > 0 &&
      `${withoutRate.join(', ')} ${withoutRate.length === 1 ? 'has' : 'have'} no rate and ${withoutRate.length === 1 ? 'stands' : 'stand'} beside, never added.`,
  ];
  return <p className={styles.note}>{notes.filter(Boolean).join(' ')}</p>;
}
