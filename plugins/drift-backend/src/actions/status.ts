import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { MonitorService } from '../service/MonitorService';

/** The action that says how monitors are. */
export function registerStatus(options: {
  registry: ActionsRegistryService;
  monitors: MonitorService;
}): void {
  const { registry, monitors } = options;
  registry.register({
    name: 'status',
    title: 'Drift of a model, or of a team',
    description:
      'Says for each drift monitor of an entity or of an owning group whether its inputs, predictions and performance left the baseline, since when, and which columns are worst. Status is ok, warn, critical or unknown; unknown is never ok. Pass nextCursor as cursor to go on.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z.object({
          entity: z
            .string()
            .max(400)
            .optional()
            .describe('Full entity ref, such as resource:default/credit-risk'),
          owner: z
            .string()
            .max(400)
            .optional()
            .describe('Full entity ref of a group'),
          cursor: z.string().max(500).optional(),
          limit: z.number().int().min(1).max(100).default(20),
        }),
      output: z =>
        z.object({
          items: z.array(
            z.object({
              id: z.string(),
              name: z.string(),
              entityRef: z.string(),
              status: z.string(),
              headline: z.string(),
              since: z.string().optional(),
              checkedAt: z.string().optional(),
              driftedShare: z.number().optional(),
              worstColumns: z.array(z.string()),
              performance: z
                .object({
                  status: z
                    .string()
                    .describe('unknown when there are not enough labels'),
                  sentence: z.string(),
                  since: z.string().optional(),
                })
                .optional()
                .describe('Absent where the monitor measures none'),
            }),
          ),
          nextCursor: z.string().optional(),
        }),
    },
    action: async ({ input, credentials }) => {
      const page = await monitors.list(input, credentials);
      return {
        output: {
          items: page.items.map(monitor => ({
            id: monitor.id,
            name: monitor.name,
            entityRef: monitor.entityRef,
            status: monitor.status,
            headline: monitor.headline,
            since: monitor.since,
            checkedAt: monitor.checkedAt,
            driftedShare: monitor.driftedShare,
            worstColumns: monitor.columns.worst,
            performance: monitor.performance && {
              status: monitor.performance.status,
              sentence: monitor.performance.sentence,
              since: monitor.performance.since,
            },
          })),
          nextCursor: page.nextCursor,
        },
      };
    },
  });
}
