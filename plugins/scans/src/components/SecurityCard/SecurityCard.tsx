import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import {
  EmptyState,
  StatusCard,
  useTabAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { EntityPosture } from '@plumbline/backstage-plugin-scans-common';
import { usePosture } from '../../hooks/usePosture';
import { ToolAges } from '../Overview/ToolAges';
import { buildHeadline } from '../SecurityTab/buildHeadline';
import { statusOf } from '../SecurityTab/statusOf';

function Answer({ posture }: { posture: EntityPosture }) {
  const addressOf = useTabAddress('security');
  const { entityRef } = posture;
  if (posture.state === 'never') {
    return (
      <EmptyState
        title="Never scanned."
        action={<Link href={addressOf(entityRef)}>Upload a report</Link>}
      >
        Nobody knows whether anything is wrong with it.
      </EmptyState>
    );
  }
  return (
    <Flex direction="column" gap="2">
      <Text>
        <Link href={addressOf(entityRef)}>
          {buildHeadline(posture)
            .map(part => part.text)
            .join('')}
        </Link>
      </Text>
      <ToolAges tools={posture.tools} />
    </Flex>
  );
}

/** How secure an entity is, in the size of a card. */
export function SecurityCard() {
  const { entity } = useEntity();
  const posture = usePosture(stringifyEntityRef(entity).toLowerCase());
  return (
    <StatusCard
      title="Security"
      status={posture.value && statusOf(posture.value)}
      read={posture}
      loadingLabel="Loading the security"
      errorTitle="How secure this is is not known right now"
    >
      {value => <Answer posture={value} />}
    </StatusCard>
  );
}
