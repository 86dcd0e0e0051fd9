"""Figures that CointegrationTest compares with. Run: python make.py > expected_python.csv

Engle-Granger and error correction on ../unit_root/data.csv; coint_johansen on data.csv.
"""
import warnings
import numpy as np
import pandas as pd
import statsmodels.api as sm
from statsmodels.tsa.stattools import coint
from statsmodels.tsa.vector_ar.vecm import coint_johansen

warnings.simplefilter("ignore")
print("what,case,item,value,p,cv10,cv5,cv1")


def show(*figures):
    print(*(repr(float(f)) if isinstance(f, (float, np.floating)) else f for f in figures), sep=",")


d = pd.read_csv("data.csv")
for order, case in ((-1, "I"), (0, "III"), (1, "III-of-detrended")):
    j = coint_johansen(d.values, order, 2)
    for r in range(4):
        show("trace", case, r, j.lr1[r], "", *j.cvt[r])
        show("max", case, r, j.lr2[r], "", *j.cvm[r])

m = pd.read_csv("../unit_root/data.csv")
sets = {"2": ["consumption", "income"], "3": ["gdp", "consumption", "income"]}
for n, names in sets.items():
    for t, name in (("n", "none"), ("c", "constant"), ("ct", "trend")):
        for rule, k in (("0", dict(maxlag=0, autolag=None)), ("3", dict(maxlag=3, autolag=None)), ("aic", dict(autolag="aic"))):
            s, p, cv = coint(m[names[0]], m[names[1:]], trend=t, **k)
            show("engle-granger", name, n + ":" + rule, s, p, *(cv[::-1] if t != "n" else ("", "", "")))

# Error correction of consumption on income, one lag, by plain least squares.
y, x = m.consumption.values, m.income.values
first = sm.OLS(y, sm.add_constant(x)).fit()
u, dy, dx = first.resid, np.diff(y), np.diff(x)
show("two-step", "long-run", "income", first.params[1], "", "", "", "")
z = sm.add_constant(np.column_stack([u[1:-1], dx[1:], dy[:-1], dx[:-1]]))
for cov, k in (("iid", {}), ("hc1", dict(cov_type="HC1"))):
    f = sm.OLS(dy[1:], z).fit(**k)
    show("two-step", cov, "adjustment", f.params[1], f.bse[1], "", "", "")
z = sm.add_constant(np.column_stack([y[1:-1], x[1:-1], dx[1:], dy[:-1], dx[:-1]]))
for cov, k in (("iid", {}), ("hc1", dict(cov_type="HC1"))):
    f = sm.OLS(dy[1:], z).fit(**k)
    show("one-equation", cov, "adjustment", f.params[1], f.bse[1], "", "", "")
    V = f.cov_params()[1:3, 1:3]
    theta = -f.params[2] / f.params[1]
    g = np.array([f.params[2] / f.params[1] ** 2, -1 / f.params[1]])
    show("one-equation", cov, "long-run", theta, np.sqrt(g @ V @ g), "", "", "")
