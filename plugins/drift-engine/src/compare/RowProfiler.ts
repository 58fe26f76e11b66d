import { ColumnType } from '../columns/columnTypes';
import { parseTime } from '../columns/parseTime';
import { BinAccumulator, PAGE_BYTES } from '../profile/BinAccumulator';
import {
  CategoricalProfile,
  profileCategories,
} from '../profile/CategoricalProfile';
import { NumericProfile } from '../profile/NumericProfile';
import { BaselineProfile, ProfiledColumn } from './BaselineProfile';
import { ProfileDocument } from './ProfileDocument';

/** What a name costs in a map, about. */
const CATEGORY_BYTES = 100;

/** A column of rows that come one by one. */
interface ColumnAccumulator {
  /** Takes a value as JSON has it. */
  add(value: unknown): void;
  profile(): NumericProfile | CategoricalProfile;
  /** Memory that is held, about. */
  readonly bytes: number;
}

class NumericColumn implements ColumnAccumulator {
  readonly #bins: BinAccumulator;
  readonly #isTime: boolean;
  readonly #missing = { nulls: 0, nonFinite: 0, mistyped: 0 };

  constructor(profile: NumericProfile, isTime: boolean) {
    this.#bins = new BinAccumulator(profile.grid);
    this.#isTime = isTime;
  }

  add(value: unknown): void {
    if (typeof value === 'number' && Number.isFinite(value)) {
      this.#bins.add(value);
    } else if (value === undefined || value === null) {
      this.#missing.nulls += 1;
    } else {
      this.#addOther(value);
    }
  }

  #addOther(value: unknown): void {
    const number = this.#isTime ? secondsOf(value) : numberOf(value);
    if (number === undefined) {
      this.#missing.mistyped += 1;
    } else if (Number.isFinite(number)) {
      this.#bins.add(number);
    } else {
      this.#missing.nonFinite += 1;
    }
  }

  profile(): NumericProfile {
    return this.#bins.profile(this.#missing);
  }

  get bytes(): number {
    return this.#bins.pages * PAGE_BYTES;
  }
}

const NON_FINITE = /^[+-]?(?:nan|inf|infinity)$/i;

/** A number in a text, as a cast of SQL would read it; NaN for what is not finite. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'boolean') {
    return value ? 1 : 0;
  }
  if (typeof value === 'number') {
    return value;
  }
  if (typeof value !== 'string') {
    return undefined;
  }
  const text = value.trim();
  if (NON_FINITE.test(text)) {
    return NaN;
  }
  const number = /^[+-]?[\d.]/.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** Times are counted in seconds since 1970, as scans of files count them. */
function secondsOf(value: unknown): number | undefined {
  if (typeof value === 'number') {
    return value;
  }
  const time = typeof value === 'string' ? parseTime(value) : undefined;
  return time === undefined ? undefined : time / 1000;
}

const TRUE = new Set(['true', '1', 't', 'yes', 'y']);
const FALSE = new Set(['false', '0', 'f', 'no', 'n']);

class CategoricalColumn implements ColumnAccumulator {
  readonly #categories = new Map<string, number>();
  readonly #nameOfNumber = new Map<number, string>();
  readonly #nameOfTrue: string;
  readonly #nameOfFalse: string;
  #nulls = 0;
  #mistyped = 0;

  /** Numbers and booleans get the names that the baseline has for them: a file may spell them otherwise than JSON. */
  constructor(baseline: CategoricalProfile) {
    const names = [...baseline.categories.keys()];
    const spelled = (words: Set<string>) =>
      names.find(name => words.has(name.toLowerCase()));
    this.#nameOfTrue = spelled(TRUE) ?? 'true';
    this.#nameOfFalse = spelled(FALSE) ?? 'false';
    for (const name of names) {
      const number = name.trim() === '' ? NaN : Number(name);
      if (!Number.isNaN(number) && !this.#nameOfNumber.has(number)) {
        this.#nameOfNumber.set(number, name);
      }
    }
  }

  add(value: unknown): void {
    if (typeof value === 'string') {
      this.#count(value);
    } else if (value === undefined || value === null) {
      this.#nulls += 1;
    } else if (typeof value === 'number') {
      this.#count(this.#nameOfNumber.get(value) ?? String(value));
    } else if (typeof value === 'boolean') {
      this.#count(value ? this.#nameOfTrue : this.#nameOfFalse);
    } else {
      this.#mistyped += 1;
    }
  }

  #count(name: string): void {
    this.#categories.set(name, (this.#categories.get(name) ?? 0) + 1);
  }

  profile(): CategoricalProfile {
    let rows = this.#nulls + this.#mistyped;
    for (const count of this.#categories.values()) {
      rows += count;
    }
    return profileCategories(this.#categories, {
      rows,
      nulls: this.#nulls,
      nonFinite: 0,
      mistyped: this.#mistyped,
    });
  }

  get bytes(): number {
    return this.#categories.size * CATEGORY_BYTES;
  }
}

function accumulate({
  type,
  profile,
}: ProfiledColumn): ColumnAccumulator | undefined {
  if (profile?.kind === 'numeric') {
    return new NumericColumn(profile, type === 'datetime');
  }
  return profile && new CategoricalColumn(profile);
}

/**
 * Profiles rows that come one by one, such as predictions that are sent over
 * HTTP, on the grids of a baseline: what a scan of a file with the same rows
 * would find. Columns that the baseline lacks are not looked at.
 *
 * @public
 */
export class RowProfiler {
  readonly #columns: {
    name: string;
    /** Every object has a property of this name, its own or not. */
    isInherited: boolean;
    type: ColumnType;
    typeReason?: string;
    values: ColumnAccumulator;
  }[] = [];
  #rows = 0;

  constructor(baseline: BaselineProfile) {
    for (const [name, column] of baseline.columns) {
      const values = accumulate(column);
      if (values) {
        const { type, typeReason } = column;
        const isInherited = name in Object.prototype;
        this.#columns.push({ name, isInherited, type, typeReason, values });
      }
    }
  }

  get rows(): number {
    return this.#rows;
  }

  /** Memory that is held, about. */
  get bytes(): number {
    return this.#columns.reduce((sum, { values }) => sum + values.bytes, 0);
  }

  /** Takes a row; a field that is missing is null. */
  add(row: Readonly<Record<string, unknown>>): void {
    this.#rows += 1;
    for (const { name, isInherited, values } of this.#columns) {
      values.add(
        isInherited && !Object.hasOwn(row, name) ? undefined : row[name],
      );
    }
  }

  /** The profile of the rows so far. */
  profile(): ProfileDocument {
    return {
      version: 1,
      rows: this.#rows,
      columns: new Map(
        this.#columns.map(({ name, type, typeReason, values }) => [
          name,
          { type, typeReason, profile: values.profile() },
        ]),
      ),
    };
  }
}
