"""Figures of linearmodels that PanelModelTest compares with. Run: python make.py, after make.R"""
import csv
import platform

import linearmodels
import pandas as pd
from linearmodels.panel import BetweenOLS, FirstDifferenceOLS

out = csv.writer(open("linearmodels.csv", "w"), lineterminator="\n")
out.writerow("tool model data formula vcov weights term estimate standard_error".split())
for data, path in (("full", "../grunfeld/data.csv"), ("gaps", "gaps.csv")):
    d = pd.read_csv(path)
    d["(Intercept)"] = 1.0
    p = d.set_index(["firm", "year"])
    two = ["value", "capital"]
    for weights in (None, "capital"):
        w = None if weights is None else p[[weights]]
        model = BetweenOLS(p.invest, p[["(Intercept)"] + two], weights=w)
        for vcov, options in (("iid", dict(cov_type="unadjusted")), ("hc0", dict(cov_type="robust", debiased=False)),
                              ("hc1", dict(cov_type="robust"))):
            fit = model.fit(**options)
            for term in fit.params.index:
                out.writerow(["linearmodels", "between", data, "invest ~ value + capital", vcov, weights or "", term,
                              repr(float(fit.params[term])), repr(float(fit.std_errors[term]))])
    if data == "full":
        model = FirstDifferenceOLS(p.invest, p[two])
        for vcov, options in (("iid", dict(cov_type="unadjusted")), ("hc0", dict(cov_type="robust", debiased=False)),
                              ("hc1", dict(cov_type="robust"))):
            fit = model.fit(**options)
            for term in two:
                out.writerow(["linearmodels", "fd", data, "invest ~ value + capital - 1", vcov, "", f"d({term})",
                              repr(float(fit.params[term])), repr(float(fit.std_errors[term]))])
with open("versions.txt", "a") as f:
    f.write(f"Python {platform.python_version()}, linearmodels {linearmodels.__version__}, pandas {pd.__version__}\n")
