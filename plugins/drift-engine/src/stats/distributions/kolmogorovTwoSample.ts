/** Greatest common divisor. */
function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

/** P(D ≥ h/n) for two samples of the same size n: reflections of lattice paths (Gnedenko and Korolyuk, 1951). */
function equalSizes(n: number, h: number): number {
  let nested = 0;
  // Terms alternate and each contains the one before: from the furthest inwards
  for (let k = Math.floor(n / h) - 1; k >= 0; k -= 1) {
    let ratio = 1;
    for (let j = k * h; j < (k + 1) * h; j += 1) {
      ratio *= (n - j) / (n + j + 1);
    }
    nested = ratio * (1 - nested);
  }
  return 2 * nested;
}

/**
 * P(D ≥ h/lcm) for sizes m ≥ n: share of the lattice paths from (0, 0) to
 * (m, n) that touch one of the two diagonals, column by column (Hodges, Arkiv
 * för Matematik 3, 1958). The share outside is carried, not the share inside,
 * so that small probabilities keep their digits. The order of the arithmetic
 * is the usual one: below 1e-308, where digits go, other orders give other
 * figures than those that are published.
 */
function unequalSizes(m: number, n: number, h: number): number {
  const common = divisor(m, n);
  const mStep = m / common;
  const nStep = n / common;
  const outside = new Float64Array(n + 1).fill(1);
  const isInside = (i: number, j: number) =>
    Math.abs(nStep * i - mStep * j) < h;
  for (let j = 0; j <= n && isInside(0, j); j += 1) {
    outside[j] = 0;
  }
  for (let i = 1; i <= m; i += 1) {
    const low = Math.max(0, Math.floor((nStep * i - h) / mStep) + 1);
    const high = Math.min(n, Math.ceil((nStep * i + h) / mStep) - 1);
    if (low > high) {
      return 1;
    }
    let below = low === 0 ? 0 : 1;
    for (let j = low; j <= high; j += 1) {
      below = (outside[j] * i + below * j) / (i + j);
      outside[j] = below;
    }
    if (low > 0) {
      outside[low - 1] = 1;
    }
  }
  return outside[n];
}

/**
 * Exact P(D ≥ d) of the two-sided statistic of two samples without ties, with
 * d rounded to the nearest value that the statistic can take. With ties it is
 * an upper bound.
 *
 * @returns `undefined` when rounding leaves no probability
 */
export function exactTwoSampleTail(
  n1: number,
  n2: number,
  d: number,
): number | undefined {
  const lcm = (n1 / divisor(n1, n2)) * n2;
  const h = Math.round(d * lcm);
  if (h === 0) {
    return 1;
  }
  const p =
    n1 === n2
      ? equalSizes(n1, h / (lcm / n1))
      : unequalSizes(Math.max(n1, n2), Math.min(n1, n2), h);
  return p >= 0 && p <= 1 ? p : undefined;
}
