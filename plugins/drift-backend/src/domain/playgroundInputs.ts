import type { Playground } from '@plumbline/backstage-plugin-drift-common';
import { BaselineColumn } from './records';

/** What a monitor watches besides the inputs of the model. */
const OUTPUT = /^(prediction|predicted|score|probability|label|target)s?$/i;

/** Fields of a form: the columns of the baseline that a model takes. */
export function proposeInputs(
  columns: readonly BaselineColumn[],
): Playground['inputs'] {
  return columns
    .filter(({ name, type }) => type !== 'idLike' && !OUTPUT.test(name))
    .map(({ name, type, low, high, values }) => {
      const isNumber = type === 'numeric' || type === 'discrete';
      const middle =
        low !== undefined && high !== undefined ? (low + high) / 2 : undefined;
      return {
        name,
        type: isNumber ? 'number' : type === 'boolean' ? 'boolean' : 'string',
        required: true,
        example: isNumber
          ? middle === undefined
            ? undefined
            : Number(middle.toPrecision(3))
          : values?.[0],
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
