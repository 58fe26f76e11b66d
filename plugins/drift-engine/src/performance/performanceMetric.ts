/** What the model predicts. @public */
export type PerformanceProblem = 'binary' | 'multiclass' | 'regression';

/** A figure of performance, and how to read it. @public */
export interface PerformanceMetric {
  /** Key in results, camelCase. */
  id: string;
  title: string;
  problem: PerformanceProblem;
  /** Where the definition is published. */
  source: string;
  /** Where the confidence band is published; absent when there is none. */
  bandSource?: string;
  range: readonly [number, number];
  /** `either`: farther from zero, on either side. */
  worse: 'higher' | 'lower' | 'either';
  /** Whether it can be estimated before labels arrive. */
  isEstimable: boolean;
}

/** A figure of performance in one window. @public */
export interface MetricValue {
  metric: string;
  /** `undefined` where it is not defined; `reason` says why. */
  value: number | undefined;
  low?: number;
  high?: number;
  reason?: string;
}

const WILSON = 'Wilson (1927), score interval, 95 %';
const NORMAL = 'central limit theorem, mean ± 1.96 standard errors';
const RIJSBERGEN = 'van Rijsbergen, Information Retrieval (1979), chapter 7';
const CONFUSION = 'Sokolova & Lapalme (2009), doi:10.1016/j.ipm.2009.03.002';

const binary = {
  problem: 'binary',
  range: [0, 1],
  worse: 'lower',
  source: CONFUSION,
  bandSource: WILSON,
  isEstimable: true,
} as const;

const multiclass = {
  ...binary,
  problem: 'multiclass',
  isEstimable: false,
  bandSource: undefined,
} as const;

const regression = {
  problem: 'regression',
  range: [0, Infinity],
  worse: 'higher',
  source: 'Hyndman & Koehler (2006), doi:10.1016/j.ijforecast.2006.03.001',
  bandSource: NORMAL,
  isEstimable: false,
} as const;

/** Every figure that Plumbline computes, in the order in which it is shown. @public */
export const PERFORMANCE_METRICS: readonly PerformanceMetric[] = [
  { ...binary, id: 'accuracy', title: 'Accuracy' },
  { ...binary, id: 'precision', title: 'Precision' },
  { ...binary, id: 'recall', title: 'Recall' },
  { ...binary, id: 'specificity', title: 'Specificity' },
  {
    ...binary,
    id: 'f1',
    title: 'F1',
    source: RIJSBERGEN,
    bandSource: 'Wilson on the share of true positives, carried through F1',
  },
  {
    ...binary,
    id: 'rocAuc',
    title: 'ROC AUC',
    source: 'Hanley & McNeil (1982), doi:10.1148/radiology.143.1.7063747',
    bandSource: 'DeLong, DeLong & Clarke-Pearson (1988), doi:10.2307/2531595',
  },
  {
    ...binary,
    id: 'averagePrecision',
    title: 'Average precision (PR AUC)',
    source: 'Davis & Goadrich (2006), doi:10.1145/1143844.1143874',
    bandSource:
      'Boyd, Eng & Page (2013), doi:10.1007/978-3-642-40994-3_29, logit interval',
    isEstimable: false,
  },
  {
    ...binary,
    id: 'logLoss',
    title: 'Log loss',
    source: 'Good (1952), logarithmic score',
    bandSource: NORMAL,
    range: [0, Infinity],
    worse: 'higher',
    isEstimable: false,
  },
  {
    ...binary,
    id: 'brier',
    title: 'Brier score',
    source: 'Brier (1950), Monthly Weather Review 78:1',
    bandSource: NORMAL,
    worse: 'higher',
    isEstimable: false,
  },
  {
    ...multiclass,
    id: 'accuracy',
    title: 'Accuracy (micro average)',
    bandSource: WILSON,
  },
  { ...multiclass, id: 'macroPrecision', title: 'Precision, macro average' },
  { ...multiclass, id: 'macroRecall', title: 'Recall, macro average' },
  { ...multiclass, id: 'macroF1', title: 'F1, macro average' },
  {
    ...multiclass,
    id: 'weightedPrecision',
    title: 'Precision, weighted by class size',
  },
  {
    ...multiclass,
    id: 'weightedRecall',
    title: 'Recall, weighted by class size',
  },
  { ...multiclass, id: 'weightedF1', title: 'F1, weighted by class size' },
  { ...regression, id: 'mae', title: 'Mean absolute error' },
  { ...regression, id: 'mse', title: 'Mean squared error' },
  {
    ...regression,
    id: 'rmse',
    title: 'Root mean squared error',
    bandSource: 'band of the mean squared error, square root of its ends',
  },
  {
    ...regression,
    id: 'mape',
    title: 'Mean absolute percentage error, as a share',
  },
  {
    ...regression,
    id: 'bias',
    title: 'Mean error (predicted − actual)',
    range: [-Infinity, Infinity],
    worse: 'either',
  },
  {
    ...regression,
    id: 'r2',
    title: 'R²',
    range: [-Infinity, 1],
    worse: 'lower',
    bandSource: undefined,
  },
];
