"""Abnormal returns and tests of the events, from the landing files alone.

Usage: python make.py DATA_FOLDER > expected.csv

Total return is the change of adj_close between trading days of SPY's price file; factors are per cent
in the files. Models by statsmodels' OLS on trading days -260 to -11; the prediction variance by
statsmodels for one day, by its matrix form for sums. Lines: event, firm or group, model, window, figure,
value.
"""

import math
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

DATA = Path(sys.argv[1])
GROUPS = {
    "all": "MSFT GOOGL AMZN META ORCL NVDA AVGO AMD TSM ASML MU ANET VRT SMCI DELL VST CEG".split(),
    "ai-hardware": "NVDA AVGO AMD TSM ASML MU ANET VRT SMCI DELL".split(),
    "power": "VRT VST CEG GEV".split(),
    "hyperscaler": "MSFT GOOGL AMZN META".split(),
}
EVENTS = {"deepseek-v3": "2024-12-26", "deepseek-r1": "2025-01-20", "sell-off": "2025-01-27", "day-after": "2025-01-28"}
WINDOWS = [(0, 0), (0, 1), (-1, 1), (0, 10)]


def factors(name):
    lines = (DATA / "fama_french" / name).read_text().splitlines()
    header = next(i for i, line in enumerate(lines) if line.startswith(","))
    names = [n.strip().lower().replace("-", "_") for n in lines[header].split(",")[1:]]
    rows = {}
    for line in lines[header + 1:]:
        day, *values = [cell.strip() for cell in line.split(",")]
        if len(day) == 8 and day.isdigit():
            rows[pd.Timestamp(day)] = [float(v) / 100 for v in values]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)


def adjusted(ticker):
    return pd.read_csv(DATA / "prices" / f"{ticker}.csv", parse_dates=["date"]).set_index("date")["adj_close"]


spy = adjusted("SPY")
days = spy.index[1:]
tickers = sorted(set(sum(GROUPS.values(), [])))
R = pd.DataFrame({t: adjusted(t).reindex(spy.index).pct_change(fill_method=None) for t in tickers}).loc[days]
market = spy.pct_change(fill_method=None).loc[days]
three = factors("F-F_Research_Data_Factors_daily.CSV").reindex(days)
five = factors("F-F_Research_Data_5_Factors_2x3_daily.CSV").reindex(days)
MODELS = {
    "market": (market.to_frame("market"), 0.0 * market),
    "capm": (three[["mkt_rf"]], three["rf"]),
    "ff3": (three[["mkt_rf", "smb", "hml"]], three["rf"]),
    "ff5": (five[["mkt_rf", "smb", "hml", "rmw", "cma"]], five["rf"]),
}


def fit(ticker, zero, model):
    X, rf = MODELS[model]
    y = R[ticker] - rf
    est = slice(zero - 260, zero - 10)
    if y.iloc[est].isna().any():
        return None
    return sm.OLS(y.iloc[est].values, sm.add_constant(X.iloc[est].values, has_constant="add")).fit(), y, X


def car(fitted, zero, window):
    result, y, X = fitted
    d = slice(zero + window[0], zero + window[1] + 1)
    Z = np.column_stack([np.ones(window[1] - window[0] + 1), X.iloc[d].values])
    ar = y.iloc[d].values - Z @ result.params
    m, z = len(ar), Z.sum(0)
    s2 = result.mse_resid
    return ar.sum(), s2 * (m + z @ result.normalized_cov_params @ z)



def line(*cells):
    print(",".join(repr(float(c)) if isinstance(c, (float, np.floating)) else str(c) for c in cells))


print("event,who,model,window,figure,value")
for event, date in EVENTS.items():
    zero = int(np.searchsorted(days, pd.Timestamp(date)))
    for model in MODELS:
        fits = {t: fit(t, zero, model) for t in tickers}
        for w in WINDOWS:
            name = f"{w[0]}..{w[1]}"
            C = {t: car(f, zero, w) for t, f in fits.items() if f}
            for t in ("NVDA", "VST", "MSFT", "ANET"):
                line(event, t, model, name, "car", C[t][0])
                line(event, t, model, name, "standardized", C[t][0] / math.sqrt(C[t][1]))
            for group, members in GROUPS.items():
                there = [t for t in members if t in C]
                N = len(there)
                c = np.array([C[t][0] for t in there])
                s = np.array([C[t][0] / math.sqrt(C[t][1]) for t in there])
                E = np.array([fits[t][0].resid for t in there])
                df = fits[there[0]][0].df_resid
                r = (np.corrcoef(E).sum() - N) / (N * (N - 1))
                bmp = stats.ttest_1samp(s, 0)
                kp = bmp.statistic * math.sqrt((1 - r) / (1 + (N - 1) * r))
                line(event, group, model, name, "n", float(N))
                line(event, group, model, name, "mean_car", c.mean())
                line(event, group, model, name, "correlation", r)
                line(event, group, model, name, "patell", s.sum() / math.sqrt(N * df / (df - 2)))
                line(event, group, model, name, "bmp", bmp.statistic)
                line(event, group, model, name, "bmp_p", bmp.pvalue)
                line(event, group, model, name, "kolari_pynnonen", kp)
                line(event, group, model, name, "kolari_pynnonen_p", 2 * stats.t.sf(abs(kp), N - 1))
                line(event, group, model, name, "cross_sectional", stats.ttest_1samp(c, 0).statistic)
                line(event, group, model, name, "time_series",
                     c.mean() / (math.sqrt(w[1] - w[0] + 1) * E.mean(0).std(ddof=1)))
# Placebo of the sell-off: Nvidia's figure among all its past days, market model, the other named days left out.
zero = int(np.searchsorted(days, pd.Timestamp("2025-01-27")))
named = [int(np.searchsorted(days, pd.Timestamp(d))) for e, d in EVENTS.items() if e != "sell-off"]
for w in ((0, 0), (-1, 1)):
    past = []
    for day in range(260, zero):
        if day + w[1] >= zero + w[0] or any(day + w[0] <= k <= day + w[1] for k in named):
            continue
        f = fit("NVDA", day, "market")
        if f:
            c = car(f, day, w)
            past.append(c[0] / math.sqrt(c[1]))
    own = car(fit("NVDA", zero, "market"), zero, w)
    own = own[0] / math.sqrt(own[1])
    above = sum(abs(p) >= abs(own) for p in past)
    line("sell-off", "NVDA", "market", f"{w[0]}..{w[1]}", "placebo_days", float(len(past)))
    line("sell-off", "NVDA", "market", f"{w[0]}..{w[1]}", "placebo_p", (1 + above) / (1 + len(past)))
line("sell-off", "NVDA", "raw", "0..0", "return", R["NVDA"].iloc[zero])
