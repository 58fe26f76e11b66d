import { BreadcrumbEntry, useApi } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Container, Flex, Link, Text } from '@backstage/ui';
import { Refs, Repository } from '@plumbline/backstage-plugin-git-host-common';
import {
  EmptyState,
  ErrorState,
  LoadingState,
} from '@plumbline/backstage-plugin-kit-react';
import { useParams } from 'react-router-dom';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { GIT_ROOT, repositoryAddresses } from '../../address/repositoryAddress';
import { RepositoryKey, gitHostApiRef } from '../../api/GitHostApi';
import { TokenDialog } from '../TokenDialog/TokenDialog';
import { BlobView } from './BlobView';
import { BranchBar } from './BranchBar';
import { CommitsView } from './CommitsView';
import { EmptyRepository } from './EmptyRepository';
import { RepositoryAside } from './RepositoryAside';
import { TreeView } from './TreeView';
import type { RepositoryPlace, RepositoryView } from './repositoryPlace';
import styles from './RepositoryPage.module.css';

const views = { tree: TreeView, blob: BlobView, commits: CommitsView };

function Loaded(props: {
  repository: Repository;
  refs: Refs;
  view: RepositoryView;
}) {
  const { repository, refs, view } = props;
  const { ref, '*': rest = '' } = useParams();
  // Where the address names no path, the rest is that of the page's own mount.
  const path = ref && view !== 'commits' ? rest : '';
  if (refs.branches.length === 0) {
    return <EmptyRepository repository={repository} />;
  }
  const place: RepositoryPlace = {
    repository,
    gitRef: ref ?? refs.defaultBranch,
    path,
    addresses: repositoryAddresses(repository),
  };
  const View = views[view];
  return (
    <div className={styles.columns}>
      <Flex direction="column" gap="4" className={styles.main}>
        <BranchBar place={place} refs={refs} view={view} />
        {/* Another place starts anew, so that no old content stands under a new name. */}
        <View key={`${place.gitRef}:${path}`} place={place} />
      </Flex>
      <RepositoryAside place={place} view={view} />
    </div>
  );
}

/** One repository: what it is, whose it is, what is in it, how to clone it. */
export function RepositoryPage({ view }: { view: RepositoryView }) {
  const { owner = '', name = '' } = useParams();
  const gitHostApi = useApi(gitHostApiRef);
  const loaded = useAsyncRetry(async () => {
    const key: RepositoryKey = { owner, name };
    const repository = await gitHostApi.getRepository(key);
    return { repository, refs: repository && (await gitHostApi.getRefs(key)) };
  }, [gitHostApi, owner, name]);
  const { repository, refs } = loaded.value ?? {};

  return (
    <BreadcrumbEntry
      entry={{
        label: `${owner}/${name}`,
        href: repositoryAddresses({ owner, name }).overview,
      }}
    >
      <Container py="5">
        <Flex direction="column" gap="5">
          <Flex justify="between" align="start" gap="3" className={styles.top}>
            <Flex direction="column" gap="1">
              <Text as="h2" variant="title-medium" className={styles.title}>
                <EntityRefLink
                  entityRef={{
                    kind: 'Group',
                    namespace: 'default',
                    name: owner,
                  }}
                  title={owner}
                  hideIcon
                />
                {` / ${name}`}
              </Text>
              {repository?.description && (
                <Text color="secondary">{repository.description}</Text>
              )}
            </Flex>
            <TokenDialog />
          </Flex>
          {loaded.loading && (
            <LoadingState label="Loading the repository" lines={8} />
          )}
          {!loaded.loading && loaded.error && (
            <ErrorState
              title={`The repository ${owner}/${name} cannot be shown`}
              error={loaded.error}
              onRetry={loaded.retry}
            >
              Nothing in it is changed by this.
            </ErrorState>
          )}
          {!loaded.loading && loaded.value && !repository && (
            <EmptyState
              title={`There is no repository ${owner}/${name} on this host.`}
              action={<Link href={GIT_ROOT}>Show all repositories</Link>}
            >
              It may have been deleted, or the address is mistyped.
            </EmptyState>
          )}
          {!loaded.loading && repository && refs && (
            <Loaded {...{ repository, refs, view }} />
          )}
        </Flex>
      </Container>
    </BreadcrumbEntry>
  );
}
