import { parse } from 'yaml';
import { z } from 'zod/v4';

/** One input or output of a model. @public */
export interface ModelField {
  name: string;
  type: 'number' | 'integer' | 'boolean' | 'string' | 'datetime' | 'other';
  /** In MLflow's words, such as `double` or `tensor(float32)`. */
  nativeType: string;
  isRequired: boolean;
}

/** What a model takes and answers. @public */
export interface ModelInterface {
  inputs: ModelField[];
  outputs: ModelField[];
  /** First row of the input example that was logged with the model, by column. */
  example?: Record<string, string | number | boolean | null>;
}

const MAX_FIELDS = 5000;
const TYPES: Record<string, ModelField['type']> = {
  float: 'number',
  double: 'number',
  integer: 'integer',
  long: 'integer',
  boolean: 'boolean',
  string: 'string',
  datetime: 'datetime',
};

const fieldSchema = z.object({
  name: z.string().max(1000).optional(),
  type: z.string().max(200),
  required: z.boolean().optional(),
  'tensor-spec': z.object({ dtype: z.string().max(100) }).optional(),
});
const fileSchema = z.object({
  signature: z
    .object({ inputs: z.string().nullish(), outputs: z.string().nullish() })
    .nullish(),
  saved_input_example_info: z
    .object({ artifact_path: z.string().max(500), type: z.string().nullish() })
    .nullish(),
});
const exampleSchema = z.object({
  columns: z.array(z.union([z.string(), z.number()])).max(MAX_FIELDS),
  data: z.array(z.array(z.unknown())).min(1),
});

/**
 * Reads the signature and the input example out of an MLmodel file. Somebody
 * else wrote the file: what cannot be understood is left out.
 */
export async function parseModelFile(options: {
  file: string;
  readArtifact: (path: string) => Promise<string | undefined>;
}): Promise<ModelInterface> {
  const { file, readArtifact } = options;
  const content = fileSchema.safeParse(parseYaml(file)).data;
  const inputs = parseFields(content?.signature?.inputs);
  const outputs = parseFields(content?.signature?.outputs);
  const info = content?.saved_input_example_info;
  const example =
    info?.type === 'dataframe' && !info.artifact_path.includes('..')
      ? parseExample(await readArtifact(info.artifact_path))
      : undefined;
  return { inputs, outputs, example };
}

function parseYaml(text: string): unknown {
  try {
    // Aliases are not used by MLflow, and a few of them can fill the memory
    return parse(text, { maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}

function parseJson(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function parseFields(text: string | null | undefined): ModelField[] {
  const fields = z
    .array(z.unknown())
    .max(MAX_FIELDS)
    .safeParse(parseJson(text));
  return (fields.data ?? []).flatMap((value, index) => {
    const field = fieldSchema.safeParse(value).data;
    if (!field) {
      return [];
    }
    const dtype = field['tensor-spec']?.dtype;
    const name = field.name ?? String(index);
    return [
      {
        name,
        type: Object.hasOwn(TYPES, field.type) ? TYPES[field.type] : 'other',
        nativeType: dtype ? `tensor(${dtype})` : field.type,
        isRequired: field.required ?? true,
      },
    ];
  });
}

function parseExample(
  text: string | undefined,
): ModelInterface['example'] | undefined {
  const example = exampleSchema.safeParse(parseJson(text)).data;
  if (!example) {
    return undefined;
  }
  const [row] = example.data;
  return Object.fromEntries(
    example.columns.flatMap((column, index) => {
      const value = row[index];
      return value === null ||
        ['string', 'number', 'boolean'].includes(typeof value)
        ? [[String(column), value as string | number | boolean | null]]
        : [];
    }),
  );
}
