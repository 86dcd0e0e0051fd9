"""Figures that TwoStageTest compares with. Run: python make.py

data.csv: Card (1995), 3,010 young men, as linearmodels ships it, lwage in single precision as Stata
has it; cell numbers age, south and black.
value and extra are an estimate and its standard error, or a statistic and its p-value.

The rows of tool ivreg2 are what ivreg2 printed in Stata, as the tests of the R package ivreg2r
(github.com/restatr/ivreg2r, tests/stata-benchmarks/fixtures/card_overid_*_small.csv) keep it.
"""
import csv
import platform

import linearmodels
import numpy as np
import pandas as pd
import pyfixest as pf
import scipy
import scipy.linalg
from linearmodels.datasets import card
from linearmodels.iv import IV2SLS, IVGMM
from scipy import stats

columns = ["lwage", "educ", "exper", "expersq", "black", "south", "nearc2", "nearc4", "age", "weight"]
d = card.load()[columns].copy()
d["lwage"] = d.lwage.astype(np.float32).astype(float)
d["cell"] = (10 * d.age + 2 * d.south + d.black).astype(int)
d.to_csv("data.csv", index=False)
d = pd.read_csv("data.csv")
n = len(d)
out = csv.writer(open("expected.csv", "w"), lineterminator="\n")
out.writerow("tool formula vcov ssc what value extra".split())


def row(tool, formula, vcov, ssc, what, value, extra=""):
    text = lambda v: v if isinstance(v, str) else repr(float(v))
    out.writerow([tool, formula, vcov, ssc, what, text(value), text(extra)])


one = "lwage ~ exper + expersq + black + south | educ ~ nearc2 + nearc4"
for what, value, extra in (
    ("Sargan", 1.85880380002939, 0.17276292238585),
    ("under", 38.94717794124797, 3.48921529231e-09),
    ("weak", 19.68298484786327, ""),
):
    row("ivreg2", one, "iid", "fixest", what, value, extra)
for what, value, extra in (
    ("educ", 0.2403153190327482, 0.0402916140016885),
    ("exper", 0.1517070463803998, 0.0187388100441523),
    ("expersq", -0.0024098637244484, 0.0004520528731709),
    ("black", -0.0182843040098444, 0.0451569547441803),
    ("south", -0.0807446140166484, 0.0259964958277924),
    ("(Intercept)", 1.998076542659363, 0.6958659828813515),
    ("Hansen J", 1.864712064638993, 0.1720819441017082),
    ("under", 40.07919463212782, 1.98113224244e-09),
    ("weak", 20.42000777158254, ""),
):
    row("ivreg2", one, "hc1", "fixest", what, value, extra)

two = "lwage ~ black + south | educ + expersq ~ nearc2 + nearc4 + age + I(age^2)"
designs = {
    one: (["exper", "expersq", "black", "south"], ["educ"], ["nearc2", "nearc4"]),
    two: (["black", "south"], ["educ", "expersq"], ["nearc2", "nearc4", "age", "I(age^2)"]),
}
d["I(age^2)"] = d.age**2
d["(Intercept)"] = 1.0
clusters = d.cell.values
lags = 3

for formula, (exogenous, endogenous, excluded) in designs.items():
    for weighted in (False, True):
        w = d.weight / d.weight.mean() if weighted else None
        tool = "linearmodels" + ("-weighted" if weighted else "")
        args = (d.lwage, d[["(Intercept)"] + exogenous], d[endogenous], d[excluded])
        for vcov, ssc, options in (
            ("iid", "fixest", dict(cov_type="unadjusted", debiased=True)),
            ("hc0", "fixest", dict(cov_type="robust")),
            ("hc1", "fixest", dict(cov_type="robust", debiased=True)),
            ("cluster(cell)", "none", dict(cov_type="clustered", clusters=clusters)),
            (f"nw({lags})", "none", dict(cov_type="kernel", kernel="bartlett", bandwidth=lags)),
        ):
            fit = IV2SLS(*args, weights=w).fit(**options)
            for term in fit.params.index:
                row(tool, formula, vcov, ssc, term, fit.params[term], fit.std_errors[term])
            if vcov == "iid":
                row(tool, formula, vcov, ssc, "Sargan", fit.sargan.stat, fit.sargan.pval)
                h = fit.wu_hausman()
                row(tool, formula, vcov, ssc, "Wu-Hausman", h.stat, h.pval)
        for vcov, options in (
            ("hc0", dict(weight_type="robust")),
            ("cluster(cell)", dict(weight_type="clustered", clusters=clusters)),
            (f"nw({lags})", dict(weight_type="kernel", kernel="bartlett", bandwidth=lags)),
        ):
            fit = IVGMM(*args, weights=w, **options).fit(iter_limit=2)
            row(tool, formula, vcov, "none", "Hansen J", fit.j_stat.stat, fit.j_stat.pval)


def covariance(vcov, moments):
    """Of the sum of the rows of moments [n x q]."""
    if vcov == "hc1":
        return moments.T @ moments
    if vcov.startswith("cluster"):
        sums = pd.DataFrame(moments).groupby(clusters).sum().values
        return sums.T @ sums
    s = moments.T @ moments
    for l in range(1, lags + 1):
        g = moments[l:].T @ moments[:-l]
        s += (1 - l / (lags + 1)) * (g + g.T)
    return s


def rk(vcov, y, z, wald):
    """Kleibergen and Paap (2006), section 4, for the hypothesis that the rank is k - 1."""
    k, m = y.shape[1], z.shape[1]
    f = scipy.linalg.cholesky(z.T @ z)
    g = scipy.linalg.inv(scipy.linalg.cholesky(y.T @ y))
    pi = np.linalg.solve(z.T @ z, z.T @ y)
    theta = f @ pi @ g
    u, _, vt = np.linalg.svd(theta)
    v = vt.T
    q = k - 1
    u22, v22 = u[q:, q:], v[q:, q:]
    a = u[:, q:] @ np.linalg.inv(u22) @ scipy.linalg.sqrtm(u22 @ u22.T)
    b = scipy.linalg.sqrtm(v22 @ v22.T) @ np.linalg.inv(v22.T) @ v[:, q:].T
    e = y - z @ pi if wald else y
    moments = np.concatenate([z * e[:, [j]] for j in range(k)], axis=1)
    scale = np.kron(g.T, np.linalg.inv(f).T)
    w = scale @ covariance(vcov, moments) @ scale.T
    map_ = np.kron(b, a.T)
    l = map_ @ theta.flatten("F")
    return l @ np.linalg.solve(map_ @ w @ map_.T, l)


for formula, (exogenous, endogenous, excluded) in designs.items():
    x = d[["(Intercept)"] + exogenous].values
    out_of = lambda c: c - x @ np.linalg.lstsq(x, c, rcond=None)[0]
    y, z = out_of(d[endogenous].values.astype(float)), out_of(d[excluded].values.astype(float))
    m, all_ = z.shape[1], x.shape[1] + z.shape[1]
    groups = len(set(clusters))
    for vcov, ssc, factor in (
        ("hc1", "fixest", n / (n - all_)),
        ("cluster(cell)", "fixest", (n - 1) / (n - all_) * groups / (groups - 1)),
        (f"nw({lags})", "none", 1),
    ):
        lm = rk(vcov, y, z, False)
        row("numpy", formula, vcov, ssc, "under", lm, stats.chi2.sf(lm, m - y.shape[1] + 1))
        row("numpy", formula, vcov, ssc, "weak", rk(vcov, y, z, True) / factor / m)

# Absorbed effects; south and black are nested in cell.
for formula in (
    "lwage ~ exper + expersq | south + black | educ ~ nearc2 + nearc4",
    "lwage ~ exper | south + black | educ ~ nearc4",
):
    for vcov, name in (
        ("iid", "iid"),
        ("hetero", "hc1"),
        ({"CRV1": "age"}, "cluster(age)"),
        ({"CRV1": "cell"}, "cluster(cell)"),
    ):
        table = pf.feols(formula, d, vcov=vcov, fixef_tol=1e-13).tidy()
        for term in table.index:
            row("pyfixest", formula, name, "fixest", term, table["Estimate"][term], table["Std. Error"][term])

open("versions.txt", "w").write(
    f"Python {platform.python_version()}, linearmodels {linearmodels.__version__}, pyfixest {pf.__version__}, "
    f"numpy {np.__version__}, scipy {scipy.__version__}, pandas {pd.__version__}; ivreg2 as quoted\n"
)
