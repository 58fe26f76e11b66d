import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { InputError } from '@backstage/errors';
import { entityRefSchema } from '@plumbline/backstage-plugin-kit-common';
import { SummaryService } from '../service/SummaryService';

/** An entity ref of an input, in full. */
export function readRef(name: string, value: string): string {
  const parsed = entityRefSchema.safeParse(value.toLocaleLowerCase('en-US'));
  if (!parsed.success) {
    throw new InputError(
      `${name} must be a full entity ref, such as component:default/checkout`,
    );
  }
  return parsed.data;
}

/** The action that says how entities stand. */
export function registerStatus(options: {
  registry: ActionsRegistryService;
  summaries: SummaryService;
}): void {
  const { registry, summaries } = options;
  registry.register({
    name: 'status',
    title: 'Security findings of an entity, or of a team',
    description:
      'Says for one entity, or for every entity of an owning group, how many security findings of which severity are open, how many are overdue, new, exploited and fixable, how many scans are held until a person confirms that what they list no more is gone, and when it was scanned last by which tools. State is findings, clean, stale (every scan is too old to be believed) or never (never scanned); stale and never are not clean. Read the findings themselves with scans:findings.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z.object({
          entity: z
            .string()
            .max(400)
            .optional()
            .describe('Full entity ref, such as component:default/checkout'),
          owner: z
            .string()
            .max(400)
            .optional()
            .describe('Full entity ref of a group; instead of an entity'),
          limit: z.number().int().min(1).max(200).default(50),
        }),
      output: z =>
        z.object({
          items: z.array(
            z.object({
              entityRef: z.string(),
              state: z.string(),
              open: z.record(z.string(), z.number()),
              overdue: z.number(),
              new: z.number(),
              exploited: z.number(),
              fixable: z.number(),
              decided: z.number(),
              held: z.number(),
              lastScannedAt: z.string().optional(),
              tools: z.array(
                z.object({
                  tool: z.string(),
                  lastScannedAt: z.string(),
                  isStale: z.boolean(),
                }),
              ),
            }),
          ),
          isComplete: z.boolean(),
        }),
    },
    action: async ({ input, credentials }) => {
      const { entity, owner, limit } = input;
      if ((entity === undefined) === (owner === undefined)) {
        throw new InputError('Name either an entity or an owner');
      }
      const { items, isComplete } =
        entity === undefined
          ? await summaries.list(
              { owner: [readRef('owner', owner!)] },
              credentials,
            )
          : {
              items: [
                await summaries.get(readRef('entity', entity), credentials),
              ],
              isComplete: true,
            };
      return {
        output: {
          items: items.slice(0, limit).map(item => ({
            entityRef: item.entityRef,
            state: item.state,
            open: item.open,
            overdue: item.overdue,
            new: item.new,
            exploited: item.exploited,
            fixable: item.fixable,
            decided: item.decided,
            held: item.held,
            lastScannedAt: item.lastScannedAt,
            tools: item.tools,
          })),
          isComplete: isComplete && items.length <= limit,
        },
      };
    },
  });
}
