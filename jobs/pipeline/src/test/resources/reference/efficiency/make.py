"""Capability and training efficiency, computed without Jevons, from the same landing files.

Reads data/ of this repository and writes rates.csv (a row per quarter end and one for the as-of
day), capability.csv and efficiency.csv (as of the day below), agreement.csv (with the Epoch
Capabilities Index, on the day its export was there) and counts.csv. The rules are those of the
tables' Javadoc; the arithmetic is numpy's least squares on dummy columns, not the two-way
within transformation that Jevons uses, and for the two-parameter model MINPACK's
Levenberg-Marquardt on the penalised residuals. variants.csv has all other ways to estimate the rate
of the newest quarter; errors clustered by organization are statsmodels'.

    python make.py
"""

import pathlib

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import optimize, stats

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parents[6] / "data"
AS_OF = pd.Timestamp("2026-08-21")
INDEX_DAY = pd.Timestamp("2026-08-22")
NEWEST_QUARTER_END = pd.Timestamp("2026-06-30")
ORIGIN = pd.Timestamp("2024-01-01")

# file without ending: benchmark, column of the score, column of the day of evaluation
OWN = ("mean_score", "Started at")
HUB = {
    "adversarial_nli_external": ("ANLI", "Score", None),
    "aider_polyglot_external": ("Aider polyglot", "Percent correct", "Date of evaluation"),
    "apex_agents_external": ("APEX-Agents Pass@1", "Pass@1 score", None),
    "arc_agi_2_external": ("ARC-AGI-2", "Score", None),
    "arc_agi_external": ("ARC-AGI-1", "Score", None),
    "arc_ai2_external": ("ARC Challenge (AI2)", "Challenge score", None),
    "balrog_external": ("BALROG", "Average progress", None),
    "bbh_external": ("BBH", "Average", None),
    "bool_q_external": ("BoolQ", "Score", None),
    "cad_eval_external": ("CadEval", "Overall pass (%)", None),
    "chess_puzzles": ("Chess Puzzles", *OWN),
    "common_sense_qa_2_external": ("CommonsenseQA 2", "Score", None),
    "cybench_external": ("Cybench (unguided)", "Unguided % Solved", None),
    "deepresearchbench_external": ("DeepResearch Bench", "Average score", None),
    "fictionlivebench_external": ("Fiction.liveBench 120k", "120k token score", None),
    "frontiermath": ("FrontierMath Tiers 1-3", *OWN),
    "frontiermath_tier_4": ("FrontierMath Tier 4", *OWN),
    "gdpval_external": ("GDPval win rate", "Win Rate (%)", None),
    "gpqa_diamond": ("GPQA Diamond", *OWN),
    "gsm8k_external": ("GSM8K", "EM", None),
    "gso_external": ("GSO OPT@1", "Score OPT@1", "Evaluation date"),
    "hella_swag_external": ("HellaSwag", "Overall accuracy", None),
    "hle_external": ("Humanity's Last Exam", "Accuracy", None),
    "lambada_external": ("LAMBADA", "Score", None),
    "live_bench_external": ("LiveBench global average", "Global average", None),
    "math_level_5": ("MATH Level 5", *OWN),
    "mmlu_external": ("MMLU", "EM", None),
    "open_book_qa_external": ("OpenBookQA", "Accuracy", None),
    "os_world_external": ("OSWorld", "Score", None),
    "otis_mock_aime_2024_2025": ("OTIS Mock AIME 2024-2025", *OWN),
    "piqa_external": ("PIQA", "Score", None),
    "posttrainbench_external": ("PostTrainBench average", "Average (%)", None),
    "science_qa_external": ("ScienceQA", "Score", None),
    "simplebench_external": ("SimpleBench", "Score (AVG@5)", None),
    "simpleqa_verified": ("SimpleQA Verified", *OWN),
    "superglue_external": ("SuperGLUE", "Score", None),
    "swe_bench_bash": ("SWE-bench Verified (bash only)", "% Resolved", "Date run"),
    "swe_bench_verified": ("SWE-bench Verified", *OWN),
    "terminalbench_external": ("Terminal-Bench", "Accuracy mean", "Run date"),
    "the_agent_company_external": ("TheAgentCompany", "% Score", "Date"),
    "trivia_qa_external": ("TriviaQA", "EM", None),
    "video_mme_external": ("Video-MME (no subtitles)", "Overall (no subtitles)", None),
    "vpct_external": ("VPCT", "Correct", None),
    "weirdml_external": ("WeirdML", "Accuracy", None),
    "wino_grande_external": ("WinoGrande", "Accuracy", None),
}
PERCENT = {"Aider polyglot", "LiveBench global average", "OSWorld"}


def read(path):
    return pd.read_csv(DATA / path, dtype=str, keep_default_na=False).replace("", None)


def models():
    """Publication day, and compute as each of the two vintages has it."""
    columns = ["Model", "Publication date", "Training compute (FLOP)", "Confidence", "Domain",
               "Organization", "Training compute cost (2023 USD)"]
    lists = []
    for name in ("notable_ai_models", "large_scale_ai_models", "benchmarked_models", "all_ai_models"):
        lists.append(read(f"epoch/{name}.csv").reindex(columns=columns))
    everything = lists[3].drop_duplicates("Model").set_index("Model").Domain
    benchmarked = lists[2]
    benchmarked["Domain"] = benchmarked.Domain.fillna(benchmarked.Model.map(everything))
    m = pd.concat(lists, ignore_index=True)
    m.columns = ["model", "published_on", "compute", "confidence", "domain", "organization", "cost"]
    m["model"] = m.model.str.strip()
    m["published_on"] = pd.to_datetime(m.published_on)
    m = m[m.model.notna() & (m.published_on >= "2012-01-01") & (m.confidence != "Wrong")]
    m = m.drop_duplicates("model").set_index("model")
    m["compute"] = pd.to_numeric(m.compute)
    v = read("epoch/compute_vintages.csv")
    v["flop"] = pd.to_numeric(v.training_compute_flop)
    for name, day in (("older", "2025-03-11"), ("newer", "2026-08-22")):
        stated = v[v.vintage_on == day].set_index("model")
        there = m.index.isin(stated.index)
        m[name] = m.compute.where(~there, stated.flop.reindex(m.index))
        m[name + "_confidence"] = m.confidence.where(~there, stated.confidence.reindex(m.index))
    return m


def scores(m):
    """A row per score that is a share, with the day it became known."""
    exported = read("epoch/benchmark_data/MANIFEST.csv").set_index("file").exported_on
    parts = []
    for name, (benchmark, score, evaluated) in HUB.items():
        f = read(f"epoch/benchmark_data/{name}.csv")
        version = f["Model version"]
        if "Name" in f:
            version = version.fillna(f["Name"])
        part = pd.DataFrame({"version": version.str.strip(), "benchmark": benchmark})
        part["p"] = pd.to_numeric(f[score]) / (100 if benchmark in PERCENT else 1)
        part["release"] = pd.to_datetime(f["Release date"])
        part["evaluated"] = pd.to_datetime(f[evaluated].str[:10]) if evaluated else pd.NaT
        part["exported"] = pd.Timestamp(exported[name + ".csv"])
        parts.append(part)
    s = pd.concat(parts, ignore_index=True).dropna(subset=["version", "p"])
    alias = read("aliases/model_aliases.csv").set_index("source_name").model
    s["model"] = s.version.map(alias).fillna(s.version)
    b = read("benchmarks/benchmarks.csv").set_index("benchmark")
    s["chance"] = pd.to_numeric(s.benchmark.map(b.chance_share))
    model_release = s.release.fillna(s.model.map(m.published_on))
    benchmark_release = pd.to_datetime(s.benchmark.map(b.released_on))
    latest = pd.concat([s.evaluated, model_release, benchmark_release], axis=1).max(axis=1)
    stated = s.evaluated.notna() | (model_release.notna() & benchmark_release.notna())
    s["known_on"] = latest.where(stated, s.exported)
    return s


def cells(s, day):
    x = s[s.known_on <= day].groupby(["model", "benchmark"], as_index=False)
    x = x.agg(p=("p", "max"), chance=("chance", "first"))
    q = (x.p - x.chance) / (1 - x.chance)
    x["clipped"] = (q < 0.01) | (q > 0.99)
    q = q.clip(0.01, 0.99)
    x["y"] = np.log(q / (1 - q))
    while True:
        before = len(x)
        x = x[x.groupby("benchmark").model.transform("size") >= 5]
        x = x[x.groupby("model").benchmark.transform("size") >= 3]
        if len(x) == before:
            break
    part = {name: i for i, name in enumerate(pd.concat([x.model, "\0" + x.benchmark]).unique())}
    changed = True
    while changed:
        changed = False
        for a, c in zip(x.model, "\0" + x.benchmark):
            low = min(part[a], part[c])
            changed |= part[a] != low or part[c] != low
            part[a] = part[c] = low
    if len(x):
        component = x.model.map(part)
        x = x[component == x.model.groupby(component).nunique().idxmax()]
    return x


def rasch(x):
    """Least squares on dummy columns; the last row makes the easiness of benchmarks sum to 0."""
    m, b = sorted(x.model.unique()), sorted(x.benchmark.unique())
    design = np.zeros((len(x) + 1, len(m) + len(b)))
    rows = np.arange(len(x))
    design[rows, [m.index(v) for v in x.model]] = 1
    design[rows, [len(m) + b.index(v) for v in x.benchmark]] = 1
    design[-1, len(m) :] = 1
    y = np.append(x.y.to_numpy(), 0)
    estimate = np.linalg.lstsq(design, y, rcond=None)[0]
    residual = y - design @ estimate
    df = len(x) - (len(m) + len(b) - 1)
    inverse = np.linalg.inv(design.T @ design)
    scores = design[:-1]  # the last row is a constraint, not an observation
    variance = residual @ residual / df * inverse @ scores.T @ scores @ inverse
    error = np.sqrt(np.diag(variance))
    return pd.DataFrame({"capability": estimate[: len(m)], "standard_error": error[: len(m)]}, m)


def two_parameter(x):
    m, b = sorted(x.model.unique()), sorted(x.benchmark.unique())
    persons, items, n = len(m), len(b), len(x)
    p = np.array([m.index(v) for v in x.model])
    q = np.array([b.index(v) for v in x.benchmark])
    y = x.y.to_numpy()
    root = np.concatenate([np.full(persons, 0.05**0.5), np.full(items, 0.01**0.5), np.ones(items)])

    def residuals(z):
        slope = np.exp(z[persons + items :])[q]
        return np.concatenate([slope * (z[p] - z[persons + q]) - y, root * z])

    def jacobian(z):
        slope = np.exp(z[persons + items :])[q]
        a = np.zeros((n + len(z), len(z)))
        r = np.arange(n)
        a[r, p] = slope
        a[r, persons + q] = -slope
        a[r, persons + items + q] = slope * (z[p] - z[persons + q])
        a[n + np.arange(len(z)), np.arange(len(z))] = root
        return a

    start = np.concatenate([rasch(x).capability.to_numpy(), np.zeros(2 * items)])
    fit = optimize.least_squares(
        residuals, start, jacobian, method="lm", xtol=1e-14, ftol=1e-14, gtol=1e-14
    )
    z = fit.x
    for _ in range(60):  # Gauss-Newton to the last digits
        a = jacobian(z)
        step = np.linalg.solve(a.T @ a, a.T @ residuals(z))
        z = z - step
        if np.abs(step).max() < 1e-13:
            break
    a = jacobian(z)
    slope, e = np.exp(z[persons + items :]), residuals(z)[:n]
    hessian = a.T @ a
    for c in range(n):  # what the curvature of the model adds to Gauss-Newton's matrix
        i, d, l = p[c], persons + q[c], persons + items + q[c]
        w = e[c] * slope[q[c]]
        hessian[i, l] += w
        hessian[l, i] += w
        hessian[d, l] -= w
        hessian[l, d] -= w
        hessian[l, l] += w * (z[i] - z[d])
    s2 = e @ e / (n - len(z))
    error = np.sqrt(s2 * np.diag(np.linalg.inv(hessian)))
    return pd.DataFrame({"capability": z[:persons], "standard_error": error[:persons]}, m)


def index_points():
    f = read("epoch/benchmarked_models.csv")
    f["index"] = pd.to_numeric(f.eci)
    alias = read("aliases/model_aliases.csv").set_index("source_name").model
    version = f["id_model_version"]
    f["model"] = version.map(alias).fillna(version)
    return f.dropna(subset=["index"]).groupby("model")["index"].median()


METHODS = {"rasch": rasch, "2pl": two_parameter}
SAMPLES = {
    "all": lambda d, day: d,
    "confident_compute": lambda d, day: d[d.confidence == "Confident"],
    "language": lambda d, day: d[d.domain.fillna("").str.split(",").map(lambda v: "Language" in [w.strip() for w in v])],
    "from_2023": lambda d, day: d[d.published_on >= "2023-01-01"],
    "not_distilled": lambda d, day: d[~d.index.str.contains("distill", case=False)],
    "last_24_months": lambda d, day: d[d.published_on > day - pd.DateOffset(months=24)],
    "training_cost": lambda d, day: d[d.cost.notna()],
}


def variants(s, m, day):
    """All ways for one day: direction, sample and errors."""
    x = cells(s, day)
    capabilities = {name: method(x).capability for name, method in METHODS.items()}
    capabilities["eci"] = index_points()
    out = []
    for name, capability in capabilities.items():
        for sample, of in SAMPLES.items():
            d = m.reindex(capability.index).assign(capability=capability)
            d["compute"] = (m.older if day < INDEX_DAY else m.newer).reindex(d.index)
            d["confidence"] = (m.older_confidence if day < INDEX_DAY else m.newer_confidence).reindex(d.index)
            d["cost"] = pd.to_numeric(d.cost)
            d = d.dropna(subset=["compute", "published_on"])
            d = of(d[(d.published_on >= "2019-01-01") & (d.published_on <= day)], day)
            if len(d) < 6:
                continue
            resource = np.log10(d.cost if sample == "training_cost" else d.compute)
            years = (d.published_on - ORIGIN).dt.days / 365.25
            organization = d.organization.fillna(pd.Series(d.index, d.index))
            groups = pd.factorize(organization)[0]
            fit = sm.OLS(d.capability, np.column_stack([np.ones(len(d)), resource, years])).fit()
            b, g = fit.params.iloc[1], fit.params.iloc[2]
            if b <= 0:
                continue
            for vcov, v in (
                ("hc3", fit.get_robustcov_results("HC3").cov_params()),
                ("cluster(organization)", fit.get_robustcov_results("cluster", groups=groups).cov_params()),
            ):
                df = len(d) - 3 if vcov == "hc3" else len(set(groups)) - 1
                error = np.sqrt(v[2, 2] - 2 * g / b * v[1, 2] + (g / b) ** 2 * v[1, 1]) / b
                out.append((name, "production", sample, vcov, len(d), 10 ** (g / b), error, df, b))
            if sample == "all":
                turned = sm.OLS(resource, np.column_stack([np.ones(len(d)), d.capability, years])).fit(cov_type="HC3")
                out.append((name, "hedonic_bound", sample, "hc3", len(d), 10 ** -turned.params.iloc[2], turned.bse.iloc[2], len(d) - 3, np.nan))
    columns = ["method", "direction", "sample", "vcov", "n", "rate_factor_per_year", "log10_rate_standard_error", "df", "compute_elasticity"]
    return pd.DataFrame(out, columns=columns)


def rate(s, m, day, method="rasch"):
    x = cells(s, day)
    if not len(x):
        return None
    capability = METHODS[method](x).capability
    d = pd.DataFrame({"capability": capability})
    d["compute"] = (m.older if day < INDEX_DAY else m.newer).reindex(d.index)
    d["published_on"] = m.published_on.reindex(d.index)
    d = d.dropna()
    d = d[(d.published_on >= "2019-01-01") & (d.published_on <= day)]
    n = len(d)
    if n < 4:
        return None
    years = (d.published_on - ORIGIN).dt.days / 365.25
    X = np.column_stack([np.ones(n), np.log10(d.compute), years])
    y = d.capability.to_numpy()
    inverse = np.linalg.inv(X.T @ X)
    beta = inverse @ X.T @ y
    e = y - X @ beta
    leverage = np.einsum("ij,jk,ik->i", X, inverse, X)
    V = inverse @ (X.T * (e / (1 - leverage)) ** 2) @ X @ inverse
    b, g = beta[1], beta[2]
    q = stats.t.ppf(0.975, n - 3)
    ratio = g / b
    error = np.sqrt(V[2, 2] - 2 * ratio * V[1, 2] + ratio**2 * V[1, 1]) / abs(b)
    A, B, C = b * b - q * q * V[1, 1], b * g - q * q * V[1, 2], g * g - q * q * V[2, 2]
    bounded = A > 0
    root = np.sqrt(max(B * B - A * C, 0))
    low, high = ((B - root) / A, (B + root) / A) if bounded else (np.nan, np.nan)
    d["residual"] = e
    d["surprise_log10_flop"] = e / b
    line = {
        "method": method, "known_by": day.date(), "models": len(capability), "cells": len(x),
        "clipped": int(x.clipped.sum()), "n": n, "compute_elasticity": b, "progress_per_year": g,
        "rate_factor_per_year": 10**ratio, "log10_rate_standard_error": error,
        "fieller_low": 10**low, "fieller_high": 10**high,
        "delta_low": 10 ** (ratio - q * error), "delta_high": 10 ** (ratio + q * error),
    }  # fmt: skip
    return line, d


def agreement(s, m, method):
    capability = METHODS[method](cells(s, INDEX_DAY)).capability
    d = pd.DataFrame({"capability": capability, "index": index_points()}).dropna()
    pearson = d.corr().iloc[0, 1]
    d["years"] = (m.published_on.reindex(d.index) - ORIGIN).dt.days / 365.25
    r = d.dropna().corr()
    a, c, i = r.loc["capability", "index"], r.loc["capability", "years"], r.loc["index", "years"]
    partial = (a - c * i) / np.sqrt((1 - c * c) * (1 - i * i))
    return {"method": method, "n": len(d), "pearson": pearson, "n_dated": len(d.dropna()), "partial": partial}


def main():
    m = models()
    s = scores(m)
    ends = [*pd.date_range("2021-12-31", "2026-06-30", freq="QE"), AS_OF, INDEX_DAY]
    write = dict(index=False, float_format="%.15g", lineterminator="\n")
    fits = [f for method in METHODS for f in (rate(s, m, day, method) for day in ends) if f]
    pd.DataFrame([line for line, _ in fits]).to_csv(HERE / "rates.csv", **write)
    now = [METHODS[k](cells(s, AS_OF)).rename_axis("model").reset_index().assign(method=k) for k in METHODS]
    pd.concat(now).to_csv(HERE / "capability.csv", **write)
    parts = []
    for method in METHODS:
        d = rate(s, m, AS_OF, method)[1].drop(columns="published_on")
        parts.append(d.rename_axis("model").reset_index().assign(method=method))
    pd.concat(parts).to_csv(HERE / "efficiency.csv", **write)
    pd.DataFrame([agreement(s, m, method) for method in METHODS]).to_csv(HERE / "agreement.csv", **write)
    variants(s, m, NEWEST_QUARTER_END).to_csv(HERE / "variants.csv", **write)
    pd.DataFrame([{"models": len(m), "score_shares": len(s)}]).to_csv(HERE / "counts.csv", **write)


if __name__ == "__main__":
    main()
