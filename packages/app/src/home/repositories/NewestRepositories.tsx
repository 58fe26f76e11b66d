import { useApi } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { gitHostApiRef } from '@plumbline/backstage-plugin-git-host';
import {
  EmptyState,
  ErrorState,
  LoadingState,
  RelativeTime,
} from '@plumbline/backstage-plugin-kit-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import styles from '../HomePage.module.css';

const SHOWN = 5;
const PAGE_SIZE = 100;

/** The repositories that were created last on the embedded Git host. */
export function NewestRepositories() {
  const gitHostApi = useApi(gitHostApiRef);
  const repositories = useAsyncRetry(
    () => gitHostApi.listRepositories({ limit: PAGE_SIZE }),
    [gitHostApi],
  );
  if (repositories.loading) {
    return <LoadingState label="Loading repositories" lines={SHOWN} />;
  }
  if (repositories.error) {
    return (
      <ErrorState
        title="The Git host does not answer"
        error={repositories.error}
        onRetry={repositories.retry}
      >
        Catalog and docs still work; cloning and creating may not.
      </ErrorState>
    );
  }
  const newest = [...(repositories.value?.items ?? [])]
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    .slice(0, SHOWN);
  if (newest.length === 0) {
    return (
      <EmptyState title="There are no repositories yet.">
        Everything that a template makes appears here.
      </EmptyState>
    );
  }
  return (
    <ul className={styles.rows} aria-label="Newest repositories">
      {newest.map(({ owner, name, createdAt }) => (
        <li key={`${owner}/${name}`} className={styles.row}>
          <Link href={`/git/${owner}/${name}`}>{`${owner}/${name}`}</Link>
          <Text variant="body-small" color="secondary" as="span">
            <RelativeTime value={createdAt} />
          </Text>
        </li>
      ))}
    </ul>
  );
}
