import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { CostMovers } from '../service/CostMovers';
import { manyQuestionFields } from './questionFields';
import { readRef } from './readRef';

/** The action that says which costs changed most, and why. */
export function registerMovers(options: {
  registry: ActionsRegistryService;
  movers: CostMovers;
}): void {
  const { registry, movers } = options;
  registry.register({
    name: 'movers',
    title: 'Which costs changed most since the month before',
    description:
      'Lists the entities whose cost changed most in a month against the same days of the month before, in each currency, the largest change first, up or down: those that the caller may read, or those of one owning group. What began (previousSameDays is null) or ceased (amount is 0) is among them. Each has the workloads, services and categories that its change is made of. Amounts are exact decimals; currencies are never added, but converted into one that is asked for where a rate is configured.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z.object({
          ...manyQuestionFields(z),
          limit: z.number().int().min(1).max(50).default(10),
        }),
      output: z =>
        z.object({
          month: z.string(),
          metric: z.string(),
          items: z.array(z.record(z.string(), z.unknown())),
        }),
    },
    action: async ({ input, credentials }) => {
      const { owner, ...rest } = input;
      return {
        output: await movers.list(
          {
            ...rest,
            owner: owner === undefined ? undefined : [readRef('owner', owner)],
          },
          credentials,
        ),
      };
    },
  });
}
