import { ColumnType } from './columnTypes';

/** What is known about a column before anybody said what it is. @public */
export interface ColumnFacts {
  /** Whether the engine holds it as numbers, times or booleans, or as text. */
  nativeKind: 'number' | 'time' | 'boolean' | 'text' | 'nested';
  rows: number;
  nulls: number;
  distinct: number;
  /** Of the non-null values: how many read as numbers, as whole numbers, as times. */
  numbers: number;
  wholeNumbers: number;
  times: number;
  meanLength: number;
}

/** A type, and why. @public */
export interface ProposedType {
  type: ColumnType;
  reason: string;
}

const DISCRETE_VALUES = 20;
/** Share of distinct values from which whole numbers or texts are taken for identifiers. */
const ID_SHARE = 0.5;
const ID_ROWS = 50;
/** Share of numbers from which the rest are mistakes, such as `N/A` in a measurement. */
const NUMBER_SHARE = 0.95;
const TEXT_LENGTH = 40;
const CATEGORIES_SHARE = 0.2;
const BOOLEAN_VALUES = 2;

/**
 * The type of a column, from its values, and one sentence with the reason.
 *
 * @public
 */
export function proposeColumnType(facts: ColumnFacts): ProposedType {
  const values = facts.rows - facts.nulls;
  const { distinct } = facts;
  const different = `${distinct} different values in ${values} rows`;
  if (facts.nativeKind === 'nested') {
    return {
      type: 'idLike',
      reason: 'Holds lists or structures, which are not compared.',
    };
  }
  if (values === 0) {
    return {
      type: 'categorical',
      reason: 'Has no values: nothing but its nulls can be compared.',
    };
  }
  if (facts.nativeKind === 'boolean') {
    return { type: 'boolean', reason: 'Holds true and false.' };
  }
  // A time column has numbers as well: its seconds. A number may read as a time.
  if (
    facts.nativeKind === 'time' ||
    (facts.times === values && facts.numbers < values)
  ) {
    return { type: 'datetime', reason: 'Every value is a time.' };
  }
  if (facts.numbers === values) {
    if (
      facts.wholeNumbers === values &&
      values >= ID_ROWS &&
      distinct / values > ID_SHARE &&
      distinct > DISCRETE_VALUES
    ) {
      return {
        type: 'idLike',
        reason: `Whole numbers that hardly repeat: ${different}.`,
      };
    }
    if (distinct <= BOOLEAN_VALUES) {
      return { type: 'categorical', reason: `Only ${different}.` };
    }
    if (distinct <= DISCRETE_VALUES && values > distinct * 2) {
      return {
        type: 'discrete',
        reason: `Numbers of a few kinds: ${different}.`,
      };
    }
    return {
      type: 'numeric',
      reason: `Every value is a number: ${different}.`,
    };
  }
  if (facts.numbers >= NUMBER_SHARE * values) {
    return {
      type: 'numeric',
      reason: `Numbers, but for ${values - facts.numbers} of ${values} values, which count as mistyped.`,
    };
  }
  if (facts.meanLength > TEXT_LENGTH) {
    return {
      type: 'text',
      reason: `Texts of ${Math.round(facts.meanLength)} characters on average.`,
    };
  }
  if (values >= ID_ROWS && distinct / values > ID_SHARE) {
    return {
      type: 'idLike',
      reason: `Texts that hardly repeat: ${different}.`,
    };
  }
  if (
    values >= ID_ROWS &&
    distinct / values > CATEGORIES_SHARE &&
    distinct > 1000
  ) {
    return {
      type: 'text',
      reason: `Too many kinds for categories: ${different}.`,
    };
  }
  return { type: 'categorical', reason: `Texts that repeat: ${different}.` };
}
