import { logBinomial, logGamma } from './gamma';

/** Below this sample size the cdf is computed exactly everywhere. */
const SMALL_SAMPLE = 140;
/** Terms after which the one-sided sum, then smooth, is taken at even distances. */
const SUM_TERMS = 4_000;
/** n d² from which the tail is below any double. */
const CERTAINLY_ZERO = 370;
/** Above this sample size one term describes the tail (Smirnov 1944; Maag and Dicaire 1971). */
const ONE_TERM_SAMPLE = 1_000_000;

/**
 * P(D⁺ ≥ d) of the one-sided statistic for n values.
 *
 * Source: Birnbaum and Tingey, Ann. Math. Statist. 22 (1951).
 */
function oneSidedTail(n: number, d: number): number {
  if (d <= 0) {
    return 1;
  }
  if (d >= 1) {
    return 0;
  }
  if (n > ONE_TERM_SAMPLE) {
    return Math.exp(-((6 * n * d + 1) ** 2) / (18 * n));
  }
  const last = Math.floor(n * (1 - d));
  // The summand and all its derivatives vanish at both ends, so that every
  // s-th term times s is the sum to the last digits (Euler and Maclaurin)
  const stride = d < 0.25 ? Math.max(1, Math.floor(n / SUM_TERMS)) : 1;
  let sum = 0;
  let largest = 0;
  // Terms rise and fall once: from the last, which is small, to the first
  for (let j = 0; j <= last; j += stride) {
    const rest = 1 - d - j / n;
    // j < n here, as d > 0
    const logTerm =
      logBinomial(n, j) +
      (j - 1) * Math.log(d + j / n) +
      (n - j) * Math.log(Math.max(0, rest));
    const term = Math.exp(logTerm);
    sum += term;
    largest = Math.max(largest, term);
    if (term < largest * 1e-20) {
      break;
    }
  }
  return Math.min(1, d * sum * stride);
}

/**
 * P(D < d) for small n, by the power of a matrix.
 *
 * Source: Durbin (1973); Marsaglia, Tsang and Wang, J. Stat. Softw. 8 (18), 2003.
 */
function cdfByMatrix(n: number, d: number): number {
  const k = Math.ceil(n * d);
  const h = k - n * d;
  const size = 2 * k - 1;
  let matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size && j <= i + 1; j += 1) {
      matrix[i * size + j] = 1;
    }
  }
  for (let i = 0; i < size; i += 1) {
    matrix[i * size] -= h ** (i + 1);
    matrix[(size - 1) * size + i] -= h ** (size - i);
  }
  matrix[(size - 1) * size] += 2 * h - 1 > 0 ? (2 * h - 1) ** size : 0;
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      matrix[i * size + j] *= Math.exp(-logGamma(i - j + 2));
    }
  }
  let power = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    power[i * size + i] = 1;
  }
  let exponent = 0;
  let matrixExponent = 0;
  const multiply = (a: Float64Array, b: Float64Array) => {
    const product = new Float64Array(size * size);
    for (let i = 0; i < size; i += 1) {
      for (let l = 0; l < size; l += 1) {
        const factor = a[i * size + l];
        if (factor !== 0) {
          for (let j = 0; j < size; j += 1) {
            product[i * size + j] += factor * b[l * size + j];
          }
        }
      }
    }
    return product;
  };
  const centre = (k - 1) * size + (k - 1);
  for (
    let remaining = n;
    remaining > 0;
    remaining = Math.floor(remaining / 2)
  ) {
    if (remaining % 2 === 1) {
      power = multiply(power, matrix);
      exponent += matrixExponent;
    }
    matrix = multiply(matrix, matrix);
    matrixExponent *= 2;
    // Keeps the numbers inside the range of a double
    if (matrix[centre] > 1e140) {
      matrix = matrix.map(value => value * 1e-140);
      matrixExponent += 140;
    }
    if (power[centre] > 1e140) {
      power = power.map(value => value * 1e-140);
      exponent += 140;
    }
  }
  // n! / nⁿ, in steps that cannot leave the range
  let result = power[centre];
  for (let i = 1; i <= n; i += 1) {
    result = (result * i) / n;
    if (result < 1e-140) {
      result *= 1e140;
      exponent -= 140;
    }
  }
  return result * 10 ** exponent;
}

/**
 * P(D < d) for large n, by an expansion in 1/√n.
 *
 * Source: Pelz and Good, J. R. Statist. Soc. B 38 (1976); the form of Simard
 * and L'Ecuyer, J. Stat. Softw. 39 (11), 2011.
 */
function cdfByExpansion(n: number, d: number): number {
  const z = Math.sqrt(n) * d;
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  const pi2 = Math.PI ** 2;
  const pi4 = pi2 ** 2;
  const pi6 = pi2 ** 3;
  let k0 = 0;
  let k1 = 0;
  let k2 = 0;
  let k3 = 0;
  // Sums over odd half-integers (m = k + 1/2)
  const terms = Math.ceil((16 * z) / Math.PI);
  for (let k = terms; k >= 0; k -= 1) {
    const m2 = (k + 0.5) ** 2;
    const m4 = m2 * m2;
    const q = Math.exp((-pi2 * m2) / (2 * z2));
    k0 += q;
    k1 += (-z2 + pi2 * m2) * q;
    k2 +=
      (6 * z6 +
        2 * z4 +
        pi2 * (2 * z4 - 5 * z2) * m2 +
        pi4 * (1 - 2 * z2) * m4) *
      q;
    k3 +=
      (-30 * z6 -
        90 * z6 * z2 +
        pi2 * (135 * z4 - 96 * z6) * m2 +
        pi4 * (212 * z4 - 60 * z2) * m4 +
        pi6 * (5 - 30 * z2) * m4 * m2) *
      q;
  }
  const root = Math.sqrt(2 * Math.PI);
  const half = Math.sqrt(Math.PI / 2);
  k0 *= root / z;
  k1 *= half / (3 * z4);
  k2 *= half / (36 * z6 * z);
  k3 *= half / (3240 * z6 * z4);
  // Sums over whole numbers
  let whole2 = 0;
  let whole3 = 0;
  for (let k = terms; k >= 1; k -= 1) {
    const q = Math.exp((-pi2 * k * k) / (2 * z2));
    whole2 += k * k * q;
    whole3 += (3 * pi2 * k * k * z2 - pi4 * k ** 4) * q;
  }
  k2 -= (whole2 * pi2 * half) / (18 * z2 * z);
  k3 += (whole3 * half) / (108 * z6);
  const s = Math.sqrt(n);
  return k0 + k1 / s + k2 / n + k3 / (n * s);
}

/** P(D ≥ d) where it has a closed form, else undefined. Source: Ruben and Gambino, Ann. Inst. Statist. Math. 34 (1982). */
function tailInClosedForm(n: number, d: number): number | undefined {
  const t = n * d;
  if (t <= 0.5) {
    return 1;
  }
  if (t <= 1) {
    return 1 - Math.exp(logGamma(n + 1) + n * Math.log((2 * t - 1) / n));
  }
  if (t >= n - 1) {
    return 2 * (1 - d) ** n;
  }
  return undefined;
}

/**
 * P(D ≥ d): how often the two-sided Kolmogorov-Smirnov statistic of n values
 * is at least d when the values follow the distribution they are held against.
 * Agrees with `scipy.stats.kstwo.sf` to 1e-6.
 *
 * @param n - whole number ≥ 1
 * @param d - 0…1
 */
export function kolmogorovTail(n: number, d: number): number {
  if (d >= 1) {
    return 0;
  }
  const closed = tailInClosedForm(n, d);
  if (closed !== undefined) {
    return closed;
  }
  const nd2 = n * d * d;
  if (n > SMALL_SAMPLE && nd2 >= CERTAINLY_ZERO) {
    return 0;
  }
  if (d >= 0.5 || nd2 >= (n <= SMALL_SAMPLE ? 4 : 2.2)) {
    return Math.min(1, 2 * oneSidedTail(n, d));
  }
  const cdf =
    n <= SMALL_SAMPLE || (n <= 100_000 && n * d ** 1.5 <= 1.4)
      ? cdfByMatrix(n, d)
      : cdfByExpansion(n, d);
  return Math.min(1, Math.max(0, 1 - cdf));
}
