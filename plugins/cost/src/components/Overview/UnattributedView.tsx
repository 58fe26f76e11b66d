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
import { Money } from '../money/Money';
import { CostControls } from '../words/CostControls';
import { monthTitle } from '../words/months';
import { writeRule } from './writeRule';

function Row({ cost, title }: { cost: UnattributedCost; title: string }) {
  return (
    <tr>
      <td data-label="Cost" className={rowStyles.number}>
        <Money amount={cost.amount} currency={cost.currency} />
      </td>
      <td data-label="Source">{title}</td>
      <td data-label="Account">{cost.account ?? '–'}</td>
      <td data-label="Service">{cost.service ?? '–'}</td>
      <td data-label="Namespace" data-none={!cost.namespace}>
        {cost.namespace ?? '–'}
      </td>
      <td data-label="Why">
        <div>
          {cost.reason}
          <details>
            <summary>a rule that books it</summary>
            <CopyCommand command={writeRule(cost)} label="Copy the rule" />
          </details>
        </div>
      </td>
    </tr>
  );
}

const COLUMNS = ['Cost', 'Source', 'Account', 'Service', 'Namespace', 'Why'];

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
  return (
    <>
      <Text as="h2" variant="title-x-small">
        {`What nobody is known to have spent in ${month}, the largest first. A tag at its place of origin or a rule under cost.attribution books it.`}
      </Text>
      <Worklist overview={overview} />
    </>
  );
}

/** Cost that is no entity's: a worklist. */
export function UnattributedView(props: { overview: Loaded<CostOverview> }) {
  const { overview } = props;
  return (
    <Flex direction="column" gap="4">
      <CostControls metric={overview.value?.metric} currencies={[]} />
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
