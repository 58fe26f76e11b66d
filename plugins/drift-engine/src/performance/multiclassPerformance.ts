import { wilsonBand } from './confidenceBands';
import { MetricValue } from './performanceMetric';

/** More classes than these are texts, not classes. */
const MAX_CLASSES = 1000;

/** What a classifier of several classes did in a window, mergeable by addition. @public */
export interface MulticlassProfile {
  problem: 'multiclass';
  version: 1;
  rows: number;
  /** Labelled rows by label, then by prediction. */
  labelled: Map<string, Map<string, number>>;
}

/** A profile of no row. @public */
export function emptyMulticlassProfile(): MulticlassProfile {
  return { problem: 'multiclass', version: 1, rows: 0, labelled: new Map() };
}

function count(
  profile: MulticlassProfile,
  pair: { label: string; predicted: string },
  rows: number,
): void {
  let byPrediction = profile.labelled.get(pair.label);
  if (!byPrediction) {
    if (profile.labelled.size >= MAX_CLASSES) {
      throw new Error(`the label has more than ${MAX_CLASSES} classes`);
    }
    byPrediction = new Map();
    profile.labelled.set(pair.label, byPrediction);
  }
  const before = byPrediction.get(pair.predicted);
  if (before === undefined && byPrediction.size >= MAX_CLASSES) {
    throw new Error(`the prediction has more than ${MAX_CLASSES} classes`);
  }
  byPrediction.set(pair.predicted, (before ?? 0) + rows);
}

/** Adds a row in place. Throws an Error when there are more than 1,000 classes. @public */
export function addMulticlassRow(
  profile: MulticlassProfile,
  row: { predicted: string; label?: string },
): void {
  profile.rows += 1;
  if (row.label !== undefined) {
    labelMulticlassRow(profile, { ...row, label: row.label });
  }
}

/** Gives a label, in place, to a row that was added without one. @public */
export function labelMulticlassRow(
  profile: MulticlassProfile,
  row: { predicted: string; label: string },
): void {
  count(profile, row, 1);
}

/** The profile of the rows of both. @public */
export function mergeMulticlassProfiles(
  a: MulticlassProfile,
  b: MulticlassProfile,
): MulticlassProfile {
  const merged = emptyMulticlassProfile();
  for (const profile of [a, b]) {
    merged.rows += profile.rows;
    for (const [label, byPrediction] of profile.labelled) {
      for (const [predicted, rows] of byPrediction) {
        count(merged, { label, predicted }, rows);
      }
    }
  }
  return merged;
}

/** One class against the others. @public */
export interface ClassPerformance {
  name: string;
  /** Rows with this label. */
  support: number;
  precision: number | undefined;
  recall: number | undefined;
  f1: number | undefined;
}

function ratio(hits: number, of: number): number | undefined {
  return of > 0 ? hits / of : undefined;
}

/** Precision, recall and F1 of every class that was predicted or is a label. @public */
export function classPerformance(
  profile: MulticlassProfile,
): ClassPerformance[] {
  const byClass = new Map<
    string,
    { hits: number; support: number; predicted: number }
  >();
  const of = (name: string) => {
    const found = byClass.get(name) ?? { hits: 0, support: 0, predicted: 0 };
    byClass.set(name, found);
    return found;
  };
  for (const [label, byPrediction] of profile.labelled) {
    for (const [predicted, rows] of byPrediction) {
      of(label).support += rows;
      of(predicted).predicted += rows;
      of(label).hits += label === predicted ? rows : 0;
    }
  }
  return [...byClass].map(([name, { hits, support, predicted }]) => ({
    name,
    support,
    precision: ratio(hits, predicted),
    recall: ratio(hits, support),
    f1: ratio(2 * hits, support + predicted),
  }));
}

/**
 * Accuracy (which is micro-averaged precision, recall and F1 alike) and macro
 * and weighted averages. Source: Sokolova & Lapalme (2009). As in scikit-learn
 * a class without the rows that its figure needs counts as zero in averages.
 * 0…1, lower is worse; only accuracy has a band, by Wilson's interval.
 */
export function multiclassPerformance(
  profile: MulticlassProfile,
): MetricValue[] {
  const classes = classPerformance(profile);
  const labelled = classes.reduce((sum, { support }) => sum + support, 0);
  const figures = ['precision', 'recall', 'f1'] as const;
  const titled = (figure: string) => figure[0].toUpperCase() + figure.slice(1);
  if (labelled === 0) {
    return [
      'accuracy',
      ...figures.map(figure => `macro${titled(figure)}`),
      ...figures.map(figure => `weighted${titled(figure)}`),
    ].map(metric => ({
      metric,
      value: undefined,
      reason: 'No row has a label.',
    }));
  }
  let hits = 0;
  for (const [label, byPrediction] of profile.labelled) {
    hits += byPrediction.get(label) ?? 0;
  }
  const average = (
    figure: (typeof figures)[number],
    weight: (of: ClassPerformance) => number,
  ) => classes.reduce((sum, of) => sum + (of[figure] ?? 0) * weight(of), 0);
  return [
    {
      metric: 'accuracy',
      value: hits / labelled,
      ...wilsonBand(hits, labelled),
    },
    ...figures.map(figure => ({
      metric: `macro${titled(figure)}`,
      value: average(figure, () => 1 / classes.length),
    })),
    ...figures.map(figure => ({
      metric: `weighted${titled(figure)}`,
      value: average(figure, of => of.support / labelled),
    })),
  ];
}
