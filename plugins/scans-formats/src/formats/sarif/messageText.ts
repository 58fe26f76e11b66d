import { Loose, asList, asObject, asText } from '../../read/loose';
import { RuleFacts } from './ruleFacts';

/** More than is kept of a message, so that a long one costs little. */
const MAX_READ = 16_000;
const PLACEHOLDER = /\{\{|\}\}|\{(\d{1,3})\}/g;
/** `[text](1)` points at a place of the result, `[text](https://…)` at a page; brackets in the text are escaped. */
const LINK = /\[((?:[^[\]\\]|\\.)*)\]\([^()\s]*\)/g;

/** Fills in `{0}`; doubled braces are single ones (SARIF 2.1.0, 3.11.5). */
function fillIn(text: string, values: readonly unknown[]): string {
  return text.replace(PLACEHOLDER, (found, digits: string | undefined) => {
    if (digits === undefined) {
      return found[0];
    }
    return asText(values[Number(digits)])?.slice(0, MAX_READ) ?? found;
  });
}

/** A message without its links: what is linked stays as text. */
function withoutLinks(text: string): string {
  return text.includes('](')
    ? text.replace(LINK, (_, linked: string) =>
        linked.replace(/\\([\\[\]])/g, '$1'),
      )
    : text;
}

/** The plain text of a message, which may be written out or named by its id. */
export function messageText(
  value: unknown,
  facts: RuleFacts,
): string | undefined {
  const message: Loose | undefined = asObject(value);
  const id = asText(message?.id);
  const named = id === undefined ? undefined : facts.messages(id);
  const text =
    asText(message?.text) ??
    named ??
    asText(message?.markdown) ??
    (typeof value === 'string' ? asText(value) : undefined);
  if (text === undefined) {
    return undefined;
  }
  const short = text.length > MAX_READ ? text.slice(0, MAX_READ) : text;
  const { arguments: values } = message ?? {};
  // Only a text with arguments is a form: others may hold braces of their own
  return withoutLinks(
    Array.isArray(values) || named !== undefined
      ? fillIn(short, asList(values))
      : short,
  );
}
