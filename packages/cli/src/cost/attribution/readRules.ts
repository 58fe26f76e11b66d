import {
  type AttributionRule,
  readAttributionRules,
  readSplitPolicies,
  rulesFromCatalog,
  type SplitPolicies,
} from '@plumbline/backstage-plugin-cost-formats';
import { parseDocument } from 'yaml';
import { UnusableInput } from '../../exitCodes';
import { readText } from '../../readText';
import { usable } from '../../usable';

const MAX_BYTES = 8 * 1024 * 1024;
/** A shared node of YAML may be used so often; more is a bomb. */
const MAX_ALIASES = 100;
const KEYS = ['attribution', 'sharing'];

/** By what costs are attributed. */
export interface Rules {
  rules: readonly AttributionRule[];
  /** Absent where nothing is said about what is shared and idle. */
  sharing?: SplitPolicies;
}

function parseYaml(text: string): unknown {
  const document = parseDocument(text, {
    schema: 'core',
    prettyErrors: false,
    uniqueKeys: true,
    logLevel: 'error',
  });
  const [error] = document.errors;
  if (error) {
    const line = text.slice(0, error.pos[0]).split('\n').length;
    throw new Error(
      `line ${line}: is not valid YAML (${error.code.toLowerCase().replaceAll('_', ' ')})`,
    );
  }
  return document.toJS({ maxAliasCount: MAX_ALIASES });
}

function readDocument(document: unknown): Rules {
  if (Array.isArray(document)) {
    return { rules: readAttributionRules(document, 'the list') };
  }
  if (typeof document !== 'object' || document === null) {
    throw new Error(
      `must be a list of rules, or have the keys ${KEYS.join(' and ')}`,
    );
  }
  const unknown = Object.keys(document).find(key => !KEYS.includes(key));
  if (unknown !== undefined) {
    throw new Error(
      `has the unknown key ${JSON.stringify(unknown.slice(0, 100))}; known are ${KEYS.join(' and ')}`,
    );
  }
  const { attribution, sharing } = document as Record<string, unknown>;
  return {
    rules:
      attribution === undefined
        ? rulesFromCatalog([]).rules
        : readAttributionRules(attribution, 'attribution'),
    ...(sharing === undefined
      ? {}
      : { sharing: readSplitPolicies(sharing, 'sharing') }),
  };
}

/**
 * The rules of a file, as operators write them below `cost` of their
 * configuration; without a file, or where it has none, those by which a resource
 * names its entity itself.
 */
export async function readRules(file: string | undefined): Promise<Rules> {
  if (file === undefined) {
    return { rules: rulesFromCatalog([]).rules };
  }
  const text = await readText({
    option: '--rules',
    file,
    maxBytes: MAX_BYTES,
  });
  if (text.trim() === '') {
    throw new UnusableInput(`--rules ${file}: is empty`);
  }
  return usable(() => readDocument(parseYaml(text)), `--rules ${file}`);
}
