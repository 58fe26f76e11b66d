import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  ContractResult,
  ContractStatus,
} from '@plumbline/backstage-plugin-drift-common';
import {
  ErrorState,
  Panel,
  StatusChip,
  StatusWord,
  formatNumber,
  useLoaded,
} from '@plumbline/backstage-plugin-kit-react';
import { driftApiRef } from '../../api/DriftApi';
import { BreachTable } from './BreachTable';

const STATUS: Record<ContractStatus, StatusWord> = {
  kept: 'ok',
  broken: 'critical',
  unknown: 'unknown',
};

/** What was found, in a sentence. */
function summarise(contract: ContractResult | undefined): string {
  if (!contract) {
    return 'Not checked in this run.';
  }
  const { status, checks, broken, unknown, rows } = contract;
  const promises =
    checks === 1 ? '1 promise' : `${formatNumber(checks)} promises`;
  const on = rows === undefined ? '' : ` (${formatNumber(rows)} rows)`;
  if (status === 'kept') {
    return `Kept: ${promises}${on}.`;
  }
  const ofBroken =
    broken > 0
      ? `${formatNumber(broken)} of ${promises} ${broken === 1 ? 'is' : 'are'} broken`
      : undefined;
  const ofUnknown =
    unknown > 0
      ? `${formatNumber(unknown)}${ofBroken ? '' : ` of ${promises}`} could not be checked`
      : undefined;
  return `${[ofBroken, ofUnknown].filter(Boolean).join(', ')}${on}.`;
}

/** Whether the rows of a run are what was promised: one line when they are. */
export function ContractPanel({ runId }: { runId: string }) {
  const driftApi = useApi(driftApiRef);
  const answer = useLoaded(
    () => driftApi.getRunContract(runId),
    [driftApi, runId],
  );
  if (answer.isLoading) {
    return null;
  }
  const contract = answer.value?.contract;
  const left =
    contract && contract.broken + contract.unknown - contract.breaches.length;
  return (
    <Panel>
      <Flex direction="column" gap="3">
        <Flex gap="3" align="baseline" style={{ flexWrap: 'wrap' }}>
          <Text as="h3" variant="title-x-small">
            Data contract
          </Text>
          {answer.value && (
            <>
              <StatusChip
                status={contract ? STATUS[contract.status] : 'unknown'}
              />
              <Text>{summarise(contract)}</Text>
            </>
          )}
        </Flex>
        {!answer.value && (
          <ErrorState
            title="The data contract cannot be read"
            error={answer.error ?? new Error('The answer was empty')}
            onRetry={answer.reload}
          >
            The features below still hold.
          </ErrorState>
        )}
        {contract && contract.breaches.length > 0 && (
          <BreachTable breaches={contract.breaches} />
        )}
        {left !== undefined && left > 0 && (
          <Text color="secondary">{`and ${formatNumber(left)} more`}</Text>
        )}
      </Flex>
    </Panel>
  );
}
