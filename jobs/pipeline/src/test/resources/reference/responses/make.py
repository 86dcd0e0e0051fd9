"""Nvidia's cumulative abnormal return over 20 days on the efficiency surprises of a day's releases.

Usage: python make.py DATA_FOLDER > expected.csv

surprises.csv is gold.model_efficiency (method 2pl) of the lake, whose own figures are checked in
../efficiency. Day 0 is the first trading day on or after the release. Market model by OLS on trading
days -260 to -11. Errors are written out: Bartlett weights 1 - l/(h + 1) over trading days between two
releases, times (n-1)/(n-K) T/(T-1); t(T-1).
"""

import csv
import math
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

DATA = Path(sys.argv[1])
HERE = Path(__file__).parent
AS_OF = "2026-08-21"
DAYS = 20


def returns(ticker):
    prices = pd.read_csv(DATA / "prices" / f"{ticker}.csv", parse_dates=["date"]).set_index("date")
    return prices[prices.index <= AS_OF]["adj_close"].pct_change(fill_method=None).iloc[1:]


def main():
    market = returns("SPY")
    days, m = market.index, market.to_numpy()
    nvidia = returns("NVDA").reindex(days).to_numpy()
    shocks = {}
    for day, value in pd.read_csv(HERE / "surprises.csv").itertuples(index=False):
        place = int(days.searchsorted(pd.Timestamp(day)))
        shocks[place] = shocks.get(place, 0.0) + value
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["horizon", "figure", "value"])
    for h in range(DAYS + 1):
        places, x, y = [], [], []
        for zero, shock in sorted(shocks.items()):
            if zero < 260 or zero + h >= len(days):
                continue
            past = slice(zero - 260, zero - 10)
            b = sm.OLS(nvidia[past], sm.add_constant(m[past])).fit().params
            window = slice(zero, zero + h + 1)
            places.append(zero)
            x.append(shock)
            y.append((nvidia[window] - b[0] - b[1] * m[window]).sum())
        x, y, places = sm.add_constant(np.array(x)), np.array(y), np.array(places)
        n = len(y)
        fit = sm.OLS(y, x).fit()
        u = (np.linalg.inv(x.T @ x) @ (x * fit.resid[:, None]).T).T[:, 1]
        apart = np.abs(places[:, None] - places[None, :])
        weights = np.clip(1 - apart / (h + 1), 0, None)
        variance = u @ weights @ u * (n - 1) / (n - 2) * n / (n - 1)
        se = math.sqrt(variance)
        put = lambda figure, value: out.writerow([h, figure, repr(float(value))])
        put("n", n)
        put("estimate", fit.params[1])
        put("se_dk", se)
        put("se_hc1", fit.get_robustcov_results("HC1").bse[1])
        put("p_dk", 2 * stats.t.sf(abs(fit.params[1] / se), n - 1))


main()
