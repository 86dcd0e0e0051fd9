"""Nvidia's daily excess return on factors, from the landing files alone.

Rates and the VIX are changes from the trading day before, in points.

Usage: python make.py DATA_FOLDER > expected.csv

Total return is the change of adj_close between trading days of the price file; factors are per
cent in the files. Newey-West with Bartlett weights, L = floor(4 (T/100)^(2/9)), times
n/(n-K) T/(T-1) as fixest does ((n-1)/(n-K) T/(T-1)); t with n - K degrees of freedom.
"""

import csv
import math
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats import diagnostic, stattools

DATA = Path(sys.argv[1])
BREAK_AFTER = "2025-01-28"
AUTOCORRELATION_LAGS = 5


def factors(name):
    lines = (DATA / "fama_french" / name).read_text().splitlines()
    header = next(i for i, line in enumerate(lines) if line.startswith(","))
    names = [n.strip().lower().replace("-", "_") for n in lines[header].split(",")[1:]]
    rows = {}
    for line in lines[header + 1 :]:
        day, *values = [cell.strip() for cell in line.split(",")]
        if len(day) == 8 and day.isdigit():
            rows[pd.Timestamp(day)] = [float(v) / 100 for v in values]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)


def returns(ticker):
    prices = pd.read_csv(DATA / "prices" / f"{ticker}.csv", parse_dates=["date"]).set_index("date")
    return prices["adj_close"].pct_change(fill_method=None).dropna()


def rate_changes(days):
    """From one trading day to the next, where both have a level."""
    changes = {}
    for series in ["DGS10", "VIXCLS"]:
        table = pd.read_csv(DATA / "fred" / f"{series}.csv", na_values=["."])
        table.columns = ["day", "value"]
        level = table.assign(day=pd.to_datetime(table["day"])).set_index("day")["value"]
        changes[f"d_{series.lower()}"] = level.reindex(days).diff()
    return pd.DataFrame(changes)


def fit(name, frame, regressors, out):
    frame = frame.dropna(subset=["excess", *regressors])
    x = sm.add_constant(frame[regressors].rename(columns={"after_mkt_rf": "mkt_rf:after"}))
    ols = sm.OLS(frame["excess"], x).fit()
    n, k = x.shape
    lags = math.floor(4 * (n / 100) ** (2 / 9))
    nw = ols.get_robustcov_results("HAC", maxlags=lags, use_correction=False, use_t=True)
    scale = math.sqrt((n - 1) / (n - k) * n / (n - 1))
    hc1 = ols.get_robustcov_results("HC1", use_t=True)
    out.writerow([name, "", "n", n])
    out.writerow([name, "", "lags", lags])
    out.writerow([name, "", "r2", repr(float(ols.rsquared))])
    for j, term in enumerate(x.columns):
        term = "(Intercept)" if term == "const" else term
        out.writerow([name, term, "estimate", repr(float(ols.params.iloc[j]))])
        out.writerow([name, term, "se_iid", repr(float(ols.bse.iloc[j]))])
        out.writerow([name, term, "se_hc1", repr(float(hc1.bse[j]))])
        out.writerow([name, term, "se_nw", repr(float(nw.bse[j] * scale))])
        t = float(ols.params.iloc[j] / (nw.bse[j] * scale))
        out.writerow([name, term, "p_nw", repr(float(2 * stats.t.sf(abs(t), n - k)))])
    out.writerow([name, "durbin_watson", "statistic", repr(float(stattools.durbin_watson(ols.resid)))])
    bg = diagnostic.acorr_breusch_godfrey(ols, nlags=AUTOCORRELATION_LAGS, result_object=False)
    out.writerow([name, "breusch_godfrey", "statistic", repr(float(bg[0]))])
    out.writerow([name, "breusch_godfrey", "p", repr(float(bg[1]))])
    bp = diagnostic.het_breuschpagan(ols.resid, x)
    out.writerow([name, "breusch_pagan", "statistic", repr(float(bp[0]))])
    out.writerow([name, "breusch_pagan", "p", repr(float(bp[1]))])
    jb = stattools.jarque_bera(ols.resid)
    out.writerow([name, "jarque_bera", "statistic", repr(float(jb[0]))])
    out.writerow([name, "jarque_bera", "p", repr(float(jb[1]))])


def main():
    three = factors("F-F_Research_Data_Factors_daily.CSV")
    five = factors("F-F_Research_Data_5_Factors_2x3_daily.CSV")
    momentum = factors("F-F_Momentum_Factor_daily.CSV")
    nvidia = returns("NVDA")

    def joined(*tables):
        frame = pd.concat([nvidia.rename("total"), *tables], axis=1, join="inner").sort_index()
        return frame.assign(excess=frame["total"] - frame["rf"])

    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["specification", "name", "figure", "value"])
    with_three = joined(three)
    with_five = joined(five)
    fit("capm", with_three, ["mkt_rf"], out)
    fit("ff3", with_three, ["mkt_rf", "smb", "hml"], out)
    fit("ff5", with_five, ["mkt_rf", "smb", "hml", "rmw", "cma"], out)
    fit("ff5_momentum", joined(five, momentum), ["mkt_rf", "smb", "hml", "rmw", "cma", "mom"], out)
    with_momentum = joined(five, momentum)
    rates = ["d_dgs10", "d_vixcls"]
    fit("capm_rates", with_three.join(rate_changes(with_three.index)), ["mkt_rf", *rates], out)
    six = ["mkt_rf", "smb", "hml", "rmw", "cma", "mom", *rates]
    fit("ff5_momentum_rates", with_momentum.join(rate_changes(with_momentum.index)), six, out)
    after = (with_three.index > pd.Timestamp(BREAK_AFTER)).astype(float)
    split = with_three.assign(after=after, after_mkt_rf=after * with_three["mkt_rf"])
    fit("capm_break", split, ["mkt_rf", "after", "after_mkt_rf"], out)


main()
