import { z } from 'zod';
import { entityRefField, ruleIdSchema } from '../attribution/attributionRule';
import { describeIssues } from '../attribution/describeIssues';
import { COST_METRICS, CostMetric } from '../facts/CostFact';

const MAX_AMONG = 5_000;

/** A policy as an operator writes it. @public */
export const splitPolicySchema = z.discriminatedUnion(
  'split',
  [
    z.strictObject({ split: z.literal('none') }),
    z.strictObject({
      split: z.enum(['even', 'proportional']),
      among: z
        .array(entityRefField)
        .min(1, 'must name at least one')
        .max(MAX_AMONG)
        .optional(),
    }),
  ],
  'must have a split: even, proportional or none',
);

const policiesSchema = z.strictObject({
  weight: z
    .enum(COST_METRICS, `must be one of ${COST_METRICS.join(', ')}`)
    .default('effective'),
  idle: splitPolicySchema.default({ split: 'none' }),
  pools: z.record(ruleIdSchema, splitPolicySchema).default({}),
});

/**
 * How cost that is nobody's own is split. `even`: the same for each;
 * `proportional`: by direct cost of the same day and currency; `none`: left
 * unattributed. `among` names who takes part: entities, and groups or users
 * for whatever they own.
 *
 * @public
 */
export type SplitPolicy = z.infer<typeof splitPolicySchema>;

/** How every kind of shared cost is split. @public */
export interface SplitPolicies {
  /** Cost that weights of proportional splits are taken from. */
  weight: CostMetric;
  /** For what clusters leave unused. */
  idle: SplitPolicy;
  /** By pool; a pool that is not here stays unattributed. */
  pools: ReadonlyMap<string, SplitPolicy>;
}

/**
 * Policies as an operator wrote them. Nothing is shared where nothing is said.
 * Throws an Error whose message names the field.
 *
 * @param title - what to call them to a person, such as `cost.sharing`
 * @public
 */
export function readSplitPolicies(
  input: unknown,
  title: string,
): SplitPolicies {
  const result = policiesSchema.safeParse(input ?? {});
  if (!result.success) {
    throw new Error(
      describeIssues(result.error.issues, path => [title, ...path]),
    );
  }
  const { weight, idle, pools } = result.data;
  return { weight, idle, pools: new Map(Object.entries(pools)) };
}
