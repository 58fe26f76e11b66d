import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import {
  StatusChip,
  rowStyles,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import {
  EntityScanSummary,
  ScanSeverity,
} from '@plumbline/backstage-plugin-scans-common';
import { nameOf } from '../entities/nameOf';
import { useSecurityAddress } from '../entities/useSecurityAddress';
import { statusOf } from '../SecurityTab/statusOf';
import { sumOf } from '../words/severities';
import { Order, readOrder, sortSummaries } from './sortSummaries';
import { ToolAges } from './ToolAges';

const STATE_WORDS: Record<EntityScanSummary['state'], string> = {
  never: 'never scanned',
  stale: 'only old scans',
  clean: 'clean',
  findings: '',
};

const SHOWN: readonly ScanSeverity[] = ['critical', 'high', 'medium', 'low'];

interface Column {
  title: string;
  order?: Order;
  isNumber?: boolean;
}

const columnsOf = (showsOwner: boolean): Column[] => [
  { title: 'Entity', order: 'name' },
  ...(showsOwner ? [{ title: 'Owner' }] : []),
  { title: 'Status', order: 'need' },
  { title: 'Critical', order: 'critical', isNumber: true },
  { title: 'High', isNumber: true },
  { title: 'Medium', isNumber: true },
  { title: 'Low', isNumber: true },
  { title: 'Other', isNumber: true },
  { title: 'Overdue', order: 'overdue', isNumber: true },
  { title: 'New in 7 d', order: 'new', isNumber: true },
  { title: 'Last scans', order: 'scanned' },
];

function Heading({ column, order }: { column: Column; order: Order }) {
  const address = useAddress();
  const { title, isNumber } = column;
  const isChosen = column.order === order;
  const ascending = order === 'name' || order === 'scanned';
  const direction = ascending ? 'ascending' : 'descending';
  return (
    <th
      scope="col"
      className={isNumber ? rowStyles.number : undefined}
      aria-sort={isChosen ? direction : undefined}
    >
      {column.order === undefined ? (
        title
      ) : (
        <Link
          variant="body-small"
          color={isChosen ? 'primary' : 'secondary'}
          href={address.href({
            sort: column.order === 'need' ? undefined : column.order,
          })}
        >
          {isChosen ? `${title} ${ascending ? '↑' : '↓'}` : title}
        </Link>
      )}
    </th>
  );
}

function SummaryRow(props: {
  summary: EntityScanSummary;
  showsOwner: boolean;
}) {
  const { summary, showsOwner } = props;
  const addressOf = useSecurityAddress();
  const { entityRef, ownerRef, open, overdue } = summary;
  const other =
    sumOf(open) - SHOWN.reduce((sum, severity) => sum + open[severity], 0);
  const numberOf = (count: number, query: Record<string, string>) =>
    count === 0 ? '0' : <Link href={addressOf(entityRef, query)}>{count}</Link>;
  return (
    <tr>
      <td data-label="Entity">
        <Link href={addressOf(entityRef)}>{nameOf(entityRef)}</Link>
      </td>
      {showsOwner && (
        <td data-label="Owner">
          {ownerRef ? (
            <EntityRefLink entityRef={ownerRef} defaultKind="group" hideIcon />
          ) : (
            'nobody'
          )}
        </td>
      )}
      <td data-label="Status">
        <span>
          <StatusChip status={statusOf(summary)} />
          {STATE_WORDS[summary.state] && (
            <div className={rowStyles.explain}>
              {STATE_WORDS[summary.state]}
            </div>
          )}
        </span>
      </td>
      {SHOWN.map(severity => (
        <td key={severity} data-label={severity} className={rowStyles.number}>
          {numberOf(open[severity], { severity })}
        </td>
      ))}
      <td data-label="other" className={rowStyles.number}>
        {numberOf(other, { severity: 'info,unknown' })}
      </td>
      <td data-label="Overdue" className={rowStyles.number}>
        {numberOf(overdue, { overdue: 'true' })}
      </td>
      <td data-label="New in 7 d" className={rowStyles.number}>
        {numberOf(summary.new, { new: '7' })}
      </td>
      <td data-label="Last scans">
        <ToolAges tools={summary.tools} />
      </td>
    </tr>
  );
}

/** Entities that were scanned, with what is open by severity. */
export function OverviewTable(props: {
  items: EntityScanSummary[];
  showsOwner: boolean;
}) {
  const { items, showsOwner } = props;
  const order = readOrder(useAddress().get('sort'));
  return (
    <table className={rowStyles.table} aria-label="Scanned entities">
      <thead>
        <tr>
          {columnsOf(showsOwner).map(column => (
            <Heading key={column.title} column={column} order={order} />
          ))}
        </tr>
      </thead>
      <tbody>
        {sortSummaries(items, order).map(summary => (
          <SummaryRow
            key={summary.entityRef}
            summary={summary}
            showsOwner={showsOwner}
          />
        ))}
      </tbody>
    </table>
  );
}
