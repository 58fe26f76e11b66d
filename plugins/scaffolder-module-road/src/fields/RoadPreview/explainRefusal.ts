import { explainError } from '@plumbline/backstage-plugin-kit-react';

/** How a form value is refused: `instance.name does not match pattern …`. */
const SCHEMA_ERROR = /^instance\.?/;

interface SchemaError {
  stack?: unknown;
}

function readSchemaErrors(text: string): string[] {
  const start = text.indexOf('{"errors"');
  if (start < 0) {
    return [];
  }
  try {
    const { errors } = JSON.parse(text.slice(start)) as {
      errors: SchemaError[];
    };
    return errors.flatMap(({ stack }) =>
      typeof stack === 'string' ? [stack.replace(SCHEMA_ERROR, '').trim()] : [],
    );
  } catch {
    // Not the list that it looked like: the caller shows the text as it is.
    return [];
  }
}

/** Why a dry run was refused, one sentence per culprit. */
export function explainRefusal(error: Error): string[] {
  const text = explainError(error);
  const culprits = readSchemaErrors(text);
  return culprits.length > 0 ? culprits : [text];
}
