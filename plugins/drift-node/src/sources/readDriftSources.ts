import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod/v4';

/** Where rows may be read from, as the operator configured it. @public */
export type DriftSource = { name: string } & (
  | {
      kind: 'folder';
      /** Absolute. */
      path: string;
    }
  | {
      kind: 's3';
      endpoint?: string;
      bucket: string;
      /** Paths of monitors begin below it; empty or ends in `/`. */
      prefix: string;
      region?: string;
      accessKeyId?: string;
      secretAccessKey?: string;
      forcePathStyle?: boolean;
    }
  | {
      kind: 'postgres';
      connectionString?: string;
      host?: string;
      port?: number;
      database?: string;
      user?: string;
      password?: string;
    }
  | {
      kind: 'trino';
      url: string;
      user: string;
      password?: string;
      catalog: string;
      schema: string;
    }
  | { kind: 'mlflow'; instance: string }
);

const text = z.string().min(1).max(2000);
const url = z.string().refine(
  value => {
    const parsed = URL.canParse(value) ? new URL(value) : undefined;
    return (
      parsed !== undefined &&
      ['http:', 'https:'].includes(parsed.protocol) &&
      !parsed.username &&
      !parsed.password
    );
  },
  { error: 'must be an http or https URL without credentials' },
);

/** The settings of each kind, by the key that names it. */
const KINDS = {
  folder: z.strictObject({ path: text }),
  s3: z
    .strictObject({
      endpoint: url.optional(),
      bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, {
        error: 'must be the name of a bucket',
      }),
      prefix: z
        .string()
        .max(900)
        .default('')
        .transform(prefix =>
          prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`,
        ),
      region: text.optional(),
      accessKeyId: text.optional(),
      secretAccessKey: text.optional(),
      forcePathStyle: z.boolean().optional(),
    })
    .refine(
      ({ accessKeyId, secretAccessKey }) => !accessKeyId === !secretAccessKey,
      { error: 'must have accessKeyId and secretAccessKey together' },
    ),
  postgres: z
    .strictObject({
      connectionString: text
        .refine(value => /^postgres(?:ql)?:\/\//.test(value), {
          error: 'must begin with postgresql://',
        })
        .optional(),
      host: text.optional(),
      port: z.coerce.number().int().min(1).max(65_535).optional(),
      database: text.optional(),
      user: text.optional(),
      password: text.optional(),
    })
    .refine(({ connectionString, host }) => !connectionString !== !host, {
      error: 'must have either connectionString or host',
    }),
  trino: z.strictObject({
    url,
    user: text,
    password: text.optional(),
    catalog: text,
    schema: text,
  }),
  mlflow: z.strictObject({ instance: text }),
} satisfies Record<DriftSource['kind'], z.ZodType>;

const KEY = 'drift.sources';

/**
 * Reads `drift.sources`: by name an object with one key, the kind, that holds
 * its settings. Fails with the path of the wrong key, and repeats no value.
 *
 * @param value - what the configuration holds at the key, if anything
 * @param options - `root`: folder that relative paths of folders begin at;
 *   `instances`: names in `mlflow.instances`
 * @public
 */
export function readDriftSources(
  value: unknown,
  options: { root: string; instances?: readonly string[] },
): DriftSource[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new Error(`${KEY}: must be an object, by the names of the sources`);
  }
  return Object.entries(value).map(([name, settings]) =>
    readSource({ name, settings, ...options }),
  );
}

function readSource(options: {
  name: string;
  settings: unknown;
  root: string;
  instances?: readonly string[];
}): DriftSource {
  const { name, settings, root, instances } = options;
  const at = `${KEY}.${name}`;
  if (!/^[a-zA-Z0-9][\w-]{0,62}$/.test(name)) {
    throw new Error(
      `${KEY}: ${JSON.stringify(name)} is not a name of letters, digits, hyphens and underscores`,
    );
  }
  const keys = Object.keys(Object(settings));
  const kinds = Object.keys(KINDS) as DriftSource['kind'][];
  const kind = kinds.find(candidate => keys[0] === candidate);
  if (!kind || keys.length !== 1) {
    throw new Error(
      `${at}: must have exactly one of ${kinds.join(', ')}; has ${
        keys.join(', ') || 'none'
      }`,
    );
  }
  const given = Object(settings)[kind];
  // A folder and an instance may be written without a level of their own
  const result = KINDS[kind].safeParse(
    typeof given === 'string' ? readShortForm(kind, given) : given,
  );
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new Error(
      `${[at, kind, ...issue.path].map(String).join('.')}: ${issue.message}`,
    );
  }
  const source = { name, kind, ...result.data } as DriftSource;
  if (source.kind === 'folder' && !isAbsolute(source.path)) {
    return { ...source, path: resolve(root, source.path) };
  }
  if (source.kind === 'mlflow' && !instances?.includes(source.instance)) {
    throw new Error(
      `${at}.mlflow.instance: mlflow.instances has no such name; has ${
        instances?.join(', ') || 'none'
      }`,
    );
  }
  return source;
}

function readShortForm(kind: DriftSource['kind'], value: string): unknown {
  return { folder: { path: value }, mlflow: { instance: value } }[
    kind as string
  ];
}
