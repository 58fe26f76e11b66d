import { z } from 'zod/v4';

/** An MLflow server that the operator configured. @public */
export interface MlflowInstance {
  name: string;
  /** Address with its base path, without a slash at the end. */
  url: string;
  token?: string;
  username?: string;
  password?: string;
}

const urlSchema = z.string().transform((text, ctx) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    ctx.addIssue({ code: 'custom', message: 'must be an http or https URL' });
    return z.NEVER;
  }
  if (url.username || url.password) {
    ctx.addIssue({
      code: 'custom',
      message: 'must not hold credentials: use username and password',
    });
    return z.NEVER;
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
});

const instanceSchema = z
  .object({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
      error: 'must be lower case letters, digits and hyphens',
    }),
    url: urlSchema,
    token: z.string().min(1).optional(),
    username: z.string().min(1).optional(),
    password: z.string().min(1).optional(),
  })
  .refine(({ token, username }) => !(token && username), {
    error: 'must have a token or a username, not both',
  })
  .refine(({ username, password }) => !username === !password, {
    error: 'must have username and password together',
  });

/**
 * Reads `mlflow.instances`; none when the key is absent. Fails with the path of
 * the wrong key, and repeats no value.
 *
 * @public
 */
export function readMlflowInstances(value: unknown): MlflowInstance[] {
  const result = z
    .array(instanceSchema)
    .optional()
    .safeParse(value ?? undefined);
  if (!result.success) {
    const [{ path, message }] = result.error.issues;
    throw new Error(
      `${['mlflow.instances', ...path].map(String).join('.')}: ${message}`,
    );
  }
  const instances = result.data ?? [];
  const names = instances.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) {
    throw new Error(`mlflow.instances: "${twice}" is there twice`);
  }
  return instances;
}
