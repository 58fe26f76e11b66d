import { Entity } from '@backstage/catalog-model';
import { z } from 'zod/v4';
import { datasetSchema } from './schema/dataset';
import {
  explainIssue,
  explainUnknownField,
  formatPath,
} from './schema/explain';
import { mlModelSchema } from './schema/mlModel';
import { mlPipelineSchema } from './schema/mlPipeline';
import { modelServerSchema } from './schema/modelServer';
import { countSlips } from './schema/nearMiss';

const SCHEMAS: Record<string, Record<string, z.ZodType>> = {
  Resource: { 'ml-model': mlModelSchema, dataset: datasetSchema },
  Component: {
    'ml-pipeline': mlPipelineSchema,
    'model-server': modelServerSchema,
  },
};

/** The types that nobody else uses, and the kind that they belong to. */
const OWN_TYPES: Record<string, string> = {
  'ml-model': 'Resource',
  'ml-pipeline': 'Component',
};

/**
 * What a check of an entity found: `isMl` says whether the entity is one of the
 * machine-learning types at all, `faults` what is wrong with it.
 *
 * @public
 */
export type MlEntityCheck = { isMl: boolean; faults: string[] };

/**
 * Checks the spec of models, datasets, pipelines and model servers. Each fault
 * is a sentence that starts with the field's path. Every other entity passes
 * untouched, among them the `ai-model` Resources of other portals.
 *
 * @public
 */
export function checkMlEntity(entity: Entity): MlEntityCheck {
  const types = SCHEMAS[entity.kind];
  const type = entity.spec?.type;
  if (!types || typeof type !== 'string') {
    return { isMl: false, faults: [] };
  }
  const schema = Object.hasOwn(types, type) ? types[type] : undefined;
  if (!schema) {
    const fault = findMistakenType(entity.kind, type);
    return { isMl: false, faults: fault ? [fault] : [] };
  }
  const result = schema.safeParse(entity.spec, { error: explainIssue });
  return {
    isMl: true,
    faults: result.success
      ? []
      : result.error.issues.flatMap(issue => toSentences(issue, schema)),
  };
}

/** A type that is ours but for a slip, or on the other kind, was meant to be ours. */
function findMistakenType(kind: string, type: string): string | undefined {
  const meant = Object.keys(OWN_TYPES).find(
    own => countSlips(type.toLowerCase(), own) <= 1,
  );
  if (!meant) {
    return undefined;
  }
  return meant === type
    ? `spec.type "${type}" belongs to kind ${OWN_TYPES[meant]}, not to ${kind}`
    : `spec.type must not be "${type}", did you mean "${meant}" (kind ${OWN_TYPES[meant]})?`;
}

function toSentences(issue: z.core.$ZodIssue, schema: z.ZodType): string[] {
  if (issue.code === 'unrecognized_keys') {
    const known = listFields(schema, issue.path);
    return issue.keys.map(
      key =>
        `${formatPath(['spec', ...issue.path, key])} ${explainUnknownField(
          key,
          known,
        )}`,
    );
  }
  return [`${formatPath(['spec', ...issue.path])} ${issue.message}`];
}

/** The field names that a schema allows at a path of its input. */
function listFields(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: z.ZodType = schema;
  for (const part of path) {
    at = unwrap(at);
    at = (
      at instanceof z.ZodArray
        ? at.element
        : (at as z.ZodObject).shape[String(part)]
    ) as z.ZodType;
  }
  return Object.keys((unwrap(at) as z.ZodObject).shape);
}

function unwrap(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional
    ? (schema.unwrap() as z.ZodType)
    : schema;
}
