"""Figures that UnitRootTest compares with. Run: python make.py > expected_python.csv (writes data.csv too).

data.csv: US quarters 1959Q1 to 2009Q3 as statsmodels ships them (macrodata): log real GDP, unemployment
rate, inflation, log consumption, log disposable income.
"""
import warnings
import numpy as np
import pandas as pd
import statsmodels.api as sm
from arch.unitroot import ADF, KPSS, PhillipsPerron
from statsmodels.tsa.stattools import adfuller, kpss

warnings.simplefilter("ignore")
m = sm.datasets.macrodata.load_pandas().data
d = pd.DataFrame({
    "quarter": [f"{int(y)}Q{int(q)}" for y, q in zip(m.year, m.quarter)],
    "gdp": np.log(m.realgdp), "unemployment": m.unemp, "inflation": m.infl,
    "consumption": np.log(m.realcons), "income": np.log(m.realdpi)})
d.to_csv("data.csv", index=False)
d = pd.read_csv("data.csv")
names = {"n": "none", "c": "constant", "ct": "trend"}
print("tool,test,series,deterministic,rule,statistic,p,lags,n,cv1,cv5,cv10")


def show(*figures):
    print(*(repr(float(f)) if isinstance(f, (float, np.floating)) else f for f in figures), sep=",")


for s in ("gdp", "unemployment", "inflation"):
    y = d[s].values
    for r, name in names.items():
        for rule, k in (("4", dict(maxlag=4, autolag=None)), ("aic", dict(autolag="AIC")),
                        ("bic", dict(autolag="BIC")), ("t", dict(autolag="t-stat")), ("aic(6)", dict(maxlag=6, autolag="AIC"))):
            a = adfuller(y, regression=r, **k)
            show("statsmodels", "adf", s, name, rule, a[0], a[1], a[2], a[3], a[4]["1%"], a[4]["5%"], a[4]["10%"])
        a = ADF(y, trend=r, lags=4)
        show("arch", "adf", s, name, "4", a.stat, a.pvalue, a.lags, a.nobs, a.critical_values["1%"], a.critical_values["5%"], a.critical_values["10%"])
        for lags in (4, 8):
            for t in ("tau", "rho"):
                a = PhillipsPerron(y, trend=r, lags=lags, test_type=t)
                c = a.critical_values
                show("arch", "pp-" + t, s, name, lags, a.stat, a.pvalue, a.lags, a.nobs, c["1%"], c["5%"], c["10%"])
    for r in ("c", "ct"):
        for rule, lags in (("4", 4), ("auto", "auto")):
            a = kpss(y, regression=r, nlags=lags)
            show("statsmodels", "kpss", s, names[r], rule, a[0], a[1], a[2], len(y), a[3]["1%"], a[3]["5%"], a[3]["10%"])
        a = KPSS(y, trend=r, lags=4)
        c = a.critical_values
        show("arch", "kpss", s, names[r], "4", a.stat, a.pvalue, a.lags, a.nobs, c["1%"], c["5%"], c["10%"])
