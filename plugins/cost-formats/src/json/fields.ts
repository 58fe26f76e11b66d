import { Amount, readAmount } from '../money/amount';
import { DocumentRefused } from './DocumentRefused';
import { JsonNumber, JsonObject, JsonValue } from './JsonValue';
import { shortText } from './shortText';

/** What a value is called in a refusal. */
export function kindOf(value: JsonValue | undefined): string {
  if (value === undefined) {
    return 'missing';
  }
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  if (value instanceof JsonNumber) {
    return 'a number';
  }
  if (typeof value === 'object') {
    return 'an object';
  }
  return typeof value === 'string' ? 'a text' : 'true or false';
}

/** The place of a key within another place. */
export function placeIn(place: string, key: string): string {
  return place === '' ? shortText(key) : `${place}.${shortText(key)}`;
}

/** The value of a key of the object's own; `null` counts as not stated. */
export function fieldOf(
  object: JsonObject,
  key: string,
): Exclude<JsonValue, null> | undefined {
  return Object.hasOwn(object, key) ? (object[key] ?? undefined) : undefined;
}

/** Whether it is an object and not a list, a number or nothing. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof JsonNumber)
  );
}

/** @throws DocumentRefused where it is none */
export function expectObject(
  value: JsonValue | undefined,
  place: string,
): JsonObject {
  if (!isObject(value)) {
    throw new DocumentRefused(
      `an object is expected, this is ${kindOf(value)}.`,
      place || undefined,
    );
  }
  return value;
}

/** The object of a key, undefined where it is not stated. @throws DocumentRefused where it is something else */
export function objectField(
  object: JsonObject,
  key: string,
  place: string,
): JsonObject | undefined {
  const value = fieldOf(object, key);
  return value === undefined
    ? undefined
    : expectObject(value, placeIn(place, key));
}

/** The list of a key, empty where it is not stated. @throws DocumentRefused where it is something else */
export function listField(
  object: JsonObject,
  key: string,
  place: string,
): JsonValue[] {
  const value = fieldOf(object, key);
  if (value !== undefined && !Array.isArray(value)) {
    throw new DocumentRefused(
      `a list is expected, this is ${kindOf(value)}.`,
      placeIn(place, key),
    );
  }
  return value ?? [];
}

/** The text of a key; an id written as a number is text, too. Empty text says nothing. */
export function textField(object: JsonObject, key: string): string | undefined {
  const value = fieldOf(object, key);
  if (value instanceof JsonNumber) {
    return value.text;
  }
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The exact amount of a key, written as a number or as text; undefined where it is not stated. @throws DocumentRefused where it is no amount */
export function amountField(
  object: JsonObject,
  key: string,
  place: string,
): Amount | undefined {
  const value = fieldOf(object, key);
  if (value === undefined) {
    return undefined;
  }
  const text = value instanceof JsonNumber ? value.text : value;
  const amount = typeof text === 'string' ? readAmount(text) : undefined;
  if (amount === undefined) {
    throw new DocumentRefused(
      typeof text === 'string'
        ? `'${shortText(text)}' is no amount.`
        : `an amount is expected, this is ${kindOf(value)}.`,
      placeIn(place, key),
    );
  }
  return amount;
}

/** Names and values of a key whose values are text. What is no text is left out: it names nothing. */
export function textsField(
  object: JsonObject,
  key: string,
): ReadonlyMap<string, string> {
  const value = fieldOf(object, key);
  const texts = new Map<string, string>();
  if (isObject(value)) {
    for (const name of Object.keys(value)) {
      const text = value[name];
      if (typeof text === 'string') {
        texts.set(name, text);
      } else if (text instanceof JsonNumber) {
        texts.set(name, text.text);
      } else if (typeof text === 'boolean') {
        texts.set(name, String(text));
      }
    }
  }
  return texts;
}
