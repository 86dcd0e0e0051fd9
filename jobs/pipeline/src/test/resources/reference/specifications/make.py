"""Every specification of the elasticity, and the shares that are significant in other orders.

Usage: python make.py DATA_FOLDER

Growth from ../investment/make.py, rates from ../efficiency/make.py. Slopes and iid, hc1 and
Newey-West errors are statsmodels' OLS (HAC without its correction, times n/(n-K); of yearly growth
without that factor); equal-weighted cosines are those of ../investment. t under Newey-West of
yearly growth is held against Kiefer and Vogelsang's (2005, Table 1) 97.5 % quantile for Bartlett's kernel, 1.9600 + 2.9694 b + 0.4160 b^2 -
0.5324 b^3. Orders are drawn with java.util.Random's generator. Writes quarters.csv, what the study
reads, curve.csv and shares.csv.
"""

import csv
import datetime as dt
import importlib.util
import math
import sys
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from scipy import stats

HERE = Path(__file__).parent
STARTS = {"first_rate": dt.date.min, "2023Q4": dt.date(2023, 10, 1), "2024Q1": dt.date(2024, 1, 1)}
DRAWS = 999
SEED = 1865


def module(name):
    spec = importlib.util.spec_from_file_location(name, HERE.parent / name / "make.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def rates(method):
    """By the quarter after: log rate per quarter."""
    efficiency = module("efficiency")
    efficiency.DATA = Path(sys.argv[1])
    models = efficiency.models()
    scores = efficiency.scores(models)
    out = {}
    for day in efficiency.pd.date_range("2021-12-31", "2026-06-30", freq="QE"):
        fitted = efficiency.rate(scores, models, day, method)
        if fitted is None or fitted[0]["n"] < 20 or np.isnan(fitted[0]["fieller_low"]):
            continue
        out[(day + efficiency.pd.Timedelta(days=1)).date()] = math.log(fitted[0]["rate_factor_per_year"]) / 4
    return out


def before(quarter, quarters):
    number = quarter.year * 4 + quarter.month // 3 - quarters
    return dt.date(number // 4, number % 4 * 3 + 1, 1)


def errors(study, design, y, yearly):
    n, k = design.shape
    fit = sm.OLS(y, design).fit()
    slope = fit.params[1]
    lags = math.floor(4 * (n / 100) ** (2 / 9))
    _, se, cosines, _ = study.ewc(design, y)
    out = [("ewc", slope, se[1], stats.t.ppf(0.975, cosines))]
    student = stats.t.ppf(0.975, n - k)
    hac = lambda l: fit.get_robustcov_results("HAC", maxlags=l, use_correction=False).bse[1]
    if yearly:
        lags = max(3, lags)
        b = (lags + 1) / n
        critical = 1.96 + 2.9694 * b + 0.416 * b**2 - 0.5324 * b**3
        out.append((f"nw({lags},fixedb)", slope, hac(lags), critical))
    else:
        out.append((f"nw({lags})", slope, hac(lags) * math.sqrt(n / (n - k)), student))
        out.append(("hc1", slope, fit.get_robustcov_results("HC1").bse[1], student))
        out.append(("iid", slope, fit.bse[1], student))
    return out


def specifications(study, quarters, growth, rate):
    """Choices, positions, design and whether growth is of a year, of every specification."""
    for capability in sorted(rate):
        for efficiency in ("rate", "rate_detrended"):
            for lag in range(5):
                for kind in ("quarter", "year"):
                    known = [i for i, q in enumerate(quarters) if before(q, lag) in rate[capability]]
                    if kind == "year":
                        known = [i for i in known if i >= 3 and before(quarters[i], 3) == quarters[i - 3]]
                    last = None
                    for start, first in STARTS.items():
                        at = [i for i in known if quarters[i] >= first]
                        k = 3 if efficiency == "rate_detrended" else 2
                        if at == last or len(at) < k + 3:
                            continue
                        last = at
                        scale = 4 if kind == "year" else 1
                        x = scale * np.array([rate[capability][before(quarters[i], lag)] for i in at])
                        columns = [np.ones(len(at)), x] + ([np.array(at, dtype=float)] if k == 3 else [])
                        yield (capability, efficiency, lag, kind, start), at, np.column_stack(columns), kind == "year"


def outcome(growth, at, yearly):
    return np.array([sum(growth[i - j] for j in range(4)) if yearly else growth[i] for i in at])


def share(study, plans, growth):
    significant = total = 0
    for _, at, design, yearly, fast in plans:
        y = outcome(growth, at, yearly)
        slope, ses = fast(y)
        for se, critical in ses:
            total += 1
            significant += abs(slope) > critical * se
    return significant / total


def fast(study, design, yearly):
    """The same errors as matrices, once for each design: statsmodels takes hours for all orders."""
    n, k = design.shape
    inverse = np.linalg.inv(design.T @ design)
    hat = np.eye(n) - design @ inverse @ design.T
    weight = (inverse @ design.T)[1]
    criticals = [c for _, _, _, c in errors(study, design, np.sin(np.arange(n)), yearly)]
    lags = math.floor(4 * (n / 100) ** (2 / 9))
    lags = max(3, lags) if yearly else lags
    apart = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    kernel = np.maximum(0, 1 - apart / (lags + 1)) * (1 if yearly else n / (n - k))
    cosines = max(1, math.floor(0.4 * n ** (2 / 3)))
    c = np.array([math.sqrt(2 / n) * np.cos(math.pi * j * (np.arange(n) + 0.5) / n) for j in range(1, cosines + 1)])

    def at(y):
        e = hat @ y
        u = weight * e
        ses = [math.sqrt(((c @ u) ** 2).sum() * n / cosines), math.sqrt(u @ kernel @ u)]
        if not yearly:
            ses += [math.sqrt((u @ u) * n / (n - k)), math.sqrt(e @ e / (n - k) * (weight @ weight))]
        return weight @ y, list(zip(ses, criticals))

    return at


def next_int(random, bound):
    if bound & (bound - 1) == 0:
        return (bound * random.bits(31)) >> 31
    while True:
        bits = random.bits(31)
        value = bits % bound
        if bits - value + bound - 1 < 2**31:
            return value


def main():
    study = module("investment")
    growths = {ticker: study.growth(study.capex(cik)) for ticker, cik in study.FIRMS.items()}
    quarters = sorted(set.intersection(*(set(g) for g in growths.values())))
    mean = {q: np.mean([growths[f][q] for f in study.FIRMS]) for q in quarters}
    season = {m: np.mean([v for q, v in mean.items() if q.month == m]) for m in (1, 4, 7, 10)}
    growth = [mean[q] - season[q.month] for q in quarters]
    rate = {"2pl": rates("2pl"), "rasch": rates("rasch")}
    with open(HERE / "quarters.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["quarter", "growth", "2pl", "rasch"])
        for q, g in zip(quarters, growth):
            known = [repr(float(rate[m][q])) if q in rate[m] else "" for m in ("2pl", "rasch")]
            out.writerow([q, repr(float(g)), *known])
    plans = [(*p, fast(study, p[2], p[3])) for p in specifications(study, quarters, growth, rate)]
    with open(HERE / "curve.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow("capability efficiency lag growth start vcov n estimate standard_error critical".split())
        for choice, at, design, yearly, _ in plans:
            for vcov, slope, se, critical in errors(study, design, outcome(growth, at, yearly), yearly):
                out.writerow([*choice, vcov, len(at), repr(float(slope)), repr(float(se)), repr(float(critical))])
    own = share(study, plans, growth)
    n = len(growth)
    shifts = [share(study, plans, np.roll(growth, -k)) for k in range(1, n)]
    random = study.JavaRandom(SEED)
    draws = []
    for _ in range(DRAWS):
        drawn = list(growth)
        for i in range(n - 1, 0, -1):
            j = next_int(random, i + 1)
            drawn[i], drawn[j] = drawn[j], drawn[i]
        draws.append(share(study, plans, drawn))
    with open(HERE / "shares.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["placebo", "figure", "value"])
        for name, placebos in {"circular_shift": shifts, "permutation": draws}.items():
            out.writerow([name, "significant", repr(float(own))])
            out.writerow([name, "expected", repr(float(np.mean(placebos)))])
            out.writerow([name, "p", repr(float((1 + sum(p >= own for p in placebos)) / (1 + len(placebos))))])


main()
