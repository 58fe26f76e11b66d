import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert, Flex } from '@backstage/ui';
import {
  ErrorState,
  LoadingState,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { CostSummaryAnswer } from '@plumbline/backstage-plugin-cost-common';
import { useSummary } from '../../hooks/useSummary';
import { MembersSection } from '../Overview/MembersSection';
import { Choice, CostControls } from '../words/CostControls';
import { currentMonth } from '../words/months';
import { CostView, readCostView } from '../words/readCostView';
import { GROUPS } from '../words/words';
import { CostFooter } from './CostFooter';
import { CostSection } from './CostSection';
import { useDays } from './DailyChart';
import { ExportDays } from './ExportDays';
import { Headline } from './Headline';
import { NeverAttributed } from './NeverAttributed';
import styles from './CostTab.module.css';

function Known(props: { summary: CostSummaryAnswer; view: CostView }) {
  const { summary, view } = props;
  const { entityRef, month } = summary;
  const { metric, group } = view;
  const days = useDays({ entityRef, month, metric, group });
  const shown = summary.currencies.filter(
    ({ currency }) => !view.currency || currency === view.currency,
  );
  return (
    <>
      {summary.budgetProblem && (
        <Alert status="warning" icon title={summary.budgetProblem} />
      )}
      {summary.metricWarning && (
        <Alert status="warning" icon title={summary.metricWarning} />
      )}
      {shown.map(cost => (
        <CostSection
          key={cost.currency}
          cost={cost}
          days={days}
          month={month}
          group={group}
          isOneOfSeveral={summary.currencies.length > 1}
        />
      ))}
    </>
  );
}

/** What an entity costs: the answer first, then by day, by part, and where it comes from. */
export function CostTab() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity).toLowerCase();
  const view = readCostView(useAddress());
  const read = useSummary(entityRef, view);
  const summary = read.value;
  const currencies = summary?.currencies ?? [];
  return (
    <Flex direction="column" gap="4" pb="5" className={styles.root}>
      {read.isLoading && <LoadingState label="Loading the cost" lines={2} />}
      {read.error && (
        <ErrorState
          title="What this costs is not known right now"
          error={read.error}
          onRetry={read.reload}
        >
          The other tabs of this page still work.
        </ErrorState>
      )}
      {summary &&
        currencies
          .filter(
            ({ currency }) => !view.currency || currency === view.currency,
          )
          .map(cost => (
            <Headline
              key={cost.currency}
              cost={cost}
              month={summary.month}
              group={view.group}
            />
          ))}
      {summary && currencies.length === 0 && (
        <NeverAttributed summary={summary} />
      )}
      <div className={styles.bar}>
        <CostControls
          month={summary?.month}
          metric={summary?.metric}
          currencies={currencies.map(({ currency }) => currency)}
        >
          <Choice
            label="By"
            name="group"
            usual="serviceCategory"
            value={view.group}
            options={Object.entries(GROUPS).map(([value, label]) => ({
              value,
              label,
            }))}
          />
        </CostControls>
        {currencies.length > 0 && (
          <ExportDays
            entityRef={entityRef}
            month={summary?.month ?? currentMonth()}
            metric={view.metric}
          />
        )}
      </div>
      {read.isLoading && (
        <LoadingState label="Loading days and parts" lines={12} />
      )}
      {summary && currencies.length > 0 && (
        <Known summary={summary} view={view} />
      )}
      {summary && <MembersSection summary={summary} view={view} />}
      {summary && <CostFooter summary={summary} />}
    </Flex>
  );
}
