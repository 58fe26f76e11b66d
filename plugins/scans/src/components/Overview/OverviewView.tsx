import { Button, Flex, Link, Text } from '@backstage/ui';
import {
  EmptyState,
  ErrorState,
  Loaded,
  LoadingState,
  Panel,
  nameOf,
  useTabAddress,
} from '@plumbline/backstage-plugin-kit-react';
import {
  EntityScanSummary,
  ScanOverview,
} from '@plumbline/backstage-plugin-scans-common';
import { useState } from 'react';
import { OverviewTable } from './OverviewTable';
import { summariseOverview } from './summariseOverview';
import styles from '../SecurityTab/SecurityTab.module.css';

/** The rest of a long list waits behind a button. */
const SHOWN = 24;

function NeverScanned({ items }: { items: EntityScanSummary[] }) {
  const addressOf = useTabAddress('security');
  const [isAll, setAll] = useState(false);
  if (items.length === 0) {
    return null;
  }
  return (
    <Panel>
      <Flex direction="column" gap="2">
        <Text as="h3" variant="body-large" weight="bold">
          {`Never scanned (${items.length})`}
        </Text>
        <Text color="secondary">
          Nobody knows whether anything is wrong with these. The page of each
          says how its reports get here.
        </Text>
        <ul className={styles.inline} aria-label="Never scanned">
          {(isAll ? items : items.slice(0, SHOWN)).map(({ entityRef }) => (
            <li key={entityRef}>
              <Link href={addressOf(entityRef)}>{nameOf(entityRef)}</Link>
            </li>
          ))}
        </ul>
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

/** Many entities: one sentence, those with scans in a table, those without apart. */
export function OverviewView(props: {
  overview: Loaded<ScanOverview>;
  showsOwner: boolean;
  /** Said when there is no entity at all. */
  emptyTitle: string;
}) {
  const { overview, showsOwner } = props;
  const items = overview.value?.items ?? [];
  const never = items.filter(item => item.state === 'never');
  const scanned = items.filter(item => item.state !== 'never');
  return (
    <>
      {overview.isLoading && (
        <LoadingState label="Loading the overview" lines={10} />
      )}
      {overview.error && (
        <ErrorState
          title="The overview is not known right now"
          error={overview.error}
          onRetry={overview.reload}
        >
          The page of each entity may still work.
        </ErrorState>
      )}
      {overview.value && items.length === 0 && (
        <EmptyState
          title={props.emptyTitle}
          action={<Link href="/create">Create a service</Link>}
        >
          Components, resources and systems will stand here.
        </EmptyState>
      )}
      {overview.value && items.length > 0 && (
        <Text as="h2" variant="title-x-small">
          {summariseOverview(overview.value)}
        </Text>
      )}
      {scanned.length > 0 && (
        <Panel>
          <OverviewTable items={scanned} showsOwner={showsOwner} />
        </Panel>
      )}
      <NeverScanned items={never} />
    </>
  );
}
