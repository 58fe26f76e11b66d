import { rowStyles } from '@plumbline/backstage-plugin-kit-react';
import { ScanFinding } from '@plumbline/backstage-plugin-scans-common';
import { counted } from '../words/words';
import { FindingRow } from './FindingRow';
import { groupByPackage } from './groupByPackage';
import styles from './Findings.module.css';

/** Findings in the order of the backend, one below the other or by package. */
export function FindingTable(props: {
  findings: ScanFinding[];
  isGrouped: boolean;
  showsEntity: boolean;
}) {
  const { findings, isGrouped, showsEntity } = props;
  const columns = [
    'Severity',
    'What',
    ...(showsEntity ? ['Entity'] : []),
    'Where',
    'Since',
    'Due',
    'State',
  ];
  const rowsOf = (shown: ScanFinding[]) =>
    shown.map(finding => (
      <FindingRow
        key={finding.id}
        finding={finding}
        showsEntity={showsEntity}
      />
    ));
  return (
    <table className={rowStyles.table} aria-label="Findings">
      <thead>
        <tr>
          {columns.map(name => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      {!isGrouped && <tbody>{rowsOf(findings)}</tbody>}
      {isGrouped &&
        groupByPackage(findings).map((group, index) => (
          <tbody key={index}>
            <tr className={styles.group}>
              <th scope="rowgroup" colSpan={columns.length}>
                {`${group.name ?? 'In no package'}: ${counted(group.findings.length, 'finding')} shown`}
              </th>
            </tr>
            {rowsOf(group.findings)}
          </tbody>
        ))}
    </table>
  );
}
