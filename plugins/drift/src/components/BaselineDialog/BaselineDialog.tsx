import { useApi } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import {
  Baseline,
  BaselinePreview,
  Monitor,
} from '@plumbline/backstage-plugin-drift-common';
import { ErrorState, useAction } from '@plumbline/backstage-plugin-kit-react';
import { useState } from 'react';
import { driftApiRef } from '../../api/DriftApi';
import { BaselineFields } from './BaselineFields';
import { PreviewTable } from './PreviewTable';
import { BaselineForm, buildRequest } from './buildRequest';

const EMPTY: BaselineForm = {
  name: '',
  kind: 'window',
  source: '',
  path: '',
  start: '',
  end: '',
  instance: '',
  runId: '',
  artifact: 'baseline.csv',
};

const describeNow = ({ name, description }: Baseline) =>
  name === description ? name : `${name} (${description})`;

interface BaselineDialogProps {
  monitor: Monitor;
  onClose: () => void;
  onActivated: () => void;
}

/** Chooses other reference rows: first a preview, then the change. */
export function BaselineDialog(props: BaselineDialogProps) {
  const { monitor, onClose, onActivated } = props;
  const driftApi = useApi(driftApiRef);
  const [form, setForm] = useState<BaselineForm>(EMPTY);
  const [preview, setPreview] = useState<BaselinePreview>();
  const [problem, setProblem] = useState<string>();
  const action = useAction();

  const submit = (step: 'preview' | 'activate') => {
    const built = buildRequest(form);
    if ('problem' in built) {
      setProblem(built.problem);
      return;
    }
    setProblem(undefined);
    action.run(async () => {
      if (step === 'preview') {
        setPreview(await driftApi.previewBaseline(monitor.id, built.request));
        return;
      }
      await driftApi.activateBaseline(monitor.id, built.request);
      onActivated();
      onClose();
    });
  };

  return (
    // Opened by the address, so that there is no trigger.
    <Dialog width={720} isOpen onOpenChange={isOpen => !isOpen && onClose()}>
      <DialogHeader>{`Change the baseline of ${monitor.name}`}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text color="secondary">
            {monitor.baseline
              ? `Now: ${describeNow(monitor.baseline)}.`
              : 'There is none yet.'}{' '}
            Results so far stay as they are; the next run compares with the new
            one.
          </Text>
          <BaselineFields
            monitor={monitor}
            form={form}
            onChange={change => {
              setForm(last => ({ ...last, ...change }));
              // A preview of something else would mislead.
              setPreview(undefined);
            }}
          />
          {problem && (
            <Text role="alert" color="danger">
              {problem}
            </Text>
          )}
          {action.error && (
            <ErrorState
              title="This cannot be the baseline"
              error={action.error}
            >
              The present one stays in place.
            </ErrorState>
          )}
          {preview && <PreviewTable preview={preview} />}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          Cancel
        </Button>
        <Button
          variant={preview ? 'secondary' : 'primary'}
          isPending={action.isPending && !preview}
          onPress={() => submit('preview')}
        >
          Preview
        </Button>
        <Button
          variant="primary"
          isDisabled={!preview}
          isPending={action.isPending && preview !== undefined}
          onPress={() => submit('activate')}
        >
          Use as baseline
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
