import {
  RootConfigService,
  SchedulerServiceTaskScheduleDefinition,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  MlflowInstance,
  readMlflowInstances,
} from '@plumbline/backstage-plugin-drift-node';

/** What is imported, for whom and how often. */
export interface MlflowImport {
  instances: MlflowInstance[];
  defaultOwner: string;
  schedule: SchedulerServiceTaskScheduleDefinition;
}

const KEY = 'catalog.providers.mlflow';
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { minutes: 5 },
  initialDelay: { seconds: 15 },
};

/** Nothing where `catalog.providers.mlflow` is not configured. */
export function readMlflowImport(
  config: RootConfigService,
): MlflowImport | undefined {
  const own = config.getOptionalConfig(KEY);
  if (!own) {
    return undefined;
  }
  const owner = own.getString('defaultOwner');
  let defaultOwner: string;
  try {
    defaultOwner = stringifyEntityRef(
      parseEntityRef(owner, { defaultKind: 'group' }),
    );
  } catch {
    throw new Error(
      `${KEY}.defaultOwner: "${owner}" is not a reference to a group or user`,
    );
  }
  const instances = readMlflowInstances(config.getOptional('mlflow.instances'));
  if (instances.length === 0) {
    throw new Error(
      `${KEY} is configured, but mlflow.instances names no server to import from`,
    );
  }
  return {
    instances,
    defaultOwner,
    schedule: own.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          own.getConfig('schedule'),
        )
      : DEFAULT_SCHEDULE,
  };
}
