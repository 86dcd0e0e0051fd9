"""Nvidia's sales on the hyperscalers' capex, quarterly, from filings alone.

Usage: python make.py DATA_FOLDER > expected.csv

Reads data/edgar and data/filings. Of all ways to get a quarter (a fact of 80 to 100 days, or the
difference of two facts of one start) the one known first by AS_OF. The sample is the newest run of
quarters in which all four have capex under one tag and Nvidia has sales. Growth less the mean of its
calendar quarter; equal-weighted cosine errors are written out, the other tests are statsmodels' and
arch's, breaks are least squares written out.
"""

import csv
import datetime as dt
import json
import math
import sys
import warnings
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from arch.unitroot import PhillipsPerron
from scipy import stats
from statsmodels.tsa.stattools import adfuller, coint, kpss
from statsmodels.tsa.vector_ar.vecm import coint_johansen

warnings.simplefilter("ignore")
DATA = Path(sys.argv[1])
AS_OF = "2026-08-21"
FIRMS = {"MSFT": "0000789019", "GOOGL": "0001652044", "AMZN": "0001018724", "META": "0001326801"}
CAPEX = ["PaymentsToAcquirePropertyPlantAndEquipment", "PaymentsToAcquireProductiveAssets"]
SALES = ["RevenueFromContractWithCustomerExcludingAssessedTax", "Revenues", "SalesRevenueNet"]
TRIMMING = 0.15
CHOW = dt.date(2025, 1, 1)


def first_of_quarter(day):
    return dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def shifted(quarter, by):
    number = quarter.year * 4 + (quarter.month - 1) // 3 + by
    return dt.date(number // 4, number % 4 * 3 + 1, 1)


def quarters(cik, tags):
    """Quarter -> (value, place of the tag)."""
    facts = json.loads((DATA / "edgar" / f"CIK{cik}.json").read_text())["facts"]["us-gaap"]
    found = {}
    for order, tag in enumerate(tags):
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
    for end, (_, _, order, value, start) in sorted(found.items()):
        out[first_of_quarter(start + dt.timedelta(days=(end - start).days // 2))] = (value, order)
    return out


def data_center():
    out = {}
    with open(DATA / "filings" / "filing_table_facts.csv") as file:
        for row in csv.DictReader(file):
            if row["ticker"] == "NVDA" and "DataCenter" in row["tag"]:
                start, end = map(dt.date.fromisoformat, (row["period_start"], row["period_end"]))
                middle = start + dt.timedelta(days=(end - start).days // 2)
                out[first_of_quarter(middle)] = (float(row["value"]), 0)
    return out


def newest_run(wanted):
    run = [max(wanted)]
    while shifted(run[0], -1) in wanted:
        run.insert(0, shifted(run[0], -1))
    return run


def growth_quarters(firms):
    """Quarters in which every firm has this quarter and the one before under one tag."""
    return {
        q
        for q in set.intersection(*(set(f) for f in firms))
        if all(shifted(q, -1) in f and f[shifted(q, -1)][1] == f[q][1] for f in firms)
    }


def deseasoned(run, levels):
    changes = np.diff(levels)
    months = np.array([q.month for q in run[1:]])
    return changes - np.array([changes[months == m].mean() for m in months])


def ewc(x, y):
    count = len(y)
    b = np.linalg.solve(x.T @ x, x.T @ y)
    u = (np.linalg.inv(x.T @ x) @ (x * (y - x @ b)[:, None]).T).T
    cosines = max(1, math.floor(0.4 * count ** (2 / 3)))
    s = np.arange(1, count + 1)
    total = np.zeros((x.shape[1], x.shape[1]))
    for j in range(1, cosines + 1):
        c = math.sqrt(2 / count) * (u * np.cos(math.pi * j * (s - 0.5) / count)[:, None]).sum(0)
        total += np.outer(c, c)
    return b, np.sqrt(np.diag(total) * count / cosines), cosines


def ssr(y):
    return float(((y - y.mean()) ** 2).sum())


def wald_path(y):
    """F that the mean differs before and after, at each date that trimming leaves; q = 1."""
    n = len(y)
    cut = max(math.floor(TRIMMING * n), 2)
    last = min(n - math.floor(TRIMMING * n), n - 2)
    path = {}
    for t in range(cut, last + 1):
        within = ssr(y[:t]) + ssr(y[t:])
        path[t] = (ssr(y) - within) / (within / (n - 2))
    return path


def best_partition(y, breaks, shortest):
    """All partitions, the least sum of squares."""
    n = len(y)

    def search(start, left):
        if left == 0:
            return (ssr(y[start:]), ()) if n - start >= shortest else (math.inf, ())
        best = (math.inf, ())
        for t in range(start + shortest, n - shortest * left + 1):
            rest, places = search(t, left - 1)
            best = min(best, (ssr(y[start:t]) + rest, (t, *places)))
        return best

    return search(0, breaks)


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["part", "name", "figure", "value"])
    put = lambda part, name, figure, value: out.writerow([part, name, figure, repr(float(value))])
    firms = [quarters(cik, CAPEX) for cik in FIRMS.values()]
    grown = newest_run(growth_quarters(firms))
    capex_quarters = [shifted(grown[0], -1), *grown]
    capex = {q: math.log(sum(f[q][0] for f in firms)) for q in capex_quarters}
    sales = {"revenue": quarters("0001045810", SALES), "data_center_revenue": data_center()}
    last = max(q for q in sales["revenue"])
    for name, values in sales.items():
        run = newest_run({q for q in capex if q in values and q <= last})
        y = np.log([values[q][0] for q in run])
        x = np.array([capex[q] for q in run])
        put("sample", name, "quarters", len(run))
        put("sample", name, "first", run[0].year * 4 + (run[0].month - 1) // 3)
        for series, level in [(f"log_{name}", y), ("log_capex", x)]:
            for label, z, terms in [(series, level, "ct"), (f"d_{series}", np.diff(level), "c")]:
                adf = adfuller(z, maxlag=4, regression=terms, autolag="AIC")
                put(f"levels_{name}", f"adf_{label}", "statistic", adf[0])
                put(f"levels_{name}", f"adf_{label}", "p", adf[1])
                put(f"levels_{name}", f"kpss_{label}", "statistic", kpss(z, terms, "auto")[0])
                pp = PhillipsPerron(z, trend=terms, lags=int(4 * ((len(z) - 1) / 100) ** 0.25))
                put(f"levels_{name}", f"pp_{label}", "statistic", pp.stat)
                put(f"levels_{name}", f"pp_{label}", "p", pp.pvalue)
        eg = coint(y, x, trend="c", maxlag=4, autolag="aic")
        put(f"levels_{name}", "engle_granger", "statistic", eg[0])
        put(f"levels_{name}", "engle_granger", "p", eg[1])
        johansen = coint_johansen(np.column_stack([y, x]), 0, 1)
        rank = 0
        while rank < 2 and johansen.trace_stat[rank] > johansen.trace_stat_crit_vals[rank][1]:
            rank += 1
        for r in range(2):
            put(f"levels_{name}", f"johansen_trace_{r}", "statistic", johansen.trace_stat[r])
            put(f"levels_{name}", f"johansen_max_{r}", "statistic", johansen.max_eig_stat[r])
        put(f"levels_{name}", "johansen_rank", "statistic", rank)
        put(f"levels_{name}", "is_cointegrated", "statistic", eg[1] < 0.05 and rank == 1)
        long_run = sm.OLS(y, sm.add_constant(x)).fit()
        put(f"levels_{name}", "long_run_elasticity", "statistic", long_run.params[1])
        dy, dx = np.diff(y), np.diff(x)
        z = np.column_stack([np.ones(len(dy) - 1), long_run.resid[1:-1], dx[1:], dy[:-1], dx[:-1]])
        b, se, cosines = ewc(z, dy[1:])
        put(f"levels_{name}", "deviation_lag1", "estimate", b[1])
        put(f"levels_{name}", "deviation_lag1", "se_ewc", se[1])
        gy, gx = deseasoned(run, y), deseasoned(run, x)
        one = np.ones(len(gy))
        for suffix, response, columns in [
            ("", gy, [one, gx]),
            ("_lags", gy[2:], [one[2:], gx[2:], gx[1:-1], gx[:-2]]),
        ]:
            z = np.column_stack(columns)
            b, se, cosines = ewc(z, response)
            hc1 = sm.OLS(response, z).fit(cov_type="HC1", use_t=True).bse
            put(f"growth_{name}{suffix}", "", "n", len(response))
            put(f"growth_{name}{suffix}", "", "cosines", cosines)
            names = ["(Intercept)", "d_log_capex", "lag(d_log_capex; 1)", "lag(d_log_capex; 2)"]
            for j, term in enumerate(names[: z.shape[1]]):
                put(f"growth_{name}{suffix}", term, "estimate", b[j])
                put(f"growth_{name}{suffix}", term, "se_ewc", se[j])
                put(f"growth_{name}{suffix}", term, "se_hc1", hc1[j])
                p = 2 * stats.t.sf(abs(b[j] / se[j]), cosines)
                put(f"growth_{name}{suffix}", term, "p_ewc", p)
        for series, z in [(f"d_log_{name}", gy), ("d_log_capex", gx)]:
            if series == "d_log_capex" and name != "revenue":
                continue
            path = wald_path(z)
            at = max(path, key=path.get)
            put("breaks", series, "sup_wald", path[at])
            put("breaks", series, "sup_wald_rows_before", at)
            before = run[1:].index(CHOW)
            within = ssr(z[:before]) + ssr(z[before:])
            f = (ssr(z) - within) / (within / (len(z) - 2))
            put("breaks", series, "chow", f)
            put("breaks", series, "chow_p", stats.f.sf(f, 1, len(z) - 2))
            shortest = max(math.floor(TRIMMING * len(z) + 1e-9), 2)
            for m in (1, 2):
                total, places = best_partition(z, m, shortest)
                put("breaks", series, f"best_{m}_ssr", total)
                for k, place in enumerate(places):
                    put("breaks", series, f"best_{m}_rows_before_{k}", place)


main()
