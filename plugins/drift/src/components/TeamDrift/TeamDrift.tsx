import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef, useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import {
  EmptyState,
  ErrorState,
  LoadingState,
  Panel,
  RelativeTime,
  Sparkline,
  StatusChip,
  rowStyles,
  useLoaded,
  useTabAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { driftApiRef } from '../../api/DriftApi';
import { TeamDriftOverview, TeamRow, fetchTeamDrift } from './fetchTeamDrift';
import { summariseTeam } from './summariseTeam';

function CheckedTable({ checked }: { checked: TeamRow[] }) {
  const addressOf = useTabAddress('drift');
  return (
    <table className={rowStyles.table} aria-label="Drift of the team">
      <thead>
        <tr>
          {['Entity', 'Status', 'What', 'Trend', 'Checked'].map(name => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {checked.map(({ entityRef, title, monitor }) => {
          const trend = monitor.trend.map(
            point => point.driftedShare ?? undefined,
          );
          return (
            <tr key={monitor.id}>
              <td data-label="Entity">
                <span>
                  <Link href={addressOf(entityRef, { monitor: monitor.id })}>
                    {title}
                  </Link>
                  {monitor.name !== title && (
                    <div className={rowStyles.explain}>{monitor.name}</div>
                  )}
                </span>
              </td>
              <td data-label="Status">
                <StatusChip status={monitor.status} />
              </td>
              <td data-label="What">{monitor.headline}</td>
              <td data-label="Trend">
                <Sparkline
                  values={trend}
                  threshold={monitor.threshold}
                  label={`Share of drifted features of ${title} in the last ${trend.length} runs`}
                />
              </td>
              <td data-label="Checked">
                {monitor.checkedAt && (
                  <RelativeTime value={monitor.checkedAt} />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Names(props: {
  title: string;
  items: { entityRef: string; title: string }[];
}) {
  const addressOf = useTabAddress('drift');
  if (props.items.length === 0) {
    return null;
  }
  return (
    <Panel>
      <Flex direction="column" gap="2">
        <Text as="h3" weight="bold">
          {`${props.title} (${props.items.length})`}
        </Text>
        <Flex gap="3" style={{ flexWrap: 'wrap' }}>
          {props.items.map(({ entityRef, title }) => (
            <Link key={entityRef} href={addressOf(entityRef)}>
              {title}
            </Link>
          ))}
        </Flex>
      </Flex>
    </Panel>
  );
}

function Overview({ overview }: { overview: TeamDriftOverview }) {
  const { checked, neverChecked, unwatched } = overview;
  const isEmpty = checked.length + neverChecked.length + unwatched.length === 0;
  if (isEmpty) {
    return (
      <EmptyState
        title="This team has nothing to watch."
        action={<Link href="/create">Create an ML pipeline</Link>}
      >
        Models, pipelines and model servers that it owns will stand here.
      </EmptyState>
    );
  }
  return (
    <>
      <Text as="h2" variant="title-x-small">
        {summariseTeam(overview)}
      </Text>
      {checked.length > 0 && (
        <Panel>
          <CheckedTable checked={checked} />
        </Panel>
      )}
      <Names title="Never checked" items={neverChecked} />
      <Names title="Without a monitor" items={unwatched} />
    </>
  );
}

/** The drift of everything that a team owns, what needs action first. */
export function TeamDrift() {
  const { entity } = useEntity();
  const catalogApi = useApi(catalogApiRef);
  const driftApi = useApi(driftApiRef);
  const teamRef = stringifyEntityRef(entity).toLowerCase();
  const overview = useLoaded(
    () => fetchTeamDrift({ catalogApi, driftApi, teamRef }),
    [catalogApi, driftApi, teamRef],
  );
  return (
    <Flex direction="column" gap="4" pb="5">
      {overview.isLoading && (
        <LoadingState label="Loading the drift of the team" lines={8} />
      )}
      {overview.error && (
        <ErrorState
          title="The drift of the team is not known right now"
          error={overview.error}
          onRetry={overview.reload}
        >
          What the team owns is still listed in the overview.
        </ErrorState>
      )}
      {overview.value && <Overview overview={overview.value} />}
    </Flex>
  );
}
