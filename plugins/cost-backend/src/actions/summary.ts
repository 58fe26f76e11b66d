import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { CostSummaries } from '../service/CostSummaries';
import { questionFields } from './questionFields';
import { readRef } from './readRef';

/** The action that says what an entity costs. */
export function registerSummary(options: {
  registry: ActionsRegistryService;
  summaries: CostSummaries;
}): void {
  const { registry, summaries } = options;
  registry.register({
    name: 'summary',
    title: 'What an entity, a team, a system or a domain costs',
    description:
      'Says for one entity what it costs in a month until the last day that is known, with the same days of the month before, what the month will have cost at its end (an estimate), how its budget stands, what the cost is made of and which days were unusual. Of a group everything that it owns is added up, of a system or a domain what is part of it. Amounts are exact decimals, one entry for each currency; currencies are never added, but converted into one that is asked for: conversion then names the rates with their days, and currencies without one, whose amounts stand beside. No entry means that nothing is known to be attributed, which is not zero. Sources that are stale, failed or never read make figures incomplete: say so.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z.object({
          entity: z
            .string()
            .max(400)
            .describe(
              'Full entity ref, such as component:default/checkout or group:default/shop-team',
            ),
          ...questionFields(z),
          group: z
            .enum([
              'serviceCategory',
              'service',
              'kind',
              'region',
              'account',
              'chargeCategory',
            ])
            .default('serviceCategory')
            .describe('What the cost is told apart by'),
        }),
      output: z =>
        z.object({
          entityRef: z.string(),
          month: z.string(),
          metric: z.string(),
          metricWarning: z.string().optional(),
          budgetProblem: z.string().optional(),
          daysKeptFrom: z.string().optional(),
          conversion: z.record(z.string(), z.unknown()).optional(),
          convertibleTo: z.array(z.string()),
          members: z.number(),
          provisionalFrom: z.string().nullable(),
          currencies: z.array(z.record(z.string(), z.unknown())),
          sources: z.array(z.record(z.string(), z.unknown())),
        }),
    },
    action: async ({ input, credentials }) => ({
      output: await summaries.get(
        { ...input, entity: readRef('entity', input.entity) },
        credentials,
      ),
    }),
  });
}
