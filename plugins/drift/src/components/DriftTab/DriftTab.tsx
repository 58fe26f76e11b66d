import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Select } from '@backstage/ui';
import { MonitorSummary } from '@plumbline/backstage-plugin-drift-common';
import {
  ErrorState,
  LoadingState,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { useMonitors } from '../../hooks/useMonitors';
import { PlaygroundView } from '../Playground/PlaygroundView';
import { VersionsView } from '../Versions/VersionsView';
import { MonitorView } from './MonitorView';
import { NoMonitor } from './NoMonitor';
import { ViewLinks } from './ViewLinks';
import { readView } from './views';
import styles from './DriftTab.module.css';

function MonitorChoice(props: {
  monitors: MonitorSummary[];
  chosen: MonitorSummary;
}) {
  const { monitors, chosen } = props;
  const address = useAddress();
  if (monitors.length < 2) {
    return null;
  }
  return (
    <Select
      className={styles.selected}
      label="Monitor"
      options={monitors.map(({ id, name, status }) => ({
        value: id,
        label: `${name} (${status})`,
      }))}
      value={chosen.id}
      onChange={key =>
        address.set({
          monitor: String(key),
          feature: undefined,
          run: undefined,
          cursor: undefined,
        })
      }
    />
  );
}

/** Versions and playground ask the registry and the server, so they work without a monitor. */
function WithoutMonitor(props: { entityRef: string }) {
  const view = readView(useAddress().get('view'));
  return (
    <>
      <ViewLinks open={view} />
      {view === 'versions' && <VersionsView entityRef={props.entityRef} />}
      {view === 'playground' && <PlaygroundView entityRef={props.entityRef} />}
      {view !== 'versions' && view !== 'playground' && (
        <NoMonitor entityRef={props.entityRef} />
      )}
    </>
  );
}

/** Whether the entity left its baseline: the answer first, then what, since when and why. */
export function DriftTab() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity).toLowerCase();
  const address = useAddress();
  const monitors = useMonitors(entityRef);
  const chosen =
    monitors.value?.find(one => one.id === address.get('monitor')) ??
    monitors.value?.[0];
  return (
    <Flex direction="column" gap="4" pb="5" className={styles.root}>
      {monitors.isLoading && (
        <LoadingState label="Loading the monitors" lines={9} />
      )}
      {monitors.error && (
        <ErrorState
          title="The monitors cannot be read"
          error={monitors.error}
          onRetry={monitors.reload}
        >
          The other tabs of this page still work.
        </ErrorState>
      )}
      {monitors.value && !chosen && <WithoutMonitor entityRef={entityRef} />}
      {monitors.value && chosen && (
        <>
          <MonitorChoice monitors={monitors.value} chosen={chosen} />
          <MonitorView key={chosen.id} id={chosen.id} entityRef={entityRef} />
        </>
      )}
    </Flex>
  );
}
