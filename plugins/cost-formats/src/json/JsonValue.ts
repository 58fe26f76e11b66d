/**
 * A number as the document writes it. What money it means is read from this
 * text, never from a double.
 */
export class JsonNumber {
  constructor(readonly text: string) {}
}

/** A value of a JSON document whose numbers kept their digits. */
export type JsonValue =
  string | boolean | null | JsonNumber | JsonValue[] | JsonObject;

/** An object of a JSON document. Its keys are somebody else's: look them up with `Object.hasOwn` only. */
export type JsonObject = { [key: string]: JsonValue };
