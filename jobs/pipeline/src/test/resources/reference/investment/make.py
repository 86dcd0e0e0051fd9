"""Hyperscalers' capex growth on the rate of efficiency gain, from filings and a table of rates.

Usage: python make.py DATA_FOLDER

Reads data/edgar, and takes the rates and the models behind them from ../efficiency/make.py, which
computes them from the landing files. Writes quarters.csv and influences.csv (what the study reads)
and expected.csv.

Everything here is written out with numpy and scipy, apart from the clustered errors, which are
statsmodels'. Random walks are drawn with the linear congruential generator that java.util.Random
is specified to use, so that the p-values agree exactly.
"""

import csv
import datetime as dt
import importlib.util
import itertools
import json
import math
import sys
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from scipy import stats

DATA = Path(sys.argv[1])
HERE = Path(__file__).parent
FIRMS = {"MSFT": "0000789019", "GOOGL": "0001652044", "AMZN": "0001018724", "META": "0001326801"}
TAGS = ["PaymentsToAcquirePropertyPlantAndEquipment", "PaymentsToAcquireProductiveAssets"]
WALKS = 9999
SEED = 1865
FEWEST_MODELS = 20


def first_of_quarter(day):
    return dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def next_quarter(quarter):
    return first_of_quarter(quarter + dt.timedelta(days=95))


def capex(cik):
    """Quarter -> (value, tag): of all ways to get the quarter, the one that was known first."""
    facts = json.loads((DATA / "edgar" / f"CIK{cik}.json").read_text())["facts"]["us-gaap"]
    found = {}
    for order, tag in enumerate(TAGS):
        first = {}
        for fact in facts.get(tag, {}).get("units", {}).get("USD", []):
            if "start" in fact:
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
    quarters = {}
    for end, (_, _, order, value, start) in sorted(found.items()):
        middle = start + dt.timedelta(days=(end - start).days // 2)
        quarters[first_of_quarter(middle)] = (value, order)
    return quarters


def growth(quarters):
    out = {}
    for quarter, (value, tag) in quarters.items():
        after = next_quarter(quarter)
        if after in quarters and quarters[after][1] == tag and value > 0 and quarters[after][0] > 0:
            out[after] = math.log(quarters[after][0]) - math.log(value)
    return out


class JavaRandom:
    """java.util.Random as its documentation specifies it."""

    def __init__(self, seed):
        self.state = (seed ^ 0x5DEECE66D) & ((1 << 48) - 1)
        self.spare = None

    def bits(self, count):
        self.state = (self.state * 0x5DEECE66D + 0xB) & ((1 << 48) - 1)
        return self.state >> (48 - count)

    def uniform(self):
        return ((self.bits(26) << 27) + self.bits(27)) * 2.0**-53

    def gaussian(self):
        if self.spare is not None:
            value, self.spare = self.spare, None
            return value
        while True:
            a = 2 * self.uniform() - 1
            b = 2 * self.uniform() - 1
            s = a * a + b * b
            if 0 < s < 1:
                break
        scale = math.sqrt(-2 * math.log(s) / s)
        self.spare = b * scale
        return a * scale


def ewc(x, u_times):
    """Regressors [T x k] and a function of residuals; equal-weighted cosine covariance."""
    y = u_times
    count = len(y)
    b = np.linalg.solve(x.T @ x, x.T @ y)
    u = (np.linalg.inv(x.T @ x) @ (x * (y - x @ b)[:, None]).T).T
    cosines = max(1, math.floor(0.4 * count ** (2 / 3)))
    s = np.arange(1, count + 1)
    total = np.zeros((x.shape[1], x.shape[1]))
    for j in range(1, cosines + 1):
        c = math.sqrt(2 / count) * (u * np.cos(math.pi * j * (s - 0.5) / count)[:, None]).sum(0)
        total += np.outer(c, c)
    return b, np.sqrt(np.diag(total) * count / cosines), cosines, y - x @ b


def slope_t(x, y):
    b, se, _, _ = ewc(np.column_stack([np.ones(len(x)), x]), y)
    return b[1] / se[1]


def ar1(z):
    return np.polyfit(z[:-1], z[1:], 1)[0]


def rates_and_influences():
    """By the quarter after: log rate per quarter, and what each model added to its error."""
    spec = importlib.util.spec_from_file_location("efficiency", HERE.parent / "efficiency" / "make.py")
    efficiency = importlib.util.module_from_spec(spec)
    efficiency.DATA = DATA
    spec.loader.exec_module(efficiency)
    models = efficiency.models()
    scores = efficiency.scores(models)
    rates, influences = {}, {}
    for day in efficiency.pd.date_range("2021-12-31", "2026-06-30", freq="QE"):
        fitted = efficiency.rate(scores, models, day, "2pl")
        if fitted is None or fitted[0]["n"] < FEWEST_MODELS or np.isnan(fitted[0]["fieller_low"]):
            continue
        line, rows = fitted
        years = (rows.published_on - efficiency.ORIGIN).dt.days / 365.25
        x = np.column_stack([np.ones(len(rows)), np.log10(rows.compute), years])
        inverse = np.linalg.inv(x.T @ x)
        leverage = np.einsum("ij,jk,ik->i", x, inverse, x)
        u = (x * (rows.residual.to_numpy() / (1 - leverage))[:, None]) @ inverse
        b, g = line["compute_elasticity"], line["progress_per_year"]
        quarter = (day + efficiency.pd.Timedelta(days=1)).date()
        rates[quarter] = math.log(line["rate_factor_per_year"]) / 4
        influences[quarter] = dict(zip(rows.index, (u[:, 2] - g / b * u[:, 1]) / b * math.log(10) / 4))
        # the same delta-method error that the other reference has
        total = math.sqrt(sum(v * v for v in influences[quarter].values())) * 4 / math.log(10)
        assert abs(total - line["log10_rate_standard_error"]) < 1e-10
    return rates, influences


def reliability(influences, sample, x, regressors):
    """1 - tr(M S M) / (x'M x), with the matrices written out."""
    names = sorted(set().union(*(influences[q] for q in sample)))
    u = np.array([[influences[q].get(name, 0.0) for name in names] for q in sample])
    z = np.column_stack(regressors)
    m = np.eye(len(sample)) - z @ np.linalg.inv(z.T @ z) @ z.T
    return 1 - np.trace(m @ (u @ u.T) @ m) / (x @ m @ x)


def wild_p(y, x, ticker, cluster):
    """Share of all 2^G draws of signs, zero imposed, with a clustered |t| not below the data's."""
    groups = np.unique(cluster)
    to_firm = np.array([(ticker == f) / (ticker == f).sum() for f in ticker])

    def absolute_t(values):
        within = values - to_firm @ values
        residual = within - x * (x @ within) / (x @ x)
        return abs(x @ within) / math.sqrt(sum((x * residual)[cluster == g].sum() ** 2 for g in groups))

    restricted = y - to_firm @ y
    own = absolute_t(restricted)
    draws = itertools.product([1, -1], repeat=len(groups))
    large = [absolute_t(restricted * np.array(s)[cluster]) >= own * (1 - 1e-10) for s in draws]
    return sum(large) / len(large)


def main():
    by_firm = {ticker: growth(capex(cik)) for ticker, cik in FIRMS.items()}
    balanced = sorted(set.intersection(*(set(g) for g in by_firm.values())))
    mean = {q: float(np.mean([by_firm[f][q] for f in FIRMS])) for q in balanced}
    season = {m: float(np.mean([v for q, v in mean.items() if q.month == m])) for m in (1, 4, 7, 10)}
    rates, influences = rates_and_influences()
    with open(HERE / "quarters.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["ticker", "quarter", "d_log_capex", "log_rate"])
        for quarter in balanced:
            for ticker in FIRMS:
                known = repr(rates[quarter]) if quarter in rates else ""
                out.writerow([ticker, quarter, repr(by_firm[ticker][quarter]), known])
    with open(HERE / "influences.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["quarter", "model", "log10_rate_influence"])
        for after in sorted(influences):
            known_by = first_of_quarter(after - dt.timedelta(1))
            for name, value in sorted(influences[after].items()):
                out.writerow([known_by, name, repr(float(value * 4 / math.log(10)))])

    sample = [q for q in balanced if q in rates]
    y = np.array([mean[q] - season[q.month] for q in sample])
    x = np.array([rates[q] for q in sample])
    time = np.arange(len(sample), dtype=float)
    one = np.ones(len(sample))

    rows = []
    put = lambda specification, figure, value: rows.append([specification, figure, repr(float(value))])

    fits = {}
    for name, regressors in {"headline": [one, x], "headline_detrended": [one, x, time]}.items():
        design = np.column_stack(regressors)
        b, se, cosines, residual = ewc(design, y)
        put(name, "n", len(y))
        put(name, "cosines", cosines)
        put(name, "estimate", b[1])
        put(name, "se_ewc", se[1])
        for word, value in {"zero": 0, "minus_one": -1}.items():
            t = (b[1] - value) / se[1]
            put(name, f"t_against_{word}", t)
            put(name, f"p_against_{word}", 2 * stats.t.sf(abs(t), cosines))
        put(name, "mde", (stats.t.ppf(0.975, cosines) + stats.t.ppf(0.8, cosines)) * se[1])
        ols = sm.OLS(y, design).fit()
        put(name, "se_iid", ols.bse[1])
        put(name, "se_hc1", ols.get_robustcov_results("HC1").bse[1])
        lags = math.floor(4 * (len(y) / 100) ** (2 / 9))
        nw = ols.get_robustcov_results("HAC", maxlags=lags, use_correction=False)
        n, k = design.shape
        put(name, "se_nw", nw.bse[1] * math.sqrt((n - 1) / (n - k) * n / (n - 1)))
        fits[name] = (b[1], se[1], residual)
        share = reliability(influences, sample, x, [r for r in regressors if r is not x])
        put(name, "reliability", share)
        if share > 0:
            put(name, "corrected", b[1] / share)

    residual = fits["headline"][2]
    put("headline", "ar1_regressor", ar1(x))
    put("headline", "ar1_residual", ar1(residual))
    put("headline", "correlation_regressor_time", np.corrcoef(x, time)[0, 1])
    drift, step = np.diff(x).mean(), np.diff(x).std(ddof=1)
    for word, net in {"zero": y, "minus_one": y + x}.items():
        own = abs(slope_t(x, net))
        shifts = [abs(slope_t(np.roll(x, -k), net)) for k in range(1, len(x))]
        put("headline", f"circular_shifts_p_{word}", (1 + sum(s >= own for s in shifts)) / len(x))
        random = JavaRandom(SEED)
        as_large = 1
        for _ in range(WALKS):
            changes = [drift + step * random.gaussian() for _ in range(len(x) - 1)]
            as_large += abs(slope_t(np.concatenate([[0], np.cumsum(changes)]), net)) >= own
        put("headline", f"random_walks_p_{word}", as_large / (WALKS + 1))

    ticker = np.repeat(np.arange(len(FIRMS)), len(sample))
    quarter = np.tile(np.arange(len(sample)), len(FIRMS))
    panel_y = np.concatenate([[by_firm[f][q] - season[q.month] for q in sample] for f in FIRMS])
    panel_x = np.tile(x, len(FIRMS))
    within_y = panel_y - np.repeat([panel_y[ticker == i].mean() for i in range(len(FIRMS))], len(sample))
    within_x = (panel_x - x.mean())[:, None]
    n, firms, quarters = len(panel_y), len(FIRMS), len(sample)
    ols = sm.OLS(within_y, within_x).fit()
    put("firm_effects", "n", n)
    put("firm_effects", "estimate", ols.params[0])
    k = 1 + firms
    put("firm_effects", "se_iid", math.sqrt((ols.resid**2).sum() / (n - k) / (within_x**2).sum()))
    influence = within_x[:, 0] * ols.resid / (within_x**2).sum()
    put("firm_effects", "se_hc1", math.sqrt((influence**2).sum() * n / (n - k)))
    by = lambda index: np.array([influence[index == g].sum() for g in np.unique(index)])
    # fixest: effects nested in the cluster are counted once, so K' = 2 by firm.
    firm_factor = (n - 1) / (n - 2)
    put("firm_effects", "se_cluster_ticker", math.sqrt((by(ticker) ** 2).sum() * firm_factor * firms / (firms - 1)))
    quarter_factor = (n - 1) / (n - k)
    put("firm_effects", "se_cluster_quarter", math.sqrt((by(quarter) ** 2).sum() * quarter_factor * quarters / (quarters - 1)))
    u = by(quarter)
    lags = math.floor(4 * (quarters / 100) ** (2 / 9))
    variance = (u**2).sum()
    for lag in range(1, lags + 1):
        variance += 2 * (1 - lag / (lags + 1)) * (u[lag:] * u[:-lag]).sum()
    put("firm_effects", "se_dk", math.sqrt(variance * (n - 1) / (n - k) * quarters / (quarters - 1)))

    put("firm_effects", "p_wild_quarter", wild_p(panel_y, within_x[:, 0], ticker, quarter))
    put("firm_effects", "p_wild_ticker", wild_p(panel_y, within_x[:, 0], ticker, ticker))

    with open(HERE / "expected.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["specification", "figure", "value"])
        out.writerows(rows)


if __name__ == "__main__":
    main()
