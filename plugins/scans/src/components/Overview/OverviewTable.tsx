import { Link } from '@backstage/ui';
import {
  EntityLink,
  StatusChip,
  nameOf,
  rowStyles,
  useAddress,
  useTabAddress,
} from '@plumbline/backstage-plugin-kit-react';
import {
  EntityScanSummary,
  ScanSeverity,
} from '@plumbline/backstage-plugin-scans-common';
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

/** How many, with a link to which. */
function CountCell(props: { label: string; count: number; href: string }) {
  const { label, count, href } = props;
  return (
    <td data-label={label} data-none={count === 0} className={rowStyles.number}>
      {count === 0 ? '0' : <Link href={href}>{count}</Link>}
    </td>
  );
}

function SummaryRow(props: {
  summary: EntityScanSummary;
  showsOwner: boolean;
}) {
  const { summary, showsOwner } = props;
  const addressOf = useTabAddress('security');
  const { entityRef, ownerRef, open, overdue } = summary;
  const other =
    sumOf(open) - SHOWN.reduce((sum, severity) => sum + open[severity], 0);
  return (
    <tr>
      <td data-label="Entity">
        <Link href={addressOf(entityRef)}>{nameOf(entityRef)}</Link>
      </td>
      {showsOwner && (
        <td data-label="Owner" className={rowStyles.name}>
          {ownerRef ? <EntityLink entityRef={ownerRef} /> : 'nobody'}
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
        <CountCell
          key={severity}
          label={severity[0].toLocaleUpperCase('en') + severity.slice(1)}
          count={open[severity]}
          href={addressOf(entityRef, { severity })}
        />
      ))}
      <CountCell
        label="Other"
        count={other}
        href={addressOf(entityRef, { severity: 'info,unknown' })}
      />
      <CountCell
        label="Overdue"
        count={overdue}
        href={addressOf(entityRef, { overdue: 'true' })}
      />
      <CountCell
        label="New in 7 d"
        count={summary.new}
        href={addressOf(entityRef, { new: '7' })}
      />
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
