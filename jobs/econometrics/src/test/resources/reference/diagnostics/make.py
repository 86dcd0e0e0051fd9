"""Figures that DiagnosticsTest compares with beside those of make.R. Run: python make.py > expected_python.csv

Condition numbers by numpy's singular values of the columns scaled to length 1. F under equal-weighted
cosines by the formulas of Lazarus, Lewis, Stock and Watson (2018), from residuals of statsmodels.
"""
import numpy as np
import pandas as pd
import pyfixest as pf
import scipy.stats
import statsmodels.api as sm
import statsmodels.formula.api as smf
from statsmodels.stats.diagnostic import het_white, linear_reset
from statsmodels.stats.outliers_influence import variance_inflation_factor

d = pd.read_csv("../grunfeld/data.csv")
longley = pd.read_csv("../nist/longley.csv")
gm = d[d.firm == "General Motors"].reset_index(drop=True)
print("case,tool,statistic,p_value,df,df_denominator")


def show(case, tool, statistic, p=None, df=None, denominator=None):
    print(case, tool, *("" if v is None else repr(float(v)) for v in (statistic, p, df, denominator)), sep=",")


def condition(case, x):
    x = np.asarray(x, float)
    u, s, vt = np.linalg.svd(x / np.sqrt((x**2).sum(0)), full_matrices=False)
    show(f"condition {case}", "numpy", s[0] / s[-1])
    parts = (vt.T / s) ** 2
    share = (parts.T / parts.sum(1))[-1]
    for j, v in enumerate(share):
        show(f"share {case} {j}", "numpy", v)


condition("longley", sm.add_constant(longley[[f"x{j}" for j in range(1, 7)]]))
condition("grunfeld", sm.add_constant(d[["value", "capital"]]))

for j, name in enumerate(("value", "capital")):
    show(f"vif no intercept {name}", "statsmodels", variance_inflation_factor(d[["value", "capital"]].values, j, standardize=False))

fit = smf.ols("invest ~ value + capital", d).fit()
lm, p, _, _ = het_white(fit.resid, fit.model.exog)
show("white", "statsmodels", lm, p, 5)
r = linear_reset(smf.ols("invest ~ value + capital", d).fit(cov_type="HC1"), power=3, use_f=True, cov_type="HC1")
show("reset hc1", "statsmodels", r.fvalue, r.pvalue, 2, r.df_denom)

for effects, clusters in (("firm", "firm"), ("firm + year", "firm")):
    m = pf.feols(f"invest ~ value + capital | {effects}", d, vcov={"CRV1": clusters})
    w = m.wald_test(R=np.eye(2))
    show(f"wald {effects}", "pyfixest", w["statistic"], w["pvalue"], 2, 10)

# Two coefficients of one series under B = 4 cosines.
m = smf.ols("invest ~ value + capital", gm).fit()
x, e, T, B = m.model.exog, m.resid.values, len(gm), 4
u = x * e[:, None]
t = np.arange(1, T + 1)
omega = np.zeros((3, 3))
for j in range(1, B + 1):
    c = np.sqrt(2 / T) * (u * np.cos(np.pi * j * (t - 0.5) / T)[:, None]).sum(0)
    omega += T / B * np.outer(c, c)
bread = np.linalg.inv(x.T @ x)
v = (bread @ omega @ bread)[1:, 1:]
b = m.params.values[1:]
W = b @ np.linalg.solve(v, b)
F = (B - 1) / (B * 2) * W
show("wald ewc", "numpy", F, scipy.stats.f.sf(F, 2, B - 1), 2, B - 1)
