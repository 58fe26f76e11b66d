import { z } from 'zod';
import { ScoreCell } from './binaryProfile';
import { PerformanceProfile } from './performanceProfile';

const MAX_CHARACTERS = 64 * 1024 * 1024;
const MAX_CELLS = 10_001;
const MAX_CLASSES = 1000;

const whole = z.number().int();
const count = whole.min(0);
const moments = z.strictObject({
  count,
  mean: z.number(),
  squares: z.number().min(0),
});

const CELL_FIELDS = [
  'positiveScores',
  'negativeScores',
  'truePositives',
  'falsePositives',
  'falseNegatives',
  'trueNegatives',
  'unlabelledPositives',
  'unlabelledNegatives',
] as const satisfies readonly (keyof ScoreCell)[];

/** Smallest and largest score (absent without one), then {@link CELL_FIELDS}; counts of a difference may be negative. */
const cellRow = z.tuple([
  z.number().nullable(),
  z.number().nullable(),
  z.number(),
  z.number(),
  whole,
  whole,
  whole,
  whole,
  whole,
  whole,
]);

const binary = z.strictObject({
  problem: z.literal('binary'),
  version: z.literal(1),
  rows: count,
  cells: z.array(z.tuple([count.max(MAX_CELLS - 1), cellRow])).max(MAX_CELLS),
  unscored: cellRow,
  invalidScores: count,
  logLoss: moments,
  squaredError: moments,
});

const multiclass = z.strictObject({
  problem: z.literal('multiclass'),
  version: z.literal(1),
  rows: count,
  labelled: z
    .array(
      z.tuple([
        z.string(),
        z.array(z.tuple([z.string(), count])).max(MAX_CLASSES),
      ]),
    )
    .max(MAX_CLASSES),
});

const regression = z.strictObject({
  problem: z.literal('regression'),
  version: z.literal(1),
  rows: count,
  invalid: count,
  zeroLabels: count,
  error: moments,
  absoluteError: moments,
  squaredError: moments,
  shareError: moments,
  label: moments,
});

const schema = z.discriminatedUnion('problem', [
  binary,
  multiclass,
  regression,
]);

type CellRow = z.infer<typeof cellRow>;

function toRow(cell: ScoreCell): CellRow {
  const bound = (score: number) => (Number.isFinite(score) ? score : null);
  return [
    bound(cell.min),
    bound(cell.max),
    ...CELL_FIELDS.map(field => cell[field]),
  ] as CellRow;
}

function toCell([min, max, ...figures]: CellRow): ScoreCell {
  return {
    min: min ?? Infinity,
    max: max ?? -Infinity,
    ...Object.fromEntries(
      CELL_FIELDS.map((field, index) => [field, figures[index]]),
    ),
  } as ScoreCell;
}

/** A profile as text, to be stored. @public */
export function writePerformanceProfile(profile: PerformanceProfile): string {
  switch (profile.problem) {
    case 'binary':
      return JSON.stringify({
        ...profile,
        cells: [...profile.cells].map(([number, cell]) => [
          number,
          toRow(cell),
        ]),
        unscored: toRow(profile.unscored),
      });
    case 'multiclass':
      return JSON.stringify({
        ...profile,
        labelled: [...profile.labelled].map(([label, byPrediction]) => [
          label,
          [...byPrediction],
        ]),
      });
    default:
      return JSON.stringify(profile);
  }
}

/**
 * The profile that {@link writePerformanceProfile} wrote. Throws an Error that
 * names the document and the field.
 *
 * @param title - what to call the text to a person
 * @public
 */
export function parsePerformanceProfile(
  text: string,
  title: string,
): PerformanceProfile {
  if (text.length > MAX_CHARACTERS) {
    throw new Error(`${title} is too long for a performance profile`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${title} is not JSON: ${(error as Error).message}`);
  }
  const result = schema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new Error(
      `${title} is no performance profile: ${issue.path.join('.')}: ${issue.message}`,
    );
  }
  const { data } = result;
  switch (data.problem) {
    case 'binary':
      return {
        ...data,
        cells: new Map(
          data.cells.map(([number, row]) => [number, toCell(row)]),
        ),
        unscored: toCell(data.unscored),
      };
    case 'multiclass':
      return {
        ...data,
        labelled: new Map(
          data.labelled.map(([label, byPrediction]) => [
            label,
            new Map(byPrediction),
          ]),
        ),
      };
    default:
      return data;
  }
}
