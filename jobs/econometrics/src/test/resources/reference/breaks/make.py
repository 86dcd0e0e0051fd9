"""Figures that BreakTest compares with. Run: python make.py > expected_python.csv

Statistics of Bai and Perron (1998) by enumeration of all partitions and least squares of each regime; robust
ones with the HC0 covariance that statsmodels gives for the regression with a block for each regime.
"""
import itertools
import numpy as np
import pandas as pd
import statsmodels.api as sm

us = pd.read_csv("../unit_root/data.csv")
nile = pd.read_csv("nile.csv")
models = {
    "nile": (nile.flow.values, np.ones((len(nile), 1))),
    "us": (us.inflation.values[1:], np.column_stack([np.ones(len(us) - 1), us.inflation[:-1], us.unemployment[:-1]])),
}
print("model,errors,statistic,value,dates")


def ssr(y, x):
    b = np.linalg.lstsq(x, y, rcond=None)[0]
    return float(np.sum((y - x @ b) ** 2))


def blocks(x, ends):
    out = np.zeros((len(x), x.shape[1] * len(ends)))
    start = 0
    for i, end in enumerate(ends):
        out[start:end, i * x.shape[1]:(i + 1) * x.shape[1]] = x[start:end]
        start = end
    return out


def best(y, x, m, h, table):
    least, where = np.inf, None
    n = len(y)
    for dates in itertools.combinations(range(h, n - h + 1), m):
        cut = (0,) + dates + (n,)
        if min(b - a for a, b in zip(cut, cut[1:])) < h:
            continue
        total = sum(table[a, b] for a, b in zip(cut, cut[1:]))
        if total < least:
            least, where = total, dates
    return where


def statistic(y, x, dates, errors):
    n, q, m = len(y), x.shape[1], len(dates)
    f = sm.OLS(y, blocks(x, list(dates) + [n])).fit()
    if errors == "iid":
        return (n - (m + 1) * q) / m * (ssr(y, x) - f.ssr) / f.ssr
    r = np.zeros((m * q, (m + 1) * q))
    for i in range(m):
        r[i * q:(i + 1) * q, i * q:(i + 1) * q] = -np.eye(q)
        r[i * q:(i + 1) * q, (i + 1) * q:(i + 2) * q] = np.eye(q)
    d = r @ f.params
    return (n - (m + 1) * q) / m / n * d @ np.linalg.solve(r @ f.cov_HC0 @ r.T, d)


for name, (y, x) in models.items():
    n = len(y)
    h = int(0.15 * n)
    # Enumeration of three breaks of 202 rows takes a while: sums of squares are kept.
    table = {(a, b): ssr(y[a:b], x[a:b]) for a in range(n) for b in range(a + h, n + 1)}
    dates = {0: ()}
    for m in (1, 2, 3):
        dates[m] = best(y, x, m, h, table)
    for errors in ("iid", "hc"):
        for m in (1, 2, 3):
            print(name, errors, f"supF({m}|0)", repr(float(statistic(y, x, dates[m], errors))), " ".join(map(str, dates[m])), sep=",")
        for l in (0, 1, 2, 3):
            cut = (0,) + dates[l] + (n,)
            found = []
            for a, b in zip(cut, cut[1:]):
                if b - a >= 2 * h:
                    at = min(range(a + h, b - h + 1), key=lambda t: table[a, t] + table[t, b])
                    found.append(statistic(y[a:b], x[a:b], (at - a,), errors))
            print(name, errors, f"supF({l + 1}|{l})", repr(float(max(found, default=0))), "", sep=",")
