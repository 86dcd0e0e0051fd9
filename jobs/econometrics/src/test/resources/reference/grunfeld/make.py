"""Figures that GrunfeldTest and DiagnosticsTest compare with. Run: python make.py > expected.csv

data.csv: Grunfeld (1958), 11 firms x 20 years, as statsmodels ships it.
Columns vcov and ssc name the estimate as Jevons does; factors that a package leaves out or adds are
taken out or put in here, each where it says so.
"""
import numpy as np
import pandas as pd
import pyfixest as pf
import scipy.integrate
import scipy.stats
import statsmodels.formula.api as smf
from linearmodels.panel import PanelOLS
from statsmodels.stats import diagnostic, stattools

d = pd.read_csv("data.csv")
d["firm_code"] = d.firm.astype("category").cat.codes
n = 220
print("tool,formula,vcov,ssc,term,estimate,standard_error")


def show(tool, formula, vcov, ssc, terms, estimates, errors):
    for term, b, s in zip(terms, estimates, errors):
        term = "(Intercept)" if term == "Intercept" else term
        print(tool, formula, vcov, ssc, term, repr(float(b)), repr(float(s)), sep=",")


two = ["value", "capital"]

# Effects as dummies: HC2 and HC3 leverages then include them.
for formula, dummies in (
    ("invest ~ value + capital", ""),
    ("invest ~ value + capital | firm", " + C(firm)"),
    ("invest ~ value + capital | firm + year", " + C(firm) + C(year)"),
):
    model = smf.ols("invest ~ value + capital" + dummies, d)
    for vcov in ("iid", "hc0", "hc1", "hc2", "hc3"):
        fit = model.fit() if vcov == "iid" else model.fit(cov_type=vcov.upper())
        show("statsmodels", formula, vcov, "fixest", two, fit.params[two], fit.bse[two])
    for lags in (0, 2, 4):
        fit = model.fit(cov_type="hac-groupsum", cov_kwds=dict(time=d.year.values, maxlags=lags, use_correction=False))
        show("statsmodels", formula, f"dk({lags})", "none", two, fit.params[two], fit.bse[two])
        fit = model.fit(cov_type="hac-panel", cov_kwds=dict(groups=d.firm_code.values, maxlags=lags, use_correction=False))
        show("statsmodels", formula, f"nw({lags})", "none", two, fit.params[two], fit.bse[two])

# Weights.
model = smf.wls("invest ~ value + capital", d, weights=d.value)
for vcov in ("iid", "hc1", "hc3"):
    fit = model.fit() if vcov == "iid" else model.fit(cov_type=vcov.upper())
    show("statsmodels-wls", "invest ~ value + capital", vcov, "fixest", ["Intercept"] + two, fit.params, fit.bse)
model = smf.wls("invest ~ value + capital + C(firm) + C(year)", d, weights=d.value)
for vcov in ("iid", "hc2"):
    fit = model.fit() if vcov == "iid" else model.fit(cov_type=vcov.upper())
    show("statsmodels-wls", "invest ~ value + capital | firm + year", vcov, "fixest", two, fit.params[two], fit.bse[two])

# linearmodels counts the absorbed firms in its scale, n/(n-11), even without debiasing: taken out.
p = d.set_index(["firm", "year"])
for lags in (0, 3):
    fit = PanelOLS(p.invest, p[two], entity_effects=True).fit(cov_type="kernel", kernel="bartlett", bandwidth=lags, debiased=False)
    show("linearmodels", "invest ~ value + capital | firm", f"dk({lags})", "none", two, fit.params, fit.std_errors * np.sqrt((n - 11) / n))

# fixest's factors, by pyfixest.
for formula in ("invest ~ value + capital", "invest ~ value + capital | firm", "invest ~ value + capital | firm + year"):
    for vcov, text in (("iid", "iid"), ("hetero", "hc1"), ({"CRV1": "firm"}, "cluster(firm)"), ({"CRV1": "year"}, "cluster(year)"), ({"CRV1": "firm + year"}, "cluster(firm;year)")):
        t = pf.feols(formula, d, vcov=vcov).tidy()
        t = t[t.index != "Intercept"]
        show("pyfixest", formula, text, "fixest", t.index, t["Estimate"], t["Std. Error"])
    for lags in (1, 4):
        for kind in ("NW", "DK"):
            if "|" in formula:
                continue  # pyfixest 0.60 counts no effects in K for these
            t = pf.feols(formula, d, vcov=kind, vcov_kwargs=dict(time_id="year", panel_id="firm_code", lag=lags), ssc=pf.ssc(k_fixef="full")).tidy()
            t = t[t.index != "Intercept"]
            show("pyfixest", formula, f"{kind.lower()}({lags})", "fixest", t.index, t["Estimate"], t["Std. Error"])

# One series.
g = d[d.firm == "General Motors"].reset_index(drop=True)
model = smf.ols("invest ~ value + capital", g)
for lags in (0, 1, 3):
    fit = model.fit(cov_type="HAC", cov_kwds=dict(maxlags=lags, use_correction=False))
    show("statsmodels-gm", "invest ~ value + capital", f"nw({lags})", "none", fit.params.index, fit.params, fit.bse)
    fit = model.fit(cov_type="HAC", cov_kwds=dict(maxlags=lags, use_correction=True))
    show("statsmodels-gm", "invest ~ value + capital", f"nw({lags})", "stata", fit.params.index, fit.params, fit.bse)

# Tests on that series: the estimate column holds the statistic, the error column p.
fit = model.fit()
e = fit.resid.values
x = fit.model.exog


def imhof(d0):
    a = np.eye(20) * 2 - np.eye(20, k=1) - np.eye(20, k=-1)
    a[0, 0] = a[-1, -1] = 1
    m = np.eye(20) - x @ np.linalg.solve(x.T @ x, x.T)
    lam = np.sort(np.linalg.eigvalsh(m @ a @ m))[3:] - d0

    def f(u):
        return np.sin(0.5 * np.arctan(lam * u).sum()) / (u * np.prod((1 + (lam * u) ** 2) ** 0.25))

    return 0.5 - scipy.integrate.quad(f, 0, np.inf, limit=2000, epsabs=1e-12)[0] / np.pi


dw = stattools.durbin_watson(e)
show("test", "invest ~ value + capital", "durbin-watson", "none", ["gm"], [dw], [imhof(dw)])
lm, p, _, _ = diagnostic.het_breuschpagan(e, x)
show("test", "invest ~ value + capital", "breusch-pagan", "none", ["gm"], [lm], [p])
for lags in (1, 3):
    lm, p, _, _ = diagnostic.acorr_breusch_godfrey(fit, nlags=lags)
    show("test", "invest ~ value + capital", f"breusch-godfrey({lags})", "none", ["gm"], [lm], [p])
jb, p, _, _ = stattools.jarque_bera(e)
show("test", "invest ~ value + capital", "jarque-bera", "none", ["gm"], [jb], [p])
c = d[d.firm == "Chrysler"].invest.values
t, p = scipy.stats.ttest_ind(g.invest.values, c, equal_var=False)
show("test", "invest ~ value + capital", "welch", "none", ["gm-chrysler"], [t], [p])
ar = smf.ols("y ~ x", pd.DataFrame(dict(y=g.invest.values[1:], x=g.invest.values[:-1]))).fit()
show("test", "invest ~ value + capital", "ar1", "none", ["gm"], [ar.params["x"]], [ar.bse["x"]])
