import { Flex, Text } from '@backstage/ui';
import {
  OutsideLink,
  Panel,
  RelativeTime,
  rowStyles,
} from '@plumbline/backstage-plugin-kit-react';
import { ScanScope } from '@plumbline/backstage-plugin-scans-common';
import { OUTCOMES, SCAN_STATES, counted } from '../words/words';
import styles from './SecurityTab.module.css';

const COLUMNS = [
  'Tool',
  'Target',
  'Branch',
  'Last scan',
  'Outcome',
  'Sees now',
  'Not looked at',
];

/** What was changed by a scan, or why nothing was. */
function describeOutcome({ lastScan }: ScanScope): string {
  if (!lastScan) {
    return 'no scan yet';
  }
  if (lastScan.status !== 'done') {
    const state = SCAN_STATES[lastScan.status];
    return lastScan.error ? `${state}: ${lastScan.error}` : state;
  }
  const { changes } = lastScan;
  return [
    OUTCOMES[lastScan.outcome],
    changes &&
      [
        `${changes.new} new`,
        `${changes.fixed} fixed`,
        changes.reopened > 0 && `${changes.reopened} reopened`,
      ]
        .filter(Boolean)
        .join(', '),
    lastScan.isPartial && 'only a part was scanned, so it closed nothing',
  ]
    .filter(Boolean)
    .join('; ');
}

function ScopeRow({ scope }: { scope: ScanScope }) {
  const gaps = scope.lastScan?.gaps ?? [];
  return (
    <tr>
      <td data-label="Tool">
        <span>
          {scope.tool}
          {scope.toolVersion && (
            <span className={styles.note}>{` ${scope.toolVersion}`}</span>
          )}
          {scope.category && (
            <div className={rowStyles.explain}>{scope.category}</div>
          )}
        </span>
      </td>
      <td data-label="Target">{scope.target ?? '–'}</td>
      <td data-label="Branch">{scope.branch ?? '–'}</td>
      <td data-label="Last scan">
        <span>
          {scope.lastScannedAt ? (
            <OutsideLink href={scope.lastScan?.url}>
              <RelativeTime value={scope.lastScannedAt} />
            </OutsideLink>
          ) : (
            'never'
          )}
          {scope.isStale && <span className={styles.stale}> stale</span>}
          {scope.isRetired && ' no longer expected'}
        </span>
      </td>
      <td data-label="Outcome">{describeOutcome(scope)}</td>
      <td data-label="Sees now" className={rowStyles.number}>
        {scope.openFindings}
      </td>
      <td data-label="Not looked at">
        {gaps.length === 0 ? (
          '–'
        ) : (
          <details>
            <summary>{counted(gaps.length, 'gap')}</summary>
            {gaps.map((gap, index) => (
              <div key={index} className={rowStyles.explain}>
                {gap}
              </div>
            ))}
          </details>
        )}
      </td>
    </tr>
  );
}

/** Which tools looked at what, and what they left out. */
export function ScopesTable({ scopes }: { scopes: ScanScope[] }) {
  if (scopes.length === 0) {
    return null;
  }
  return (
    <Panel>
      <Flex direction="column" gap="3">
        <Text as="h3" variant="body-large" weight="bold">
          Scans
        </Text>
        <table className={rowStyles.table} aria-label="Scans">
          <thead>
            <tr>
              {COLUMNS.map(name => (
                <th
                  key={name}
                  scope="col"
                  className={name === 'Sees now' ? rowStyles.number : undefined}
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {scopes.map(scope => (
              <ScopeRow key={scope.id} scope={scope} />
            ))}
          </tbody>
        </table>
      </Flex>
    </Panel>
  );
}
