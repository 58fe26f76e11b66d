const REGIONS = ['north', 'south', 'east', 'west'];
const EMPLOYMENT = ['employed', 'self-employed', 'unemployed', 'retired'];
const HOUR_MS = 60 * 60 * 1000;

/** A monitor over predictions that are sent over HTTP, with the sample model's baseline. */
export function monitorDocument(name) {
  return JSON.stringify({
    apiVersion: 'plumbline.dev/v1alpha1',
    kind: 'DriftMonitor',
    metadata: { name },
    spec: {
      entity: 'resource:default/credit-risk',
      baseline: { source: 'samples', path: 'credit-risk/baseline.csv' },
      window: { predictions: true, timeColumn: 'scored_at', length: 'PT1H' },
      columns: {
        income: 'numeric',
        debt_ratio: 'numeric',
        age: 'numeric',
        loan_amount: 'numeric',
        term_months: 'discrete',
        open_accounts: 'discrete',
        region: 'categorical',
        employment: 'categorical',
        has_mortgage: 'boolean',
        prediction: 'categorical',
        score: 'numeric',
      },
      performance: {
        problem: 'binary',
        id: 'id',
        prediction: 'prediction',
        score: 'score',
        positive: 1,
        label: 'defaulted',
      },
    },
  });
}

/** The full hour before a time, in milliseconds since 1970. */
export function lastHour(now) {
  return Math.floor(now / HOUR_MS) * HOUR_MS - HOUR_MS;
}

/**
 * Predictions of one hour as newline-delimited JSON; ids are unique among all
 * batches of one prefix.
 */
export function makeBatch({ prefix, rows, hour }) {
  const lines = [];
  for (let row = 0; row < rows; row += 1) {
    const income = 1500 + ((row * 7919) % 6000) + Math.random();
    lines.push(
      JSON.stringify({
        id: `${prefix}-${row}`,
        scored_at: new Date(hour + (row % 3_600_000)).toISOString(),
        income: Number(income.toFixed(2)),
        debt_ratio: Number(Math.random().toFixed(4)),
        age: 20 + (row % 50),
        loan_amount: 1000 + ((row * 104729) % 40_000),
        term_months: [12, 24, 36, 48, 60][row % 5],
        open_accounts: row % 12,
        region: REGIONS[row % REGIONS.length],
        employment: EMPLOYMENT[(row >> 2) % EMPLOYMENT.length],
        has_mortgage: row % 3 === 0,
        prediction: row % 7 === 0 ? 1 : 0,
        score: Number(Math.random().toFixed(4)),
      }),
    );
  }
  return Buffer.from(`${lines.join('\n')}\n`);
}
