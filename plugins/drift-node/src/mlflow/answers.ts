import { z } from 'zod/v4';

/*
 * What MLflow's REST API 2.0 answers, as far as we read it. The server is not
 * ours: unknown fields are dropped, absent lists are empty, and texts are cut
 * to what a page can show.
 */

const text = (max: number) =>
  z.string().transform(value => value.slice(0, max));
const name = text(1000);
/** MLflow sends 64-bit numbers as text or as numbers, by its store. */
const time = z.coerce.number().transform(milliseconds => {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) || milliseconds <= 0
    ? undefined
    : date.toISOString();
});
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform(items => items ?? []);
const pairs = list(
  z.object({ key: name, value: text(8000).nullish() }),
).transform(items =>
  Object.fromEntries(items.map(({ key, value }) => [key, value ?? ''])),
);
const optional = <T extends z.ZodType>(item: T) =>
  item.nullish().transform(value => value ?? undefined);
/** JSON has no word for NaN and Infinity, so MLflow writes them as text. */
const metricValue = z
  .union([z.number(), z.string().transform(Number)])
  .nullish()
  .transform(value => value ?? NaN);

/** As the server answers it. @public */
export const modelVersionSchema = z.object({
  name,
  version: z.coerce.string(),
  creation_timestamp: optional(time),
  last_updated_timestamp: optional(time),
  current_stage: optional(text(100)),
  description: optional(text(20_000)),
  source: optional(text(2000)),
  run_id: optional(text(64)),
  status: optional(text(100)),
  tags: pairs,
  aliases: list(name),
});

/** As the server answers it. @public */
export const registeredModelSchema = z.object({
  name,
  creation_timestamp: optional(time),
  last_updated_timestamp: optional(time),
  description: optional(text(20_000)),
  tags: pairs,
  aliases: list(z.object({ alias: name, version: z.coerce.string() })),
  latest_versions: list(modelVersionSchema),
});

const metricSchema = z.object({
  key: name,
  value: metricValue,
  timestamp: optional(time),
  step: z.coerce.number().catch(0),
});

/** As the server answers it. @public */
export const runSchema = z.object({
  info: z.object({
    run_id: text(64),
    run_name: optional(text(1000)),
    experiment_id: optional(text(100)),
    status: optional(text(100)),
    start_time: optional(time),
    end_time: optional(time),
  }),
  data: z
    .object({ metrics: list(metricSchema), params: pairs, tags: pairs })
    .nullish()
    .transform(data => data ?? { metrics: [], params: {}, tags: {} }),
});

/** As the server answers it. @public */
export const artifactSchema = z.object({
  path: text(4000),
  is_dir: z.boolean().nullish().transform(Boolean),
  file_size: optional(z.coerce.number()),
});

const page = { next_page_token: optional(z.string()) };

export const registeredModelsPageSchema = z.object({
  registered_models: list(registeredModelSchema),
  ...page,
});
export const modelVersionsPageSchema = z.object({
  model_versions: list(modelVersionSchema),
  ...page,
});
export const runsPageSchema = z.object({ runs: list(runSchema), ...page });
export const metricsPageSchema = z.object({
  metrics: list(metricSchema),
  ...page,
});
export const artifactsPageSchema = z.object({
  files: list(artifactSchema),
  ...page,
});
