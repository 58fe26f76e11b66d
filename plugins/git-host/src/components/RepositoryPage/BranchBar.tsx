import { Link, Select, Text } from '@backstage/ui';
import { Refs } from '@plumbline/backstage-plugin-git-host-common';
import { Fragment } from 'react';
import { useNavigate } from 'react-router-dom';
import type { RepositoryPlace, RepositoryView } from './repositoryPlace';
import styles from './RepositoryPage.module.css';

function PathLinks({ place }: { place: RepositoryPlace }) {
  const { addresses, gitRef, path, repository } = place;
  const segments = path.split('/').filter(Boolean);
  return (
    <Text as="div" className={styles.path}>
      <Link href={addresses.tree(gitRef)}>{repository.name}</Link>
      {segments.map((segment, index) => {
        const here = segments.slice(0, index + 1).join('/');
        return (
          <Fragment key={here}>
            {' / '}
            {index === segments.length - 1 ? (
              <span aria-current="page">{segment}</span>
            ) : (
              <Link href={addresses.tree(gitRef, here)}>{segment}</Link>
            )}
          </Fragment>
        );
      })}
    </Text>
  );
}

/** Which branch, where in it, and its history. */
export function BranchBar(props: {
  place: RepositoryPlace;
  refs: Refs;
  view: RepositoryView;
}) {
  const { place, refs, view } = props;
  const { addresses, gitRef, path } = place;
  const navigate = useNavigate();
  const branches = refs.branches.map(branch => branch.name);
  // An address may also name a commit.
  const known = branches.includes(gitRef) ? branches : [gitRef, ...branches];

  return (
    <div className={styles.bar}>
      <Select
        className={styles.branch}
        aria-label="Branch"
        options={known.map(name => ({ value: name, label: name }))}
        value={gitRef}
        onChange={key =>
          navigate(
            view === 'commits'
              ? addresses.commits(String(key))
              : addresses.tree(String(key), view === 'tree' ? path : ''),
          )
        }
      />
      {view === 'commits' ? (
        <Text as="div" className={styles.path}>
          <Link href={addresses.tree(gitRef)}>{place.repository.name}</Link>
          {' / commits'}
        </Text>
      ) : (
        <>
          <PathLinks place={place} />
          <Link href={addresses.commits(gitRef)}>Commits</Link>
        </>
      )}
    </div>
  );
}
