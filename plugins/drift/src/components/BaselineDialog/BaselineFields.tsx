import { Flex, Radio, RadioGroup, TextField } from '@backstage/ui';
import { Monitor } from '@plumbline/backstage-plugin-drift-common';
import { BaselineForm } from './buildRequest';
import { FileFields } from './FileFields';
import { TrainingRunFields } from './TrainingRunFields';
import layout from '../DriftTab/DriftTab.module.css';

interface BaselineFieldsProps {
  monitor: Monitor;
  form: BaselineForm;
  onChange: (change: Partial<BaselineForm>) => void;
}

/** Where the reference rows come from. */
export function BaselineFields(props: BaselineFieldsProps) {
  const { monitor, form, onChange } = props;
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
        <Radio value="document">
          what the document of the monitor names, followed from now on
        </Radio>
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
        <FileFields
          // Only a document in a repository has files beside itself
          hasFolder={['repository', 'configuration'].includes(monitor.origin)}
          form={form}
          onChange={onChange}
        />
      )}
      {form.kind === 'mlflow' && (
        <TrainingRunFields
          entityRef={monitor.entityRef}
          form={form}
          onChange={onChange}
        />
      )}
    </Flex>
  );
}
