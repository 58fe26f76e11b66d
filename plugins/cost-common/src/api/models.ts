import { z } from 'zod';
import { entityRefSchema } from '@plumbline/backstage-plugin-kit-common';
import {
  amountSchema,
  currencySchema,
  daySchema,
  metricSchema,
  monthSchema,
} from './shared';
import { sourceHealthSchema } from './entity';

/**
 * What the cost of a model is made of: runs of the pipelines that it depends
 * on; what serves it; GPUs that were paid for and not used; storage; its share
 * of what is shared; and what else is booked to it. They add up to its cost.
 *
 * @public
 */
export const modelPartSchema = z.enum([
  'training',
  'serving',
  'gpuIdle',
  'storage',
  'shared',
  'other',
]);
/** @public */
export type CostModelPart = z.infer<typeof modelPartSchema>;

/** What one of something cost. @public */
export const unitCostSchema = z.object({
  /** With what was paid for and not used. */
  amount: amountSchema,
  /** Without idle cost. */
  used: amountSchema,
  /** `amount` of the month before; null where it is not known. */
  previous: amountSchema.nullable(),
});
/** @public */
export type CostPerUnit = z.infer<typeof unitCostSchema>;

/** A number of the month, or why there is none: that is not zero. @public */
export const unitCountSchema = z.union([
  z.object({
    count: z.number().int().min(0),
    /** Where it was counted, in words. */
    from: z.string(),
    /** Last day that is counted. */
    until: daySchema.optional(),
  }),
  z.object({ count: z.null(), reason: z.string() }),
]);
/** @public */
export type CostUnitCount = z.infer<typeof unitCountSchema>;

/** What a model costs in one currency. @public */
export const modelCurrencySchema = z.object({
  currency: currencySchema,
  amount: amountSchema,
  /** Of the whole month before. */
  previousMonth: amountSchema.nullable(),
  parts: z.array(
    z.object({
      key: modelPartSchema,
      amount: amountSchema,
      previous: amountSchema.nullable(),
      /**
       * Whose costs they are, the dearest first. Those whose costs the caller
       * may not read are part of `amount` and are not named.
       */
      entities: z.array(
        z.object({
          entityRef: entityRefSchema,
          amount: amountSchema,
          /** Of how many models it is a part, among which its cost is divided evenly; absent where it is this one's alone. */
          sharedBy: z.number().int().min(2).optional(),
        }),
      ),
    }),
  ),
  /** Training and its idle GPUs, by run; null where the count is unknown or zero, or nothing is known of the cost. */
  perRun: unitCostSchema.nullable(),
  /** Serving and its idle GPUs until the last day that is counted; null as above. */
  perThousandPredictions: unitCostSchema.nullable(),
  /** As the one above. */
  perMillionTokens: unitCostSchema.nullable(),
  /** The last twelve months, the oldest first. */
  months: z.array(
    z.object({
      month: monthSchema,
      amount: amountSchema.nullable(),
      perRun: amountSchema.nullable(),
      perThousandPredictions: amountSchema.nullable(),
      perMillionTokens: amountSchema.nullable(),
    }),
  ),
});
/** @public */
export type CostModelCurrency = z.infer<typeof modelCurrencySchema>;

/** A training run by its name in the bill, and what it cost. @public */
export const modelRunSchema = z.object({
  run: z.string(),
  pipelineRef: entityRefSchema,
  firstDay: daySchema,
  lastDay: daySchema,
  currency: currencySchema,
  amount: amountSchema,
});
/** @public */
export type CostModelRun = z.infer<typeof modelRunSchema>;

/** Query of `GET /model`. @public */
export const costModelQuerySchema = z.object({
  entity: entityRefSchema,
  month: monthSchema.optional(),
  metric: metricSchema.optional(),
});
/** @public */
export type CostModelQuery = z.input<typeof costModelQuerySchema>;

/** `GET /model`: the economics of a model. @public */
export const costModelSchema = z.object({
  entityRef: entityRefSchema,
  month: monthSchema,
  metric: metricSchema,
  /** Empty where nothing was ever attributed to any of its parts. */
  currencies: z.array(modelCurrencySchema),
  /** What it was added up of, as the catalog relates it to the model, and as far as the caller may read its costs. */
  pipelines: z.array(entityRefSchema),
  servers: z.array(entityRefSchema),
  runs: unitCountSchema,
  predictions: unitCountSchema,
  tokens: unitCountSchema,
  /** Runs of the month, the dearest first; at most a hundred. */
  runList: z.array(modelRunSchema),
  sources: z.array(sourceHealthSchema),
});
/** @public */
export type CostModelAnswer = z.infer<typeof costModelSchema>;

/** Query of `GET /models`. @public */
export const costModelsQuerySchema = costModelQuerySchema.omit({
  entity: true,
});
/** @public */
export type CostModelsQuery = z.input<typeof costModelsQuerySchema>;

/** `GET /models`: the economics of all models that the caller may read, the dearest first. @public */
export const costModelsSchema = z.object({
  month: monthSchema,
  metric: metricSchema,
  items: z.array(
    modelCurrencySchema.omit({ months: true }).extend({
      entityRef: entityRefSchema,
      ownerRef: entityRefSchema.optional(),
      runs: unitCountSchema,
      predictions: unitCountSchema,
      tokens: unitCountSchema,
    }),
  ),
  /** Whether models were left out, because there are too many. */
  isComplete: z.boolean(),
  sources: z.array(sourceHealthSchema),
});
/** @public */
export type CostModels = z.infer<typeof costModelsSchema>;
