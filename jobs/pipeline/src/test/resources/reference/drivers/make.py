"""Elastic nets of Nvidia's daily excess return on all candidate drivers, year by year.

Usage: python make.py DATA_FOLDER > expected.csv

Prices, factors, rates and aliases from the landing files; capex news and efficiency surprises from
../capex_news/news.csv and ../responses/surprises.csv, which have references of their own. The
penalised problem is solved by accelerated proximal gradients (Beck and Teboulle 2009), another
algorithm than the pipeline's coordinate descent, all penalties of a path at once.
"""

import csv
import sys
from pathlib import Path

import numpy as np
import pandas as pd

DATA = Path(sys.argv[1])
HERE = Path(__file__).parent
TICKERS = ["AMD", "AMZN", "ANET", "ASML", "AVGO", "DELL", "GOOGL", "META", "MSFT", "MU", "NVDA", "SMCI", "TSM", "VRT"]
MIXINGS, PENALTIES, SMALLEST, BLOCKS, FEWEST = (0.1, 0.5, 1.0), 25, 1e-3, 5, 500


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
    return prices["adj_close"].pct_change(fill_method=None).iloc[1:]


def on_days(sums, days):
    out = np.zeros(len(days))
    for day, value in sums:
        place = int(days.searchsorted(pd.Timestamp(day)))
        if 0 < place < len(days):
            out[place] += value
    return out


def standardized(x):
    mean, sd = x.mean(0), x.std(0)
    sd = np.where(sd <= 1e-14 * np.abs(x).max(0), 0, sd)
    return (x - mean) / np.where(sd > 0, sd, 1) * (sd > 0), mean, sd


def path(x, y, mixing, penalties):
    """Coefficients [p x penalties] of the standardised problem, and what turns them back."""
    z, mean, sd = standardized(x)
    v, sy = (y - y.mean()) / y.std(), y.std()
    gram, c = z.T @ z / len(y), z.T @ v / len(y)
    step = 1 / (np.linalg.eigvalsh(gram)[-1] + penalties.max() * (1 - mixing))
    b = np.zeros((x.shape[1], len(penalties)))
    other, t = b.copy(), 1.0
    for round_ in range(100_000):
        gradient = gram @ other - c[:, None] + penalties * (1 - mixing) * other
        moved = other - step * gradient
        new = np.sign(moved) * np.maximum(np.abs(moved) - step * penalties * mixing, 0)
        after = (1 + np.sqrt(1 + 4 * t * t)) / 2
        if ((new - b) * (other - new)).sum() > 0:
            t = after = 1.0
        other = new + (t - 1) / after * (new - b)
        change = np.abs(new - b).max()
        b, t = new, after
        if change < 1e-13 and round_ > 20:
            break
    coefficients = b * sy / np.where(sd > 0, sd, 1)[:, None]
    return coefficients, y.mean() - mean @ coefficients


def largest(x, y, mixing):
    z, _, _ = standardized(x)
    return np.abs(z.T @ ((y - y.mean()) / y.std()) / len(y)).max() / mixing


def main():
    five = factors("F-F_Research_Data_5_Factors_2x3_daily.CSV")
    momentum = factors("F-F_Momentum_Factor_daily.CSV")
    nvidia = returns("NVDA")
    frame = pd.concat([nvidia.rename("total"), five, momentum], axis=1, join="inner").sort_index().dropna()
    days = frame.index
    drivers = frame[["mkt_rf", "smb", "hml", "rmw", "cma", "mom"]].copy()
    for series in ["DGS10", "VIXCLS"]:
        table = pd.read_csv(DATA / "fred" / f"{series}.csv", na_values=["."])
        table.columns = ["day", "value"]
        level = table.assign(day=pd.to_datetime(table["day"])).set_index("day")["value"]
        drivers[f"d_{series.lower()}"] = level.reindex(days).diff()
    for ticker in TICKERS:
        drivers[f"lag_{ticker.lower()}"] = returns(ticker).reindex(days).shift(1)
    news = pd.read_csv(HERE.parent / "capex_news" / "news.csv")
    news = news[news.ticker == "NVDA"].dropna(subset=["surprise"])
    drivers["capex_news"] = on_days(zip(news.filed_on, news.surprise), days)
    surprises = pd.read_csv(HERE.parent / "responses" / "surprises.csv")
    drivers["release_surprise"] = on_days(surprises.itertuples(index=False), days)
    before = drivers.copy()
    for name in drivers:
        if not name.startswith("lag_"):
            before[name] = drivers[name].shift(1)
    before = before.rename(columns={n: n if n.startswith("lag_") else f"lag_{n}" for n in before})
    excess = frame["total"] - frame["rf"]
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["specification", "period", "figure", "value"])
    for specification, x_all in [("same_day", drivers), ("day_before", before)]:
        rates = [n for n in x_all if n.endswith(("d_dgs10", "d_vixcls"))]
        kept = x_all[rates].notna().all(axis=1) & (np.arange(len(days)) > 0)
        x_kept, y = x_all[kept], excess[kept].to_numpy()
        market, years = frame["mkt_rf"][kept].to_numpy(), x_kept.index.year
        sums = np.zeros(3)
        for year in sorted(set(years)):
            start, end = int((years < year).sum()), int((years <= year).sum())
            if start < FEWEST:
                continue
            names = [n for n in x_kept if x_kept[n].iloc[:end].notna().all()]
            x = x_kept[names].to_numpy()
            best = None
            for mixing in MIXINGS:
                top = largest(x[:start], y[:start], mixing)
                penalties = top * SMALLEST ** (np.arange(PENALTIES) / (PENALTIES - 1))
                errors = np.zeros(PENALTIES)
                for block in range(1, BLOCKS):
                    a, b = start * block // BLOCKS, start * (block + 1) // BLOCKS
                    coefficients, intercepts = path(x[:a], y[:a], mixing, penalties)
                    errors += ((y[a:b, None] - intercepts - x[a:b] @ coefficients) ** 2).sum(0)
                at = int(errors.argmin())
                if best is None or errors[at] < best[0]:
                    best = (errors[at], mixing, penalties[at])
            _, mixing, penalty = best
            coefficients, intercepts = path(x[:start], y[:start], mixing, np.array([penalty]))
            test = slice(start, end)
            slope, constant = np.polyfit(market[:start], y[:start], 1)
            squared = np.array([
                ((y[test] - y[:start].mean()) ** 2).sum(),
                ((y[test] - constant - slope * market[test]) ** 2).sum(),
                ((y[test] - intercepts[0] - x[test] @ coefficients[:, 0]) ** 2).sum(),
            ])
            sums += squared
            put = lambda figure, value: out.writerow([specification, year, figure, repr(float(value))])
            put("n", end - start)
            put("candidates", len(names))
            put("chosen", (coefficients != 0).sum())
            put("mixing", mixing)
            put("penalty", penalty)
            put("r2_against_mean", 1 - squared[2] / squared[0])
            put("r2_against_capm", 1 - squared[2] / squared[1])
            put("capm_r2_against_mean", 1 - squared[1] / squared[0])
            for j, name in enumerate(names):
                put(f"coefficient {name}", coefficients[j, 0])
        put = lambda figure, value: out.writerow([specification, "all", figure, repr(float(value))])
        put("r2_against_mean", 1 - sums[2] / sums[0])
        put("r2_against_capm", 1 - sums[2] / sums[1])
        put("capm_r2_against_mean", 1 - sums[1] / sums[0])


main()
