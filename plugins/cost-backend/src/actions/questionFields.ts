import type { z as Zod } from 'zod/v3';

/** What may be asked about the costs of entities. */
export function questionFields(z: typeof Zod) {
  return {
    month: z
      .string()
      .regex(/^(?:19|[2-8]\d)\d\d-(0[1-9]|1[0-2])$/)
      .optional()
      .describe('Such as 2026-11; the current one without it'),
    metric: z.enum(['billed', 'effective', 'list', 'contracted']).optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional()
      .describe('Converts amounts into it, by the rates that are configured'),
  };
}

/** What may be asked about the costs of many entities. */
export function manyQuestionFields(z: typeof Zod) {
  return {
    owner: z
      .string()
      .max(400)
      .optional()
      .describe('Full entity ref of a group'),
    ...questionFields(z),
  };
}
