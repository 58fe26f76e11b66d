import type { core } from 'zod/v4';
import { nearMiss } from './nearMiss';

/**
 * Says what is wrong in words that name the allowed values. Used as the error
 * map of a parse: the sentence goes behind the field's path.
 */
export function explainIssue(issue: core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is needed'
        : `must be ${nameOf(issue.expected)}, is ${describe(issue.input)}${
            issue.expected === 'string' && isPlainScalar(issue.input)
              ? ': put it in quotes'
              : ''
          }`;
    case 'invalid_value':
      return explainValue(issue.values, issue.input);
    case 'invalid_union':
      return `must be text, a number, true or false, is ${describe(
        issue.input,
      )}`;
    case 'too_small':
      return 'must not be empty';
    case 'too_big':
      return `must not be longer than ${issue.maximum} characters`;
    default:
      return undefined;
  }
}

function explainValue(
  values: readonly core.util.Primitive[],
  input: unknown,
): string {
  if (input === undefined) {
    return `is needed, one of: ${values.join(', ')}`;
  }
  const guess =
    typeof input === 'string' ? nearMiss(input, values.map(String)) : undefined;
  return `must not be ${describe(input)}${
    guess ? ` (did you mean "${guess}"?)` : ''
  }, allowed: ${values.join(', ')}`;
}

/** Names an unknown field, what was probably meant, and what there is. */
export function explainUnknownField(
  field: string,
  known: readonly string[],
): string {
  const guess = nearMiss(field, known);
  return `is not a known field${
    guess ? `, did you mean "${guess}"?` : ''
  } (known: ${known.join(', ')})`;
}

/** `contract.fields[2].type` */
export function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function nameOf(expected: string): string {
  const names: Record<string, string> = {
    string: 'text',
    array: 'a list',
    object: 'a mapping',
    number: 'a number',
    boolean: 'true or false',
  };
  return names[expected] ?? expected;
}

/** What YAML makes of a word without quotes: `1.0` is a number, `true` a truth. */
function isPlainScalar(input: unknown): boolean {
  return typeof input === 'number' || typeof input === 'boolean';
}

function describe(input: unknown): string {
  if (input === null) {
    return 'empty';
  }
  if (Array.isArray(input)) {
    return 'a list';
  }
  return typeof input === 'object' ? 'a mapping' : JSON.stringify(input);
}
