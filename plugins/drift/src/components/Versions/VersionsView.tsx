import { useApi } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Link, Select, Text } from '@backstage/ui';
import { ModelVersion } from '@plumbline/backstage-plugin-drift-common';
import {
  EmptyState,
  ErrorState,
  LoadingState,
  Panel,
  RelativeTime,
  useAddress,
  useLoaded,
} from '@plumbline/backstage-plugin-kit-react';
import { driftApiRef } from '../../api/DriftApi';
import { choosePair, versionKey } from './compareVersions';
import { VersionDriftTable } from './VersionDriftTable';
import { MetricsTable, ParametersTable } from './VersionTables';
import styles from '../DriftTab/DriftTab.module.css';

function VersionFacts({ version }: { version: ModelVersion }) {
  return (
    <Panel>
      <Flex direction="column" gap="2">
        <Text weight="bold">
          {version.url ? (
            <Link href={version.url}>{`Version ${version.version}`}</Link>
          ) : (
            `Version ${version.version}`
          )}
          {version.aliases.length > 0 && ` (${version.aliases.join(', ')})`}
        </Text>
        <Text color="secondary">
          {`${version.model} in ${version.instance}, ${version.status.toLowerCase().replaceAll('_', ' ')}`}
          {version.createdAt && (
            <>
              {', made '}
              <RelativeTime value={version.createdAt} />
            </>
          )}
        </Text>
        {version.description && <Text>{version.description}</Text>}
      </Flex>
    </Panel>
  );
}

function Choice(props: {
  label: string;
  name: 'left' | 'right';
  versions: ModelVersion[];
  chosen: ModelVersion;
}) {
  const address = useAddress();
  return (
    <Select
      label={props.label}
      options={props.versions.map(version => ({
        value: versionKey(version),
        label: `${version.version}${version.aliases.length ? ` (${version.aliases.join(', ')})` : ''}`,
      }))}
      value={versionKey(props.chosen)}
      onChange={key => address.set({ [props.name]: String(key) })}
    />
  );
}

/** Two versions of a model side by side: metrics with their differences, drift, parameters. */
export function VersionsView({ entityRef }: { entityRef: string }) {
  const driftApi = useApi(driftApiRef);
  const address = useAddress();
  const loaded = useLoaded(
    () => driftApi.getModelVersions(entityRef),
    [driftApi, entityRef],
  );
  if (loaded.isLoading) {
    return <LoadingState label="Loading the versions" lines={9} />;
  }
  if (!loaded.value) {
    return (
      <ErrorState
        title="The versions cannot be read"
        error={loaded.error ?? new Error('The answer was empty')}
        onRetry={loaded.reload}
      >
        Drift and performance are still shown in the other parts.
      </ErrorState>
    );
  }
  const { versions, failures, reason } = loaded.value;
  const { left, right } = choosePair(versions, {
    left: address.get('left'),
    right: address.get('right'),
  });
  const isAlone = versions.length === 1;
  const other = isAlone ? undefined : right;
  return (
    <Flex direction="column" gap="4">
      {failures.map(({ instance, message }) => (
        <Alert
          key={instance}
          status="warning"
          icon
          title={`The registry ${instance} did not answer; the rest is shown.`}
          description={message}
        />
      ))}
      {left && right ? (
        <>
          {isAlone ? (
            <Text color="secondary">
              There is one version. The next one will stand beside it.
            </Text>
          ) : (
            <div className={styles.pair}>
              <Choice
                label="Compare"
                name="left"
                versions={versions}
                chosen={left}
              />
              <Choice
                label="with"
                name="right"
                versions={versions}
                chosen={right}
              />
            </div>
          )}
          <div className={styles.pair}>
            <VersionFacts version={left} />
            {other && <VersionFacts version={other} />}
          </div>
          <MetricsTable left={left} right={other} />
          <VersionDriftTable left={left} right={other} />
          {other && <ParametersTable left={left} right={other} />}
        </>
      ) : (
        <EmptyState title={reason ?? 'No version is known.'}>
          {reason === undefined && (
            <>
              Set the annotation <code>plumbline.dev/registered-model</code> to
              the name of the model in MLflow.
            </>
          )}
        </EmptyState>
      )}
    </Flex>
  );
}
