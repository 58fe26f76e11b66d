import { Flex, Link, Text } from '@backstage/ui';
import { Alert } from '@plumbline/backstage-plugin-drift-common';
import {
  HistoryTable,
  Panel,
  RelativeTime,
  StatusChip,
  formatMoment,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { AlertActions } from './AlertActions';
import styles from '../DriftTab/DriftTab.module.css';

type AlertEvent = Alert['events'][number];

const VERBS: Record<AlertEvent['action'], string> = {
  opened: 'opened it',
  escalated: 'raised it to critical',
  eased: 'lowered it to warn',
  acknowledged: 'acknowledged it',
  muted: 'muted it',
  unmuted: 'unmuted it',
  commented: 'wrote',
  closed: 'closed it',
  reopened: 'opened it again',
  notified: 'told the owner',
};

function describe({ action, until, note }: AlertEvent): string {
  const ending = until ? ` until ${formatMoment(until)}` : '';
  return `${VERBS[action]}${ending}${note ? `: ${note}` : ''}`;
}

const STATES: Record<Alert['state'], string> = {
  open: 'open',
  acknowledged: 'acknowledged',
  muted: 'muted',
  closed: 'closed',
};

/** One alert: what it says, what was done about it, what one can do. */
export function AlertItem(props: { alert: Alert; onChanged: () => void }) {
  const { alert, onChanged } = props;
  const address = useAddress();
  return (
    <li>
      <Panel>
        <Flex direction="column" gap="3">
          <div className={styles.bar}>
            <Flex gap="3" align="baseline" style={{ flexWrap: 'wrap' }}>
              <StatusChip status={alert.status} />
              <Text weight="bold">{alert.summary}</Text>
            </Flex>
            <Text color="secondary">
              {STATES[alert.state]}
              {alert.state === 'muted' &&
                alert.mutedUntil &&
                ` until ${formatMoment(alert.mutedUntil)}`}
              {', opened '}
              <RelativeTime value={alert.openedAt} />
            </Text>
          </div>
          {alert.columns.length > 0 && (
            <Flex gap="2" style={{ flexWrap: 'wrap' }}>
              <Text color="secondary">Features:</Text>
              {alert.columns.map(column => (
                <Link
                  key={column}
                  href={address.href({ view: undefined, feature: column })}
                >
                  {column}
                </Link>
              ))}
            </Flex>
          )}
          {alert.canAct && alert.state !== 'closed' && (
            <AlertActions alert={alert} onChanged={onChanged} />
          )}
          <HistoryTable
            label={`What happened to: ${alert.summary}`}
            events={[...alert.events].reverse().map(event => ({
              ...event,
              what: describe(event),
            }))}
          />
        </Flex>
      </Panel>
    </li>
  );
}
