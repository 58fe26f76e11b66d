import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text, TextField } from '@backstage/ui';
import {
  ErrorState,
  OutsideLink,
  Panel,
  RelativeTime,
  StatusChip,
  nameOfActor,
  useAction,
} from '@plumbline/backstage-plugin-kit-react';
import {
  ScanAction,
  ScanScope,
} from '@plumbline/backstage-plugin-scans-common';
import { useState } from 'react';
import { scansApiRef } from '../../api/ScansApi';
import { describeHeld } from './describeHeld';
import styles from './Held.module.css';

/** A scope whose last scan is held. */
type HeldScope = ScanScope & { held: NonNullable<ScanScope['held']> };

function Answer(props: { scanId: string; onAnswered: () => void }) {
  const { scanId, onAnswered } = props;
  const scansApi = useApi(scansApiRef);
  const action = useAction();
  const [note, setNote] = useState('');
  const answer = (name: ScanAction['action']) =>
    action.run(async () => {
      const text = note.trim();
      await scansApi.answerHeld(scanId, {
        action: name,
        ...(text && { note: text }),
      });
      onAnswered();
    });
  return (
    <>
      <TextField
        label="Note"
        placeholder="Why they are gone, or what was wrong with the report"
        value={note}
        onChange={setNote}
        maxLength={2000}
      />
      <div className={styles.buttons}>
        <Button
          size="small"
          variant="primary"
          isDisabled={action.isPending}
          onPress={() => answer('confirm')}
        >
          Confirm: they are gone
        </Button>
        <Button
          size="small"
          variant="secondary"
          isDisabled={action.isPending}
          onPress={() => answer('reject')}
        >
          Reject: the report was wrong
        </Button>
      </div>
      {action.error && (
        <ErrorState title="Nothing was changed" error={action.error} />
      )}
    </>
  );
}

function HeldScan(props: {
  scope: HeldScope;
  canDecide: boolean;
  onAnswered: () => void;
}) {
  const { scope, canDecide, onAnswered } = props;
  const { held, lastScan } = scope;
  return (
    <li className={styles.scan}>
      <div className={styles.head}>
        <StatusChip status="warn" />
        <Text weight="bold" className={styles.sentence}>
          {describeHeld(scope)}
        </Text>
      </div>
      {lastScan && (
        <Text color="secondary" variant="body-small">
          {'Scanned '}
          <OutsideLink href={lastScan.url}>
            <RelativeTime value={lastScan.scannedAt} />
          </OutsideLink>
          {`, uploaded by ${nameOfActor(lastScan.uploadedBy)} `}
          <RelativeTime value={lastScan.receivedAt} />
          {lastScan.changes &&
            `; ${lastScan.changes.new} new, ${lastScan.changes.unchanged} as before`}
        </Text>
      )}
      {canDecide ? (
        <Answer scanId={held.scanId} onAnswered={onAnswered} />
      ) : (
        <Text color="secondary">
          Members of the team that owns this say whether they are gone.
        </Text>
      )}
    </li>
  );
}

/** Scans that would close suspiciously many findings, and what somebody says about them. */
export function HeldScans(props: {
  scopes: readonly ScanScope[];
  canDecide: boolean;
  onAnswered: () => void;
}) {
  const { scopes, canDecide, onAnswered } = props;
  const held = scopes.filter(
    (scope): scope is HeldScope => scope.held !== undefined,
  );
  if (held.length === 0) {
    return null;
  }
  return (
    <Panel>
      <Flex direction="column" gap="3" id="held">
        <Text as="h3" variant="body-large" weight="bold">
          Held: are these findings gone?
        </Text>
        <Text color="secondary">
          More than half of what a scan knew disappeared at once. Nothing of it
          was closed: a broken report looks the same. If the next scan misses
          them as well, they close without an answer.
        </Text>
        <ul className={styles.list} aria-label="Held scans">
          {held.map(scope => (
            <HeldScan
              key={scope.held.scanId}
              scope={scope}
              canDecide={canDecide}
              onAnswered={onAnswered}
            />
          ))}
        </ul>
      </Flex>
    </Panel>
  );
}
