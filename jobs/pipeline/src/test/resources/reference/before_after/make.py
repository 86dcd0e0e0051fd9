"""What the hyperscalers spent before and after 2025Q1.

Usage: python make.py DATA_FOLDER

Takes quarterly capex from ../investment/make.py, which computes it from data/edgar. The trend is
statsmodels' OLS with its prediction interval (get_prediction, obs_ci); Welch's test is scipy's
ttest_ind(equal_var=False) with its confidence interval. Writes expected.csv.
"""

import csv
import datetime as dt
import importlib.util
import sys
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from scipy import stats

HERE = Path(__file__).parent
WINDOW = (dt.date(2023, 1, 1), dt.date(2024, 10, 1))
AFTER = dt.date(2025, 1, 1)


def investment():
    spec = importlib.util.spec_from_file_location("investment", HERE.parent / "investment" / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def place(quarter):
    return quarter.year * 4 + quarter.month // 3


def trend(put, name, totals, last):
    fitted = [q for q in sorted(totals) if WINDOW[0] <= q <= WINDOW[1]]
    design = sm.add_constant(np.array([place(q) for q in fitted], dtype=float))
    fit = sm.OLS(np.log([totals[q] for q in fitted]), design).fit()
    put(name, "n", len(fitted))
    put(name, "slope", fit.params[1])
    quarter = max(fitted)
    while quarter < last:
        quarter = dt.date(quarter.year + quarter.month // 10, (quarter.month + 2) % 12 + 1, 1)
        said = fit.get_prediction([[1.0, place(quarter)]])
        low, high = said.conf_int(obs=True, alpha=0.05)[0]
        put(name, f"{quarter} trend", np.exp(said.predicted_mean[0]))
        put(name, f"{quarter} low", np.exp(low))
        put(name, f"{quarter} high", np.exp(high))
        if quarter in totals:
            put(name, f"{quarter} spent", totals[quarter])
            t = (np.log(totals[quarter]) - said.predicted_mean[0]) / said.se_obs[0]
            put(name, f"{quarter} p", 2 * stats.t.sf(abs(t), len(fitted) - 2))


def main():
    study = investment()
    capex = {ticker: study.capex(cik) for ticker, cik in study.FIRMS.items()}
    common = set.intersection(*(set(c) for c in capex.values()))
    totals = {q: sum(c[q][0] for c in capex.values()) for q in common}
    rows = []
    put = lambda specification, figure, value: rows.append([specification, figure, repr(float(value))])
    trend(put, "today", totals, max(totals))
    # By the end of January 2025 Alphabet had not yet filed its fourth quarter.
    trend(put, "january", {q: v for q, v in totals.items() if q < dt.date(2024, 10, 1)}, dt.date(2025, 10, 1))

    growth = {ticker: study.growth(c) for ticker, c in capex.items()}
    balanced = sorted(set.intersection(*(set(g) for g in growth.values())))
    mean = np.array([np.mean([growth[f][q] for f in study.FIRMS]) for q in balanced])
    season = {m: np.mean([v for q, v in zip(balanced, mean) if q.month == m]) for m in (1, 4, 7, 10)}
    adjusted = mean - np.array([season[q.month] for q in balanced])
    is_after = np.array([q >= AFTER for q in balanced])
    for name, y in {"headline": mean, "seasonal": adjusted}.items():
        welch = stats.ttest_ind(y[is_after], y[~is_after], equal_var=False)
        interval = welch.confidence_interval()
        put(name, "n", len(y))
        put(name, "mean_before", y[~is_after].mean())
        put(name, "mean_after", y[is_after].mean())
        put(name, "p", welch.pvalue)
        put(name, "df", welch.df)
        put(name, "low", interval.low)
        put(name, "high", interval.high)
        put(name, "se_iid", sm.OLS(y, sm.add_constant(is_after.astype(float))).fit().bse[1])
    with open(HERE / "expected.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["specification", "figure", "value"])
        out.writerows(rows)


main()
