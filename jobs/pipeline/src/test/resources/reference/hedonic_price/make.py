"""The price of using a model on its capability and on time.

Usage: python make.py DATA_FOLDER

Prices and the models they are of are computed from data/api_prices and data/aliases, capabilities
are those of ../efficiency/capability.csv, organizations come from ../efficiency/make.py. Errors are
statsmodels' HC3 and clustered ones. Writes expected.csv.
"""

import csv
import importlib.util
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm

DATA = Path(sys.argv[1])
HERE = Path(__file__).parent
AS_OF = pd.Timestamp("2026-08-21")
ORIGIN = pd.Timestamp("2024-01-01")


def efficiency():
    spec = importlib.util.spec_from_file_location("efficiency", HERE.parent / "efficiency" / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.DATA = DATA
    return module


def first_party():
    """A row per id and day a price is in force from, with the model the id meant then."""
    p = pd.read_csv(DATA / "api_prices" / "api_prices.csv", parse_dates=["effective_date", "observed_on"])
    p["price"] = (3 * p.input_usd_per_mtok + p.output_usd_per_mtok) / 4
    p["start"] = p.effective_date.fillna(p.observed_on)
    p["known"] = p[["effective_date", "observed_on"]].min(axis=1)
    p = p.sort_values(["effective_date", "price", "input_usd_per_mtok"])
    p = p.drop_duplicates(["model", "known", "start"]).sort_values(["model", "start", "known"])
    p["until"] = p.groupby("model").start.shift(-1)
    alias = pd.read_csv(DATA / "aliases" / "price_aliases.csv", parse_dates=["valid_from", "valid_to"])
    both = p.merge(alias, left_on="model", right_on="source_name", suffixes=("_id", ""))
    meant = (both.valid_from.isna() | (both.valid_from <= both.start)) & (
        both.valid_to.isna() | (both.valid_to > both.start)
    )
    moved = (both.valid_from > both.start) & (both.until.isna() | (both.valid_from < both.until))
    later = both[moved].assign(start=both.valid_from, known=both[["valid_from", "known"]].max(axis=1))
    return pd.concat([both[meant], later])[["model", "start", "known", "price"]]


def blended():
    p = pd.read_csv(DATA / "api_prices" / "api_prices_blended.csv", parse_dates=["price_date"])
    names = pd.read_csv(DATA / "aliases" / "blended_price_aliases.csv")
    models = pd.read_csv(DATA / "aliases" / "model_aliases.csv").set_index("source_name").model
    names["name"] = names.score_name.map(models).fillna(names.score_name)
    both = p.merge(names[["price_model", "name"]].drop_duplicates(), left_on="model", right_on="price_model")
    day = both.price_date
    return pd.DataFrame({"model": both.name, "start": day, "known": day, "price": both.blended_usd_per_mtok})


def main():
    prices = pd.concat([first_party(), blended()])
    prices = prices[(prices.known <= AS_OF) & (prices.start <= AS_OF)]
    organization = efficiency().models().organization
    capability = pd.read_csv(HERE.parent / "efficiency" / "capability.csv")
    rows = []
    put = lambda specification, figure, value: rows.append([specification, figure, repr(float(value))])
    for name, method in {"headline": "2pl", "all_offers": "2pl", "rasch": "rasch"}.items():
        of = capability[capability.method == method].set_index("model")
        d = prices[prices.model.isin(of.index)].sort_values(["model", "start", "price"])
        d = d.drop_duplicates(["model", "start"])
        if name != "all_offers":
            d = d.drop_duplicates("model")
        x = pd.DataFrame({"capability": d.model.map(of.capability), "years": (d.start - ORIGIN).dt.days / 365.25})
        design = sm.add_constant(x)
        fit = sm.OLS(np.log10(d.price.astype(float)), design).fit()
        groups = {"model": d.model, "organization": d.model.map(organization).fillna(d.model)}
        put(name, "n", len(d))
        put(name, "models", d.model.nunique())
        put(name, "capability", fit.params["capability"])
        put(name, "years", fit.params["years"])
        put(name, "se_hc3", fit.HC3_se["years"])
        for cluster, keys in groups.items():
            codes = keys.astype("category").cat.codes
            clustered = fit.get_robustcov_results("cluster", groups=codes)
            put(name, f"se_cluster({cluster})", clustered.bse[list(design.columns).index("years")])
        beyond = sm.OLS(x.capability, sm.add_constant(x.years)).fit()
        reliability = 1 - np.mean(d.model.map(of.standard_error) ** 2) / beyond.mse_resid
        put(name, "capability_reliability", reliability)
        lost = fit.params["capability"] * (1 / reliability - 1)
        put(name, "years_corrected_for_reliability", fit.params["years"] - lost * beyond.params["years"])
    with open(HERE / "expected.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["specification", "figure", "value"])
        out.writerows(rows)


main()
