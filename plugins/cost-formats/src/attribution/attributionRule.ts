import { z } from 'zod';
import { readEntityRef } from './entityRef';

const MAX_TEXT = 1_000;
/** A list of accounts or resources of a large platform. */
const MAX_VALUES = 5_000;
const MAX_KEYS = 50;

const text = z
  .string('must be text; put it between quotes')
  .min(1, 'must not be empty')
  .max(MAX_TEXT);
const pattern = z.union(
  [text, z.array(text).min(1, 'must name a value').max(MAX_VALUES)],
  'must be text between quotes, or a list of that',
);
/** What z.record() leaves out without a word: a condition that is not looked at books too much. */
const withoutPrototype = z
  .unknown()
  .refine(
    given =>
      typeof given !== 'object' ||
      given === null ||
      !Object.hasOwn(given, '__proto__'),
    'must not have the key __proto__',
  );
const keyed = withoutPrototype
  .pipe(z.record(text, pattern))
  .refine(
    record => Object.keys(record).length > 0,
    'must name at least one key',
  )
  .refine(
    record => Object.keys(record).length <= MAX_KEYS,
    `must not name more than ${MAX_KEYS} keys`,
  );
/** A ref of an entity, made full and lower case. */
export const entityRefField = z
  .string('must be text, such as component:default/checkout')
  .transform((given, context) => {
    const ref = readEntityRef(given);
    if (ref === undefined) {
      context.addIssue({
        code: 'custom',
        message: 'must be an entity ref, such as component:default/checkout',
      });
      return z.NEVER;
    }
    return ref;
  });
/** Printed beside `(none)` and what the product itself names with a colon. */
export const ruleIdSchema = z
  .string('must be text; put it between quotes')
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9 ._/-]{0,99}$/,
    'must be 1 to 100 letters, digits, blanks, ".", "_", "/" or "-"',
  );

/** Conditions on what rows were charged for; all must hold. A list holds where one of it does; `*` and `?` make a glob. @public */
export const attributionMatchSchema = z.strictObject({
  /** Tag keys compare without regard to case and surrounding blanks. */
  tag: keyed.optional(),
  /** Kubernetes labels; `-`, `.` and `/` of a key may also be `_`. */
  label: keyed.optional(),
  provider: pattern.optional(),
  billingAccount: pattern.optional(),
  /** Id or name. */
  account: pattern.optional(),
  service: pattern.optional(),
  serviceCategory: pattern.optional(),
  region: pattern.optional(),
  chargeCategory: pattern.optional(),
  resourceId: pattern.optional(),
  resourceName: pattern.optional(),
  cluster: pattern.optional(),
  namespace: pattern.optional(),
  workload: pattern.optional(),
  /** Run of a pipeline, as the tags and labels of `cost.runKeys` name it. */
  run: pattern.optional(),
  isIdle: z.boolean('must be true or false').optional(),
});

function holdsValueOnce(template: string): boolean {
  return template.split('{value}').length === 2;
}
const withValue = text.refine(
  holdsValueOnce,
  'must contain {value} exactly once',
);

/** Which tag or label names the entity, and how. @public */
export const entityFromSchema = z
  .strictObject({
    tag: text.optional(),
    label: text.optional(),
    /** What of the tag's value is meant: `team-{value}`. Other values are not meant. */
    pattern: withValue.optional(),
    /** The entity ref that the value makes: `group:default/{value}`. */
    template: withValue.optional(),
    /** Entity refs by value. Where there is no template, other values name nothing. */
    values: withoutPrototype.pipe(z.record(text, entityRefField)).optional(),
  })
  .refine(
    ({ tag, label }) => (tag === undefined) !== (label === undefined),
    'must name either a tag or a label',
  );

/** A rule as operators write it; the first that matches books the cost. @public */
export const attributionRuleSchema = z
  .strictObject({
    id: ruleIdSchema,
    /** Absent: whatever no rule above has booked. */
    match: attributionMatchSchema.optional(),
    /** Books to this entity. */
    entity: entityRefField.optional(),
    /** Books to the entity that the row itself names. */
    entityFrom: entityFromSchema.optional(),
    /** Books to this pool, which a policy splits. */
    shared: ruleIdSchema.optional(),
  })
  .refine(
    ({ entity, entityFrom, shared }) =>
      [entity, entityFrom, shared].filter(books => books !== undefined)
        .length === 1,
    'must book to exactly one of entity, entityFrom and shared',
  );

/** Conditions of a rule. @public */
export type AttributionMatch = z.infer<typeof attributionMatchSchema>;

/** Which tag or label names the entity, and how. @public */
export type EntityFrom = z.infer<typeof entityFromSchema>;

/** What books cost to an entity or to a pool of shared cost. @public */
export type AttributionRule = z.infer<typeof attributionRuleSchema> & {
  /**
   * Claims with the same id that follow each other have no order: where those
   * that match name different entities, the cost stays unattributed.
   */
  isClaim?: boolean;
};
