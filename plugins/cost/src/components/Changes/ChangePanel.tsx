import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import {
  EmptyState,
  ErrorState,
  LoadingState,
  SidePanel,
  formatMoment,
  useAddress,
  usePages,
} from '@plumbline/backstage-plugin-kit-react';
import {
  CostChangeAnswer,
  CostDifference,
  CostMetricName,
} from '@plumbline/backstage-plugin-cost-common';
import { costApiRef } from '../../api/CostApi';
import { METRICS, counted } from '../words/words';
import styles from './Changes.module.css';
import { CAUSES, describeMonths } from './changeWords';
import { DifferenceTable } from './DifferenceTable';

/** One change, with all that became another figure by it. */
export function ChangePanel(props: { id: string; metric?: CostMetricName }) {
  const { id, metric } = props;
  const costApi = useApi(costApiRef);
  const address = useAddress();
  const pages = usePages<
    CostDifference,
    CostChangeAnswer & { items: CostDifference[] }
  >(
    async cursor => {
      const answer = await costApi.getChange(id, { metric, cursor });
      return { ...answer, items: answer.differences };
    },
    [costApi, id, metric],
  );
  const { first } = pages;
  return (
    <SidePanel
      label="Before and after"
      title={first ? `${first.title}, before and after` : 'Before and after'}
      closeLabel="Close before and after"
      onClose={() => address.set({ change: undefined })}
    >
      {pages.isLoading && (
        <LoadingState label="Loading the differences" lines={10} />
      )}
      {pages.error && (
        <ErrorState
          title="What became another figure is not known right now"
          error={pages.error}
          onRetry={pages.reload}
        >
          The list behind this panel still works.
        </ErrorState>
      )}
      {first && (
        <Flex direction="column" gap="3">
          <span>
            {`${CAUSES[first.cause]} Booked anew on ${formatMoment(first.at)}: ${counted(first.entities, 'entity', 'entities')}, ${describeMonths(first.months)}.`}
          </span>
          <span className={styles.note}>
            {metric
              ? `As ${METRICS[metric]}.`
              : 'In the cost that is shown by default.'}
          </span>
          {pages.items.length === 0 ? (
            <EmptyState title="No figure became another one in this kind of cost." />
          ) : (
            <DifferenceTable differences={pages.items} metric={metric} />
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
        </Flex>
      )}
    </SidePanel>
  );
}
