import { Flex, Radio, RadioGroup, TextField } from '@backstage/ui';
import { BaselineForm } from './buildRequest';
import layout from '../DriftTab/DriftTab.module.css';

interface BaselineFieldsProps {
  form: BaselineForm;
  onChange: (change: Partial<BaselineForm>) => void;
}

/** Where the reference rows come from. */
export function BaselineFields({ form, onChange }: BaselineFieldsProps) {
  return (
    <Flex direction="column" gap="4">
      <TextField
        label="Name"
        placeholder="such as: September, before the campaign"
        maxLength={200}
        value={form.name}
        onChange={name => onChange({ name })}
      />
      <RadioGroup
        label="Reference rows come from"
        value={form.kind}
        onChange={kind => onChange({ kind: kind as BaselineForm['kind'] })}
      >
        <Radio value="window">a period of the data that is watched</Radio>
        <Radio value="files">files</Radio>
        <Radio value="mlflow">a training run of the model registry</Radio>
      </RadioGroup>
      {form.kind === 'window' && (
        <div className={layout.pair}>
          <TextField
            label="First day (UTC)"
            type={'date' as 'text'}
            value={form.start}
            onChange={start => onChange({ start })}
          />
          <TextField
            label="Day after the last (UTC)"
            type={'date' as 'text'}
            value={form.end}
            onChange={end => onChange({ end })}
          />
        </div>
      )}
      {form.kind === 'files' && (
        <TextField
          label="File or folder"
          description="Relative to the repository of the entity; CSV, JSON or Parquet, also gzipped."
          value={form.path}
          onChange={path => onChange({ path })}
        />
      )}
      {form.kind === 'mlflow' && (
        <div className={layout.pair}>
          <TextField
            label="Training run"
            description="Its id in MLflow."
            value={form.runId}
            onChange={runId => onChange({ runId })}
          />
          <TextField
            label="Artifact"
            description="Path of the reference data in the run."
            value={form.artifact}
            onChange={artifact => onChange({ artifact })}
          />
        </div>
      )}
    </Flex>
  );
}
