import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { ButtonLink, Container, Flex, Link, Text } from '@backstage/ui';
import { driftApiRef } from '@plumbline/backstage-plugin-drift';
import {
  ErrorState,
  LoadingState,
  Team,
} from '@plumbline/backstage-plugin-kit-react';
import { RiAddLine } from '@remixicon/react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { Templates } from './create/Templates';
import { fetchMine } from './fetchMine';
import styles from './HomePage.module.css';
import { MyThings } from './mine/MyThings';
import { Needs } from './needs/Needs';
import { findNeeds } from './needs/findNeeds';
import { useCosts } from './needs/useCosts';
import { useSecurity } from './needs/useSecurity';
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

/** Open alerts about drift of what these teams own; not known until the teams are. */
function useAlerts(teams: Team[] | undefined) {
  const driftApi = useApi(driftApiRef);
  const { value, error, retry } = useAsyncRetry(async () => {
    const refs = (teams ?? []).map(({ ref }) => ref);
    const { items } =
      refs.length > 0 ? await driftApi.listOpenAlerts(refs) : { items: [] };
    return { teams, items };
  }, [driftApi, teams]);
  // What was found for other teams says nothing about these
  const items = teams && value?.teams === teams ? value.items : undefined;
  return { items, error, isLoading: teams && !items && !error, retry };
}

/** What could not be asked, in words. */
function describeFailure(failed: {
  mine?: Error;
  tasks?: Error;
  alerts?: Error;
  costs?: Error;
}): string {
  if (failed.mine) {
    return 'The catalog does not answer';
  }
  if (failed.tasks) {
    return 'Your template runs cannot be listed';
  }
  if (failed.alerts) {
    return 'Alerts about drift cannot be listed';
  }
  return failed.costs
    ? 'What things cost cannot be asked'
    : 'What security scans found cannot be asked';
}

/** What is mine, what needs me, what I can create. */
export function HomePage() {
  const mine = useMine();
  const tasks = useMyTasks();
  const alerts = useAlerts(mine.value?.teams);
  const scans = useSecurity(mine.value?.teams);
  const cost = useCosts(mine.value?.teams);
  const isLoading =
    mine.loading ||
    tasks.loading ||
    alerts.isLoading ||
    scans.isLoading ||
    cost.isLoading;
  const error =
    mine.error ?? tasks.error ?? alerts.error ?? cost.error ?? scans.error;
  const needs = findNeeds({
    entities: mine.value?.entities ?? [],
    missingRefs: mine.value?.missingRefs ?? [],
    tasks: tasks.value ?? [],
    alerts: alerts.items ?? [],
    security: scans.security,
    costs: cost.costs,
    now: new Date(),
  });
  const retry = () => {
    mine.retry();
    tasks.retry();
    alerts.retry();
    scans.retry();
    cost.retry();
  };

  let sentence = '';
  if (
    !isLoading &&
    mine.value &&
    tasks.value &&
    alerts.items &&
    scans.security &&
    cost.costs
  ) {
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
                    title={describeFailure({
                      mine: mine.error,
                      tasks: tasks.error,
                      alerts: alerts.error,
                      costs: cost.error,
                    })}
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
