import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Card, CardBody, CardHeader, Flex, Link, Text } from '@backstage/ui';
import {
  CopyCommand,
  EmptyState,
  ErrorState,
  LoadingState,
} from '@plumbline/backstage-plugin-kit-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import {
  repositoryAddresses,
  repositoryOfEntity,
} from '../../address/repositoryAddress';
import { RepositoryKey, gitHostApiRef } from '../../api/GitHostApi';
import { CommitRows } from '../RepositoryPage/CommitRows';

const LAST_COMMITS = 3;

function CardContent({ repositoryKey }: { repositoryKey: RepositoryKey }) {
  const { owner, name } = repositoryKey;
  const gitHostApi = useApi(gitHostApiRef);
  const loaded = useAsyncRetry(async () => {
    const key = { owner, name };
    const repository = await gitHostApi.getRepository(key);
    if (!repository?.head) {
      return { repository };
    }
    const { items } = await gitHostApi.listCommits(key, {
      limit: LAST_COMMITS,
    });
    return { repository, commits: items };
  }, [gitHostApi, owner, name]);
  if (loaded.loading) {
    return <LoadingState label="Loading the repository" lines={4} />;
  }
  if (loaded.error) {
    return (
      <ErrorState
        title={`${owner}/${name} cannot be read`}
        error={loaded.error}
        onRetry={loaded.retry}
      >
        Everything else on this page still works.
      </ErrorState>
    );
  }
  const { repository, commits = [] } = loaded.value ?? {};
  if (!repository) {
    return (
      <EmptyState title={`${owner}/${name} is not on this host any more.`}>
        The catalog entry still points there: correct its source location.
      </EmptyState>
    );
  }
  return (
    <Flex direction="column" gap="3">
      <CopyCommand
        command={`git clone ${repository.cloneUrl}`}
        label="Copy clone command"
      />
      {commits.length > 0 ? (
        <CommitRows commits={commits} />
      ) : (
        <Text color="secondary">Nothing was pushed yet.</Text>
      )}
    </Flex>
  );
}

/** The repository of an entity: how to clone it, what changed last. */
export function RepositoryCard() {
  const { entity } = useEntity();
  const configApi = useApi(configApiRef);
  const key = repositoryOfEntity(entity, configApi.getString('app.baseUrl'));
  if (!key) {
    return null;
  }
  return (
    <Card>
      <CardHeader>
        <Flex justify="between" align="center" gap="3">
          <Text as="h2" variant="title-x-small" weight="bold">
            Repository
          </Text>
          <Link href={repositoryAddresses(key).overview}>
            {`${key.owner}/${key.name}`}
          </Link>
        </Flex>
      </CardHeader>
      <CardBody>
        <CardContent repositoryKey={key} />
      </CardBody>
    </Card>
  );
}
