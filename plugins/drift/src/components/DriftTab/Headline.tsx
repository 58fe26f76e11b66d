import { Link, Text } from '@backstage/ui';
import { MonitorSummary } from '@plumbline/backstage-plugin-drift-common';
import {
  RelativeTime,
  StatusChip,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { splitHeadline } from './splitHeadline';
import styles from './DriftTab.module.css';

/** The answer as one sentence, with its age; counts and names lead to what they count. */
export function Headline({ monitor }: { monitor: MonitorSummary }) {
  const address = useAddress();
  const parts = splitHeadline({
    headline: monitor.headline,
    features: monitor.columns.worst,
    performance: monitor.performance?.sentence,
  });
  return (
    <div className={styles.headline}>
      <StatusChip status={monitor.status} />
      <Text as="h2" variant="title-x-small" className={styles.sentence}>
        {parts.map(({ text, leadsTo }, index) =>
          leadsTo ? (
            <Link
              key={index}
              variant="title-x-small"
              href={address.href({
                view:
                  'view' in leadsTo && leadsTo.view === 'performance'
                    ? 'performance'
                    : undefined,
                feature: 'feature' in leadsTo ? leadsTo.feature : undefined,
              })}
            >
              {text}
            </Link>
          ) : (
            text
          ),
        )}
      </Text>
      <Text color="secondary" variant="body-small">
        {monitor.checkedAt ? (
          <>
            checked <RelativeTime value={monitor.checkedAt} />
          </>
        ) : (
          'never checked'
        )}
        {monitor.since && monitor.status !== 'ok' && (
          <>
            {`, ${monitor.status} since `}
            <RelativeTime value={monitor.since} />
          </>
        )}
      </Text>
    </div>
  );
}
