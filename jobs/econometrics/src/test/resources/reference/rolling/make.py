"""Figures that RollingRegressionTest compares with. Run: python make.py > expected.csv

Quarters of ../unit_root/data.csv, inflation on unemployment; and each of Grunfeld's firms (../grunfeld/data.csv),
investment on value and capital, windows of 10 years.
"""
import numpy as np
import pandas as pd
import statsmodels.api as sm
from statsmodels.regression.rolling import RollingOLS

print("tool,unit,end,term,estimate,standard_error,r2")


def show(tool, unit, end, names, b, se, r2):
    for n, x, s in zip(names, b, se):
        print(tool, unit, end, n, repr(float(x)), repr(float(s)), repr(float(r2)), sep=",")


us = pd.read_csv("../unit_root/data.csv")
names = ["(Intercept)", "unemployment"]
x = sm.add_constant(us[["unemployment"]])
for cov in ("nonrobust", "HC0"):
    f = RollingOLS(us.inflation, x, window=40).fit(cov_type=cov, params_only=False)
    for t in range(39, len(us), 20):
        show("rolling-" + cov, "", us.quarter[t], names, f.params.values[t], f.bse.values[t], f.rsquared[t])
f = sm.RecursiveLS(us.inflation, x).fit()
b = f.recursive_coefficients.filtered
for t in range(9, len(us), 20):
    show("recursive", "", us.quarter[t], names, b[:, t], [np.nan] * 2, np.nan)
g = pd.read_csv("../grunfeld/data.csv").sort_values(["firm", "year"])
names = ["(Intercept)", "value", "capital"]
for firm, d in g.groupby("firm"):
    d = d.reset_index(drop=True)
    f = RollingOLS(d.invest, sm.add_constant(d[["value", "capital"]]), window=10).fit()
    for t in range(9, len(d), 5):
        show("rolling-nonrobust", firm, d.year[t], names, f.params.values[t], f.bse.values[t], f.rsquared[t])
