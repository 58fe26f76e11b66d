import type { Playground } from '@plumbline/backstage-plugin-drift-common';
import type { ModelInterface } from '@plumbline/backstage-plugin-drift-node';
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

type Input = Playground['inputs'][number];

/** What the baseline held of an input. */
function rangeOf(
  column: BaselineColumn | undefined,
): Pick<Input, 'example' | 'low' | 'high' | 'values'> {
  if (!column) {
    return {};
  }
  const { type, low, high, values } = column;
  return type === 'numeric' || type === 'discrete'
    ? { example: middleOf(low, high), low, high }
    : { example: values?.[0], values };
}

/** Fields of a form: what the model says that it takes, else the columns of the baseline. */
export function proposeInputs(options: {
  columns: readonly BaselineColumn[];
  signature?: ModelInterface;
}): Playground['inputs'] {
  const { columns, signature } = options;
  if (signature && signature.inputs.length > 0) {
    const byName = new Map(columns.map(column => [column.name, column]));
    return signature.inputs.map(({ name, type, isRequired }) => {
      const range = rangeOf(byName.get(name));
      return {
        name,
        type: type === 'datetime' || type === 'other' ? 'string' : type,
        required: isRequired,
        ...range,
        example: signature.example?.[name] ?? range.example,
      };
    });
  }
  return columns
    .filter(({ name, type }) => type !== 'idLike' && !OUTPUT.test(name))
    .map(column => ({
      name: column.name,
      type: fieldTypeOf(column.type),
      required: true,
      ...rangeOf(column),
    }));
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
