import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Card, CardBody, CardHeader, Flex, Link, Text } from '@backstage/ui';
import {
  EmptyState,
  StatusCard,
  useTabAddress,
} from '@plumbline/backstage-plugin-kit-react';
import {
  CostSummaryAnswer,
  CurrencyCost,
} from '@plumbline/backstage-plugin-cost-common';
import { useSummary } from '../../hooks/useSummary';
import { statusOf } from '../CostTab/statusOf';
import { isRefused } from '../entities/isRefused';
import { describeSource } from '../sources/describeSource';
import { describeCost } from './describeCost';

function Answer(props: { cost: CurrencyCost; month: string; href: string }) {
  const { cost, month, href } = props;
  const [spent, ...others] = describeCost(cost, month);
  return (
    <Flex direction="column" gap="1">
      <Text>
        <Link href={href}>{spent}</Link>
      </Text>
      {others.map(line => (
        <Text key={line} color="secondary">
          {line}
        </Text>
      ))}
    </Flex>
  );
}

function Summary({ summary }: { summary: CostSummaryAnswer }) {
  const addressOf = useTabAddress('cost');
  const { entityRef, currencies, sources } = summary;
  const href = addressOf(entityRef);
  const troubled = sources.filter(({ state }) => state !== 'ok');
  if (currencies.length === 0) {
    return (
      <EmptyState
        title="No cost is attributed to it."
        action={<Link href={href}>How to attribute cost</Link>}
      >
        That is not zero: nobody knows what it costs.
      </EmptyState>
    );
  }
  return (
    <Flex direction="column" gap="3">
      {currencies.map(cost => (
        <Answer
          key={cost.currency}
          cost={cost}
          month={summary.month}
          href={href}
        />
      ))}
      {troubled.map(source => (
        <Text key={source.source} variant="body-small" color="warning">
          {`${source.title}: ${describeSource(source)}`}
        </Text>
      ))}
    </Flex>
  );
}

/** What an entity costs this month, in the size of a card. */
export function CostCard() {
  const { entity } = useEntity();
  const summary = useSummary(stringifyEntityRef(entity).toLowerCase());
  if (isRefused(summary.error)) {
    // Nothing is wrong with what is for others: no alarm
    return (
      <Card>
        <CardHeader>
          <Text as="h2" variant="title-x-small" weight="bold">
            Cost
          </Text>
        </CardHeader>
        <CardBody>
          <Text color="secondary">Shown to the team that owns it.</Text>
        </CardBody>
      </Card>
    );
  }
  return (
    <StatusCard
      title="Cost"
      status={summary.value && statusOf(summary.value)}
      read={summary}
      loadingLabel="Loading the cost"
      errorTitle="What this costs is not known right now"
    >
      {value => <Summary summary={value} />}
    </StatusCard>
  );
}
