"""Figures that PetersenTest compares with. Run: python make.py > expected.csv

data.csv: Petersen's test data (500 firms, 10 years) as PetersenCL of R's sandwich 3.0-2.
"""
import math
import pandas as pd
import statsmodels.formula.api as smf
import pyfixest as pf

d = pd.read_csv("data.csv")
print("tool,formula,vcov,ssc,term,estimate,standard_error")


def show(tool, formula, vcov, ssc, names, estimates, errors):
    for name, b, s in zip(names, estimates, errors):
        name = "(Intercept)" if name == "Intercept" else name
        print(f'{tool},{formula},"{vcov}",{ssc},{name},{b!r},{s!r}'.replace('"', "").replace("firm,year", "firm;year").replace("np.float64(", "").replace(")", ")"))


def statsmodels(vcov, ssc, **how):
    fit = smf.ols("y ~ x", d).fit(**how)
    show("statsmodels", "y ~ x", vcov, ssc, fit.params.index, map(float, fit.params), map(float, fit.bse))


statsmodels("iid", "fixest")
for hc in ("HC0", "HC1", "HC2", "HC3"):
    statsmodels(hc.lower(), "fixest", cov_type=hc)
statsmodels("cluster(firm)", "fixest", cov_type="cluster", cov_kwds={"groups": d.firm})
statsmodels("cluster(year)", "fixest", cov_type="cluster", cov_kwds={"groups": d.year})
statsmodels("cluster(firm)", "none", cov_type="cluster", cov_kwds={"groups": d.firm, "use_correction": False})
statsmodels("cluster(firm;year)", "none", cov_type="cluster", cov_kwds={"groups": d[["firm", "year"]].values, "use_correction": False})

for formula in ("y ~ x", "y ~ x | firm", "y ~ x | firm + year"):
    for vcov, text in (
        ("iid", "iid"),
        ("hetero", "hc1"),
        ({"CRV1": "firm"}, "cluster(firm)"),
        ({"CRV1": "year"}, "cluster(year)"),
        ({"CRV1": "firm + year"}, "cluster(firm;year)"),
    ):
        fit = pf.feols(formula, d, vcov=vcov)
        t = fit.tidy()
        show("pyfixest", formula, text, "fixest", t.index, map(float, t["Estimate"]), map(float, t["Std. Error"]))
