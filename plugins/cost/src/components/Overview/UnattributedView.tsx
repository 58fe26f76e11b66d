import { Flex, Text } from '@backstage/ui';
import {
  CopyCommand,
  EmptyState,
  ErrorState,
  Loaded,
  LoadingState,
  Panel,
  rowStyles,
} from '@plumbline/backstage-plugin-kit-react';
import {
  CostOverview,
  UnattributedCost,
} from '@plumbline/backstage-plugin-cost-common';
import { compareAmounts, sizeOf } from '../money/amounts';
import { ConversionNote } from '../money/ConversionNote';
import { formatRoughly } from '../money/formatMoney';
import { Money } from '../money/Money';
import { CostControls } from '../words/CostControls';
import { monthTitle } from '../words/months';
import { unattributedOf } from './unattributedOf';
import { writeRule } from './writeRule';

function Row({ cost, title }: { cost: UnattributedCost; title: string }) {
  const rule = writeRule(cost);
  return (
    <tr>
      <td data-label="Source">{title}</td>
      <td data-label="Account">{cost.account ?? '–'}</td>
      <td data-label="Service">{cost.service ?? '–'}</td>
      <td data-label="Namespace" data-none={!cost.namespace}>
        {cost.namespace ?? '–'}
      </td>
      <td data-label="Cost" className={rowStyles.number}>
        <Money amount={cost.amount} currency={cost.currency} />
      </td>
      <td data-label="Why">
        <div>
          {cost.reason}
          {rule && (
            <details>
              <summary>a rule that books it</summary>
              <CopyCommand command={rule} label="Copy the rule" />
              <div className={rowStyles.explain}>
                Rules under cost.attribution stand instead of tags and
                annotations: name those there as well.
              </div>
            </details>
          )}
        </div>
      </td>
    </tr>
  );
}

const COLUMNS = ['Source', 'Account', 'Service', 'Namespace', 'Cost', 'Why'];

function Worklist({ overview }: { overview: CostOverview }) {
  const titles = new Map(
    overview.sources.map(({ source, title }) => [source, title]),
  );
  const costs = [...(overview.unattributed ?? [])].sort(
    (a, b) =>
      a.currency.localeCompare(b.currency) ||
      compareAmounts(sizeOf(b.amount), sizeOf(a.amount)),
  );
  return (
    <Panel>
      <table className={rowStyles.table} aria-label="Unattributed cost">
        <thead>
          <tr>
            {COLUMNS.map(title => (
              <th
                key={title}
                scope="col"
                className={title === 'Cost' ? rowStyles.number : undefined}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {costs.map((cost, index) => (
            <Row
              key={index}
              cost={cost}
              title={titles.get(cost.source) ?? cost.source}
            />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

/** How much is nobody's, currency by currency. */
function summarise(overview: CostOverview): string {
  const { month, unattributed = [] } = overview;
  const currencies = [...new Set(unattributed.map(cost => cost.currency))];
  const sums = currencies.map(currency => {
    const sum = unattributedOf(overview, currency);
    return sum === undefined
      ? `an unknown part in ${currency}`
      : formatRoughly(sum, currency);
  });
  return `${sums.join(' and ')} of ${monthTitle(month)} is nobody's: a tag where it runs, or a rule under cost.attribution, books it.`;
}

function Answer({ overview }: { overview: CostOverview }) {
  const month = monthTitle(overview.month);
  if (!overview.unattributed) {
    return (
      <Panel>
        <EmptyState title="What is unattributed is shown to platform administrators and finance.">
          What your teams own costs is on the first page.
        </EmptyState>
      </Panel>
    );
  }
  if (overview.unattributed.length === 0) {
    return (
      <Panel>
        <EmptyState
          title={
            overview.sources.length === 0
              ? 'No source of costs is configured.'
              : `Everything that the sources say of ${month} is attributed or shared.`
          }
        />
      </Panel>
    );
  }
  return <Worklist overview={overview} />;
}

/** Cost that is no entity's: a worklist. */
export function UnattributedView(props: { overview: Loaded<CostOverview> }) {
  const { overview } = props;
  return (
    <Flex direction="column" gap="4">
      {overview.value?.unattributed &&
        overview.value.unattributed.length > 0 && (
          <Text as="h2" variant="title-x-small">
            {summarise(overview.value)}
          </Text>
        )}
      <ConversionNote conversion={overview.value?.conversion} />
      <CostControls
        month={overview.value?.month}
        metric={overview.value?.metric}
        convertibleTo={overview.value?.convertibleTo ?? []}
      />
      {overview.isLoading && (
        <LoadingState label="Loading what is unattributed" lines={8} />
      )}
      {overview.error && (
        <ErrorState
          title="What is unattributed is not known right now"
          error={overview.error}
          onRetry={overview.reload}
        />
      )}
      {overview.value && <Answer overview={overview.value} />}
    </Flex>
  );
}
