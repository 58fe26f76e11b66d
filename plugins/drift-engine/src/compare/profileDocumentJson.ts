import { z } from 'zod';
import { COLUMN_TYPES } from '../columns/columnTypes';
import { MAX_CATEGORIES } from '../profile/CategoricalProfile';
import { DocumentedColumn, ProfileDocument } from './ProfileDocument';

const FORMAT = 'plumbline-drift-profile';
/** Of the format; 1 had other bins. */
const VERSION = 2;
const MAX_COLUMNS = 20_000;
const MAX_BINS = 65_536;
/** Longest list of numbers: one for each row of a sampled column. */
const MAX_NUMBERS = 2_000_000;

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const finite = z.number();
const counts = z.strictObject({
  rows: count,
  nulls: count,
  nonFinite: count,
  mistyped: count,
});
const mass = z.strictObject({ count, sum: finite });
const bins = z.number().int().min(1).max(MAX_BINS);
const ends = { bins, low: finite, high: finite };
const positive = z.number().gt(0);

const grid = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('identity'), ...ends }),
    z.strictObject({ kind: z.literal('linear'), ...ends, inverse: positive }),
    z.strictObject({
      kind: z.literal('softsign'),
      ...ends,
      centre: finite,
      scale: positive,
      offset: finite,
      inverse: positive,
    }),
  ])
  .refine(({ low, high }) => low <= high, 'low must not exceed high');

/** A list that is checked in one go: a profile holds tens of thousands of numbers for each column. */
function listOf(what: string, isFit: (value: unknown) => boolean, max: number) {
  return z.custom<number[]>(
    value => Array.isArray(value) && value.length <= max && value.every(isFit),
    `must be a list of at most ${max} ${what}`,
  );
}
const isCount = (value: unknown) =>
  Number.isSafeInteger(value) && (value as number) >= 0;
const numbers = listOf('numbers', Number.isFinite, MAX_NUMBERS);
const tally = listOf('counts', isCount, MAX_NUMBERS);

const sampleProfile = z
  .strictObject({
    kind: z.literal('sample'),
    counts,
    values: numbers,
    occurrences: tally,
  })
  .refine(
    ({ values, occurrences }) => values.length === occurrences.length,
    'values and occurrences must have one length',
  )
  .refine(
    ({ values }) =>
      values.every((value, index) => index === 0 || value > values[index - 1]),
    'values must ascend',
  );

const numericProfile = z
  .strictObject({
    kind: z.literal('numeric'),
    grid,
    counts,
    below: mass,
    above: mass,
    /** Bins that hold a value: their numbers, counts and sums. */
    bins: listOf('bins', isCount, MAX_BINS),
    occurrences: tally,
    sums: numbers,
    min: finite.optional(),
    max: finite.optional(),
    squares: z.number().min(0),
  })
  .refine(
    ({ bins: places, occurrences, sums }) =>
      places.length === occurrences.length && places.length === sums.length,
    'bins, occurrences and sums must have one length',
  )
  .refine(
    ({ grid: { bins: size }, bins: places }) =>
      places.every(
        (place, index) => place < size && !(place <= places[index - 1]),
      ),
    'bins must ascend and lie on the grid',
  );

const categoricalProfile = z.strictObject({
  kind: z.literal('categorical'),
  counts,
  categories: z.array(z.tuple([z.string(), count])).max(2 * MAX_CATEGORIES),
  otherRows: count,
});

const documentSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  rows: count,
  columns: z
    .array(
      z.strictObject({
        name: z.string(),
        type: z.enum(COLUMN_TYPES),
        typeReason: z.string().max(1000).optional(),
        profile: z
          .union([sampleProfile, numericProfile, categoricalProfile])
          .optional(),
      }),
    )
    .max(MAX_COLUMNS),
});

type ColumnJson = z.infer<typeof documentSchema>['columns'][number];

function contentToJson(
  profile: NonNullable<DocumentedColumn['profile']>,
): ColumnJson['profile'] {
  switch (profile.kind) {
    case 'sample':
      return {
        kind: 'sample',
        counts: profile.counts,
        values: [...profile.sample.values],
        occurrences: [...profile.sample.counts],
      };
    case 'categorical':
      return {
        kind: 'categorical',
        counts: profile.counts,
        categories: [...profile.categories],
        otherRows: profile.otherRows,
      };
    default: {
      const places = [...profile.bins.keys()].filter(
        place => profile.bins[place] > 0,
      );
      const { grid: ownGrid, below, above, min, max, squares } = profile;
      return {
        kind: 'numeric',
        grid: ownGrid,
        counts: profile.counts,
        below,
        above,
        bins: places,
        occurrences: places.map(place => profile.bins[place]),
        sums: places.map(place => profile.sums[place]),
        min,
        max,
        squares,
      };
    }
  }
}

function contentFromJson(
  json: NonNullable<ColumnJson['profile']>,
): NonNullable<DocumentedColumn['profile']> {
  switch (json.kind) {
    case 'sample':
      return {
        version: 1,
        kind: 'sample',
        counts: json.counts,
        sample: {
          values: Float64Array.from(json.values),
          counts: Float64Array.from(json.occurrences),
        },
      };
    case 'categorical':
      return { version: 1, ...json, categories: new Map(json.categories) };
    default: {
      const { bins: places, occurrences, sums: ownSums, ...rest } = json;
      const filled = (figures: readonly number[]) => {
        const list = new Float64Array(json.grid.bins);
        places.forEach((place, index) => {
          list[place] = figures[index];
        });
        return list;
      };
      return {
        version: 1,
        ...rest,
        bins: filled(occurrences),
        sums: filled(ownSums),
      };
    }
  }
}

/** A profile document as JSON. @public */
export function writeProfileDocument(document: ProfileDocument): string {
  const json: z.infer<typeof documentSchema> = {
    format: FORMAT,
    version: VERSION,
    rows: document.rows,
    columns: [...document.columns].map(([name, column]) => ({
      name,
      type: column.type,
      typeReason: column.typeReason,
      profile: column.profile && contentToJson(column.profile),
    })),
  };
  return JSON.stringify(json);
}

/** Whether a text begins as a profile document does. @public */
export function isProfileDocument(text: string): boolean {
  return new RegExp(`^\\s*\\{\\s*"format":\\s*"${FORMAT}"`).test(text);
}

/**
 * The profile document of a JSON text. Throws an Error that names the document
 * and the field when it is none, or of another version.
 *
 * @param title - what to call the document to a person
 * @public
 */
export function parseProfileDocument(
  text: string,
  title: string,
): ProfileDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${title} is not JSON: ${(error as Error).message}`);
  }
  const version = (value as { version?: unknown } | null)?.version;
  if (version !== VERSION && typeof version === 'number') {
    throw new Error(
      `${title} is of version ${version} of the profile format, and this program reads version ${VERSION}: profile the data again`,
    );
  }
  const result = documentSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new Error(
      `${title} is no profile that this version can read: ${issue.path.map(String).join('.') || 'document'}: ${issue.message}`,
    );
  }
  const columns = new Map<string, DocumentedColumn>();
  for (const { name, type, typeReason, profile } of result.data.columns) {
    if (columns.has(name)) {
      throw new Error(`${title} holds column '${name}' twice`);
    }
    columns.set(name, {
      type,
      typeReason,
      profile: profile && contentFromJson(profile),
    });
  }
  return { version: 1, rows: result.data.rows, columns };
}
