import { Link, Text } from '@backstage/ui';
import { Repository } from '@plumbline/backstage-plugin-git-host-common';
import { RelativeTime } from '@plumbline/backstage-plugin-kit-react';
import { repositoryAddresses } from '../../address/repositoryAddress';
import styles from './RepositoryListPage.module.css';

/** One row per repository; one column on a narrow screen. */
export function RepositoryRows(props: { repositories: Repository[] }) {
  return (
    <ul className={styles.rows} aria-label="Repositories">
      {props.repositories.map(repository => (
        <li
          key={`${repository.owner}/${repository.name}`}
          className={styles.row}
        >
          <Link weight="bold" href={repositoryAddresses(repository).overview}>
            {`${repository.owner}/${repository.name}`}
          </Link>
          <Text
            className={styles.facts}
            variant="body-small"
            color="secondary"
            as="div"
          >
            {repository.head ? 'created ' : 'empty, created '}
            <RelativeTime value={repository.createdAt} />
            {repository.canWrite && <div>you may push</div>}
          </Text>
          <Text className={styles.description} color="secondary">
            {repository.description || 'No description'}
          </Text>
        </li>
      ))}
    </ul>
  );
}
