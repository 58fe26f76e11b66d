/** Coefficients of the Lanczos approximation, g = 607/128, n = 15 (P. Godfrey, 2001). */
const LANCZOS = [
  0.99999999999999709182, 57.156235665862923517, -59.597960355475491248,
  14.136097974741747174, -0.49191381609762019978, 0.33994649984811888699e-4,
  0.46523628927048575665e-4, -0.98374475304879564677e-4,
  0.15808870322491248884e-3, -0.21026444172410488319e-3,
  0.2174396181152126432e-3, -0.16431810653676389022e-3,
  0.84418223983852743293e-4, -0.2619083840158140867e-4,
  0.36899182659531622704e-5,
];
const HALF_LOG_TWO_PI = 0.91893853320467274178;

/**
 * Natural logarithm of the gamma function for x \> 0, to about 1e-15 relative.
 * Above 20 by Stirling's series (Abramowitz and Stegun 6.1.41), below by Lanczos.
 */
export function logGamma(x: number): number {
  if (x > 20) {
    const inverse = 1 / x;
    const square = inverse * inverse;
    const series =
      inverse *
      (1 / 12 -
        square *
          (1 / 360 -
            square *
              (1 / 1260 -
                square *
                  (1 / 1680 - square * (1 / 1188 - (square * 691) / 360360)))));
    return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + series;
  }
  const shifted = x - 1;
  let sum = LANCZOS[0];
  for (let index = 1; index < LANCZOS.length; index += 1) {
    sum += LANCZOS[index] / (shifted + index);
  }
  const t = shifted + 607 / 128 + 0.5;
  return HALF_LOG_TWO_PI + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** More terms than any argument needs whose result is not 0 or 1. */
const MAX_TERMS = 200_000;
const EPSILON = 1e-16;
const TINY = 1e-300;

/**
 * Upper regularised incomplete gamma function Q(a, x), accurate into tails of
 * 1e-300: series below a + 1, Lentz's continued fraction above.
 *
 * @param a - \> 0
 * @param x - ≥ 0
 * @returns 0…1
 *
 * Source: NIST DLMF 8.7.1 and 8.9.2.
 */
function upperGamma(a: number, x: number): number {
  if (x <= 0) {
    return 1;
  }
  if (x === Infinity) {
    return 0;
  }
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < MAX_TERMS; n += 1) {
      term *= x / (a + n);
      sum += term;
      if (term < sum * EPSILON) {
        break;
      }
    }
    return Math.max(0, 1 - sum * scale);
  }
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MAX_TERMS; n += 1) {
    const factor = -n * (n - a);
    b += 2;
    d = factor * d + b;
    d = 1 / (Math.abs(d) < TINY ? TINY : d);
    c = b + factor / c;
    c = Math.abs(c) < TINY ? TINY : c;
    const change = d * c;
    fraction *= change;
    if (Math.abs(change - 1) < EPSILON * 4) {
      break;
    }
  }
  return Math.min(1, scale * fraction);
}

/** Probability that a chi-square variable with `dof` degrees of freedom exceeds x. */
export function chiSquareTail(x: number, dof: number): number {
  return upperGamma(dof / 2, x / 2);
}

/** Probability that a standard normal variable exceeds z. */
export function normalTail(z: number): number {
  const half = upperGamma(0.5, (z * z) / 2) / 2;
  return z >= 0 ? half : 1 - half;
}

/** Natural logarithm of the binomial coefficient. */
export function logBinomial(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
