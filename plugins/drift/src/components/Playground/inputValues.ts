import { Playground } from '@plumbline/backstage-plugin-drift-common';

/** One input that the model takes. */
export type PlaygroundInput = Playground['inputs'][number];

type Value = string | number | boolean | null;

/** What is sent, or what is wrong with the field. */
export type ReadInput = { value: Value } | { problem: string };

/** Turns the text of a field into what the model takes; an empty optional field is null. */
export function readInput(input: PlaygroundInput, text: string): ReadInput {
  const trimmed = text.trim();
  if (trimmed === '') {
    return input.required
      ? { problem: 'The model needs a value here.' }
      : { value: null };
  }
  switch (input.type) {
    case 'number':
    case 'integer': {
      const value = Number(trimmed);
      if (!Number.isFinite(value)) {
        return { problem: `"${trimmed}" is not a number.` };
      }
      return input.type === 'integer' && !Number.isInteger(value)
        ? { problem: 'The model takes whole numbers here.' }
        : { value };
    }
    case 'boolean':
      return trimmed === 'true' || trimmed === 'false'
        ? { value: trimmed === 'true' }
        : { problem: 'Choose true or false.' };
    default:
      return { value: text };
  }
}

/** Says when a value is outside of what the baseline held; such an answer is a guess. */
export function hintUnusual(
  input: PlaygroundInput,
  value: Value,
): string | undefined {
  if (typeof value === 'number') {
    const { low, high } = input;
    if (low !== undefined && value < low) {
      return `Below everything in the baseline (from ${low}).`;
    }
    if (high !== undefined && value > high) {
      return `Above everything in the baseline (up to ${high}).`;
    }
  }
  if (typeof value === 'string' && input.values && input.values.length > 0) {
    return input.values.includes(value)
      ? undefined
      : 'The baseline never held this value.';
  }
  return undefined;
}
