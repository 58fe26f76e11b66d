import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import {
  CopyCommand,
  ErrorState,
  LoadingState,
} from '@plumbline/backstage-plugin-kit-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { gitHostApiRef } from '../../api/GitHostApi';
import { CommitRows } from './CommitRows';
import type { RepositoryPlace, RepositoryView } from './repositoryPlace';
import styles from './RepositoryPage.module.css';

const LAST_COMMITS = 5;

function LastCommits({ place }: { place: RepositoryPlace }) {
  const gitHostApi = useApi(gitHostApiRef);
  const { repository, gitRef, addresses } = place;
  const { owner, name } = repository;
  const commits = useAsyncRetry(
    () =>
      gitHostApi.listCommits(
        { owner, name },
        { ref: gitRef, limit: LAST_COMMITS },
      ),
    [gitHostApi, owner, name, gitRef],
  );
  return (
    <section className={styles.panel} aria-label="Last commits">
      <div className={styles.panelHead}>
        <Text as="h3" weight="bold">
          Last commits
        </Text>
        <Link variant="body-small" href={addresses.commits(gitRef)}>
          All
        </Link>
      </div>
      {commits.loading && (
        <div className={styles.panelBody}>
          <LoadingState label="Loading commits" lines={LAST_COMMITS} />
        </div>
      )}
      {!commits.loading && commits.error && (
        <ErrorState
          title="The commits cannot be listed"
          error={commits.error}
          onRetry={commits.retry}
        />
      )}
      {!commits.loading && commits.value && (
        <CommitRows commits={commits.value.items} />
      )}
    </section>
  );
}

/** How to clone, and what changed last. */
export function RepositoryAside(props: {
  place: RepositoryPlace;
  view: RepositoryView;
}) {
  const { place, view } = props;
  return (
    <Flex direction="column" gap="4" className={styles.aside}>
      <section className={styles.panel} aria-label="Clone">
        <div className={styles.panelHead}>
          <Text as="h3" weight="bold">
            Clone
          </Text>
        </div>
        <Flex direction="column" gap="2" className={styles.panelBody}>
          <CopyCommand
            command={`git clone ${place.repository.cloneUrl}`}
            label="Copy clone command"
          />
          <Text variant="body-small" color="secondary">
            Git asks for a name and a password: any name, and one of your tokens
            as the password.{' '}
            {place.repository.canWrite
              ? 'Pushing needs a write token of the owning team.'
              : `Only ${place.repository.owner} may push.`}
          </Text>
        </Flex>
      </section>
      {view !== 'commits' && <LastCommits place={place} />}
    </Flex>
  );
}
