import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { Button, ButtonLink, Flex, Select, Text } from '@backstage/ui';
import {
  EmptyState,
  ErrorState,
  LoadingState,
  fetchMyTeams,
} from '@plumbline/backstage-plugin-kit-react';
import { useEffect } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { teamPickerSchema } from './schema';

/** Where the team template is; a team is made before what it owns. */
const CREATE_TEAM = '/create/templates/default/team';

/** One of the teams of the signed-in user. */
export function TeamPicker(props: typeof teamPickerSchema.TProps) {
  const { formData, onChange, required, schema, uiSchema } = props;
  const identityApi = useApi(identityApiRef);
  const catalogApi = useApi(catalogApiRef);
  const teams = useAsyncRetry(
    () => fetchMyTeams({ identityApi, catalogApi }),
    [identityApi, catalogApi],
  );
  const onlyTeam = teams.value?.length === 1 ? teams.value[0].ref : undefined;
  useEffect(() => {
    if (onlyTeam && !formData) {
      onChange(onlyTeam);
    }
  }, [onlyTeam, formData, onChange]);

  const title = schema.title ?? 'Team';
  if (teams.loading) {
    return <LoadingState label="Loading your teams" lines={2} />;
  }
  if (teams.error) {
    return (
      <ErrorState
        title="Your teams cannot be read from the catalog"
        error={teams.error}
        onRetry={teams.retry}
      >
        What you typed is kept.
      </ErrorState>
    );
  }
  if (!teams.value?.length) {
    return (
      <Flex direction="column" gap="1">
        <Text weight="bold">{title}</Text>
        <EmptyState
          title="You are a member of no team yet, and something has to own this."
          action={
            <Flex gap="2">
              <ButtonLink variant="primary" href={CREATE_TEAM}>
                Create a team first
              </ButtonLink>
              <Button variant="secondary" onPress={teams.retry}>
                Look again
              </Button>
            </Flex>
          }
        >
          A team that you just created shows up here within a minute.
        </EmptyState>
      </Flex>
    );
  }
  return (
    <ScaffolderField
      rawDescription={uiSchema?.['ui:description'] ?? schema.description}
      required={required}
      disabled={props.disabled}
    >
      <Select
        label={title}
        secondaryLabel={required ? 'Required' : undefined}
        isRequired={required}
        isDisabled={props.disabled}
        placeholder="Choose one of your teams"
        options={teams.value.map(team => ({
          value: team.ref,
          label: team.title,
        }))}
        value={formData ?? null}
        onChange={key => onChange(key === null ? undefined : String(key))}
      />
    </ScaffolderField>
  );
}
