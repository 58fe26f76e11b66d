import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { CostAdvices } from '../service/CostAdvices';
import { readRef } from './readRef';

/** The action that says what could be saved. */
export function registerAdvice(options: {
  registry: ActionsRegistryService;
  advices: CostAdvices;
}): void {
  const { registry, advices } = options;
  registry.register({
    name: 'advice',
    title: 'What could be saved, the largest saving first',
    description:
      'Lists requests of CPU and memory that could be lower, GPUs and volumes that nobody uses, and workloads that could run on nodes which may be interrupted, by what was measured over days; with the evidence and the saving per month as an exact decimal. No saving (null) means that no price is known, which is not zero. With state=withheld it lists what nothing is suggested for, and why. Sources that are stale, failed or never read make the list incomplete: say so. Without entity and owner it covers all that the caller may read; of a group, a system or a domain what is theirs.',
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
            .describe('Full entity ref of a group'),
          kind: z
            .enum([
              'cpuRequest',
              'memoryRequest',
              'gpuIdle',
              'volumeIdle',
              'spot',
            ])
            .optional(),
          state: z.enum(['suggestion', 'withheld']).default('suggestion'),
          limit: z.number().int().min(1).max(200).default(50),
        }),
      output: z =>
        z.object({
          items: z.array(z.record(z.string(), z.unknown())),
          nextCursor: z.string().optional(),
          savings: z.array(z.record(z.string(), z.unknown())),
          withheld: z.number(),
          sources: z.array(z.record(z.string(), z.unknown())),
        }),
    },
    action: async ({ input, credentials }) => {
      const { entity, owner, ...rest } = input;
      return {
        output: await advices.list(
          {
            ...rest,
            entity:
              entity === undefined ? undefined : readRef('entity', entity),
            owner: owner === undefined ? undefined : [readRef('owner', owner)],
          },
          credentials,
        ),
      };
    },
  });
}
