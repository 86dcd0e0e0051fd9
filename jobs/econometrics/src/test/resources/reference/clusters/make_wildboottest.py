"""p-values and t of wildboottest, all draws; Webb's six points with 99,999 draws.

    python make_wildboottest.py     writes wildboottest.csv beside itself, after make.py
"""

import pathlib
import warnings

import numpy as np
import pandas as pd
import statsmodels.api as sm
from wildboottest.wildboottest import wildboottest

HERE = pathlib.Path(__file__).parent
warnings.simplefilter("ignore")
data = pd.read_csv(HERE / "data.csv")
out = []
for effects in ([], ["unit"], ["unit", "year"]):
    x = data[["x", "z"]].copy()
    for i, e in enumerate(effects):
        x = pd.concat([x, pd.get_dummies(data[e], prefix=e, drop_first=i > 0).astype(float)], axis=1)
    if not effects:
        x.insert(0, "const", 1.0)
    formula = "y ~ x + z" + (" | " + " + ".join(effects) if effects else "")
    codes = pd.Series(pd.factorize(data.cluster)[0])
    for term in ("x", "z"):
        for points, draws, vcov in (("rademacher", 9999, "wild(cluster)"), ("webb", 99999, "wild(cluster;webb;99999)")):
            np.random.seed(1)
            r = wildboottest(sm.OLS(data.y, x), param=term, cluster=codes, B=draws, weights_type=points,
                             adj=False, cluster_adj=False, parallel=False, show=False, seed=1)
            out.append((formula, "", vcov, term, "t", float(np.ravel(r["statistic"])[0]), "wildboottest"))
            out.append((formula, "", vcov, term, "p_value_strict", float(np.ravel(r["p-value"])[0]), "wildboottest"))
pd.DataFrame(out, columns=["formula", "weights", "vcov", "term", "figure", "value", "source"]).to_csv(
    HERE / "wildboottest.csv", index=False, float_format="%.15g")
