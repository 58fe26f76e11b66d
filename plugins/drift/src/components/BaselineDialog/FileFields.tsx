import { useApi } from '@backstage/frontend-plugin-api';
import { Select, Text, TextField } from '@backstage/ui';
import { useLoaded } from '@plumbline/backstage-plugin-kit-react';
import { useEffect } from 'react';
import { driftApiRef } from '../../api/DriftApi';
import { BaselineForm } from './buildRequest';
import layout from '../DriftTab/DriftTab.module.css';

/** Kinds of sources that hold files; the others hold tables. */
const FILE_KINDS = ['folder', 's3'];
const BESIDE = 'beside';

/** Which files, and where: beside the document or in a source of the operator. */
export function FileFields(props: {
  /** Whether the document lies somewhere with files beside it. */
  hasFolder: boolean;
  form: BaselineForm;
  onChange: (change: Partial<BaselineForm>) => void;
}) {
  const { hasFolder, form, onChange } = props;
  const driftApi = useApi(driftApiRef);
  const sources = useLoaded(() => driftApi.listSources(), [driftApi]);
  const names = (sources.value ?? [])
    .filter(({ kind }) => FILE_KINDS.includes(kind))
    .map(({ name }) => name);
  const options = [
    ...(hasFolder ? [{ value: BESIDE, label: 'beside drift.yaml' }] : []),
    ...names.map(name => ({ value: name, label: name })),
  ];
  const [first] = names;
  useEffect(() => {
    if (!hasFolder && form.source === '' && first !== undefined) {
      onChange({ source: first });
    }
  }, [hasFolder, form.source, first, onChange]);

  if (!hasFolder && !sources.isLoading && names.length === 0) {
    return (
      <Text color="secondary">
        {sources.error
          ? `The sources cannot be listed: ${sources.error.message}`
          : 'The operator has configured no source that holds files (drift.sources).'}
      </Text>
    );
  }
  return (
    <div className={layout.pair} style={{ alignItems: 'end' }}>
      <Select
        label="Where"
        options={options}
        value={form.source || (hasFolder ? BESIDE : null)}
        onChange={key =>
          onChange({ source: key === BESIDE ? '' : String(key ?? '') })
        }
      />
      <TextField
        label="File or folder"
        description="CSV, JSON or Parquet; * stands for any name."
        value={form.path}
        onChange={path => onChange({ path })}
      />
    </div>
  );
}
