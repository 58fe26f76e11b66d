import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Link, Text } from '@backstage/ui';
import {
  EmptyState,
  ErrorState,
  LoadingState,
  Panel,
  useAddress,
  usePages,
} from '@plumbline/backstage-plugin-kit-react';
import {
  CostChange,
  CostChanges,
} from '@plumbline/backstage-plugin-cost-common';
import { costApiRef } from '../../api/CostApi';
import { isRefused } from '../entities/isRefused';
import { Choice } from '../words/CostControls';
import { readCostView } from '../words/readCostView';
import { METRICS, counted } from '../words/words';
import styles from './Changes.module.css';
import { ChangePanel } from './ChangePanel';
import { ChangesTable } from './ChangesTable';

function summarise(changes: readonly CostChange[], isAll: boolean): string {
  const count = changes.length;
  const times = count === 1 ? 'once' : `${counted(count, 'time')}`;
  return `Figures became others ${isAll ? times : `more than ${times}`}; what they were before is kept.`;
}

/** When and why figures became others, and what they were before. */
export function ChangesView() {
  const costApi = useApi(costApiRef);
  const address = useAddress();
  const { metric } = readCostView(address);
  const opened = address.get('change');
  const pages = usePages<CostChange, CostChanges>(
    cursor => costApi.getChanges({ metric, cursor }),
    [costApi, metric],
  );
  const { items, error, first } = pages;
  if (isRefused(error)) {
    return (
      <Panel>
        <EmptyState title="How figures changed is shown to platform administrators and finance.">
          What your teams own costs is on the first page.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Flex direction="column" gap="4">
      <Link href={address.href({ view: 'imports', change: undefined })}>
        ← Import log
      </Link>
      {items.length > 0 && (
        <Text as="h2" variant="title-x-small">
          {summarise(items, !pages.showMore)}
        </Text>
      )}
      <div className={styles.choice}>
        <Choice
          label="Cost"
          name="metric"
          usual=""
          value={metric ?? 'effective'}
          options={Object.entries(METRICS).map(([value, label]) => ({
            value,
            label,
          }))}
        />
      </div>
      {pages.isLoading && (
        <LoadingState label="Loading the changes" lines={8} />
      )}
      {error && (
        <ErrorState
          title="Which figures changed is not known right now"
          error={error}
          onRetry={pages.reload}
        >
          The figures themselves are on the other parts of this page.
        </ErrorState>
      )}
      {first && (
        <Panel>
          {items.length === 0 ? (
            <EmptyState title="No figure ever became another one.">
              A restated bill or changed rules book months anew; what they were
              before then stands here.
            </EmptyState>
          ) : (
            <ChangesTable changes={items} />
          )}
        </Panel>
      )}
      {pages.showMore && (
        <Button
          size="small"
          variant="secondary"
          isPending={pages.isLoadingMore}
          onPress={pages.showMore}
          style={{ alignSelf: 'start' }}
        >
          Show more
        </Button>
      )}
      {opened && <ChangePanel key={opened} id={opened} metric={metric} />}
    </Flex>
  );
}
