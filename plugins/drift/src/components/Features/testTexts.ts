/** What a person needs to read the result of a test. */
export interface TestText {
  title: string;
  /** What the statistic means, in one sentence. */
  meaning: string;
}

const TEXTS: Record<string, TestText> = {
  ks: {
    title: 'Kolmogorov-Smirnov',
    meaning:
      'Largest gap between the two cumulative shares, 0 (same) to 1 (nothing in common).',
  },
  psi: {
    title: 'Population stability index',
    meaning:
      'Shift of rows between the ten reference deciles or categories; 0 is none, there is no upper end.',
  },
  jensenShannon: {
    title: 'Jensen-Shannon distance',
    meaning:
      'Distance of the two distributions, 0 (same) to 0.83 (nothing in common), natural logarithm.',
  },
  hellinger: {
    title: 'Hellinger distance',
    meaning: 'Distance of the two distributions, 0 (same) to 1 (no overlap).',
  },
  wasserstein: {
    title: 'Wasserstein distance',
    meaning:
      'How far rows move on average, in the unit of the feature; normalised by the spread of the reference.',
  },
  energy: {
    title: 'Energy distance',
    meaning: 'Distance of all pairs of rows; 0 is none, no upper end.',
  },
  cramerVonMises: {
    title: 'Cramér-von Mises',
    meaning:
      'Gap between the cumulative shares over all values, not only the largest.',
  },
  mannWhitney: {
    title: 'Mann-Whitney U',
    meaning: 'Whether current values tend to be larger or smaller.',
  },
  chiSquare: {
    title: 'Chi-square',
    meaning:
      'Squared differences of the category counts from what the reference makes expect.',
  },
  g: {
    title: 'G (likelihood ratio)',
    meaning: 'Like chi-square, by logarithms of the counts.',
  },
  totalVariation: {
    title: 'Total variation',
    meaning:
      'Share of rows that would have to change category, 0 (none) to 1 (all).',
  },
  fisher: {
    title: 'Fisher exact',
    meaning: 'Exact probability for two categories with few rows.',
  },
  zProportions: {
    title: 'z for proportions',
    meaning: 'Difference of two shares in standard errors.',
  },
};

/** Title and meaning of a test; a custom one is shown under its own name. */
export function testText(id: string): TestText {
  return (
    TEXTS[id] ?? { title: id, meaning: 'A test that your monitor registers.' }
  );
}
