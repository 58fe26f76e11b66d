import {
  EntityLink,
  StatusChip,
  rowStyles,
} from '@plumbline/backstage-plugin-kit-react';
import {
  EntityScanSummary,
  ScanSeverity,
} from '@plumbline/backstage-plugin-scans-common';
import { sumOf } from '../words/severities';
import { SystemSummary, groupBySystem } from './groupBySystem';

const SHOWN: readonly ScanSeverity[] = ['critical', 'high', 'medium', 'low'];

function numbersOf({ open, overdue }: SystemSummary): [string, number][] {
  const shown = SHOWN.map((severity): [string, number] => [
    severity[0].toLocaleUpperCase('en') + severity.slice(1),
    open[severity],
  ]);
  const sum = shown.reduce((total, [, count]) => total + count, 0);
  return [...shown, ['Other', sumOf(open) - sum], ['Overdue', overdue]];
}

function SystemRow({ system }: { system: SystemSummary }) {
  const { systemRef, status, scanned, total } = system;
  return (
    <tr>
      <td data-label="System">
        {systemRef ? <EntityLink entityRef={systemRef} /> : 'in no system'}
      </td>
      <td data-label="Status">
        <StatusChip status={status} />
      </td>
      {numbersOf(system).map(([label, count]) => (
        <td
          key={label}
          data-label={label}
          data-none={count === 0}
          className={rowStyles.number}
        >
          {/* Nobody looked: that is no zero */}
          {scanned === 0 ? '–' : count}
        </td>
      ))}
      <td data-label="Ever scanned" className={rowStyles.number}>
        {`${scanned} of ${total}`}
      </td>
    </tr>
  );
}

/** Systems, each as bad as the worst in it, and how much of it anybody looked at. */
export function SystemsTable({ items }: { items: EntityScanSummary[] }) {
  const systems = groupBySystem(items);
  const numbers = numbersOf(systems[0]).map(([label]) => label);
  return (
    <table className={rowStyles.table} aria-label="Systems">
      <thead>
        <tr>
          <th scope="col">System</th>
          <th scope="col">Status</th>
          {[...numbers, 'Ever scanned'].map(label => (
            <th key={label} scope="col" className={rowStyles.number}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {systems.map(system => (
          <SystemRow key={system.systemRef ?? ''} system={system} />
        ))}
      </tbody>
    </table>
  );
}
