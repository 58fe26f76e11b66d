import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { Select } from '@backstage/ui';
import { useEffect } from 'react';
import { EMBEDDED_HOST } from '../../formValues';
import { listHosts } from './listHosts';
import { hostPickerSchema } from './schema';

const ONLY_EMBEDDED =
  'Other hosts appear here when the operator configures an integration.';

/** Where the repository is created. */
export function HostPicker(props: typeof hostPickerSchema.TProps) {
  const { formData, onChange, schema, uiSchema } = props;
  const hosts = listHosts(useApi(configApiRef));
  useEffect(() => {
    if (!formData) {
      onChange(EMBEDDED_HOST);
    }
  }, [formData, onChange]);
  const description = uiSchema?.['ui:description'] ?? schema.description;

  return (
    <ScaffolderField
      rawDescription={[description, hosts.length === 1 && ONLY_EMBEDDED]
        .filter(Boolean)
        .join(' ')}
      disabled={props.disabled}
    >
      <Select
        label={schema.title ?? 'Git host'}
        isDisabled={props.disabled}
        options={hosts}
        value={formData ?? EMBEDDED_HOST}
        onChange={key => onChange(String(key))}
      />
    </ScaffolderField>
  );
}
