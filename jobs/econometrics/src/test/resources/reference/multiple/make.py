"""Adjusted p-values of pyfixest (Romano-Wolf) and statsmodels (Holm, Benjamini-Hochberg).

    python make.py          writes draws.csv (first row: the statistics) and expected.csv beside itself
"""

import pathlib

import numpy as np
import pandas as pd
from pyfixest.estimation.post_estimation.multcomp import _get_rwolf_pval
from statsmodels.stats.multitest import multipletests

HERE = pathlib.Path(__file__).parent
random = np.random.default_rng(2016)
m, draws = 6, 199
common = random.standard_t(8, size=(draws, 1))
t_star = (0.7 * common + 0.7 * random.standard_t(8, size=(draws, m))).round(6)
t = np.array([2.9, -0.4, 2.1, 1.7, -3.4, 2.0])
pd.DataFrame(np.vstack([t, t_star]), columns=[f"t{i}" for i in range(m)]).to_csv(HERE / "draws.csv", index=False)
p = (1 + (np.abs(t_star) >= np.abs(t)).sum(axis=0)) / (1 + draws)
expected = pd.DataFrame({
    "p": p,
    "romano_wolf": _get_rwolf_pval(t.copy(), t_star.copy()),
    "holm": multipletests(p, method="holm")[1],
    "benjamini_hochberg": multipletests(p, method="fdr_bh")[1],
})
expected.to_csv(HERE / "expected.csv", index=False, float_format="%.15g")
