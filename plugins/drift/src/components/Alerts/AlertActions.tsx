import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Select, TextField } from '@backstage/ui';
import { Alert, AlertAction } from '@plumbline/backstage-plugin-drift-common';
import { ErrorState, useAction } from '@plumbline/backstage-plugin-kit-react';
import { useState } from 'react';
import { driftApiRef } from '../../api/DriftApi';
import styles from '../DriftTab/DriftTab.module.css';

const HOUR_MS = 3_600_000;
const MUTES = [
  { value: '24', label: '1 day' },
  { value: '72', label: '3 days' },
  { value: '168', label: '1 week' },
  { value: '720', label: '30 days' },
];

/** Acknowledge, mute, comment, close: with a note that stays in the history. */
export function AlertActions(props: { alert: Alert; onChanged: () => void }) {
  const { alert, onChanged } = props;
  const driftApi = useApi(driftApiRef);
  const [note, setNote] = useState('');
  const [hours, setHours] = useState('168');
  const action = useAction();
  const text = note.trim();
  const act = (body: AlertAction) =>
    action.run(async () => {
      await driftApi.actOnAlert(alert.id, body);
      setNote('');
      onChanged();
    });
  const withNote = text ? { note: text } : {};
  return (
    <Flex direction="column" gap="2">
      <TextField
        label="Note"
        placeholder="What you found, or what you will do"
        value={note}
        onChange={setNote}
        maxLength={2000}
      />
      <div className={styles.buttons} style={{ alignItems: 'flex-end' }}>
        {alert.state === 'open' && (
          <Button
            size="small"
            variant="primary"
            isDisabled={action.isPending}
            onPress={() => act({ action: 'acknowledge', ...withNote })}
          >
            Acknowledge
          </Button>
        )}
        {alert.state === 'muted' ? (
          <Button
            size="small"
            variant="secondary"
            isDisabled={action.isPending}
            onPress={() => act({ action: 'unmute' })}
          >
            Unmute
          </Button>
        ) : (
          <Flex gap="1" align="end">
            <Select
              aria-label="How long to mute"
              options={MUTES}
              value={hours}
              onChange={key => setHours(String(key))}
            />
            <Button
              size="small"
              variant="secondary"
              isDisabled={action.isPending}
              onPress={() =>
                act({
                  action: 'mute',
                  until: new Date(
                    Date.now() + Number(hours) * HOUR_MS,
                  ).toISOString(),
                  ...withNote,
                })
              }
            >
              Mute
            </Button>
          </Flex>
        )}
        <Button
          size="small"
          variant="secondary"
          isDisabled={action.isPending || text === ''}
          onPress={() => act({ action: 'comment', note: text })}
        >
          Comment
        </Button>
        <Button
          size="small"
          variant="secondary"
          isDisabled={action.isPending}
          onPress={() => act({ action: 'close', ...withNote })}
        >
          Close alert
        </Button>
      </div>
      {action.error && (
        <ErrorState title="Nothing was changed" error={action.error}>
          Your note is still in the field.
        </ErrorState>
      )}
    </Flex>
  );
}
