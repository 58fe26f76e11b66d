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

/** What a name costs in a map besides its characters, about. */
const CATEGORY_BYTES = 100;
/** Longer names are cut: nobody reads them, and many of them fill the memory. */
const MAX_NAME = 1000;

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

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
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
  return NUMBER.test(text) ? Number(text) : undefined;
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

/** Names that a baseline has for what JSON may spell otherwise. */
interface Spelling {
  ofNumber: Map<number, string>;
  ofTrue: string;
  ofFalse: string;
}

/** Many profilers share a baseline, one for each hour. */
const spellings = new WeakMap<CategoricalProfile, Spelling>();

function spellingOf(baseline: CategoricalProfile): Spelling {
  const known = spellings.get(baseline);
  if (known) {
    return known;
  }
  const names = [...baseline.categories.keys()];
  const spelled = (words: Set<string>) =>
    names.find(name => words.has(name.toLowerCase()));
  const spelling: Spelling = {
    ofNumber: new Map(),
    ofTrue: spelled(TRUE) ?? 'true',
    ofFalse: spelled(FALSE) ?? 'false',
  };
  for (const name of names) {
    const number = name.trim() === '' ? NaN : Number(name);
    if (!Number.isNaN(number) && !spelling.ofNumber.has(number)) {
      spelling.ofNumber.set(number, name);
    }
  }
  spellings.set(baseline, spelling);
  return spelling;
}

class CategoricalColumn implements ColumnAccumulator {
  readonly #categories = new Map<string, number>();
  readonly #spelling: Spelling;
  #nulls = 0;
  #mistyped = 0;
  bytes = 0;

  constructor(baseline: CategoricalProfile) {
    this.#spelling = spellingOf(baseline);
  }

  add(value: unknown): void {
    if (typeof value === 'string') {
      this.#count(value);
    } else if (value === undefined || value === null) {
      this.#nulls += 1;
    } else if (typeof value === 'number') {
      this.#count(this.#spelling.ofNumber.get(value) ?? String(value));
    } else if (typeof value === 'boolean') {
      this.#count(value ? this.#spelling.ofTrue : this.#spelling.ofFalse);
    } else {
      this.#mistyped += 1;
    }
  }

  #count(full: string): void {
    const name =
      full.length > MAX_NAME
        ? `${full.slice(0, MAX_NAME)}… (${full.length} characters)`
        : full;
    const count = this.#categories.get(name) ?? 0;
    if (count === 0) {
      this.bytes += CATEGORY_BYTES + 2 * name.length;
    }
    this.#categories.set(name, count + 1);
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
