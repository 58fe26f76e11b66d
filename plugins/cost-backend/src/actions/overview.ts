import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { CostOverviews } from '../service/CostOverviews';
import { manyQuestionFields } from './questionFields';
import { readRef } from './readRef';

/** The action that says what many entities cost. */
export function registerOverview(options: {
  registry: ActionsRegistryService;
  overviews: CostOverviews;
}): void {
  const { registry, overviews } = options;
  registry.register({
    name: 'overview',
    title: 'What entities cost, the most expensive first',
    description:
      'Lists what each entity costs in a month, in each of its currencies, the largest amount first: those that the caller may read, or those of one owning group. Amounts are exact decimals; currencies are never added, but converted into one that is asked for: conversion then names the rates with their days, and currencies without one, whose amounts stand beside. Callers who may read everything also get what is attributed to no entity, and whether attributed, shared, idle and unattributed cost add up to what the sources state. Ask cost:summary about one entity.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z.object({
          ...manyQuestionFields(z),
          limit: z.number().int().min(1).max(200).default(50),
        }),
      output: z =>
        z.object({
          month: z.string(),
          metric: z.string(),
          conversion: z.record(z.string(), z.unknown()).optional(),
          convertibleTo: z.array(z.string()),
          items: z.array(z.record(z.string(), z.unknown())),
          isComplete: z.boolean(),
          sources: z.array(z.record(z.string(), z.unknown())),
          reconciliation: z.array(z.record(z.string(), z.unknown())).optional(),
          unattributed: z.array(z.record(z.string(), z.unknown())).optional(),
        }),
    },
    action: async ({ input, credentials }) => {
      const { owner, limit, ...rest } = input;
      const overview = await overviews.list(
        {
          ...rest,
          owner: owner === undefined ? undefined : [readRef('owner', owner)],
        },
        credentials,
      );
      return {
        output: {
          ...overview,
          items: overview.items.slice(0, limit),
          isComplete: overview.isComplete && overview.items.length <= limit,
          unattributed: overview.unattributed?.slice(0, limit),
        },
      };
    },
  });
}
