import { Flex, Link, Text } from '@backstage/ui';
import {
  CopyCommand,
  EmptyState,
  ErrorState,
  Loaded,
  LoadingState,
  Panel,
  Section,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { CostOverview } from '@plumbline/backstage-plugin-cost-common';
import { SourceList } from '../sources/SourceList';
import { SOURCE_SETTING } from '../sources/sourceSetting';
import { ConversionNote } from '../money/ConversionNote';
import { MoversSection } from '../Movers/MoversSection';
import { Choice, CostControls } from '../words/CostControls';
import { monthTitle } from '../words/months';
import { readCostView } from '../words/readCostView';
import { CeasedSection } from './CeasedSection';
import { CostTable } from './CostTable';
import { GROUPINGS, Grouping, groupRows, splitByCurrency } from './groupRows';
import { Reconciliation } from './Reconciliation';
import { summariseOverview } from './summariseOverview';
import { Treemap } from './Treemap';
import { UnitEconomics } from './UnitEconomics';
import { unattributedOf } from './unattributedOf';

function Empty({ overview }: { overview: CostOverview }) {
  return (
    <Panel>
      {overview.sources.length === 0 ? (
        <EmptyState
          title="No source of costs is configured."
          action={
            <CopyCommand command={SOURCE_SETTING} label="Copy the setting" />
          }
        >
          An operator adds a folder of exports of the cloud or the cluster to
          the app-config: FOCUS, AWS, Azure, OpenCost, or a table with a date
          and a cost.
        </EmptyState>
      ) : (
        <EmptyState
          title={`No cost of ${monthTitle(overview.month)} is attributed to an entity that you may see. That is not zero.`}
        >
          How the sources stand is said below.
        </EmptyState>
      )}
    </Panel>
  );
}

function readGrouping(text: string | undefined): Grouping {
  return text !== undefined && Object.hasOwn(GROUPINGS, text)
    ? (text as Grouping)
    : 'system';
}

function Known({ overview }: { overview: CostOverview }) {
  const address = useAddress();
  const view = readCostView(address);
  const grouping = readGrouping(address.get('by'));
  const titles = new Map(
    overview.sources.map(({ source, title }) => [source, title]),
  );
  const { items, reconciliation, sources } = overview;
  const currencies = splitByCurrency(items).map(
    ([currency, rows]) => [currency, groupRows(rows, grouping)] as const,
  );
  return (
    <>
      {items.length === 0 && <Empty overview={overview} />}
      {currencies.map(([currency, rows]) => (
        <Section
          key={currency}
          title={`By ${GROUPINGS[grouping].toLocaleLowerCase('en')}, in ${currency}`}
        >
          <Treemap
            rows={rows}
            grouping={grouping}
            currency={currency}
            unattributed={unattributedOf(overview, currency)}
          />
          <CostTable
            rows={rows}
            grouping={grouping}
            label={`Cost in ${currency}`}
          />
        </Section>
      ))}
      {items.length > 0 && (
        <MoversSection view={{ ...view, month: overview.month }} />
      )}
      <UnitEconomics view={{ ...view, month: overview.month }} />
      <CeasedSection overview={overview} />
      {reconciliation && reconciliation.length > 0 && (
        <Section
          title="Where every cent went"
          aside={
            <Link href={address.href({ view: 'imports' })}>Import log</Link>
          }
        >
          <Reconciliation
            lines={reconciliation}
            titleOf={source => titles.get(source) ?? source}
          />
        </Section>
      )}
      {sources.length > 0 && (
        <Section title="Sources">
          <SourceList sources={sources} />
        </Section>
      )}
    </>
  );
}

/** The whole platform, or what of it the reader may see. */
export function OverviewView({ overview }: { overview: Loaded<CostOverview> }) {
  const address = useAddress();
  const { value } = overview;
  const grouping = readGrouping(address.get('by'));
  return (
    <Flex direction="column" gap="4">
      {overview.isLoading && (
        <LoadingState label="Loading the overview" lines={2} />
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
      {value && value.items.length > 0 && (
        <Text as="h2" variant="title-x-small">
          {summariseOverview(value)}
        </Text>
      )}
      <ConversionNote conversion={value?.conversion} />
      <CostControls
        month={value?.month}
        metric={value?.metric}
        convertibleTo={value?.convertibleTo ?? []}
      >
        <Choice
          label="By"
          name="by"
          usual="system"
          value={grouping}
          options={Object.entries(GROUPINGS).map(([id, title]) => ({
            value: id,
            label: title.toLocaleLowerCase('en'),
          }))}
        />
      </CostControls>
      {overview.isLoading && (
        <LoadingState label="Loading the table" lines={10} />
      )}
      {value && <Known overview={value} />}
    </Flex>
  );
}
