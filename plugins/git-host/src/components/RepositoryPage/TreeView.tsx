import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { Tree } from '@plumbline/backstage-plugin-git-host-common';
import {
  ErrorState,
  LoadingState,
  formatBytes,
} from '@plumbline/backstage-plugin-kit-react';
import {
  RiFileLine,
  RiFolder3Fill,
  RiGitRepositoryLine,
  RiLinksLine,
} from '@remixicon/react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { gitHostApiRef } from '../../api/GitHostApi';
import { Readme } from './Readme';
import type { RepositoryPlace } from './repositoryPlace';
import styles from './RepositoryPage.module.css';

type Entry = Tree['entries'][number];

const icons = {
  directory: RiFolder3Fill,
  file: RiFileLine,
  symlink: RiLinksLine,
  submodule: RiGitRepositoryLine,
};

const remarks: Partial<Record<Entry['type'], string>> = {
  symlink: 'link to another path',
  submodule: 'submodule, never fetched here',
};

const README = /^readme(\.(md|markdown|txt))?$/i;

function EntryRow({ entry, place }: { entry: Entry; place: RepositoryPlace }) {
  const Icon = icons[entry.type];
  const { addresses, gitRef } = place;
  const href =
    (entry.type === 'directory' && addresses.tree(gitRef, entry.path)) ||
    (entry.type === 'file' && addresses.blob(gitRef, entry.path)) ||
    undefined;
  return (
    <li className={styles.entry}>
      <Icon size={18} className={styles.entryIcon} aria-hidden />
      <span className={styles.entryName}>
        {href ? (
          <Link href={href}>{entry.name}</Link>
        ) : (
          <Text>{entry.name}</Text>
        )}
      </span>
      <Text variant="body-small" color="secondary">
        {remarks[entry.type] ??
          (entry.size === undefined ? '' : formatBytes(entry.size))}
      </Text>
    </li>
  );
}

const foldersFirst = (a: Entry, b: Entry) =>
  Number(b.type === 'directory') - Number(a.type === 'directory') ||
  a.name.localeCompare(b.name);

/** A folder: its entries, and its README below. */
export function TreeView({ place }: { place: RepositoryPlace }) {
  const gitHostApi = useApi(gitHostApiRef);
  const { repository, gitRef, path } = place;
  const { owner, name } = repository;
  const tree = useAsyncRetry(
    () => gitHostApi.getTree({ owner, name }, { ref: gitRef, path }),
    [gitHostApi, owner, name, gitRef, path],
  );
  if (tree.loading) {
    return <LoadingState label="Loading files" lines={8} />;
  }
  if (tree.error || !tree.value) {
    return (
      <ErrorState
        title={`${path || 'The files'} on ${gitRef} cannot be shown`}
        error={tree.error ?? new Error('The answer was empty')}
        onRetry={tree.retry}
      >
        Another branch or folder may still work.
      </ErrorState>
    );
  }
  const entries = [...tree.value.entries].sort(foldersFirst);
  const readme = entries.find(
    entry => entry.type === 'file' && README.test(entry.name),
  );
  return (
    <Flex direction="column" gap="4">
      <div className={styles.panel}>
        <ul className={styles.entries} aria-label="Files">
          {entries.map(entry => (
            <EntryRow key={entry.path} entry={entry} place={place} />
          ))}
        </ul>
      </div>
      {readme && <Readme place={place} path={readme.path} />}
    </Flex>
  );
}
