"""Growth of Nvidia's market value and multiples on growth of the hyperscalers' known capex.

Usage: python make.py LAKE.csv > expected.csv

LAKE.csv is gold.valuation_quarter as `jevons query --format csv` prints it; its own figures are
checked against filings and prices elsewhere. Writes quarters.csv, the figures used.
Equal-weighted cosine errors are written out: a quarter of the calendar without a row counts as 0.
"""

import csv
import math
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm

HERE = Path(__file__).parent
LEVELS = {"market_value": "market_value_usd", "revenue_multiple": "revenue_multiple", "earnings_multiple": "earnings_multiple"}
CAPEX = "capex_of_four_trailing_usd"


def main():
    if len(sys.argv) > 1:
        lake = pd.read_csv(sys.argv[1])
        lake = lake[lake.ticker == "NVDA"].sort_values("quarter")
        lake[["quarter", *LEVELS.values(), CAPEX]].to_csv(HERE / "quarters.csv", index=False)
    frame = pd.read_csv(HERE / "quarters.csv", parse_dates=["quarter"])
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["specification", "figure", "value"])
    place = frame.quarter.dt.year * 4 + frame.quarter.dt.quarter
    for name, level in LEVELS.items():
        part = pd.DataFrame({"y": np.log(frame[level]).diff(), "x": np.log(frame[CAPEX]).diff(), "place": place}).dropna()
        x, y = sm.add_constant(part["x"]).to_numpy(), part["y"].to_numpy()
        ols = sm.OLS(y, x).fit()
        u = (np.linalg.inv(x.T @ x) @ (x * ols.resid[:, None]).T).T
        cosines = max(1, math.floor(0.4 * len(y) ** (2 / 3)))
        s = (part["place"] - part["place"].min() + 1).to_numpy()
        span = s.max()
        total = 0
        for j in range(1, cosines + 1):
            c = math.sqrt(2 / span) * (u[:, 1] * np.cos(math.pi * j * (s - 0.5) / span)).sum()
            total += c * c
        put = lambda figure, value: out.writerow([f"nvidia_{name}", figure, repr(float(value))])
        put("n", len(y))
        put("cosines", cosines)
        put("estimate", ols.params[1])
        put("se_ewc", math.sqrt(total * span / cosines))
        put("se_hc3", ols.get_robustcov_results("HC3").bse[1])
        put("se_hc1", ols.get_robustcov_results("HC1").bse[1])
        put("se_iid", ols.bse[1])


main()
