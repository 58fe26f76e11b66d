/**
 * exp(−q) K¼(q), the modified Bessel function of the second kind, by the
 * trapezoidal rule on K_v(q) = ∫₀^∞ exp(−q cosh t) cosh(vt) dt (DLMF 10.32.9),
 * whose error falls faster than any power of the step.
 */
function scaledBesselQuarter(q: number): number {
  const step = 1 / 32;
  let sum = 0;
  for (let index = 0; ; index += 1) {
    const t = index * step;
    const exponent = -q * (Math.cosh(t) + 1);
    const term = Math.exp(exponent) * Math.cosh(t / 4);
    sum += index === 0 ? term / 2 : term;
    if (exponent < -745 || (q * (Math.cosh(t) - 1) > 45 && t > 1)) {
      return sum * step;
    }
  }
}

/** Terms below this are not added: the probability is good to about this much. */
const TERM_TOLERANCE = 1e-7;

/**
 * P(W² ≥ w) of the limiting distribution of the Cramér-von Mises statistic.
 * The series ends at 1e-7, as SciPy's does: a probability below 1e-6 says
 * "very small" and no more.
 *
 * Source: Csörgő and Faraway, J. R. Statist. Soc. B 58 (1996), formula 1.2.
 */
export function cramerVonMisesTail(w: number): number {
  let cdf = 0;
  // Γ(k + ½) / (k! π^{3/2} √w)
  let u = 1 / (Math.PI * Math.sqrt(w));
  for (let k = 0; ; k += 1) {
    const y = 4 * k + 1;
    const term = u * Math.sqrt(y) * scaledBesselQuarter((y * y) / (16 * w));
    cdf += term;
    u *= (k + 0.5) / (k + 1);
    if (Math.abs(term) < TERM_TOLERANCE) {
      return Math.min(1, Math.max(0, 1 - cdf));
    }
  }
}
