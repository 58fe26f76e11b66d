import { Flex } from '@backstage/ui';
import { StatusChip } from '@plumbline/backstage-plugin-kit-react';
import { CostReconciliation } from '@plumbline/backstage-plugin-cost-common';
import { Fragment } from 'react';
import { signOf } from '../money/amounts';
import { exactly } from '../money/formatMoney';
import { Money } from '../money/Money';
import styles from './Overview.module.css';

const TERMS = [
  ['attributed', 'attributed'],
  ['shared', 'shared'],
  ['idle', 'idle'],
  ['unattributed', 'unattributed'],
] as const;

function Equation(props: { line: CostReconciliation; title: string }) {
  const { line, title } = props;
  const { currency, total, difference } = line;
  const isWhole = signOf(difference) === 0;
  return (
    <p className={styles.equation}>
      <StatusChip status={isWhole ? 'ok' : 'critical'} />
      <b>{title}</b>
      {TERMS.map(([term, word], index) => (
        <Fragment key={term}>
          {index > 0 && '+'}
          <span>
            {word} <Money amount={line[term]} currency={currency} />
          </span>
        </Fragment>
      ))}
      <span>
        {isWhole ? '=' : '≠'} <Money amount={total} currency={currency} />
      </span>
      <span className={styles.note}>
        {isWhole
          ? 'difference 0, to the last digit'
          : `difference ${exactly(difference, currency)}: this is a mistake of Plumbline, please report it`}
      </span>
    </p>
  );
}

/** Whether every cent of the sources went somewhere. */
export function Reconciliation(props: {
  lines: CostReconciliation[];
  titleOf: (source: string) => string;
}) {
  return (
    <Flex direction="column" gap="2">
      {props.lines.map(line => (
        <Equation
          key={`${line.source} ${line.currency}`}
          line={line}
          title={props.titleOf(line.source)}
        />
      ))}
    </Flex>
  );
}
