import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  Button,
  ButtonLink,
  Flex,
  NumberField,
  Radio,
  RadioGroup,
  Select,
  Text,
  TextField,
} from '@backstage/ui';
import {
  CreateTokenRequest,
  CreatedToken,
} from '@plumbline/backstage-plugin-git-host-common';
import {
  EmptyState,
  ErrorState,
  LoadingState,
  Team,
  fetchMyTeams,
} from '@plumbline/backstage-plugin-kit-react';
import { FormEvent, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { gitHostApiRef } from '../../api/GitHostApi';

const DEFAULT_DAYS = 30;
const MAX_DAYS = 365;
const MAX_NAME = 100;

function Form(props: {
  teams: Team[];
  onCreated: (token: CreatedToken) => void;
}) {
  const { teams, onCreated } = props;
  const gitHostApi = useApi(gitHostApiRef);
  const [teamRef, setTeamRef] = useState(teams[0].ref);
  const [name, setName] = useState('');
  const [access, setAccess] = useState<CreateTokenRequest['access']>('read');
  const [expiresInDays, setDays] = useState(DEFAULT_DAYS);
  const [state, create] = useAsyncFn(
    async (request: CreateTokenRequest) => {
      onCreated(await gitHostApi.createToken(request));
    },
    [gitHostApi, onCreated],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create({ teamRef, name: name.trim(), access, expiresInDays });
  };
  return (
    <form onSubmit={submit} aria-label="New token">
      <Flex direction="column" gap="4">
        <Select
          label="Team"
          description="The token speaks for this team, as long as you are a member of it."
          options={teams.map(team => ({ value: team.ref, label: team.title }))}
          value={teamRef}
          onChange={key => setTeamRef(String(key))}
        />
        <TextField
          label="Name"
          description="What it is for, such as the machine that keeps it."
          isRequired
          maxLength={MAX_NAME}
          value={name}
          onChange={setName}
        />
        <RadioGroup
          label="Access"
          orientation="horizontal"
          value={access}
          onChange={value => setAccess(value === 'write' ? 'write' : 'read')}
        >
          <Radio value="read">Read: clone and fetch</Radio>
          <Radio value="write">Write: push as well</Radio>
        </RadioGroup>
        <NumberField
          label="Days until it expires"
          minValue={1}
          maxValue={MAX_DAYS}
          value={expiresInDays}
          onChange={setDays}
        />
        {state.error && (
          <ErrorState title="No token was made" error={state.error} />
        )}
        <Flex>
          <Button
            type="submit"
            variant="primary"
            isPending={state.loading}
            isDisabled={name.trim() === '' || !(expiresInDays >= 1)}
          >
            Create token
          </Button>
        </Flex>
      </Flex>
    </form>
  );
}

/** Form for a new token of one of the user's teams. */
export function CreateTokenForm(props: {
  onCreated: (token: CreatedToken) => void;
}) {
  const identityApi = useApi(identityApiRef);
  const catalogApi = useApi(catalogApiRef);
  const teams = useAsyncRetry(
    () => fetchMyTeams({ identityApi, catalogApi }),
    [identityApi, catalogApi],
  );
  if (teams.loading) {
    return <LoadingState label="Loading your teams" lines={4} />;
  }
  if (teams.error) {
    return (
      <ErrorState
        title="Your teams cannot be read from the catalog"
        error={teams.error}
        onRetry={teams.retry}
      />
    );
  }
  if (!teams.value?.length) {
    return (
      <EmptyState
        title="You are a member of no team yet."
        action={
          <ButtonLink variant="primary" href="/create">
            Create a team
          </ButtonLink>
        }
      >
        <Text>A token speaks for a team, so one is needed first.</Text>
      </EmptyState>
    );
  }
  return <Form teams={teams.value} onCreated={props.onCreated} />;
}
