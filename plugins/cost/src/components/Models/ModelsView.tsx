import { Flex, Text } from '@backstage/ui';
import {
  CopyCommand,
  EmptyState,
  ErrorState,
  LoadingState,
  Panel,
  Section,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { CostModels } from '@plumbline/backstage-plugin-cost-common';
import { SourceList } from '../sources/SourceList';
import { SOURCE_SETTING } from '../sources/sourceSetting';
import { CostControls } from '../words/CostControls';
import { monthTitle } from '../words/months';
import { readCostView } from '../words/readCostView';
import { AsBilled } from './AsBilled';
import { ModelsTable } from './ModelsTable';
import styles from './Models.module.css';
import { summariseModels } from './summariseModels';
import { useModels } from './useModel';

const currenciesOf = ({ items }: CostModels) =>
  [...new Set(items.map(({ currency }) => currency))].sort();

function Empty({ models }: { models: CostModels }) {
  return (
    <Panel>
      {models.sources.length === 0 ? (
        <EmptyState
          title="No source of costs is configured."
          action={
            <CopyCommand command={SOURCE_SETTING} label="Copy the setting" />
          }
        />
      ) : (
        <EmptyState
          title={`No cost of ${monthTitle(models.month)} is attributed to a model that you may see. That is not zero.`}
        >
          A model costs what the pipelines that it depends on and what serves it
          cost, besides its own. How the sources stand is said below.
        </EmptyState>
      )}
    </Panel>
  );
}

function Known({ models }: { models: CostModels }) {
  const { items, isComplete, month, sources } = models;
  return (
    <>
      {items.length === 0 && <Empty models={models} />}
      {currenciesOf(models).map(currency => (
        <Section key={currency} title={`Models, in ${currency}`}>
          <ModelsTable
            models={items.filter(item => item.currency === currency)}
            month={month}
            currency={currency}
          />
        </Section>
      ))}
      {!isComplete && (
        <span className={styles.note}>
          These are the dearest models; there are more than are listed.
        </span>
      )}
      {sources.length > 0 && (
        <Section title="Sources">
          <SourceList sources={sources} />
        </Section>
      )}
    </>
  );
}

/** What models cost with all that makes and serves them, the dearest first. */
export function ModelsView() {
  const view = readCostView(useAddress());
  const read = useModels(view);
  const models = read.value;
  return (
    <Flex direction="column" gap="4">
      {read.isLoading && <LoadingState label="Loading the answer" lines={2} />}
      {read.error && (
        <ErrorState
          title="What models cost is not known right now"
          error={read.error}
          onRetry={read.reload}
        >
          The other parts of this page may still work.
        </ErrorState>
      )}
      {models && models.items.length > 0 && (
        <Text as="h2" variant="title-x-small">
          {summariseModels(models)}
        </Text>
      )}
      <CostControls
        month={models?.month}
        metric={models?.metric}
        convertibleTo={[]}
      />
      {view.currency && <AsBilled />}
      {read.isLoading && <LoadingState label="Loading the models" lines={8} />}
      {models && <Known models={models} />}
    </Flex>
  );
}
