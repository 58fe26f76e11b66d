import { Link, Text } from '@backstage/ui';
import {
  EmptyState,
  ErrorState,
  Loaded,
  LoadingState,
  Panel,
} from '@plumbline/backstage-plugin-kit-react';
import { ScanOverview } from '@plumbline/backstage-plugin-scans-common';
import { NeverScannedList } from './NeverScannedList';
import { OverviewTable } from './OverviewTable';
import { SystemsTable } from './SystemsTable';
import { summariseOverview } from './summariseOverview';

/** Many entities: one sentence, those with scans in a table, those without apart. */
export function OverviewView(props: {
  overview: Loaded<ScanOverview>;
  showsOwner: boolean;
  /** Whether entities of a system count together. */
  bySystem?: boolean;
  /** Said when there is no entity at all. */
  emptyTitle: string;
}) {
  const { overview, showsOwner, bySystem = false } = props;
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
          Components, resources, systems and APIs will stand here.
        </EmptyState>
      )}
      {overview.value && items.length > 0 && (
        <Text as="h2" variant="title-x-small">
          {summariseOverview(overview.value)}
        </Text>
      )}
      {bySystem && items.length > 0 && (
        <Panel>
          <SystemsTable items={items} />
        </Panel>
      )}
      {!bySystem && scanned.length > 0 && (
        <Panel>
          <OverviewTable items={scanned} showsOwner={showsOwner} />
        </Panel>
      )}
      {!bySystem && <NeverScannedList items={never} showsOwner={showsOwner} />}
    </>
  );
}
