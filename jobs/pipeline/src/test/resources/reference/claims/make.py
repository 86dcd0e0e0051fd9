"""Figures of gold.claim and gold.growth_figure that need statistics, from the lake's other tables.

Usage: python make.py LAKE > expected.csv

LAKE is the folder of a lake with one night of the embedded data. Growth since 2010 and 2016 is of
Epoch AI's own list, DATA/epoch/notable_ai_models.csv beside the lake's sources, given as second
argument.
"""

import csv
import sys

import duckdb
import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

LAKE, NOTABLE = sys.argv[1:3]
DAY = "2025-01-27"
FOUR = "('MSFT','GOOGL','AMZN','META')"
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["name", "figure", "low", "high"])


def table(sql):
    for name in ("silver.quarterly_fundamental", "silver.model", "silver.accelerator_price", "gold.model_efficiency"):
        path = f"{LAKE}/{name.replace('.', '/')}"
        sql = sql.replace(name, f"read_parquet('{path}/**/*.parquet', hive_partitioning=true)")
    return duckdb.sql(sql).df()


def row(name, figure, interval=(float("nan"), float("nan"))):
    out.writerow([name, *(f"{x:.4f}" for x in (figure, *interval))])


def welch(name, after, before, scale=lambda x: x):
    test = stats.ttest_ind(after, before, equal_var=False)
    row(name, scale(after.mean() - before.mean()), [scale(c) for c in test.confidence_interval(0.95)])


def years(days):
    return ((pd.to_datetime(days) - pd.Timestamp("2024-01-01")).dt.days / 365.25).to_numpy()


capex = table(
    f"select quarter, sum(capex_usd) usd, count(*) n from silver.quarterly_fundamental where view = 'first_filed'"
    f" and capex_usd is not null and ticker in {FOUR} group by quarter order by quarter"
)
total = capex[capex.n == 4].set_index(pd.to_datetime(capex[capex.n == 4].quarter)).usd
trend, since = total["2023-01-01":"2024-12-31"], total["2025-01-01":]
fit = sm.OLS(np.log(trend.to_numpy()), sm.add_constant(np.arange(len(trend)))).fit()
ahead = sm.add_constant(np.arange(len(trend), len(trend) + len(since)))
forecast = np.exp(fit.get_prediction(ahead).summary_frame(alpha=0.05))
for i, (quarter, usd) in enumerate(since.items()):
    f = forecast.iloc[i]
    row(f"forecast {quarter:%Y-%m} bn", f["mean"] / 1e9, (f.obs_ci_lower / 1e9, f.obs_ci_upper / 1e9))
    row(f"spent {quarter:%Y-%m} bn", usd / 1e9)
row("capex-below-trend", usd / f["mean"], (usd / f.obs_ci_upper, usd / f.obs_ci_lower))
row("us-invests-more", total.iloc[-4:].sum() / total["2024-01-01":"2024-12-31"].sum())
row("stargate-not-needed bn", total.iloc[-4:].sum() / 1e9)
growth = np.log(total).diff()
welch("us-invests-faster", growth["2025-01-01":], growth["2023-01-01":"2024-12-31"])

models = table("select distinct on (model) * from silver.model order by model, known_on desc")
efficiency = table("select * from gold.model_efficiency where method = '2pl' and as_of > date '2026-01-01'")
efficiency = efficiency.merge(models[["model", "country"]], on="model")
efficiency["day"] = pd.to_datetime(efficiency.published_on)
us = efficiency[efficiency.country.fillna("").str.contains("United States of America")]
welch("us-firms-learn", us[us.day > DAY].surprise_log10_flop, us[us.day <= DAY].surprise_log10_flop)
for name, part in (
    ("compute-did-not-matter", efficiency[efficiency.day < DAY]),
    ("compute-will-not-matter", efficiency[efficiency.day >= DAY]),
):
    x = sm.add_constant(np.column_stack([np.log10(part.training_compute_flop), years(part.day)]))
    hc3 = sm.OLS(part.capability.to_numpy(), x).fit(cov_type="HC3", use_t=True)
    row(name, hc3.params[1], hc3.conf_int()[1])
v3 = efficiency[efficiency.model == "DeepSeek-V3"].iloc[0]
peers = efficiency[
    ((efficiency.capability - v3.capability).abs() <= 0.25)
    & (efficiency.published_on <= v3.published_on)
    & (efficiency.organization != v3.organization)
]
for name, column in (("v3-less-compute", "training_compute_flop"), ("v3-lower-cost", "training_cost_usd_2023")):
    ratio = np.log10(v3[column] / peers[column].dropna())
    ends = stats.t.interval(0.95, len(ratio) - 1, ratio.mean(), stats.sem(ratio))
    row(name, 10 ** ratio.mean(), [10**e for e in ends])

computed = models[models.training_compute_flop.notna()]
day = pd.to_datetime(computed.published_on)


def largest(start, end):
    return np.log10(computed[(day >= start) & (day < end)].training_compute_flop.nlargest(10))


welch("fewer-chips-needed", largest(DAY, "2026-01-27"), largest("2024-01-27", DAY), lambda x: 10**x)
rent = table(
    "select usd_per_chip_hour usd from silver.accelerator_price where kind = 'on_demand' and hardware like"
    " 'NVIDIA H100%' and price_date <= date '2024-12-27' and price_date > date '2023-12-27' order by 1"
).usd.to_numpy()
beyond = int(stats.binom.ppf(0.025, len(rent), 0.5)) - 1
row("h100-at-2-usd", np.median(rent), (rent[beyond], rent[-1 - beyond]))

notable = pd.read_csv(NOTABLE)
notable["day"] = pd.to_datetime(notable["Publication date"])
notable = notable[notable.day.notna() & notable["Training compute (FLOP)"].notna()]


def since_day(start):
    return notable[notable.day >= start]


def frontier(of):
    flop = of["Training compute (FLOP)"]
    larger = [((of.day <= of.day[i]) & (flop > flop[i])).sum() for i in of.index]
    return of[np.array(larger) < 10]


def rate(name, of, column):
    known = of[of[column].notna()]
    hc3 = sm.OLS(np.log10(known[column].to_numpy()), sm.add_constant(years(known.day))).fit(cov_type="HC3", use_t=True)
    row(name, 10 ** hc3.params[1], 10 ** hc3.conf_int()[1])


rate("notable-compute", since_day("2010-01-01"), "Training compute (FLOP)")
rate("frontier-compute", frontier(since_day("2010-01-01")), "Training compute (FLOP)")
rate("frontier-cost", frontier(since_day("2016-01-01")), "Training compute cost (2023 USD)")
