import {
  KubernetesValidatorFunctions,
  parseEntityRef,
} from '@backstage/catalog-model';
import { z } from 'zod/v4';
import { findScheduleFault } from './schedule';

/** One line of text. */
export const lineSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, 'must be one line of plain text');

/** The life of a model, dataset or pipeline, in the catalog's usual words. */
export const lifecycleSchema = z.enum([
  'experimental',
  'production',
  'deprecated',
]);

const DURATION =
  /^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/;

/** An ISO 8601 duration longer than nothing. */
export const durationSchema = z.string().superRefine((value, ctx) => {
  if (!DURATION.test(value) || !/[1-9]/.test(value)) {
    ctx.addIssue({
      code: 'custom',
      message: `must be an ISO 8601 duration such as "P30D" or "PT6H", is "${value}"`,
    });
  }
});

/** A schedule as a Kubernetes CronJob understands it. */
export const scheduleSchema = z.string().superRefine((value, ctx) => {
  const fault = findScheduleFault(value);
  if (fault) {
    ctx.addIssue({ code: 'custom', message: fault });
  }
});

/**
 * A reference to another entity. Without a default kind the reference has to
 * name one; with `kinds` it has to be one of those.
 */
export function refSchema(options: { defaultKind?: string; kinds?: string[] }) {
  return z.string().superRefine((value, ctx) => {
    const fault = findRefFault(value, options);
    if (fault) {
      ctx.addIssue({ code: 'custom', message: fault });
    }
  });
}

function findRefFault(
  value: string,
  options: { defaultKind?: string; kinds?: string[] },
): string | undefined {
  const { defaultKind, kinds } = options;
  if (!defaultKind && /^[^:/]+$/.test(value)) {
    return `"${value}" does not say which kind it means: write "resource:${value}" or "component:${value}"`;
  }
  const form = `"${value}" is not an entity reference of the form [kind:][namespace/]name`;
  try {
    const ref = parseEntityRef(value, { defaultKind });
    if (
      !KubernetesValidatorFunctions.isValidKind(ref.kind) ||
      !KubernetesValidatorFunctions.isValidNamespace(ref.namespace) ||
      !KubernetesValidatorFunctions.isValidObjectName(ref.name)
    ) {
      return form;
    }
    return kinds && !kinds.includes(ref.kind.toLocaleLowerCase('en-US'))
      ? `"${value}" is a reference to kind "${ref.kind}", must be ${kinds.join(
          ' or ',
        )}`
      : undefined;
  } catch {
    return form;
  }
}

/** The fields that the catalog knows on every Resource. */
export const resourceFields = {
  owner: refSchema({ defaultKind: 'group', kinds: ['group', 'user'] }),
  system: refSchema({ defaultKind: 'system', kinds: ['system'] }).optional(),
  dependsOn: z.array(refSchema({})).optional(),
  dependencyOf: z.array(refSchema({})).optional(),
};

/** The fields that the catalog knows on every Component. */
export const componentFields = {
  ...resourceFields,
  subcomponentOf: refSchema({
    defaultKind: 'component',
    kinds: ['component'],
  }).optional(),
  providesApis: z
    .array(refSchema({ defaultKind: 'api', kinds: ['api'] }))
    .optional(),
  consumesApis: z
    .array(refSchema({ defaultKind: 'api', kinds: ['api'] }))
    .optional(),
  scaffoldedFrom: lineSchema.optional(),
};
