import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Link, Text, TextField } from '@backstage/ui';
import {
  ErrorState,
  RelativeTime,
  SeverityChip,
  nameOfActor,
  useAction,
  useTabAddress,
} from '@plumbline/backstage-plugin-kit-react';
import {
  Decision,
  DecisionAction,
} from '@plumbline/backstage-plugin-scans-common';
import { useState } from 'react';
import { scansApiRef } from '../../api/ScansApi';
import {
  DECISIONS,
  DECISION_STATES,
  JUSTIFICATIONS,
  counted,
} from '../words/words';
import styles from './Decisions.module.css';

const SOURCES: Record<Decision['source'], string> = {
  person: '',
  vex: ' (from a VEX document)',
  tool: ' (by the tool itself)',
};

function What({ decision }: { decision: Decision }) {
  const addressOf = useTabAddress('security');
  const { finding, summary } = decision;
  if (!finding) {
    return <Text weight="bold">{summary}</Text>;
  }
  return (
    <>
      <SeverityChip severity={finding.severity} />
      <Link href={addressOf(finding.entityRef, { finding: finding.id })}>
        {summary}
      </Link>
    </>
  );
}

/** Who decided, who reviewed it, and until when it holds. */
function Dates({ decision }: { decision: Decision }) {
  const { reviewedBy, reviewedAt, expiresAt, revokedAt, state } = decision;
  return (
    <Text color="secondary" variant="body-small">
      {`${nameOfActor(decision.createdBy)}${SOURCES[decision.source]} `}
      <RelativeTime value={decision.createdAt} />
      {reviewedBy && reviewedAt && (
        <>
          {`; reviewed by ${nameOfActor(reviewedBy)} `}
          <RelativeTime value={reviewedAt} />
        </>
      )}
      {revokedAt && (
        <>
          {`; revoked by ${nameOfActor(decision.revokedBy)} `}
          <RelativeTime value={revokedAt} />
        </>
      )}
      {!revokedAt && (state === 'active' || state === 'proposed') && (
        <>
          {expiresAt ? (
            <>
              {'; ends '}
              <RelativeTime value={expiresAt} />
            </>
          ) : (
            '; without end'
          )}
        </>
      )}
      {state === 'active' &&
        `; hides ${counted(decision.findings, 'finding')} now`}
    </Text>
  );
}

/** What one may do with it: approve or reject with a note, or take it back. */
function Actions(props: { decision: Decision; onChanged: () => void }) {
  const { decision, onChanged } = props;
  const scansApi = useApi(scansApiRef);
  const action = useAction();
  const [note, setNote] = useState('');
  const act = (name: DecisionAction['action']) =>
    action.run(async () => {
      const text = note.trim();
      await scansApi.actOnDecision(decision.id, {
        action: name,
        ...(text && { note: text }),
      });
      onChanged();
    });
  const canReview = decision.canReview && decision.state === 'proposed';
  // Who reviews rejects
  const canRevoke =
    decision.canRevoke &&
    !canReview &&
    (decision.state === 'active' || decision.state === 'proposed');
  if (!canReview && !canRevoke) {
    return null;
  }
  return (
    <>
      {canReview && (
        <TextField
          label="Note"
          placeholder="Why it is approved or rejected"
          value={note}
          onChange={setNote}
          maxLength={2000}
        />
      )}
      <div className={styles.buttons}>
        {canReview && (
          <>
            <Button
              size="small"
              variant="primary"
              isDisabled={action.isPending}
              onPress={() => act('approve')}
            >
              Approve
            </Button>
            <Button
              size="small"
              variant="secondary"
              isDisabled={action.isPending}
              onPress={() => act('reject')}
            >
              Reject
            </Button>
          </>
        )}
        {canRevoke && (
          <Button
            size="small"
            variant="secondary"
            isDisabled={action.isPending}
            onPress={() => act('revoke')}
          >
            Revoke
          </Button>
        )}
      </div>
      {action.error && (
        <ErrorState title="Nothing was changed" error={action.error} />
      )}
    </>
  );
}

/** One decision: about what, why, by whom, until when. */
export function DecisionItem(props: {
  decision: Decision;
  /** Whether it stands on the page of the finding that it is about. */
  isOfFinding?: boolean;
  onChanged: () => void;
}) {
  const { decision, onChanged } = props;
  const { status, justification, state, reviewNote } = decision;
  return (
    <li className={styles.item}>
      {!props.isOfFinding && (
        <div className={styles.head}>
          <What decision={decision} />
        </div>
      )}
      <Text>
        <strong>{DECISIONS[status]}</strong>
        {justification && `, ${JUSTIFICATIONS[justification]}`}
        {`: ${DECISION_STATES[state]}`}
      </Text>
      <p className={styles.reason}>{decision.reason}</p>
      <Dates decision={decision} />
      {reviewNote && <Text color="secondary">{`Reviewer: ${reviewNote}`}</Text>}
      <Actions decision={decision} onChanged={onChanged} />
    </li>
  );
}
