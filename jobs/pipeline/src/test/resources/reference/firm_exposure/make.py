"""Hyperscalers' capex growth on exposure times the rate of efficiency gain.

Usage: python make.py DATA_FOLDER

Quarters and rates are those of ../investment/quarters.csv, quarterly capex is computed from
data/edgar by ../investment/make.py, returns come from data/prices. The betas are statsmodels' OLS
with HC1 errors, the slope is its OLS with a dummy for each firm and quarter, anew for every order
of the exposures (itertools) and without each firm. Writes expected.csv.
"""

import csv
import datetime as dt
import importlib.util
import itertools
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
import statsmodels.formula.api as smf

DATA = Path(sys.argv[1])
HERE = Path(__file__).parent
DAYS = 750


def investment():
    spec = importlib.util.spec_from_file_location("investment", HERE.parent / "investment" / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def known_by(study, cik, day):
    """capex of ../investment/make.py from filings up to a day."""
    loads = json.loads

    def cut(text):
        all_facts = loads(text)
        for tag in all_facts["facts"]["us-gaap"].values():
            for unit, facts in tag["units"].items():
                tag["units"][unit] = [f for f in facts if f["filed"] <= day.isoformat()]
        return all_facts

    study.json.loads = cut
    quarters = study.capex(cik)
    study.json.loads = loads
    return quarters


def slope(frame, exposure):
    frame = frame.assign(interaction=frame.ticker.map(exposure) * frame.log_rate)
    return smf.ols("d_log_capex ~ interaction + C(ticker) + C(quarter)", frame).fit().params["interaction"]


def main():
    study = investment()
    firms = sorted(study.FIRMS)
    panel = pd.read_csv(HERE.parent / "investment" / "quarters.csv").dropna()
    start = dt.date.fromisoformat(panel.quarter.min())

    prices = {t: pd.read_csv(DATA / "prices" / f"{t}.csv", index_col="date") for t in firms + ["NVDA", "SPY"]}
    returns = pd.concat({t: p.adj_close.pct_change() for t, p in prices.items()}, axis=1)
    window = returns[returns.index < start.isoformat()].tail(DAYS)
    assert not window.isna().any().any()
    design = sm.add_constant(window[["SPY", "NVDA"]])
    betas = {t: sm.OLS(window[t], design).fit(cov_type="HC1") for t in firms}

    years = {}
    for ticker in firms:
        quarters = known_by(study, study.FIRMS[ticker], start - dt.timedelta(1))
        newest = sorted(quarters)[-4:]
        years[ticker] = sum(quarters[q][0] for q in newest)
    total = sum(years.values())

    exposures = {
        "headline": {t: betas[t].params["NVDA"] for t in firms},
        "capex_share": {t: years[t] / total for t in firms},
    }
    rows = []
    put = lambda specification, figure, value: rows.append([specification, figure, repr(float(value))])
    for name, exposure in exposures.items():
        own = slope(panel, exposure)
        orders = [slope(panel, dict(zip(firms, order))) for order in itertools.permutations(exposure.values())]
        put(name, "n", len(panel))
        put(name, "estimate", own)
        put(name, "p", np.mean(np.abs(orders) >= abs(own) * (1 - 1e-10)))
        for ticker in firms:
            put(name, f"exposure_{ticker}", exposure[ticker])
            put(name, f"estimate_without_{ticker}", slope(panel[panel.ticker != ticker], exposure))
    for ticker in firms:
        put("headline", f"exposure_error_{ticker}", betas[ticker].bse["NVDA"])
    errors = np.mean([betas[t].bse["NVDA"] ** 2 for t in firms])
    put("headline", "exposure_reliability", 1 - errors / np.var(list(exposures["headline"].values()), ddof=1))
    with open(HERE / "expected.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["specification", "figure", "value"])
        out.writerows(rows)


main()
