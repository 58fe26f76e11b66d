"""Drift by pandas and SciPy as one writes it by hand: KS, Wasserstein, PSI and
Jensen-Shannon of each numeric column, chi-square and Jensen-Shannon of each
column of categories. Prints the CPU seconds of reading and of testing apart,
and the statistics."""

import json
import sys
import time

import numpy as np
import pandas as pd
from scipy import stats
from scipy.spatial.distance import jensenshannon


def shares(counts):
    return counts / counts.sum()


def psi(p, q):
    p = np.where(p == 0, 1e-4, p)
    q = np.where(q == 0, 1e-4, q)
    return float(np.sum((p - q) * np.log(p / q)))


def numeric(a, b):
    a = a[np.isfinite(a)]
    b = b[np.isfinite(b)]
    ks = stats.ks_2samp(a, b, method="asymp")
    edges = np.unique(np.quantile(a, np.arange(1, 10) / 10, method="inverted_cdf"))
    bins = len(edges) + 1
    count = lambda x: np.bincount(np.searchsorted(edges, x, side="left"), minlength=bins)
    p, q = shares(count(a)), shares(count(b))
    return {
        "ks": float(ks.statistic),
        "pValue": float(ks.pvalue),
        "wasserstein": float(stats.wasserstein_distance(a, b)),
        "psi": psi(p, q),
        "jensenShannon": float(jensenshannon(p, q)),
    }


def categorical(a, b):
    left, right = a.value_counts(), b.value_counts()
    names = left.index.union(right.index)
    left = left.reindex(names, fill_value=0).to_numpy()
    right = right.reindex(names, fill_value=0).to_numpy()
    chi = stats.chi2_contingency(np.vstack([left, right]), correction=False)
    return {
        "chiSquare": float(chi.statistic),
        "jensenShannon": float(jensenshannon(shares(left), shares(right))),
    }


def main():
    reference_file, current_file, types_file = sys.argv[1:4]
    with open(types_file) as file:
        types = json.load(file)
    began = time.process_time()
    read = lambda name: pd.read_parquet(name, columns=list(types), use_threads=False)
    reference, current = read(reference_file), read(current_file)
    have_read = time.process_time()
    results = {}
    for column, kind in types.items():
        if kind == "numeric":
            results[column] = numeric(
                reference[column].to_numpy(float), current[column].to_numpy(float)
            )
        else:
            results[column] = categorical(reference[column], current[column])
    print(
        json.dumps(
            {
                "readSeconds": have_read - began,
                "testSeconds": time.process_time() - have_read,
                "results": results,
            }
        )
    )


main()
