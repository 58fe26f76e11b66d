import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ensureDailySamples } from './dailySamples.mjs';
import { dataDir } from './paths.mjs';

/** Raised when the rows change, so that an update of the repository writes them anew. */
const VERSION = 2;
const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS = 30;
/** Of the day that has not ended there is no whole window. */
const YESTERDAY = 1;
const ROWS_PER_DAY = 2000;
const BASELINE_ROWS_PER_DAY = 670;

/** Days ago that the sample of credit-risk begins to leave its baseline. */
const DRIFT_BEGAN = 9;
const LABELS_LATE = 3;
/** Days ago that recommendations was last scored. */
const LAST_RECOMMENDATION = 12;

/**
 * Rows for the sample models to look at: a baseline of thirty days, thirty days
 * of scored rows up to yesterday, and the labels that have arrived. They are the
 * same for everybody on one day (UTC) and written anew on the next.
 *
 * @param {{ folder?: string, now?: Date }} [options]
 * @returns {Promise<boolean>} whether anything was written
 */
export function ensureDriftSamples({
  folder = join(dataDir, 'samples', 'drift'),
  now = new Date(),
} = {}) {
  return ensureDailySamples({
    folder,
    version: VERSION,
    now,
    names: Object.keys(SAMPLES),
    write: writeSample,
  });
}

async function writeSample(name, folder, today) {
  const sample = SAMPLES[name];
  for (const part of ['daily', 'labels']) {
    await mkdir(join(folder, part));
  }
  const midnight = Date.parse(`${today}T00:00:00Z`);
  const header = [
    'id',
    'scored_at',
    ...sample.features,
    ...sample.answers,
  ].join(',');
  const labelHeader = `id,labelled_at,${sample.target}`;
  const baseline = [header];
  const known = [labelHeader];
  for (let daysAgo = 2 * DAYS; daysAgo > DAYS; daysAgo -= 1) {
    const { rows, labels } = buildDay({
      name,
      sample,
      daysAgo,
      midnight,
      count: BASELINE_ROWS_PER_DAY,
    });
    baseline.push(...rows);
    known.push(...labels);
  }
  await writeFile(
    join(folder, 'labels', '0-baseline.csv'),
    `${known.join('\n')}\n`,
  );
  await writeFile(join(folder, 'baseline.csv'), `${baseline.join('\n')}\n`);
  for (let daysAgo = DAYS; daysAgo >= sample.lastDaysAgo; daysAgo -= 1) {
    const { date, rows, labels } = buildDay({
      name,
      sample,
      daysAgo,
      midnight,
      count: ROWS_PER_DAY,
    });
    await writeFile(
      join(folder, 'daily', `${date}.csv`),
      `${header}\n${rows.join('\n')}\n`,
    );
    if (daysAgo >= sample.labelsLate) {
      await writeFile(
        join(folder, 'labels', `${date}.csv`),
        `${labelHeader}\n${labels.join('\n')}\n`,
      );
    }
  }
}

function buildDay({ name, sample, daysAgo, midnight, count }) {
  const start = midnight - daysAgo * DAY_MS;
  const date = new Date(start).toISOString().slice(0, 10);
  const random = createRandom(`${name} ${daysAgo}`);
  // 0 before the drift, 1 yesterday
  const drift = Math.min(
    1,
    Math.max(0, (DRIFT_BEGAN + 1 - daysAgo) / DRIFT_BEGAN),
  );
  const labelledAt = new Date(start + sample.labelsLate * DAY_MS).toISOString();
  const rows = [];
  const labels = [];
  for (let index = 0; index < count; index += 1) {
    const id = `${name}-${date}-${index}`;
    const scoredAt = new Date(
      start + Math.floor(((index + 0.5) / count) * DAY_MS),
    ).toISOString();
    const { features, answers, label } = sample.draw(random, {
      drift,
      daysAgo,
    });
    rows.push(`${id},${scoredAt},${features.join(',')},${answers.join(',')}`);
    labels.push(`${id},${labelledAt},${label}`);
  }
  return { date, rows, labels };
}

/** Samples by the name of their model. */
const SAMPLES = {
  'credit-risk': {
    target: 'defaulted',
    features: [
      'income',
      'debt_ratio',
      'age',
      'loan_amount',
      'term_months',
      'open_accounts',
      'region',
      'employment',
      'has_mortgage',
    ],
    answers: ['prediction', 'score'],
    lastDaysAgo: YESTERDAY,
    labelsLate: LABELS_LATE,
    draw(random, { drift, daysAgo }) {
      const income = 2900 * Math.exp(0.42 * random.normal() - 0.3 * drift);
      const debtRatio = Math.min(5, 0.32 * Math.exp(0.55 * random.normal()));
      const age = Math.round(
        Math.min(85, Math.max(18, 43 + 13 * random.normal())),
      );
      const loan = 9000 * Math.exp(0.6 * random.normal());
      const term = random.pick([12, 24, 36, 48, 60], [1, 2, 3, 2, 2]);
      const accounts = Math.floor(-2.2 * Math.log(1 - random.next()));
      const region = random.pick(
        ['north', 'east', 'south', 'west', 'islands'],
        [
          0.3 - 0.14 * drift,
          0.24,
          0.26,
          0.2 + 0.1 * drift,
          // Opened five days ago; the model has never seen it
          daysAgo <= 5 ? 0.05 : 0,
        ],
      );
      const employment = random.pick(
        ['employed', 'self-employed', 'retired', 'none'],
        [0.66, 0.15, 0.13, 0.06],
      );
      const hasMortgage = random.next() < 0.31;
      const logit =
        -2.1 -
        0.9 * Math.log(income / 2900) +
        1.3 * Math.log(debtRatio / 0.32) +
        0.35 * Math.log(loan / 9000) +
        (employment === 'none' ? 1.1 : 0) +
        (employment === 'self-employed' ? 0.3 : 0) -
        (hasMortgage ? 0.25 : 0);
      const score = sigmoid(logit);
      // What the model learned holds less and less: more are late, for other reasons
      const truth = sigmoid(
        logit * (1 - 0.75 * drift) + drift * (0.5 + 1.2 * random.normal()),
      );
      return {
        features: [
          // Some leave it out, as they always did
          random.next() < 0.02 ? '' : income.toFixed(2),
          debtRatio.toFixed(4),
          age,
          loan.toFixed(0),
          term,
          accounts,
          region,
          employment,
          hasMortgage,
        ],
        answers: [Number(score >= 0.3), score.toFixed(4)],
        label: Number(random.next() < truth),
      };
    },
  },
  'demand-forecast': {
    target: 'quantity',
    features: [
      'category',
      'price',
      'promotion',
      'stock',
      'temperature',
      'sold_last_week',
    ],
    answers: ['prediction'],
    lastDaysAgo: YESTERDAY,
    labelsLate: 1,
    draw(random) {
      const category = random.pick(
        ['dairy', 'bakery', 'produce', 'drinks', 'household'],
        [0.24, 0.18, 0.27, 0.2, 0.11],
      );
      const price = 3.4 * Math.exp(0.5 * random.normal());
      const promotion = random.next() < 0.12;
      const temperature = 14 + 6 * random.normal();
      const soldLastWeek = Math.max(
        0,
        Math.round(
          180 * Math.exp(0.5 * random.normal()) * (3.4 / price) ** 0.4,
        ),
      );
      const stock = Math.round(soldLastWeek * (1 + random.next()));
      const prediction =
        (soldLastWeek / 7) *
        (promotion ? 1.5 : 1) *
        (category === 'drinks' ? 1 + 0.01 * (temperature - 14) : 1);
      return {
        features: [
          category,
          price.toFixed(2),
          promotion,
          stock,
          temperature.toFixed(1),
          soldLastWeek,
        ],
        answers: [prediction.toFixed(2)],
        label: Math.max(
          0,
          Math.round(prediction * (1 + 0.18 * random.normal())),
        ),
      };
    },
  },
  recommendations: {
    target: 'bought',
    features: [
      'visits_30d',
      'minutes_on_page',
      'basket_value',
      'category',
      'device',
      'is_member',
    ],
    answers: ['prediction', 'score'],
    lastDaysAgo: LAST_RECOMMENDATION,
    labelsLate: LAST_RECOMMENDATION + 1,
    draw(random) {
      const visits = Math.floor(-6 * Math.log(1 - random.next()));
      const minutes = 2.5 * Math.exp(0.8 * random.normal());
      const basket = 38 * Math.exp(0.7 * random.normal());
      const isMember = random.next() < 0.42;
      const score = sigmoid(
        -1.6 + 0.06 * visits + 0.35 * Math.log(minutes) + (isMember ? 0.5 : 0),
      );
      return {
        features: [
          visits,
          minutes.toFixed(2),
          basket.toFixed(2),
          random.pick(['home', 'garden', 'toys', 'books'], [4, 2, 2, 3]),
          random.pick(['phone', 'desktop', 'tablet'], [6, 3, 1]),
          isMember,
        ],
        answers: [Number(score >= 0.5), score.toFixed(4)],
        label: Number(random.next() < score),
      };
    },
  },
};

function sigmoid(x) {
  return 1 / (1 + Math.exp(-x));
}

/** Random numbers that a text decides: mulberry32, seeded with FNV-1a. */
function createRandom(text) {
  let state = 0x811c9dc5;
  for (const character of text) {
    state = Math.imul(state ^ character.charCodeAt(0), 0x01000193);
  }
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    normal: () =>
      Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick(values, weights) {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
      return (
        values.find((_value, index) => {
          left -= weights[index];
          return left < 0;
        }) ?? values[0]
      );
    },
  };
}
