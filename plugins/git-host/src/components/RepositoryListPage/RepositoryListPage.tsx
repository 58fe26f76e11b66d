import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  ButtonLink,
  Container,
  Flex,
  Link,
  SearchField,
  Select,
  Text,
} from '@backstage/ui';
import type { RepositoryList } from '@plumbline/backstage-plugin-git-host-common';
import {
  EmptyState,
  ErrorState,
  LoadingState,
} from '@plumbline/backstage-plugin-kit-react';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import useAsync from 'react-use/esm/useAsync';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import useDebounce from 'react-use/esm/useDebounce';
import { gitHostApiRef } from '../../api/GitHostApi';
import { GIT_ROOT } from '../../address/repositoryAddress';
import { TokenDialog } from '../TokenDialog/TokenDialog';
import { RepositoryRows } from './RepositoryRows';
import styles from './RepositoryListPage.module.css';

const ALL_TEAMS = 'all';
const TYPING_MS = 300;
const PAGE_SIZE = 50;

/** Filters live in the address, so that Back and a shared link work. */
function useListAddress() {
  const [params, setParams] = useSearchParams();
  const owner = params.get('owner') ?? undefined;
  const query = params.get('query') ?? undefined;
  const cursor = params.get('cursor') ?? undefined;
  const address = (change: Record<string, string | undefined>) => {
    // Another filter starts on its first page.
    const next: Record<string, string | undefined> = {
      owner,
      query,
      ...change,
    };
    return new URLSearchParams(
      Object.entries(next).filter((entry): entry is [string, string] =>
        Boolean(entry[1]),
      ),
    );
  };
  return { owner, query, cursor, address, setParams };
}

function useOwnerOptions(selected: string | undefined) {
  const catalogApi = useApi(catalogApiRef);
  const groups = useAsync(
    () =>
      catalogApi.queryEntities({
        filter: { kind: 'group', 'metadata.namespace': 'default' },
        fields: ['metadata.name'],
        orderFields: [{ field: 'metadata.name', order: 'asc' }],
        limit: 500,
      }),
    [catalogApi],
  );
  const names = new Set(groups.value?.items.map(group => group.metadata.name));
  if (selected) {
    names.add(selected);
  }
  return [
    { value: ALL_TEAMS, label: 'All teams' },
    ...[...names].map(name => ({ value: name, label: name })),
  ];
}

/** The answer of the page in one sentence. */
function summarise({ items, nextCursor }: RepositoryList): string {
  const count = `${items.length} ${
    items.length === 1 ? 'repository' : 'repositories'
  }`;
  const mine = items.filter(repository => repository.canWrite).length;
  return `${count}${
    nextCursor ? ' on this page' : ''
  }; you may push to ${mine}.`;
}

function NothingFound(props: { filtered: boolean }) {
  return props.filtered ? (
    <EmptyState
      title="No repository matches the search."
      action={<Link href={GIT_ROOT}>Show all repositories</Link>}
    />
  ) : (
    <EmptyState
      title="There are no repositories yet."
      action={
        <ButtonLink variant="primary" href="/create">
          Create something
        </ButtonLink>
      }
    >
      Templates make them: a service or a pipeline becomes a repository of the
      team that owns it.
    </EmptyState>
  );
}

/** The repositories of the embedded Git host. */
export function RepositoryListPage() {
  const gitHostApi = useApi(gitHostApiRef);
  const { owner, query, cursor, address, setParams } = useListAddress();
  const ownerOptions = useOwnerOptions(owner);
  const [typed, setTyped] = useState(query ?? '');
  // Back and Forward change the address without anybody typing.
  useEffect(() => setTyped(query ?? ''), [query]);
  useDebounce(
    () => {
      if (typed.trim() !== (query ?? '')) {
        setParams(address({ query: typed.trim() }), { replace: true });
      }
    },
    TYPING_MS,
    [typed],
  );
  const list = useAsyncRetry(
    () =>
      gitHostApi.listRepositories({ owner, query, cursor, limit: PAGE_SIZE }),
    [gitHostApi, owner, query, cursor],
  );
  const filtered = Boolean(owner || query);

  return (
    <Container py="5">
      <Flex direction="column" gap="5">
        <Flex justify="between" align="center" gap="3" className={styles.top}>
          <Text as="h2" variant="title-small">
            {list.value && !list.loading
              ? summarise(list.value)
              : 'Repositories'}
          </Text>
          <TokenDialog />
        </Flex>
        <div className={styles.filters}>
          <SearchField
            aria-label="Search repositories"
            placeholder="Search by name or description"
            value={typed}
            onChange={setTyped}
          />
          <Select
            aria-label="Owning team"
            options={ownerOptions}
            value={owner ?? ALL_TEAMS}
            onChange={key =>
              setParams(
                address({ owner: key === ALL_TEAMS ? undefined : String(key) }),
              )
            }
          />
        </div>
        {list.loading && (
          <LoadingState label="Loading repositories" lines={6} />
        )}
        {!list.loading && list.error && (
          <ErrorState
            title="The repositories cannot be listed"
            error={list.error}
            onRetry={list.retry}
          >
            The catalog and the templates still work.
          </ErrorState>
        )}
        {!list.loading && list.value && (
          <>
            {list.value.items.length === 0 ? (
              <NothingFound filtered={filtered} />
            ) : (
              <RepositoryRows repositories={list.value.items} />
            )}
            <Flex gap="3">
              {cursor && (
                <ButtonLink
                  variant="secondary"
                  href={`${GIT_ROOT}?${address({})}`}
                >
                  First page
                </ButtonLink>
              )}
              {list.value.nextCursor && (
                <ButtonLink
                  variant="secondary"
                  href={`${GIT_ROOT}?${address({ cursor: list.value.nextCursor })}`}
                >
                  Next page
                </ButtonLink>
              )}
            </Flex>
          </>
        )}
      </Flex>
    </Container>
  );
}
