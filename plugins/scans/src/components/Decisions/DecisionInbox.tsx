import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import {
  EmptyState,
  ErrorState,
  LoadingState,
  Panel,
  usePages,
} from '@plumbline/backstage-plugin-kit-react';
import { Decision } from '@plumbline/backstage-plugin-scans-common';
import { scansApiRef } from '../../api/ScansApi';
import { DecisionItem } from './DecisionItem';
import styles from './Decisions.module.css';

function useDecisions(state: 'proposed' | 'active') {
  const scansApi = useApi(scansApiRef);
  return usePages<Decision, { items: Decision[]; nextCursor?: string }>(
    cursor => scansApi.listDecisions({ state, cursor }),
    [scansApi, state],
  );
}

interface DecisionListProps {
  title: string;
  emptyTitle: string;
  emptyReason: string;
  decisions: ReturnType<typeof useDecisions>;
  onChanged: () => void;
}

function DecisionList(props: DecisionListProps) {
  const { title, decisions, onChanged } = props;
  return (
    <Panel>
      <Flex direction="column" gap="3">
        <Text as="h3" variant="body-large" weight="bold">
          {title}
        </Text>
        {decisions.isLoading && (
          <LoadingState label={`Loading: ${title}`} lines={4} />
        )}
        {decisions.error && (
          <ErrorState
            title="The decisions cannot be listed"
            error={decisions.error}
            onRetry={decisions.reload}
          >
            What was decided still holds.
          </ErrorState>
        )}
        {decisions.first && decisions.items.length === 0 && (
          <EmptyState title={props.emptyTitle}>{props.emptyReason}</EmptyState>
        )}
        <ul className={styles.list} aria-label={title}>
          {decisions.items.map(decision => (
            <DecisionItem
              key={decision.id}
              decision={decision}
              onChanged={onChanged}
            />
          ))}
        </ul>
        {decisions.showMore && (
          <Button
            size="small"
            variant="secondary"
            isPending={decisions.isLoadingMore}
            onPress={decisions.showMore}
            style={{ alignSelf: 'start' }}
          >
            Show more
          </Button>
        )}
      </Flex>
    </Panel>
  );
}

/** What waits for an approver, and everything that is in force with its end. */
export function DecisionInbox() {
  const proposed = useDecisions('proposed');
  const active = useDecisions('active');
  const reloadBoth = () => {
    proposed.reload();
    active.reload();
  };
  return (
    <Flex direction="column" gap="4">
      <DecisionList
        title="Waiting for approval"
        emptyTitle="No decision waits for approval."
        emptyReason="Decisions that a policy wants approved come here when somebody proposes them on the page of a finding."
        decisions={proposed}
        onChanged={reloadBoth}
      />
      <DecisionList
        title="In force"
        emptyTitle="No decision is in force."
        emptyReason="Every finding counts as what its scanner says."
        decisions={active}
        onChanged={reloadBoth}
      />
    </Flex>
  );
}
