"""Writes scipyValues.json beside it: reference values of the distributions and tests.

    python3 -m venv v && v/bin/pip install scipy==1.17.1 && v/bin/python scipyValues.py && npx prettier --write scipyValues.json
"""

import json
from math import gcd
from pathlib import Path

import numpy as np
import scipy
from scipy import stats
from scipy.stats._hypotests import _cdf_cvm_inf
from scipy.stats._stats_py import _attempt_exact_2kssamp


def kstwo():
    rows = []
    for n in [1, 2, 5, 20, 140, 141, 1000, 5000, 100_000, 100_001, 1_000_000, 5_000_000]:
        z = np.array([0.2, 0.5, 0.8, 1.2, 1.45, 1.5, 1.9, 2.1, 3, 4.5, 6, 10, 18])
        for d in [*(z / np.sqrt(n)), 0.4 / n, 0.9 / n, 1 - 0.5 / n, 0.5, 0.6]:
            if 0 < d < 1:
                rows.append([n, float(d), float(stats.kstwo.sf(d, n))])
    return rows


def two_sample():
    rows = []
    for n1, n2 in [(1, 1), (3, 2), (7, 7), (12, 30), (100, 64), (90, 90), (450, 500), (997, 1000), (6000, 1000), (10_000, 10_000)]:
        divisor = gcd(n1, n2)
        lcm = n1 // divisor * n2
        for z in [0.3, 0.8, 1.4, 2.0, 5.0, 19.0]:
            d = min(lcm, max(1, round(z * np.sqrt(1 / n1 + 1 / n2) * lcm))) / lcm
            worked, _, p = _attempt_exact_2kssamp(n1, n2, divisor, d, "two-sided")
            if worked:
                rows.append([n1, n2, d, float(p)])
    return rows


def chi_square():
    rows = []
    for dof in [1, 2, 9, 199, 9999]:
        for factor in [1e-6, 0.3, 0.9, 1, 1.1, 2, 20]:
            rows.append([dof * factor, dof, float(stats.chi2.sf(dof * factor, dof))])
    return rows + [[1300, 1, float(stats.chi2.sf(1300, 1))], [1000, 10, float(stats.chi2.sf(1000, 10))]]


def samples():
    rng = np.random.default_rng(20240607)
    rows = []
    shapes = [
        lambda n: rng.normal(size=n).round(3),
        lambda n: rng.integers(0, 5, n).astype(float),
        lambda n: np.exp(rng.normal(size=n) * 3),
        lambda n: rng.choice([-2.5, 0, 7], n, p=[0.2, 0.7, 0.1]),
    ]
    for n1, n2 in [(1, 4), (12, 12), (25, 9), (8, 40), (60, 61)]:
        for shape in shapes:
            a, b = shape(n1), shape(n2) + rng.choice([0, 0.5])
            u = stats.mannwhitneyu(a, b, method="asymptotic")
            cvm = stats.cramervonmises_2samp(a, b, method="asymptotic") if n1 > 1 else None
            rows.append({
                "reference": a.tolist(),
                "current": b.tolist(),
                "ks": [float(x) for x in stats.ks_2samp(a, b)],
                "wasserstein": float(stats.wasserstein_distance(a, b)),
                "energy": float(stats.energy_distance(a, b)),
                "mannWhitney": [float(x) for x in u] if len(set([*a, *b])) > 1 else None,
                "cramerVonMises": [float(cvm.statistic), float(cvm.pvalue)] if cvm else None,
            })
    return rows


def tables():
    rng = np.random.default_rng(7)
    rows = []
    for k, scale in [(2, 4), (2, 30), (2, 5000), (2, 9), (3, 20), (7, 400), (40, 12)]:
        table = rng.integers(1, scale, (2, k)) * rng.choice([1, 1, 3], (2, 1))
        table = table.astype(float)
        g = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
        chi = stats.chi2_contingency(table, correction=False)
        rows.append({
            "counts": table.astype(int).tolist(),
            "chiSquare": [float(chi[0]), float(chi[1]), int(chi[2])],
            "g": [float(g[0]), float(g[1])],
            "fisher": float(stats.fisher_exact(table.astype(int))[1]) if k == 2 else None,
        })
    for table in [[[3, 0], [1, 5]], [[10, 10], [10, 10]], [[0, 6], [6, 0]], [[45000, 5000], [43000, 7000]]]:
        rows.append({"counts": table, "fisher": float(stats.fisher_exact(table)[1])})
    return rows


values = {
    "versions": {"scipy": scipy.__version__, "numpy": np.__version__},
    "kolmogorovTail": kstwo(),
    "exactTwoSampleTail": two_sample(),
    "chiSquareTail": chi_square(),
    "normalTail": [[z, float(stats.norm.sf(z))] for z in [-8, -1.5, 0, 0.3, 1.96, 5, 12, 37]],
    "cramerVonMisesTail": [
        [float(w), float(max(0, 1 - _cdf_cvm_inf(float(w))))]
        for w in [0.0031, 0.01, 0.05, 0.1, 1 / 6, 0.46136, 0.74346, 1.5, 2.5, 5, 40, 300, 20_000]
    ],
    "samples": samples(),
    "tables": tables(),
}
target = Path(__file__).with_name("scipyValues.json")
target.write_text(json.dumps(values, indent=None, separators=(",", ":")).replace("],[", "],\n[").replace("},{", "},\n{") + "\n")
