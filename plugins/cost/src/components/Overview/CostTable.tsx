import { useState } from 'react';
import { Button, Flex, Link, Text } from '@backstage/ui';
import {
  EntityLink,
  StatusChip,
  rowStyles,
  useTabAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { addAmounts, signOf } from '../money/amounts';
import { Money } from '../money/Money';
import { ShareBar } from '../money/ShareBar';
import { ChangeCell } from '../money/ChangeCell';
import { CostGroupRow, GROUPINGS, Grouping } from './groupRows';
import { nameRow } from './nameRow';

const KINDS = { direct: 'Own', shared: 'Shared', idle: 'Idle' } as const;
const KIND_NAMES = ['direct', 'shared', 'idle'] as const;

/** More are read by nobody at first, and take a browser seconds to draw. */
const MAX_ROWS = 100;

const isZero = (amount: string) => signOf(amount) === 0;

function NameCell(props: { row: CostGroupRow; grouping: Grouping }) {
  const { row, grouping } = props;
  const addressOf = useTabAddress('cost');
  if (row.ref === undefined) {
    return <>{nameRow(row, grouping)}</>;
  }
  return grouping === 'entity' ? (
    <Link href={addressOf(row.ref)}>{nameRow(row, grouping)}</Link>
  ) : (
    <EntityLink entityRef={row.ref} />
  );
}

/** Costs of one currency counted together, with the share of each. */
export function CostTable(props: {
  rows: CostGroupRow[];
  grouping: Grouping;
  label: string;
}) {
  const { rows, grouping, label } = props;
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? rows : rows.slice(0, MAX_ROWS);
  const total = addAmounts(rows.map(({ amount }) => amount));
  const hasBudgets = rows.some(({ budgetStatus }) => budgetStatus);
  const isSum = grouping !== 'entity';
  // What nothing has would only take room
  const kinds = KIND_NAMES.filter(
    kind => kind === 'direct' || rows.some(row => !isZero(row[kind])),
  );
  return (
    <>
      <table className={rowStyles.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{GROUPINGS[grouping]}</th>
            {hasBudgets && <th scope="col">Budget</th>}
            <th scope="col" className={rowStyles.number}>
              Cost
            </th>
            <th scope="col">Share</th>
            {kinds.map(kind => (
              <th key={kind} scope="col" className={rowStyles.number}>
                {KINDS[kind]}
              </th>
            ))}
            <th scope="col" className={rowStyles.number}>
              Change
            </th>
            {isSum && (
              <th scope="col" className={rowStyles.number}>
                Entities
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map(row => (
            <tr key={row.ref ?? ''}>
              <td data-label={GROUPINGS[grouping]}>
                <NameCell row={row} grouping={grouping} />
              </td>
              {hasBudgets && (
                <td data-label="Budget" data-none={!row.budgetStatus}>
                  {row.budgetStatus ? (
                    <StatusChip status={row.budgetStatus} />
                  ) : (
                    '–'
                  )}
                </td>
              )}
              <td data-label="Cost" className={rowStyles.number}>
                <Money amount={row.amount} currency={row.currency} />
              </td>
              <td data-label="Share">
                <ShareBar part={row.amount} whole={total} />
              </td>
              {kinds.map(kind => (
                <td
                  key={kind}
                  data-label={KINDS[kind]}
                  data-none={isZero(row[kind])}
                  className={rowStyles.number}
                >
                  <Money amount={row[kind]} currency={row.currency} />
                </td>
              ))}
              <td data-label="Change" className={rowStyles.number}>
                <ChangeCell
                  amount={row.amount}
                  previous={row.previousSameDays}
                  currency={row.currency}
                />
              </td>
              {isSum && (
                <td data-label="Entities" className={rowStyles.number}>
                  {row.entities}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <Flex mt="3" align="center" gap="3">
          <Text color="secondary">{`The ${shown.length} largest of ${rows.length} rows.`}</Text>
          <Button variant="secondary" onPress={() => setIsWhole(true)}>
            {`Show all ${rows.length}`}
          </Button>
        </Flex>
      )}
    </>
  );
}
