import {
  CostModelAnswer,
  CostModelCurrency,
  CostPerUnit,
  CostUnitCount,
} from '@plumbline/backstage-plugin-cost-common';

/** Of what the cost is told, and of how many at once. */
export const MODEL_UNITS = [
  {
    key: 'perThousandPredictions',
    counted: 'predictions',
    per: '1,000 predictions',
    one: 'prediction',
  },
  {
    key: 'perMillionTokens',
    counted: 'tokens',
    per: 'million tokens',
    one: 'token',
  },
  { key: 'perRun', counted: 'runs', per: 'training run', one: 'training run' },
] as const;

export type ModelUnit = (typeof MODEL_UNITS)[number];

export type ModelCounts = Pick<
  CostModelAnswer,
  'runs' | 'predictions' | 'tokens'
>;

export type ModelUnitCosts = Pick<CostModelCurrency, ModelUnit['key']>;

/** Why there is no cost of one, in words: a count that nobody knows is not none. */
export function explainNone(
  count: CostUnitCount,
  unit: ModelUnit,
): string | undefined {
  if (count.count === null) {
    return count.reason;
  }
  return count.count === 0
    ? `No ${unit.one} was counted: there is nothing to divide by.`
    : undefined;
}

/** The unit costs that are known, the most telling first. */
export function knownUnits(
  costs: ModelUnitCosts,
): { unit: ModelUnit; cost: CostPerUnit }[] {
  return MODEL_UNITS.flatMap(unit => {
    const cost = costs[unit.key];
    return cost ? [{ unit, cost }] : [];
  });
}
