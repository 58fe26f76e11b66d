import { InputError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const stepSchema = z.looseObject({
  id: z.string().optional(),
  name: z.string().optional(),
  action: z.string(),
  input: z.record(z.string(), z.any()).optional(),
});

const templateSchema = z.looseObject({
  apiVersion: z.literal('scaffolder.backstage.io/v1beta3'),
  kind: z.literal('Template'),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    parameters: z
      .union([
        z.record(z.string(), z.any()),
        z.array(z.record(z.string(), z.any())),
      ])
      .default([]),
    steps: z.array(stepSchema),
    output: z.record(z.string(), z.any()).default({}),
  }),
});

/** A template as the harness runs it. */
export interface Template {
  metadata: JsonObject & { name: string };
  /** The pages of the form, each a JSON schema. */
  parameters: JsonObject[];
  steps: (JsonObject & { id: string; name: string; action: string })[];
  output: JsonObject;
}

/** Reads `<templates>/<name>/template.yaml`. */
export async function readTemplate(
  templatesDirectory: string,
  name: string,
): Promise<Template> {
  const path = join(templatesDirectory, name, 'template.yaml');
  const parsed = templateSchema.safeParse(
    parse(await fs.readFile(path, 'utf-8')),
  );
  if (!parsed.success) {
    throw new InputError(
      `${path}: ${parsed.error.issues
        .map(issue => `${issue.path.join('.')}: ${issue.message}`)
        .join('; ')}`,
    );
  }
  const { metadata, spec } = parsed.data;
  return {
    metadata: metadata as Template['metadata'],
    parameters: [spec.parameters].flat(),
    steps: spec.steps.map((step, index) => ({
      ...step,
      id: step.id ?? `step-${index + 1}`,
      name: step.name ?? step.action,
    })),
    output: spec.output,
  };
}
