import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import {
  ErrorState,
  OutsideLink,
  Panel,
  RelativeTime,
  nameOfActor,
  rowStyles,
  useAction,
} from '@plumbline/backstage-plugin-kit-react';
import { ScanScope } from '@plumbline/backstage-plugin-scans-common';
import { scansApiRef } from '../../api/ScansApi';
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
  const { answer } = lastScan;
  if (lastScan.status === 'rejected' && answer) {
    return `rejected by ${nameOfActor(answer.by)}: the report was wrong and closed nothing${answer.note ? ` (${answer.note})` : ''}`;
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
    answer && `confirmed by ${nameOfActor(answer.by)}`,
    lastScan.isPartial && 'only a part was scanned, so it closed nothing',
  ]
    .filter(Boolean)
    .join('; ');
}

/** For a tool or target that is no longer used: nobody misses its scans then. */
function RetireButton(props: { scope: ScanScope; onChanged: () => void }) {
  const { scope, onChanged } = props;
  const scansApi = useApi(scansApiRef);
  const action = useAction();
  const name = [scope.tool, scope.target, scope.branch]
    .filter(Boolean)
    .join(', ');
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        className={styles.retire}
        isPending={action.isPending}
        aria-label={`${scope.isRetired ? 'Expect scans again' : 'No longer scanned'}: ${name}`}
        onPress={() =>
          action.run(async () => {
            await scansApi.setRetired(scope.id, !scope.isRetired);
            onChanged();
          })
        }
      >
        {scope.isRetired ? 'Expect again' : 'Retire'}
      </Button>
      {action.error && (
        <ErrorState title="Nothing was changed" error={action.error} />
      )}
    </>
  );
}

interface ScopesTableProps {
  scopes: ScanScope[];
  /** Whether the reader may say what is no longer scanned. */
  canRetire: boolean;
  onChanged: () => void;
}

function ScopeRow(
  props: Omit<ScopesTableProps, 'scopes'> & { scope: ScanScope },
) {
  const { scope, canRetire, onChanged } = props;
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
          {scope.isStale && !scope.isRetired && (
            <span className={styles.stale}> stale</span>
          )}
          {scope.isRetired && (
            <div className={rowStyles.explain}>no longer expected</div>
          )}
        </span>
      </td>
      <td data-label="Outcome">{describeOutcome(scope)}</td>
      <td data-label="Sees now" className={rowStyles.number}>
        {scope.openFindings}
      </td>
      <td data-label="Not looked at" data-none={gaps.length === 0}>
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
      {canRetire && (
        <td data-label="Change">
          <RetireButton scope={scope} onChanged={onChanged} />
        </td>
      )}
    </tr>
  );
}

/** Which tools looked at what, and what they left out. */
export function ScopesTable(props: ScopesTableProps) {
  const { scopes, canRetire } = props;
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
              {[...COLUMNS, ...(canRetire ? ['Change'] : [])].map(name => (
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
              <ScopeRow key={scope.id} {...props} scope={scope} />
            ))}
          </tbody>
        </table>
      </Flex>
    </Panel>
  );
}
