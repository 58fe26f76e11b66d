import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert, Flex } from '@backstage/ui';
import {
  EmptyState,
  ErrorState,
  LoadingState,
  Panel,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { CostSummaryAnswer } from '@plumbline/backstage-plugin-cost-common';
import { useSummary } from '../../hooks/useSummary';
import { isRefused } from '../entities/isRefused';
import { ConversionNote } from '../money/ConversionNote';
import { ModelLine } from '../Models/ModelLine';
import { isModel } from '../Models/isModel';
import { MembersSection } from '../Overview/MembersSection';
import { EntitySavings } from '../Savings/EntitySavings';
import { describeSource } from '../sources/describeSource';
import { Choice, CostControls } from '../words/CostControls';
import { describeKept } from '../words/describeKept';
import { CHARTS, rangeOf } from '../words/chartViews';
import { currentMonth } from '../words/months';
import { CostView, readCostView } from '../words/readCostView';
import { GROUPS } from '../words/words';
import { CostFooter } from './CostFooter';
import { CostSection } from './CostSection';
import { ExportDays } from './ExportDays';
import { Headline } from './Headline';
import { NeverAttributed } from './NeverAttributed';
import { DaysRead, useDays } from './useDays';
import styles from './CostTab.module.css';

const optionsOf = (words: Record<string, string>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

function Known(props: {
  summary: CostSummaryAnswer;
  days: DaysRead;
  view: CostView;
}) {
  const { summary, days, view } = props;
  const { budgetProblem, daysKeptFrom, metricWarning } = summary;
  const { currencies, month, sources } = summary;
  return (
    <>
      {sources
        // What was taken out of the configuration may count on purpose
        .filter(
          ({ state, isLeft }) =>
            !isLeft && (state === 'failed' || state === 'stale'),
        )
        .map(source => (
          <Alert
            key={source.source}
            status="warning"
            icon
            title={`${source.title}: ${describeSource(source)}`}
          />
        ))}
      {budgetProblem && <Alert status="warning" icon title={budgetProblem} />}
      {daysKeptFrom && (
        <Alert status="info" icon title={describeKept(daysKeptFrom, month)} />
      )}
      {metricWarning && <Alert status="warning" icon title={metricWarning} />}
      {currencies.map(cost => (
        <CostSection
          key={cost.currency}
          cost={cost}
          days={days}
          month={month}
          group={view.group}
          chart={view.chart}
          isOneOfSeveral={currencies.length > 1}
        />
      ))}
    </>
  );
}

function Answer({
  summary,
  view,
}: {
  summary: CostSummaryAnswer;
  view: CostView;
}) {
  const { entityRef, currencies, month } = summary;
  const { entity } = useEntity();
  return (
    <>
      {currencies.map(cost => (
        <Headline
          key={cost.currency}
          cost={cost}
          month={month}
          group={view.group}
        />
      ))}
      {isModel(entity) && (
        <ModelLine
          entityRef={entityRef}
          view={{ month, metric: view.metric }}
        />
      )}
      {currencies.length === 0 && (
        <NeverAttributed summary={summary} isModel={isModel(entity)} />
      )}
      <ConversionNote conversion={summary.conversion} />
    </>
  );
}

/** Everything that is known once the month is. */
function Figures({
  summary,
  view,
}: {
  summary: CostSummaryAnswer;
  view: CostView;
}) {
  const { entityRef, month, currencies } = summary;
  const days = useDays(entityRef, month, view);
  return (
    <>
      {currencies.length > 0 && (
        <Known summary={summary} days={days} view={view} />
      )}
      <MembersSection summary={summary} view={view} />
      <EntitySavings entityRef={entityRef} />
      <CostFooter summary={summary} />
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
  const isForOthers = isRefused(read.error);
  const range = rangeOf(
    summary?.month ?? view.month ?? currentMonth(),
    view.chart,
  );
  return (
    <Flex direction="column" gap="4" pb="5" className={styles.root}>
      {read.isLoading && <LoadingState label="Loading the cost" lines={2} />}
      {isForOthers && (
        <Panel>
          <EmptyState title="What this costs is shown to the team that owns it, and to platform administrators and finance.">
            What your own teams pay stands on their pages, and under Cost.
          </EmptyState>
        </Panel>
      )}
      {read.error && !isForOthers && (
        <ErrorState
          title="What this costs is not known right now"
          error={read.error}
          onRetry={read.reload}
        >
          The other tabs of this page still work.
        </ErrorState>
      )}
      {summary && <Answer summary={summary} view={view} />}
      {!isForOthers && (
        <div className={styles.bar}>
          <CostControls
            month={summary?.month}
            metric={summary?.metric}
            convertibleTo={summary?.convertibleTo ?? []}
          >
            <Choice
              label="By"
              name="group"
              usual="serviceCategory"
              value={view.group}
              options={optionsOf(GROUPS)}
            />
            <Choice
              label="Chart"
              name="chart"
              usual="day"
              value={view.chart}
              options={optionsOf(CHARTS)}
            />
          </CostControls>
          {summary && summary.currencies.length > 0 && (
            <ExportDays entityRef={entityRef} {...range} metric={view.metric} />
          )}
        </div>
      )}
      {read.isLoading && (
        <LoadingState label="Loading days and parts" lines={12} />
      )}
      {summary && <Figures summary={summary} view={view} />}
    </Flex>
  );
}
