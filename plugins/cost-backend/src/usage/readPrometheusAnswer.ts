/** One sample of one series. */
export interface PrometheusSample {
  labels: Readonly<Record<string, string>>;
  value: number;
  /** The value as Prometheus writes it: a decimal, for what must stay exact. */
  text: string;
  timeMs: number;
}

/** Samples of one series, by time. */
export interface PrometheusSeries {
  labels: Readonly<Record<string, string>>;
  points: readonly { timeMs: number; value: number }[];
}

/** What a query found. */
export interface PrometheusAnswer<Found> {
  found: readonly Found[];
  /** Samples that are no finite numbers (`NaN`, `+Inf`, `-Inf`): they are not among those found. */
  dropped: number;
  /** What PromQL has to say of the query. */
  warnings: readonly string[];
}

/** Reads what is not what Prometheus documents. */
export class UnreadableAnswer extends Error {}

type Pair = readonly [time: number, value: string];

function expectPair(given: unknown): Pair {
  if (
    !Array.isArray(given) ||
    typeof given[0] !== 'number' ||
    typeof given[1] !== 'string'
  ) {
    throw new UnreadableAnswer('a sample is no pair of a time and a text');
  }
  return given as unknown as Pair;
}

function expectLabels(given: unknown): Readonly<Record<string, string>> {
  if (
    typeof given !== 'object' ||
    given === null ||
    !Object.values(given).every(value => typeof value === 'string')
  ) {
    throw new UnreadableAnswer('labels of a series are no texts');
  }
  return given as Record<string, string>;
}

function expectList(given: unknown): readonly any[] {
  if (!Array.isArray(given)) {
    throw new UnreadableAnswer('the result is no list');
  }
  return given.map(item => Object(item));
}

interface Result {
  resultType: unknown;
  result: unknown;
}

function expectType(type: unknown, expected: string): void {
  if (type !== expected) {
    throw new UnreadableAnswer(
      `the result is no ${expected} but ${JSON.stringify(type)?.slice(0, 40)}`,
    );
  }
}

/** The samples of an instant query; those that are no finite numbers are counted, not kept. */
export function readVector({
  resultType,
  result,
}: Result): Omit<PrometheusAnswer<PrometheusSample>, 'warnings'> {
  const given =
    resultType === 'scalar'
      ? [{ metric: {}, value: result }]
      : expectList(result);
  if (resultType !== 'scalar') {
    expectType(resultType, 'vector');
  }
  const found: PrometheusSample[] = [];
  let dropped = 0;
  for (const { metric, value: pair } of given) {
    // A native histogram stands in `histogram`, and is no number
    const [seconds, text] = pair === undefined ? [0, 'NaN'] : expectPair(pair);
    const value = Number(text);
    if (text !== '' && Number.isFinite(value)) {
      found.push({
        labels: expectLabels(metric),
        value,
        text,
        timeMs: Math.round(seconds * 1000),
      });
    } else {
      dropped += 1;
    }
  }
  return { found, dropped };
}

/** The series of a range query; points that are no finite numbers are counted, not kept. */
export function readMatrix({
  resultType,
  result,
}: Result): Omit<PrometheusAnswer<PrometheusSeries>, 'warnings'> {
  expectType(resultType, 'matrix');
  let dropped = 0;
  const found: PrometheusSeries[] = [];
  for (const { metric, values = [] } of expectList(result)) {
    if (!Array.isArray(values)) {
      throw new UnreadableAnswer('values of a series are no list');
    }
    const points: { timeMs: number; value: number }[] = [];
    for (const pair of values) {
      const [seconds, text] = expectPair(pair);
      const value = Number(text);
      if (text !== '' && Number.isFinite(value)) {
        points.push({ timeMs: Math.round(seconds * 1000), value });
      } else {
        dropped += 1;
      }
    }
    if (points.length > 0) {
      found.push({ labels: expectLabels(metric), points });
    }
  }
  return { found, dropped };
}
