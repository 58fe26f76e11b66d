import { useApi } from '@backstage/frontend-plugin-api';
import { ButtonLink, Flex } from '@backstage/ui';
import {
  EmptyState,
  ErrorState,
  LoadingState,
} from '@plumbline/backstage-plugin-kit-react';
import { useSearchParams } from 'react-router-dom';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { gitHostApiRef } from '../../api/GitHostApi';
import { CommitRows } from './CommitRows';
import type { RepositoryPlace } from './repositoryPlace';
import styles from './RepositoryPage.module.css';

const PAGE_SIZE = 30;

/** The history of a branch, one page. */
export function CommitsView({ place }: { place: RepositoryPlace }) {
  const gitHostApi = useApi(gitHostApiRef);
  const [params] = useSearchParams();
  const cursor = params.get('cursor') ?? undefined;
  const { repository, gitRef, addresses } = place;
  const { owner, name } = repository;
  const commits = useAsyncRetry(
    () =>
      gitHostApi.listCommits(
        { owner, name },
        { ref: gitRef, cursor, limit: PAGE_SIZE },
      ),
    [gitHostApi, owner, name, gitRef, cursor],
  );
  if (commits.loading) {
    return <LoadingState label="Loading commits" lines={8} />;
  }
  if (commits.error) {
    return (
      <ErrorState
        title={`The commits of ${gitRef} cannot be listed`}
        error={commits.error}
        onRetry={commits.retry}
      />
    );
  }
  const { items = [], nextCursor } = commits.value ?? {};
  return (
    <Flex direction="column" gap="4">
      <div className={styles.panel}>
        {items.length > 0 ? (
          <CommitRows commits={items} />
        ) : (
          <div className={styles.panelBody}>
            <EmptyState title={`No commits on ${gitRef} from here on.`} />
          </div>
        )}
      </div>
      <Flex gap="3">
        {cursor && (
          <ButtonLink variant="secondary" href={addresses.commits(gitRef)}>
            Newest
          </ButtonLink>
        )}
        {nextCursor && (
          <ButtonLink
            variant="secondary"
            href={`${addresses.commits(gitRef)}?${new URLSearchParams({
              cursor: nextCursor,
            })}`}
          >
            Older
          </ButtonLink>
        )}
      </Flex>
    </Flex>
  );
}
