import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { ButtonLink, Container, Flex, Link, Text } from '@backstage/ui';
import {
  ErrorState,
  LoadingState,
} from '@plumbline/backstage-plugin-kit-react';
import { RiAddLine } from '@remixicon/react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { Templates } from './create/Templates';
import { fetchMine } from './fetchMine';
import styles from './HomePage.module.css';
import { MyThings } from './mine/MyThings';
import { Needs } from './needs/Needs';
import { findNeeds } from './needs/findNeeds';
import { NewestRepositories } from './repositories/NewestRepositories';
import { Section } from './Section';
import { greet, summarise } from './summary';

const MAX_TASKS = 50;

function useMine() {
  const identityApi = useApi(identityApiRef);
  const catalogApi = useApi(catalogApiRef);
  return useAsyncRetry(
    () => fetchMine({ identityApi, catalogApi }),
    [identityApi, catalogApi],
  );
}

function useMyTasks() {
  const scaffolderApi = useApi(scaffolderApiRef);
  return useAsyncRetry(async () => {
    const { tasks } = await scaffolderApi.listTasks({
      filterByOwnership: 'owned',
      limit: MAX_TASKS,
    });
    return tasks;
  }, [scaffolderApi]);
}

/** What is mine, what needs me, what I can create. */
export function HomePage() {
  const mine = useMine();
  const tasks = useMyTasks();
  const isLoading = mine.loading || tasks.loading;
  const error = mine.error ?? tasks.error;
  const needs = findNeeds({
    entities: mine.value?.entities ?? [],
    missingRefs: mine.value?.missingRefs ?? [],
    tasks: tasks.value ?? [],
    now: new Date(),
  });
  const retry = () => {
    mine.retry();
    tasks.retry();
  };

  let sentence = '';
  if (!isLoading && mine.value && tasks.value) {
    sentence = summarise({
      needs: needs.length,
      teams: mine.value.teams.length,
      things: mine.value.total,
    });
  } else if (!isLoading) {
    sentence = 'What needs you is not known right now.';
  }

  return (
    <main>
      <Container py="6">
        <Flex direction="column" gap="5">
          <header className={styles.head}>
            <Text as="h1" variant="title-small">
              {greet(new Date().getHours())}{' '}
              <span aria-live="polite">{sentence}</span>
            </Text>
            <ButtonLink
              variant="primary"
              href="/create"
              iconStart={<RiAddLine />}
            >
              Create
            </ButtonLink>
          </header>
          <div className={styles.columns}>
            <Flex direction="column" gap="5">
              <Section title="Needs you">
                {isLoading && (
                  <LoadingState label="Looking for what needs you" lines={3} />
                )}
                {!isLoading && error && (
                  <ErrorState
                    title={
                      mine.error
                        ? 'The catalog does not answer'
                        : 'Your template runs cannot be listed'
                    }
                    error={error}
                    onRetry={retry}
                  >
                    {needs.length > 0
                      ? 'What could be found out is listed below.'
                      : 'The rest of this page still works.'}
                  </ErrorState>
                )}
                {!isLoading && (!error || needs.length > 0) && (
                  <Needs needs={needs} />
                )}
              </Section>
              <Section
                title="Create"
                aside={<Link href="/create">All templates</Link>}
              >
                <Templates />
              </Section>
            </Flex>
            <Flex direction="column" gap="5">
              <Section
                title="Mine"
                aside={<Link href="/catalog">Catalog</Link>}
              >
                {mine.loading && (
                  <LoadingState label="Loading what your teams own" lines={6} />
                )}
                {!mine.loading && mine.error && (
                  <ErrorState
                    title="What your teams own cannot be shown"
                    error={mine.error}
                    onRetry={mine.retry}
                  >
                    Repositories are still listed under Git.
                  </ErrorState>
                )}
                {!mine.loading && mine.value && <MyThings mine={mine.value} />}
              </Section>
              <Section
                title="Newest repositories"
                aside={<Link href="/git">All repositories</Link>}
              >
                <NewestRepositories />
              </Section>
              <Text color="secondary">
                How things are meant to work:{' '}
                <Link href="/docs">documentation</Link>
              </Text>
            </Flex>
          </div>
        </Flex>
      </Container>
    </main>
  );
}
