import { z } from 'zod';

/** Whether the rows of a window were what was promised; `unknown` when nothing broken was found and not all could be checked. @public */
export const contractStatusSchema = z.enum(['kept', 'broken', 'unknown']);
/** @public */
export type ContractStatus = z.infer<typeof contractStatusSchema>;

/** A promise that was broken, or that could not be checked. @public */
export const contractBreachSchema = z.object({
  /** The same from run to run. */
  id: z.string(),
  /** Such as `range`, `unique` or `freshness`. */
  rule: z.string(),
  column: z.string().optional(),
  outcome: z.enum(['broken', 'unknown']),
  /** Rows that break it, where it is about rows. */
  rows: z.number().int().optional(),
  /** At most five. Values are shortened, and left out of sensitive columns. */
  examples: z.array(
    z.object({
      /** Number in its file, from 1; absent where the data has no order. */
      row: z.number().int().optional(),
      file: z.string().optional(),
      /** What the key column of the contract holds. */
      key: z.string().optional(),
      value: z.string().optional(),
    }),
  ),
  /** One sentence. */
  text: z.string(),
});
/** @public */
export type ContractBreach = z.infer<typeof contractBreachSchema>;

/** The contract of a monitor, checked on one window. @public */
export const contractResultSchema = z.object({
  status: contractStatusSchema,
  rows: z.number().int().optional(),
  /** Promises that were looked at. */
  checks: z.number().int(),
  broken: z.number().int(),
  unknown: z.number().int(),
  /** What was broken, then what could not be checked: at most 200. */
  breaches: z.array(contractBreachSchema),
});
/** @public */
export type ContractResult = z.infer<typeof contractResultSchema>;

/** What `GET /runs/:id/contract` answers: nothing where the monitor had no contract. @public */
export const runContractSchema = z.object({
  contract: contractResultSchema.optional(),
});
/** @public */
export type RunContract = z.infer<typeof runContractSchema>;
