import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text, TextField } from '@backstage/ui';
import { Retraining } from '@plumbline/backstage-plugin-drift-common';
import {
  ErrorState,
  Panel,
  RelativeTime,
  nameOfActor,
  useAction,
} from '@plumbline/backstage-plugin-kit-react';
import { useState } from 'react';
import { driftApiRef } from '../../api/DriftApi';
import styles from '../DriftTab/DriftTab.module.css';

const STATES: Record<Retraining['state'], string> = {
  proposed: 'waits for a decision',
  approved: 'approved, is being sent',
  rejected: 'rejected',
  sent: 'approved and sent',
  failed: 'approved, but could not be sent',
};

/** A proposal to train again: a person says yes or no. */
export function RetrainingItem(props: {
  proposal: Retraining;
  onDecided: () => void;
}) {
  const { proposal, onDecided } = props;
  const driftApi = useApi(driftApiRef);
  const [note, setNote] = useState('');
  const action = useAction();
  const decide = (decision: 'approve' | 'reject') =>
    action.run(async () => {
      await driftApi.decideRetraining(
        proposal.id,
        decision,
        note.trim() || undefined,
      );
      onDecided();
    });
  return (
    <li>
      <Panel>
        <Flex direction="column" gap="2">
          <Text weight="bold">{proposal.reason}</Text>
          <Text color="secondary">
            {`${STATES[proposal.state]}, proposed `}
            <RelativeTime value={proposal.proposedAt} />
            {proposal.decidedBy &&
              `, decided by ${nameOfActor(proposal.decidedBy)}`}
            {proposal.decidedAt && (
              <>
                {' '}
                <RelativeTime value={proposal.decidedAt} />
              </>
            )}
            {proposal.note && `: ${proposal.note}`}
          </Text>
          {proposal.error && <Text color="danger">{proposal.error}</Text>}
          {proposal.canDecide && proposal.state === 'proposed' && (
            <>
              <TextField
                label="Note"
                value={note}
                onChange={setNote}
                maxLength={2000}
              />
              <div className={styles.buttons}>
                <Button
                  size="small"
                  variant="primary"
                  isDisabled={action.isPending}
                  onPress={() => decide('approve')}
                >
                  Approve training
                </Button>
                <Button
                  size="small"
                  variant="secondary"
                  isDisabled={action.isPending}
                  onPress={() => decide('reject')}
                >
                  Reject
                </Button>
              </div>
            </>
          )}
          {action.error && (
            <ErrorState title="Nothing was decided" error={action.error}>
              The proposal still waits.
            </ErrorState>
          )}
        </Flex>
      </Panel>
    </li>
  );
}
