import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { ModelEconomics } from '../service/ModelEconomics';
import { readRef } from './readRef';

/** The action that says what a model costs. */
export function registerModel(options: {
  registry: ActionsRegistryService;
  models: ModelEconomics;
}): void {
  const { registry, models } = options;
  registry.register({
    name: 'model',
    title: 'What a model costs, and what one run or prediction of it does',
    description:
      'Says for one ML model what it costs in a month: training (its pipelines and their runs), serving, idle GPUs, storage, its share of shared cost and the rest; they add up to its amount. Then what one training run, a thousand predictions and a million tokens cost, with and without idle cost, and the runs, the dearest first. Amounts are exact decimals, one entry for each currency; currencies are never added. A count that is null is not known, which is not zero: its reason says why. What is shared by several models is divided evenly among them.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z.object({
          entity: z
            .string()
            .max(400)
            .describe('Full entity ref of a model: resource:default/churn'),
          month: z
            .string()
            .regex(/^(?:19|[2-8]\d)\d\d-(0[1-9]|1[0-2])$/)
            .optional()
            .describe('Such as 2026-11; the current one without it'),
          metric: z
            .enum(['billed', 'effective', 'list', 'contracted'])
            .optional(),
        }),
      output: z =>
        z.object({
          entityRef: z.string(),
          month: z.string(),
          metric: z.string(),
          currencies: z.array(z.record(z.string(), z.unknown())),
          pipelines: z.array(z.string()),
          servers: z.array(z.string()),
          runs: z.record(z.string(), z.unknown()),
          predictions: z.record(z.string(), z.unknown()),
          tokens: z.record(z.string(), z.unknown()),
          runList: z.array(z.record(z.string(), z.unknown())),
          sources: z.array(z.record(z.string(), z.unknown())),
        }),
    },
    action: async ({ input, credentials }) => ({
      output: await models.get(
        { ...input, entity: readRef('entity', input.entity) },
        credentials,
      ),
    }),
  });
}
