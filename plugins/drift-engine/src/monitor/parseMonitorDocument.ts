import { isMap, isScalar, LineCounter, Pair, parseAllDocuments } from 'yaml';
import type { Document } from 'yaml';
import type { z } from 'zod';
import { MonitorDocument, monitorDocumentSchema } from './monitorDocument';
import { nearestKey } from './nearestKey';

const MAX_CHARACTERS = 256 * 1024;
/** A handful of anchors is convenience; thousands of aliases are an attack. */
const MAX_ALIASES = 100;
/** More reasons than these only hide the first. */
const MAX_REASONS = 5;

function lineOf(
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair =
      isMap(parent) &&
      (parent.items.find(
        item => isScalar(item.key) && item.key.value === key,
      ) as Pair | undefined);
    if (pair && isScalar(pair.key) && pair.key.range) {
      return lines.linePos(pair.key.range[0]).line;
    }
  }
  return undefined;
}

/** The parts of a schema that lead to what stands under a key. */
interface Definition {
  shape?: Record<string, z.core.$ZodType>;
  innerType?: z.core.$ZodType;
  valueType?: z.core.$ZodType;
  options?: readonly z.core.$ZodType[];
}

/** The schema of an object or a map inside what is optional, has a default, or may be something else as well. */
function unwrap(schema: z.core.$ZodType | undefined): Definition | undefined {
  const definition = schema?._zod.def as Definition | undefined;
  if (definition?.innerType) {
    return unwrap(definition.innerType);
  }
  return (
    definition?.options
      ?.map(unwrap)
      .find(option => option?.shape ?? option?.valueType) ?? definition
  );
}

/** Keys that the schema knows where an unknown one stands. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  let definition = unwrap(monitorDocumentSchema);
  for (const key of path) {
    definition = unwrap(
      definition?.shape?.[String(key)] ?? definition?.valueType,
    );
  }
  return Object.keys(definition?.shape ?? {});
}

/**
 * The issue that a person can act on: where something may have one of several
 * forms, the one of the form that was meant.
 */
function meantIssue(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') {
    return issue;
  }
  const meant = issue.errors.findLast(
    ([first]) => first.code !== 'invalid_type' || first.path.length > 0,
  )?.[0];
  return meant
    ? meantIssue({ ...meant, path: [...issue.path, ...meant.path] })
    : issue;
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const where = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .map(key => {
        const meant = nearestKey(key, knownKeys(issue.path));
        return `${[where, key].filter(Boolean).join('.')} is unknown${
          meant ? `; did you mean ${meant}?` : ''
        }`;
      })
      .join('; ');
  }
  return `${where || 'the document'}: ${issue.message}`;
}

/** The parser's words, without the place that is named before them. */
function describeSyntax(message: string): string {
  const [text] = message.split('\n');
  return text.startsWith('RangeError')
    ? 'is nested too deeply'
    : text.replace(/ at line \d+, column \d+:?$/, '');
}

/**
 * The monitor that a `drift.yaml` defines. Throws an Error whose message names
 * the document, the line and the field.
 *
 * @param title - what to call the document to a person
 * @public
 */
export function parseMonitorDocument(
  text: string,
  title: string,
): MonitorDocument {
  if (text.length > MAX_CHARACTERS) {
    throw new Error(`${title} is longer than ${MAX_CHARACTERS / 1024} KiB`);
  }
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines });
  const [document] = documents as Document[];
  if (!document || document.contents === null) {
    throw new Error(`${title} is empty`);
  }
  if (documents.length > 1) {
    throw new Error(
      `${title} holds ${documents.length} documents; a monitor has a file of its own`,
    );
  }
  const [error] = document.errors;
  if (error) {
    const { line } = lines.linePos(error.pos[0]);
    throw new Error(`${title}, line ${line}: ${describeSyntax(error.message)}`);
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (failure) {
    throw new Error(`${title}: ${(failure as Error).message}`);
  }
  const result = monitorDocumentSchema.safeParse(value);
  if (!result.success) {
    const reasons = result.error.issues.slice(0, MAX_REASONS).map(found => {
      const issue = meantIssue(found);
      const path =
        issue.code === 'unrecognized_keys'
          ? [...issue.path, issue.keys[0]]
          : issue.path;
      const line = lineOf(document, lines, path);
      return `${line === undefined ? '' : `line ${line}: `}${describeIssue(issue)}`;
    });
    const more = result.error.issues.length - reasons.length;
    throw new Error(
      `${title}, ${reasons.join('; ')}${more > 0 ? `; and ${more} more` : ''}`,
    );
  }
  return result.data;
}
