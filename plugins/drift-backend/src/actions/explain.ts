import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { MonitorService } from '../service/MonitorService';
import { RunService } from '../service/RunService';

/** The action that says why a monitor says what it says. */
export function registerExplain(options: {
  registry: ActionsRegistryService;
  monitors: MonitorService;
  runs: RunService;
}): void {
  const { registry, monitors, runs } = options;
  registry.register({
    name: 'explain',
    title: 'Why a drift monitor says what it says',
    description:
      'Explains the newest run of one drift monitor, or a given run: what was compared, and for each column the status, the effect beyond sampling noise, the threshold and the reasons in words, the decisive first. Get the monitor id from drift:status.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z.object({
          monitor: z.string().max(36).describe('Id of the monitor'),
          run: z
            .string()
            .max(36)
            .optional()
            .describe('Id of a run; the newest when absent'),
          limit: z.number().int().min(1).max(100).default(20),
        }),
      output: z =>
        z.object({
          headline: z.string(),
          status: z.string(),
          policy: z.string(),
          window: z.string(),
          baseline: z.string().optional(),
          run: z
            .object({
              id: z.string(),
              state: z.string(),
              windowStart: z.string(),
              windowEnd: z.string(),
              rowsReference: z.number().optional(),
              rowsCurrent: z.number().optional(),
              error: z.string().optional(),
            })
            .optional(),
          columns: z.array(
            z.object({
              column: z.string(),
              status: z.string(),
              reasons: z.array(z.string()),
              effect: z.number().optional(),
              noiseFloor: z.number().optional(),
              threshold: z.number().optional(),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const monitor = await monitors.get(input.monitor, credentials);
      const run = input.run
        ? await runs.get(input.run, credentials)
        : (await runs.list(monitor.id, { limit: 20 }, credentials)).items.find(
            ({ finishedAt }) => finishedAt !== undefined,
          );
      const columns = run
        ? await runs.listColumns(run.id, { limit: input.limit }, credentials)
        : { items: [] };
      return {
        output: {
          headline: run?.headline ?? monitor.headline,
          status: run?.status ?? monitor.status,
          policy: monitor.policy.name,
          window: monitor.windowDescription,
          baseline: monitor.baseline?.description,
          run: run && {
            id: run.id,
            state: run.state,
            windowStart: run.windowStart,
            windowEnd: run.windowEnd,
            rowsReference: run.rowsReference,
            rowsCurrent: run.rowsCurrent,
            error: run.error,
          },
          columns: columns.items.map(column => ({
            column: column.column,
            status: column.status,
            reasons: column.reasons,
            effect: column.effect,
            noiseFloor: column.noiseFloor,
            threshold: column.threshold,
          })),
        },
      };
    },
  });
}
