import { Link, Skeleton, Text } from '@backstage/ui';
import { useTabAddress } from '@plumbline/backstage-plugin-kit-react';
import { CostModelsQuery } from '@plumbline/backstage-plugin-cost-common';
import { summariseModel } from './summariseModel';
import { useModel } from './useModel';

/** What a model costs with all that makes and serves it, in one line that leads to the whole. */
export function ModelLine(props: { entityRef: string; view: CostModelsQuery }) {
  const { entityRef, view } = props;
  const model = useModel(entityRef, view);
  const addressOf = useTabAddress('economics');
  if (model.isLoading) {
    return <Skeleton height={20} width="60%" />;
  }
  const link = <Link href={addressOf(entityRef)}>Economics of the model</Link>;
  if (!model.value) {
    return <Text as="p">{link}: not known right now.</Text>;
  }
  const { currencies, month } = model.value;
  return (
    <Text as="p">
      {link}
      {': '}
      {currencies.length === 0
        ? 'no cost is attributed to what makes and serves it.'
        : currencies.map(cost => summariseModel(cost, month)).join(' ')}
    </Text>
  );
}
