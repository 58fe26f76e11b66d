import { Link, Text } from '@backstage/ui';
import { StatusChip, useAddress } from '@plumbline/backstage-plugin-kit-react';
import { EntityPosture } from '@plumbline/backstage-plugin-scans-common';
import { NO_FILTER } from '../Findings/findingFilter';
import { ToolAges } from '../Overview/ToolAges';
import { buildHeadline } from './buildHeadline';
import { statusOf } from './statusOf';
import styles from './SecurityTab.module.css';

/** The answer, with links to what its numbers count, and how old it is. */
export function Headline({ posture }: { posture: EntityPosture }) {
  const address = useAddress();
  return (
    <div>
      <div className={styles.headline}>
        <StatusChip status={statusOf(posture)} />
        <Text as="h2" variant="title-x-small" className={styles.sentence}>
          {buildHeadline(posture).map(({ text, filter }, index) =>
            filter && posture.canRead ? (
              <Link
                key={index}
                variant="title-x-small"
                href={`${address.href({ ...NO_FILTER, ...filter })}#findings`}
              >
                {text}
              </Link>
            ) : (
              text
            ),
          )}
        </Text>
      </div>
      <div className={styles.scanned}>
        <span className={styles.note}>scanned</span>
        <ToolAges tools={posture.tools} />
      </div>
    </div>
  );
}
