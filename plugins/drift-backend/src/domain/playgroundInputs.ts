import type { Playground } from '@plumbline/backstage-plugin-drift-common';
import { BaselineColumn } from './records';

/** What a monitor watches besides the inputs of the model. */
const OUTPUT = /^(prediction|predicted|score|probability|label|target)s?$/i;

function fieldTypeOf(
  type: BaselineColumn['type'],
): Playground['inputs'][number]['type'] {
  if (type === 'numeric' || type === 'discrete') {
    return 'number';
  }
  return type === 'boolean' ? 'boolean' : 'string';
}

function middleOf(
  low: number | undefined,
  high: number | undefined,
): number | undefined {
  return low === undefined || high === undefined
    ? undefined
    : Number(((low + high) / 2).toPrecision(3));
}

/** Fields of a form: the columns of the baseline that a model takes. */
export function proposeInputs(
  columns: readonly BaselineColumn[],
): Playground['inputs'] {
  return columns
    .filter(({ name, type }) => type !== 'idLike' && !OUTPUT.test(name))
    .map(({ name, type, low, high, values }) => {
      const isNumber = type === 'numeric' || type === 'discrete';
      return {
        name,
        type: fieldTypeOf(type),
        required: true,
        example: isNumber ? middleOf(low, high) : values?.[0],
        low: isNumber ? low : undefined,
        high: isNumber ? high : undefined,
        values: isNumber ? undefined : values,
      };
    });
}

/** Inputs that the baseline has not seen the like of. */
export function checkInputs(
  columns: readonly BaselineColumn[],
  inputs: Readonly<Record<string, unknown>>,
): { input: string; text: string }[] {
  return columns.flatMap(({ name, low, high, values }) => {
    const value = inputs[name];
    if (value === undefined || value === null) {
      return [];
    }
    if (
      typeof value === 'number' &&
      low !== undefined &&
      high !== undefined &&
      (value < low || value > high)
    ) {
      return [
        {
          input: name,
          text: `The baseline goes from ${low} to ${high}; ${value} is outside.`,
        },
      ];
    }
    if (values && !values.includes(String(value))) {
      return [
        {
          input: name,
          text: `The baseline has no "${String(value).slice(0, 100)}".`,
        },
      ];
    }
    return [];
  });
}
