"""Three-way clustered errors by inclusion and exclusion in numpy; two of the three by pyfixest.

    python make.py          writes data.csv and expected.csv beside itself

Factors as fixest documents them for ssc(K.fixef = "nonnested", G.df = "min"): (n-1)/(n-K') once, with
effects nested in any of the clusters counted once, and G/(G-1) of the smallest number of clusters for
every part.
"""

import itertools
import pathlib

import numpy as np
import pandas as pd
import pyfixest as pf

HERE = pathlib.Path(__file__).parent
random = np.random.default_rng(2011)
n = 400
data = pd.DataFrame({"firm": random.integers(0, 25, n), "year": random.integers(0, 12, n), "place": random.integers(0, 15, n)})
shocks = {c: random.normal(size=30) for c in data.columns}
own = {c: random.normal(size=30) for c in data.columns}
data["x"] = (random.normal(size=n) + sum(0.5 * shocks[c][data[c]] for c in shocks)).round(6)
data["y"] = (0.3 * data.x + random.normal(size=n) + sum(0.7 * own[c][data[c]] for c in own)).round(6)
data.to_csv(HERE / "data.csv", index=False)
out = []
for effects, nested in ((None, 0), ("firm", 1)):
    x = np.column_stack([data.x, np.ones(n)]) if effects is None else np.column_stack([data.x, pd.get_dummies(data[effects]).astype(float)])
    inverse = np.linalg.inv(x.T @ x)
    e = data.y - x @ inverse @ x.T @ data.y
    h = x * e.to_numpy()[:, None]
    for clusters in (["firm", "year"], ["firm", "year", "place"]):
        s = 0
        for size in range(1, len(clusters) + 1):
            for part in itertools.combinations(clusters, size):
                sums = pd.DataFrame(h).groupby([data[c] for c in part]).sum().to_numpy()
                s = s + (-1) ** (size + 1) * sums.T @ sums
        v = inverse @ s @ inverse
        k = 2
        g = min(data[c].nunique() for c in clusters)
        formula = "y ~ x" + (f" | {effects}" if effects else "")
        vcov = "cluster(" + ";".join(clusters) + ")"
        out.append((formula, vcov, "none", np.sqrt(v[0, 0]), "numpy"))
        out.append((formula, vcov, "fixest", np.sqrt(v[0, 0] * (n - 1) / (n - k) * g / (g - 1)), "numpy"))
        if len(clusters) == 2:
            fit = pf.feols(formula, data, vcov={"CRV1": "firm+year"}, ssc=pf.ssc(k_fixef="nonnested", G_df="min"))
            out.append((formula, vcov, "fixest", fit.se()["x"], "pyfixest"))
pd.DataFrame(out, columns=["formula", "vcov", "ssc", "standard_error", "source"]).to_csv(HERE / "expected.csv", index=False, float_format="%.15g")
