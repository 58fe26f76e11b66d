import { Button, Flex, Link, Text } from '@backstage/ui';
import {
  Panel,
  SeverityChip,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { EntityPosture } from '@plumbline/backstage-plugin-scans-common';
import { useState } from 'react';
import { NO_FILTER } from '../Findings/findingFilter';
import { sumOf } from '../words/severities';
import { sortUpgrades } from './sortUpgrades';
import styles from './SecurityTab.module.css';

const SHOWN = 5;

function describeNone(posture: EntityPosture): string {
  if (!posture.canRead) {
    return 'What fixes the findings is shown to members of the team that owns this.';
  }
  return sumOf(posture.open) === 0
    ? 'Nothing is open, so there is nothing to upgrade.'
    : 'No newer version of a package is known to close what is open.';
}

/** Upgrades that close the most: what attackers use first. */
export function StartHere({ posture }: { posture: EntityPosture }) {
  const address = useAddress();
  const [isAll, setAll] = useState(false);
  const sorted = sortUpgrades(posture.upgrades);
  const shown = isAll ? sorted : sorted.slice(0, SHOWN);
  return (
    <Panel>
      <Flex direction="column" gap="3">
        <Text as="h3" variant="body-large" weight="bold">
          Where to start
        </Text>
        {sorted.length === 0 && (
          <Text color="secondary">{describeNone(posture)}</Text>
        )}
        <ol className={styles.upgrades} aria-label="Upgrades">
          {shown.map(upgrade => (
            <li
              key={`${upgrade.purl ?? upgrade.package} ${upgrade.to}`}
              className={styles.upgrade}
            >
              <span>
                <strong>{upgrade.package}</strong>
                {` ${upgrade.from.join(', ')} → ${upgrade.to}`}
              </span>
              <Link
                href={`${address.href({
                  ...NO_FILTER,
                  package: upgrade.purl ?? upgrade.package,
                })}#findings`}
              >
                {`closes ${upgrade.closes}`}
              </Link>
              <span className={styles.note}>
                <SeverityChip
                  severity={upgrade.worst}
                  title="The worst of them"
                />
                {upgrade.isExploited && ' · known to be exploited'}
              </span>
            </li>
          ))}
        </ol>
        {sorted.length > SHOWN && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setAll(!isAll)}
            style={{ alignSelf: 'start' }}
          >
            {isAll ? 'Show fewer' : `Show all ${sorted.length} upgrades`}
          </Button>
        )}
      </Flex>
    </Panel>
  );
}
