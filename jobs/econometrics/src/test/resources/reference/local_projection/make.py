"""Figures that LocalProjectionTest compares with. Run: python make.py > expected_python.csv

Investment after value, Grunfeld's firms (../grunfeld/data.csv), firm effects as dummies, one lag of both; errors
of statsmodels without small-sample factor: Driscoll-Kraay with h lags, clusters by firm, Newey-West by firm.
"""
import warnings
import pandas as pd
import statsmodels.formula.api as smf

warnings.simplefilter("ignore")
d = pd.read_csv("../grunfeld/data.csv").sort_values(["firm", "year"])
g = d.groupby("firm")
d["y1"], d["s1"] = g.invest.shift(1), g.value.shift(1)
d["code"] = d.firm.astype("category").cat.codes
print("errors,horizon,estimate,standard_error,n")
for h in range(5):
    d["left"] = g.invest.shift(-h)
    x = d.dropna(subset=["left", "y1", "s1"])
    m = smf.ols("left ~ value + y1 + s1 + C(firm)", x)
    for name, f in (
        ("dk", m.fit(cov_type="hac-groupsum", cov_kwds=dict(time=x.year.values, maxlags=h, use_correction=False))),
        ("nw", m.fit(cov_type="hac-panel", cov_kwds=dict(groups=x.code.values, maxlags=h, use_correction=False))),
        ("cluster(firm)", m.fit(cov_type="cluster", cov_kwds=dict(groups=x.code.values, use_correction=False)))):
        print(name, h, repr(float(f.params["value"])), repr(float(f.bse["value"])), len(x), sep=",")
