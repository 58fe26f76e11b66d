import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Text } from '@backstage/ui';
import {
  ErrorState,
  LoadingState,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import {
  CostModelAnswer,
  CostModelCurrency,
} from '@plumbline/backstage-plugin-cost-common';
import { CostControls } from '../words/CostControls';
import { readCostView } from '../words/readCostView';
import { AsBilled } from './AsBilled';
import { ModelParts } from './ModelParts';
import { ModelSources } from './ModelSources';
import { MonthTrend } from './MonthTrend';
import { NoModelCost } from './NoModelCost';
import { RunsTable } from './RunsTable';
import { summariseModel } from './summariseModel';
import { UnitCosts } from './UnitCosts';
import { useModel } from './useModel';

/** One currency; another one is never added to it. */
function InCurrency(props: {
  model: CostModelAnswer;
  cost: CostModelCurrency;
  isOneOfSeveral: boolean;
}) {
  const { model, cost, isOneOfSeveral } = props;
  const { month } = model;
  return (
    <Flex direction="column" gap="4">
      {isOneOfSeveral && (
        <Text as="h3" variant="title-x-small">
          {cost.currency}
        </Text>
      )}
      <ModelParts cost={cost} month={month} />
      <UnitCosts cost={cost} counts={model} month={month} />
      <MonthTrend cost={cost} />
    </Flex>
  );
}

/** What a model costs: the answer first, then of what, per what, since when, by which runs. */
export function ModelEconomics() {
  const { entity } = useEntity();
  const view = readCostView(useAddress());
  const read = useModel(stringifyEntityRef(entity).toLowerCase(), view);
  const model = read.value;
  const all = model?.currencies ?? [];
  return (
    <Flex direction="column" gap="4" pb="5" style={{ minWidth: 0 }}>
      {read.isLoading && (
        <LoadingState label="Loading what the model costs" lines={2} />
      )}
      {read.error && (
        <ErrorState
          title="What the model costs is not known right now"
          error={read.error}
          onRetry={read.reload}
        >
          The other tabs of this page still work.
        </ErrorState>
      )}
      {model &&
        all.map(cost => (
          <Text as="h2" variant="title-x-small" key={cost.currency}>
            {summariseModel(cost, model.month)}
          </Text>
        ))}
      {model && all.length === 0 && <NoModelCost model={model} />}
      <CostControls
        month={model?.month}
        metric={model?.metric}
        convertibleTo={[]}
      />
      {view.currency && <AsBilled />}
      {read.isLoading && (
        <LoadingState label="Loading parts and months" lines={12} />
      )}
      {model &&
        all.map(cost => (
          <InCurrency
            key={cost.currency}
            model={model}
            cost={cost}
            isOneOfSeveral={all.length > 1}
          />
        ))}
      {model && all.length > 0 && <RunsTable model={model} />}
      {model && model.sources.length > 0 && <ModelSources model={model} />}
    </Flex>
  );
}
