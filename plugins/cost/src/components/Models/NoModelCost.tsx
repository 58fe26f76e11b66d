import {
  CopyCommand,
  EmptyState,
  EntityLink,
  Panel,
} from '@plumbline/backstage-plugin-kit-react';
import { CostModelAnswer } from '@plumbline/backstage-plugin-cost-common';
import { SOURCE_SETTING } from '../sources/sourceSetting';
import styles from './Models.module.css';

/** Nothing is known of any part: why, and what changes it. */
export function NoModelCost({ model }: { model: CostModelAnswer }) {
  const { sources, pipelines, servers } = model;
  const parts = [...pipelines, ...servers];
  if (sources.length === 0) {
    return (
      <Panel>
        <EmptyState
          title="No source of costs is configured."
          action={
            <CopyCommand command={SOURCE_SETTING} label="Copy the setting" />
          }
        >
          An operator adds a folder of exports of the cloud or the cluster to
          the app-config.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel>
      <EmptyState title="No cost is attributed to the model or to what makes and serves it. That is not zero: nobody knows.">
        {parts.length === 0 ? (
          <>
            The catalog knows no pipeline that the model depends on and nothing
            that serves it: relate them to it by dependsOn and serves.
          </>
        ) : (
          <>
            The cost page of each of them says how to attribute cost to it:
            <ul className={styles.entities}>
              {parts.map(entityRef => (
                <li key={entityRef}>
                  <EntityLink entityRef={entityRef} />
                </li>
              ))}
            </ul>
          </>
        )}
      </EmptyState>
    </Panel>
  );
}
