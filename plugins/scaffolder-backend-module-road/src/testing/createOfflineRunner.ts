import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { createRequire } from 'node:module';

/** The part of the scaffolder's own dry runner that is used here. */
export type OfflineRunner = (input: {
  spec: JsonObject;
  templateInfo: JsonObject;
  directoryContents: never[];
  secrets: Record<string, string>;
  credentials: unknown;
}) => Promise<{ output: JsonObject }>;

const scaffolder = createRequire(
  require.resolve('@backstage/plugin-scaffolder-backend/package.json'),
);

const ignore = () => {};
const instrument = { add: ignore, record: ignore };

/** What the scaffolder's API says against parameters on one page of a form. */
export function findPageErrors(
  parameters: JsonObject,
  page: JsonObject,
): string[] {
  const { validate } = scaffolder('jsonschema');
  const result: { errors: unknown[] } = validate(parameters, page);
  return result.errors.map(String);
}

/**
 * The scaffolder's dry runner, with exactly the given actions. It is not part of
 * the package's public interface, but it is the very code that the portal runs:
 * a copy of it here would drift.
 */
export function createOfflineRunner(options: {
  actions: TemplateAction<any, any, any>[];
  config: Config;
  logger: LoggerService;
  workingDirectory: string;
}): OfflineRunner {
  const { actions, config, logger, workingDirectory } = options;
  const registry = new Map(actions.map(action => [action.id, action]));
  const { createDryRunner } = scaffolder(
    './dist/scaffolder/dryrun/createDryRunner.cjs.js',
  );
  return createDryRunner({
    actionRegistry: {
      get: async (id: string) => {
        const action = registry.get(id);
        if (!action) {
          throw new Error(
            `There is no action "${id}"; offline there are: ${[
              ...registry.keys(),
            ].join(', ')}`,
          );
        }
        return action;
      },
      list: async () => registry,
    },
    config,
    integrations: ScmIntegrations.fromConfig(config),
    logger,
    metrics: {
      createCounter: () => instrument,
      createHistogram: () => instrument,
    },
    workingDirectory,
  });
}
