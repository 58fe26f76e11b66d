import { InputError } from '@backstage/errors';

/** What every format of file takes between quotes as it is. */
const PLAIN = /^[A-Za-z0-9 ._:/@+-]*$/;
/** Plain characters that still mean something to YAML or Markdown in this place. */
const STRUCTURAL = /: |:$|^[-:@ ]| $/;

/**
 * The text of a value that a skeleton prints without an escaping filter; refused
 * when it could be read as anything but itself. Names pass, free text does not.
 */
export function checkPlainText(value: unknown, expression: string): string {
  if (value === undefined || value === null) {
    throw new InputError(`"${expression}" has no value`);
  }
  if (typeof value === 'boolean' || typeof value === 'number') {
    return String(value);
  }
  if (typeof value !== 'string') {
    throw new InputError(
      `"${expression}" is a list or an object; print it through a filter: yaml, toml, py or md`,
    );
  }
  if (!PLAIN.test(value) || STRUCTURAL.test(value)) {
    throw new InputError(
      `"${expression}" is printed as it is, but its value ${JSON.stringify(
        value.length > 60 ? `${value.slice(0, 60)}…` : value,
      )} could break out of the file; print it through a filter: yaml, toml, py or md`,
    );
  }
  return value;
}
