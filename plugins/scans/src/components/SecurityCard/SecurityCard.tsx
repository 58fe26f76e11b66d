import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Card, CardBody, CardHeader, Flex, Link, Text } from '@backstage/ui';
import {
  EmptyState,
  ErrorState,
  LoadingState,
  StatusChip,
} from '@plumbline/backstage-plugin-kit-react';
import { EntityPosture } from '@plumbline/backstage-plugin-scans-common';
import { usePosture } from '../../hooks/usePosture';
import { useSecurityAddress } from '../entities/useSecurityAddress';
import { ToolAges } from '../Overview/ToolAges';
import { buildHeadline } from '../SecurityTab/buildHeadline';
import { statusOf } from '../SecurityTab/statusOf';

function Answer({ posture }: { posture: EntityPosture }) {
  const addressOf = useSecurityAddress();
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
    <Card>
      <CardHeader>
        <Flex justify="between" align="center" gap="3">
          <Text as="h2" variant="title-x-small" weight="bold">
            Security
          </Text>
          {posture.value && <StatusChip status={statusOf(posture.value)} />}
        </Flex>
      </CardHeader>
      <CardBody>
        {posture.isLoading && (
          <LoadingState label="Loading the security" lines={3} />
        )}
        {posture.error && (
          <ErrorState
            title="How secure this is is not known right now"
            error={posture.error}
            onRetry={posture.reload}
          >
            Everything else on this page still works.
          </ErrorState>
        )}
        {posture.value && <Answer posture={posture.value} />}
      </CardBody>
    </Card>
  );
}
