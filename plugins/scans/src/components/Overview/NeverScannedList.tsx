import { Button, Flex, Link, Text } from '@backstage/ui';
import {
  EntityLink,
  Panel,
  nameOf,
  useTabAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { EntityScanSummary } from '@plumbline/backstage-plugin-scans-common';
import { useState } from 'react';
import { groupByOwner } from './groupByOwner';
import styles from '../SecurityTab/SecurityTab.module.css';

/** The rest of a long list waits behind a button. */
const SHOWN = 24;
const SHOWN_OF_OWNER = 6;

function Names(props: { items: EntityScanSummary[]; label: string }) {
  const addressOf = useTabAddress('security');
  return (
    <ul className={styles.inline} aria-label={props.label}>
      {props.items.map(({ entityRef }) => (
        <li key={entityRef}>
          <Link href={addressOf(entityRef)}>{nameOf(entityRef)}</Link>
        </li>
      ))}
    </ul>
  );
}

/** Whoever has the most of them first. */
function ByOwner(props: { items: EntityScanSummary[]; isAll: boolean }) {
  const { items, isAll } = props;
  return (
    <dl className={styles.owners}>
      {groupByOwner(items).map(({ ownerRef, owned }) => {
        const shown = isAll ? owned : owned.slice(0, SHOWN_OF_OWNER);
        const rest = owned.length - shown.length;
        return [
          <dt key={`${ownerRef} owner`}>
            {ownerRef ? <EntityLink entityRef={ownerRef} /> : 'without owner'}
            <span className={styles.note}>{` ${owned.length}`}</span>
          </dt>,
          <dd key={`${ownerRef} names`}>
            <Names
              items={shown}
              label={`Never scanned, ${ownerRef ?? 'without owner'}`}
            />
            {rest > 0 && (
              <span className={styles.note}>{`and ${rest} more`}</span>
            )}
          </dd>,
        ];
      })}
    </dl>
  );
}

/** What nobody looked at yet: apart from what is clean, and by whom it would have to be scanned. */
export function NeverScannedList(props: {
  items: EntityScanSummary[];
  showsOwner: boolean;
}) {
  const { items, showsOwner } = props;
  const [isAll, setAll] = useState(false);
  if (items.length === 0) {
    return null;
  }
  return (
    <Panel>
      <Flex direction="column" gap="3">
        <Text as="h3" variant="body-large" weight="bold">
          {`Never scanned (${items.length})`}
        </Text>
        <Text color="secondary">
          Nobody knows whether anything is wrong with these. The page of each
          says how its reports get here.
        </Text>
        {showsOwner ? (
          <ByOwner items={items} isAll={isAll} />
        ) : (
          <Names
            items={isAll ? items : items.slice(0, SHOWN)}
            label="Never scanned"
          />
        )}
        {items.length > SHOWN && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setAll(!isAll)}
            style={{ alignSelf: 'start' }}
          >
            {isAll ? 'Show fewer' : `Show all ${items.length}`}
          </Button>
        )}
      </Flex>
    </Panel>
  );
}
