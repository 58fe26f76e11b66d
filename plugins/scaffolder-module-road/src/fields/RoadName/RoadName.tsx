import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { Flex, Text, TextField } from '@backstage/ui';
import { checkName } from '@plumbline/backstage-plugin-kit-common';
import { explainError } from '@plumbline/backstage-plugin-kit-react';
import {
  RiAlertLine,
  RiCheckLine,
  RiErrorWarningLine,
  RiQuestionLine,
} from '@remixicon/react';
import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import useDebounce from 'react-use/esm/useDebounce';
import { readFormValues } from '../../formValues';
import { findCollisions } from './findCollisions';
import { roadNameSchema } from './schema';

const TYPING_MS = 400;

type Verdict =
  { kind: 'refused' | 'taken' | 'unknown' | 'free'; text: string } | undefined;

const looks = {
  refused: { Icon: RiErrorWarningLine, color: 'danger' },
  taken: { Icon: RiAlertLine, color: 'warning' },
  unknown: { Icon: RiQuestionLine, color: 'secondary' },
  free: { Icon: RiCheckLine, color: 'success' },
} as const;

function useVerdict(options: {
  name: string;
  creates: 'repository' | 'team';
  formContext: unknown;
}): Verdict {
  const { name, creates, formContext } = options;
  const catalogApi = useApi(catalogApiRef);
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const { owner, host } = readFormValues(formContext);
  const check = checkName(name);
  const [settled, setSettled] = useState<string>();
  useDebounce(() => setSettled(name), TYPING_MS, [name]);
  const isSettled = settled === name && check.ok;
  const collisions = useAsync(
    async () =>
      isSettled
        ? findCollisions({
            name,
            creates,
            values: { owner, host },
            registries: { catalogApi, discoveryApi, fetchApi },
          })
        : undefined,
    [isSettled, name, creates, owner, host, catalogApi, discoveryApi, fetchApi],
  );

  if (name === '') {
    return undefined;
  }
  if (!check.ok) {
    return { kind: 'refused', text: check.reason };
  }
  if (!isSettled || collisions.loading) {
    return undefined;
  }
  if (collisions.error) {
    return {
      kind: 'unknown',
      text: `Whether the name is free is not known: ${explainError(
        collisions.error,
      )}`,
    };
  }
  if (collisions.value?.length) {
    return {
      kind: 'taken',
      text: `${collisions.value.join(' ')} Choose another name.`,
    };
  }
  return collisions.value && { kind: 'free', text: 'The name is free.' };
}

/** A name that Kubernetes, Git and the catalog accept; says at once what is wrong with it. */
export function RoadName(props: typeof roadNameSchema.TProps) {
  const { formData, onChange, required, schema, uiSchema, formContext } = props;
  const name = formData ?? '';
  const verdict = useVerdict({
    name,
    creates: uiSchema?.['ui:options']?.creates ?? 'repository',
    formContext,
  });
  const { Icon, color } = looks[verdict?.kind ?? 'unknown'];
  const statusId = `${props.idSchema?.$id ?? 'road-name'}-verdict`;

  return (
    <ScaffolderField
      rawDescription={uiSchema?.['ui:description'] ?? schema.description}
      required={required}
      disabled={props.disabled}
    >
      <TextField
        id={props.idSchema?.$id}
        label={schema.title ?? 'Name'}
        secondaryLabel={required ? 'Required' : undefined}
        isRequired={required}
        isInvalid={verdict?.kind === 'refused'}
        isDisabled={props.disabled}
        // The template asks for it, and the name is the first thing of a page that is only a form.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={Boolean(uiSchema?.['ui:autofocus'])}
        autoComplete="off"
        spellCheck="false"
        aria-describedby={statusId}
        value={name}
        onChange={value => onChange(value === '' ? undefined : value)}
      />
      <div id={statusId} role="status">
        {verdict && (
          <Text variant="body-small" color={color} as="div">
            <Flex align="center" gap="1">
              <Icon size={16} aria-hidden style={{ flex: 'none' }} />
              <span>{verdict.text}</span>
            </Flex>
          </Text>
        )}
      </div>
    </ScaffolderField>
  );
}
