"""Suppliers' abnormal returns around hyperscalers' filings on their capex news.

Usage: python make.py DATA_FOLDER

Reads data/edgar and data/prices. Writes news.csv (one line per filing and supplier) and expected.csv.
A quarter is known on the day of the filing that completes it; growth is of ln capex over the same
quarter a year ago, both of one tag and known by the filing day; the surprise is that less the growth
of the newest earlier quarter known that day. Market model by OLS on trading days -260 to -11, CAR of
days -1 to +1. Clustered errors: (n-1)/(n-K) G/(G-1), t(G-1); statsmodels.
"""

import csv
import datetime as dt
import json
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
FIRMS = {"MSFT": "0000789019", "GOOGL": "0001652044", "AMZN": "0001018724", "META": "0001326801"}
TAGS = ["PaymentsToAcquirePropertyPlantAndEquipment", "PaymentsToAcquireProductiveAssets"]
SUPPLIERS = ["NVDA", "AVGO", "AMD", "TSM", "ASML", "MU", "ANET", "VRT", "SMCI", "DELL"]


def first_of_quarter(day):
    return dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def capex(cik):
    """Quarter -> (known on, end, value, tag), the way that was known first."""
    facts = json.loads((DATA / "edgar" / f"CIK{cik}.json").read_text())["facts"]["us-gaap"]
    found = {}
    for order, tag in enumerate(TAGS):
        first = {}
        for fact in facts.get(tag, {}).get("units", {}).get("USD", []):
            if "start" in fact and fact["filed"] <= AS_OF:
                key = (dt.date.fromisoformat(fact["start"]), dt.date.fromisoformat(fact["end"]))
                filing = (fact["filed"], fact["accn"], fact["val"])
                first[key] = min(first.get(key, filing), filing)
        for (start, end), (filed, _, value) in first.items():
            candidates = []
            if 80 <= (end - start).days + 1 <= 100:
                candidates.append((filed, 0, order, value, start))
            for (other, earlier), (filed_earlier, _, before) in first.items():
                if other == start and 80 <= (end - earlier).days <= 100:
                    known = max(filed, filed_earlier)
                    candidates.append((known, 1, order, value - before, earlier + dt.timedelta(1)))
            for candidate in candidates:
                found[end] = min(found.get(end, candidate), candidate)
    out = {}
    for end, (known, _, order, value, start) in sorted(found.items()):
        quarter = first_of_quarter(start + dt.timedelta(days=(end - start).days // 2))
        out[quarter] = (dt.date.fromisoformat(known), end, value, order)
    return out


def growth(known, quarter):
    year_ago = quarter.replace(year=quarter.year - 1)
    if quarter in known and year_ago in known and known[quarter][3] == known[year_ago][3]:
        return math.log(known[quarter][2]) - math.log(known[year_ago][2])
    return None


def filings():
    for ticker, cik in FIRMS.items():
        quarters = capex(cik)
        for quarter, (filed, end, _, _) in quarters.items():
            if filed > end + dt.timedelta(days=75):
                continue
            known = {q: f for q, f in quarters.items() if f[0] <= filed and q <= quarter}
            own = growth(known, quarter)
            if own is None:
                continue
            before = [g for q in sorted(known, reverse=True) if q < quarter for g in [growth(known, q)] if g is not None]
            yield (
                filed,
                ticker,
                quarter,
                own,
                own - before[0] if before else math.nan,
                own - sum(before[:8]) / 8 if len(before) >= 8 else math.nan,
            )


def returns(ticker):
    prices = pd.read_csv(DATA / "prices" / f"{ticker}.csv", parse_dates=["date"]).set_index("date")
    prices = prices[prices.index <= AS_OF]
    return prices["adj_close"].pct_change(fill_method=None).iloc[1:]


def main():
    market = returns("SPY")
    days = market.index
    own = {s: returns(s).reindex(days).to_numpy() for s in SUPPLIERS}
    m = market.to_numpy()
    lines = []
    for filed, ticker, quarter, g, surprise, surprise_long in sorted(filings()):
        zero = int(days.searchsorted(pd.Timestamp(filed)))
        if zero < 260 or zero + 1 >= len(days):
            continue
        for supplier in SUPPLIERS:
            y, window = own[supplier][zero - 260 : zero - 10], slice(zero - 1, zero + 2)
            if np.isnan(y).any() or np.isnan(own[supplier][window]).any():
                continue
            fit = sm.OLS(y, sm.add_constant(m[zero - 260 : zero - 10])).fit()
            car = float((own[supplier][window] - fit.params[0] - fit.params[1] * m[window]).sum())
            monday = (days[zero] - pd.Timedelta(days=days[zero].weekday())).date()
            lines.append([ticker, quarter, supplier, filed, monday, g, surprise, surprise_long, car])
    with open(HERE / "news.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        names = ["filer", "quarter", "ticker", "filed_on", "week", "growth", "surprise", "surprise_long", "car"]
        out.writerow(names)
        for line in lines:
            if line[2] in ("NVDA", "VRT"):
                out.writerow([repr(c) if isinstance(c, float) else c for c in line])
    frame = pd.DataFrame(lines, columns=names)
    with open(HERE / "expected.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["specification", "figure", "value"])
        for suffix, regressor in [("", "surprise"), ("_long", "surprise_long")]:
            for who in ("nvidia", "suppliers"):
                part = frame.dropna(subset=[regressor])
                if who == "nvidia":
                    part = part[part.ticker == "NVDA"]
                    x = sm.add_constant(part[[regressor]])
                else:
                    x = pd.get_dummies(part["ticker"], dtype=float).assign(**{regressor: part[regressor]})
                ols = sm.OLS(part["car"], x)
                weeks = part["week"].nunique()
                # Absorbed firm effects are not nested in weeks: all K count.
                clustered = ols.fit(cov_type="cluster", cov_kwds={"groups": pd.factorize(part["week"])[0]}, use_t=True)
                hc1 = ols.fit(cov_type="HC1", use_t=True)
                put = lambda figure, value: out.writerow([who + suffix, figure, repr(float(value))])
                put("n", len(part))
                put("weeks", weeks)
                put("estimate", clustered.params[regressor])
                put("se_cluster(week)", clustered.bse[regressor])
                put("se_hc1", hc1.bse[regressor])
                put("se_iid", ols.fit().bse[regressor])
                t = clustered.params[regressor] / clustered.bse[regressor]
                put("p_cluster(week)", 2 * stats.t.sf(abs(t), weeks - 1))
                quantiles = stats.t.ppf(0.975, weeks - 1) + stats.t.ppf(0.8, weeks - 1)
                put("mde", quantiles * clustered.bse[regressor])
                put("standard_deviation", part[regressor].std())


main()
