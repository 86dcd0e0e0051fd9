"""Size and power of the tests of the elasticity, drawn with numpy's generator.

Usage: python make.py

Reads ../investment/quarters.csv. Estimates the process of PowerSimulation's Javadoc anew with
matrices, draws 4,000 samples and writes expected.csv: the process, and the share of samples that
three of the tests reject. Draws differ from Java's, so shares agree up to Monte-Carlo error.
"""

import csv
import math
from pathlib import Path

import numpy as np
from scipy import stats

HERE = Path(__file__).parent
DRAWS = 4000


def ewc(design, y):
    n = len(y)
    inverse = np.linalg.inv(design.T @ design)
    b = inverse @ design.T @ y
    u = (design * (y - design @ b)[:, None]) @ inverse[:, 1]
    count = max(1, math.floor(0.4 * n ** (2 / 3)))
    s = np.arange(1, n + 1)
    c = [math.sqrt(2 / n) * np.cos(math.pi * j * (s - 0.5) / n) @ u for j in range(1, count + 1)]
    return b[1], math.sqrt(n / count * sum(v * v for v in c)), stats.t.ppf(0.975, count)


def driscoll_kraay(x, panel):
    firms, n = panel.shape
    within = panel - panel.mean(1, keepdims=True)
    z = x - x.mean()
    b = (within @ z).sum() / (firms * z @ z)
    u = ((within - b * z) * z).sum(0) / (firms * z @ z)
    lags = math.floor(4 * (n / 100) ** (2 / 9))
    v = u @ u + sum(2 * (1 - l / (lags + 1)) * (u[l:] @ u[:-l]) for l in range(1, lags + 1))
    rows = firms * n
    return b, math.sqrt(v * (rows - 1) / (rows - 1 - firms) * n / (n - 1)), stats.t.ppf(0.975, n - 1)


def main():
    with open(HERE.parent / "investment" / "quarters.csv") as file:
        lines = list(csv.DictReader(file))
    quarters = sorted({line["quarter"] for line in lines})
    firms = sorted({line["ticker"] for line in lines})
    growth = np.zeros((len(firms), len(quarters)))
    rate = np.full(len(quarters), np.nan)
    for line in lines:
        at = quarters.index(line["quarter"])
        growth[firms.index(line["ticker"]), at] = float(line["d_log_capex"])
        rate[at] = float(line["log_rate"]) if line["log_rate"] else np.nan
    seasons = np.array([quarter[5:7] for quarter in quarters])
    matrix = np.array([(seasons == s) / (seasons == s).sum() for s in seasons])
    sample = ~np.isnan(rate)
    x = rate[sample]
    n = len(x)
    y = (growth - growth.mean(0) @ matrix.T)[:, sample]
    z = x - x.mean()
    b = (y.mean(0) @ z) / (z @ z)
    residual = y - y.mean(1, keepdims=True) - b * z
    common = residual.mean(0)
    own = residual - common
    ar1 = np.polyfit(common[:-1], common[1:], 1)[0]
    deviation = math.sqrt(common @ common / (n - 2))
    deviations = np.sqrt((own**2).sum(1) / (n - 1))

    rng = np.random.default_rng(1865)
    effect = np.where(sample, rate, 0.0)
    effect = (effect - effect @ matrix.T)[sample]
    truths = (0.0, 0.5, 1.0)
    rejected = {(test, truth): 0 for test in ("headline_ewc", "detrended_ewc", "driscoll_kraay") for truth in truths}
    one, time = np.ones(n), np.arange(n)
    for _ in range(DRAWS):
        c = np.zeros(len(quarters))
        last = deviation * rng.normal()
        for m in range(len(quarters)):
            c[m] = last
            last = ar1 * last + deviation * math.sqrt(1 - ar1**2) * rng.normal()
        v = rng.normal(size=growth.shape) * deviations[:, None] * math.sqrt(len(firms) / (len(firms) - 1))
        v -= v.mean(0)
        shocks = (c + v - c @ matrix.T)[:, sample]
        for truth in truths:
            panel = shocks + truth * effect
            mean = panel.mean(0)
            for test, (slope, se, critical) in {
                "headline_ewc": ewc(np.column_stack([one, x]), mean),
                "detrended_ewc": ewc(np.column_stack([one, x, time]), mean),
                "driscoll_kraay": driscoll_kraay(x, panel),
            }.items():
                rejected[test, truth] += abs(slope) > critical * se
    with open(HERE / "expected.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["figure", "truth", "value"])
        out.writerow(["ar1", "", repr(float(ar1))])
        out.writerow(["common", "", repr(float(deviation))])
        out.writerow(["own", "", repr(float(math.sqrt((deviations**2).mean())))])
        for (test, truth), count in rejected.items():
            out.writerow([test, truth, repr(float(count / DRAWS))])


main()
