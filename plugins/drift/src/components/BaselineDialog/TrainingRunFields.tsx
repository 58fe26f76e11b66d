import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Select, TextField } from '@backstage/ui';
import { useLoaded } from '@plumbline/backstage-plugin-kit-react';
import { driftApiRef } from '../../api/DriftApi';
import { BaselineForm } from './buildRequest';
import layout from '../DriftTab/DriftTab.module.css';

const OTHER = 'other';

/** Which training run: that of a registered version, or any by its id. */
export function TrainingRunFields(props: {
  entityRef: string;
  form: BaselineForm;
  onChange: (change: Partial<BaselineForm>) => void;
}) {
  const { entityRef, form, onChange } = props;
  const driftApi = useApi(driftApiRef);
  const loaded = useLoaded(
    () => driftApi.getModelVersions(entityRef),
    [driftApi, entityRef],
  );
  const runs = (loaded.value?.versions ?? []).flatMap(
    ({ instance, version, aliases, runId }) =>
      runId === undefined
        ? []
        : {
            key: `${instance}/${runId}`,
            label: `Version ${version}${aliases.length > 0 ? ` (${aliases.join(', ')})` : ''}`,
            instance,
            runId,
          },
  );
  const chosen = runs.find(
    ({ instance, runId }) => instance === form.instance && runId === form.runId,
  );
  return (
    <Flex direction="column" gap="4">
      {runs.length > 0 && (
        <Select
          label="Training run of"
          options={[
            ...runs.map(({ key, label }) => ({ value: key, label })),
            { value: OTHER, label: 'another run, by its id' },
          ]}
          value={chosen?.key ?? OTHER}
          onChange={key => {
            const run = runs.find(one => one.key === key);
            onChange({
              instance: run?.instance ?? '',
              runId: run?.runId ?? '',
            });
          }}
        />
      )}
      <div className={layout.pair}>
        {!chosen && (
          <TextField
            label="Training run"
            description="Its id in MLflow."
            value={form.runId}
            onChange={runId => onChange({ runId, instance: '' })}
          />
        )}
        <TextField
          label="Artifact"
          description="Path of the reference data in the run."
          value={form.artifact}
          onChange={artifact => onChange({ artifact })}
        />
      </div>
    </Flex>
  );
}
