"""Jackknife and wild cluster bootstrap errors by brute force, and by pyfixest and wildboottest.

    python make.py          writes data.csv and expected.csv beside itself

Brute force: absorbed effects are columns of zeros and ones, every left-out cluster and every draw is
a regression of its own on all rows. No algebra is shared with the library.
"""

import itertools
import pathlib

import numpy as np
import pandas as pd
import pyfixest as pf

HERE = pathlib.Path(__file__).parent


def simulate():
    random = np.random.default_rng(20230517)
    rows = []
    shock = random.normal(size=7)
    for g in range(9):
        own = random.normal()
        for unit in range(1 + g % 3):
            for year in range(7):
                if random.random() < 0.2:
                    continue
                x = random.normal() + own + 0.5 * shock[year]
                z = random.normal() + 0.3 * x
                e = (1 + 0.3 * g) * random.normal() + own
                rows.append((f"g{g}", f"g{g}u{unit}", 2001 + year, x, z, 0.4 * x - 0.1 * z + shock[year] + e,
                             0.5 + random.random()))
    data = pd.DataFrame(rows, columns=["cluster", "unit", "year", "x", "z", "y", "w"])
    return data.round(6)


def design(data, effects):
    columns = [data.x, data.z]
    names = ["x", "z"]
    if not effects:
        columns.insert(0, pd.Series(1.0, index=data.index))
        names.insert(0, "(Intercept)")
    for i, e in enumerate(effects):
        dummies = pd.get_dummies(data[e]).astype(float)
        columns += [dummies[c] for c in dummies.columns[(1 if i else 0):]]
    return np.column_stack(columns), names


def fit(x, y, w):
    root = np.sqrt(w)
    return np.linalg.lstsq(x * root[:, None], y * root, rcond=None)[0]


def jackknife(data, effects, w):
    x, names = design(data, effects)
    y, cluster = data.y.to_numpy(), data.cluster.to_numpy()
    b = fit(x, y, w)
    v = np.zeros((len(names),) * 2)
    groups = np.unique(cluster)
    for g in groups:
        keep = cluster != g
        d = (fit(x[keep], y[keep], w[keep]) - b)[: len(names)]
        v += np.outer(d, d)
    v *= (len(groups) - 1) / len(groups)
    return dict(zip(names, b)), dict(zip(names, np.sqrt(np.diag(v))))


def t_of(x, y, w, codes, groups, j, b0):
    """t of coefficient j against b0 with CRV1 errors, no factors."""
    b = fit(x, y, w)
    inverse = np.linalg.pinv((x * w[:, None]).T @ x)
    e = y - x @ b
    u = np.zeros((groups, x.shape[1]))
    np.add.at(u, codes, x * (w * e)[:, None])
    v = inverse @ (u.T @ u) @ inverse
    return (b[j] - b0) / np.sqrt(v[j, j]), b[j]


def wild(data, effects, w, j, b0, draws):
    x, names = design(data, effects)
    y = data.y.to_numpy()
    codes, labels = pd.factorize(data.cluster)
    t, _ = t_of(x, y, w, codes, len(labels), j, b0)
    others = np.delete(x, j, axis=1)
    fitted = others @ fit(others, y - b0 * x[:, j], w) + b0 * x[:, j]
    e = y - fitted
    stars = np.array([t_of(x, fitted + v[codes] * e, w, codes, len(labels), j, b0)[0] for v in draws])
    at_least = np.mean(np.abs(stars) >= np.abs(t) * (1 - 1e-9))
    more = np.mean(np.abs(stars) > np.abs(t) * (1 + 1e-9))
    return t, at_least, more


def bound(data, effects, w, j, draws, side):
    """The b0 nearest to b at which p falls to 0.05, by bisection."""
    x, _ = design(data, effects)
    codes, labels = pd.factorize(data.cluster)
    t, b = t_of(x, data.y.to_numpy(), w, codes, len(labels), j, 0.0)
    step = side * abs(b / t)
    inside, outside = b, b + step
    p = lambda b0: wild(data, effects, w, j, b0, draws)[1]
    while p(outside) > 0.05:
        inside, outside = outside, b + 1.5 * (outside - b)
    for _ in range(34):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if p(middle) > 0.05 else (inside, middle)
    return outside


def main():
    data = simulate()
    data.to_csv(HERE / "data.csv", index=False)
    # Draws and their mirrors have the same |t*|: half of them give the same shares.
    draws = [np.array((1,) + v) for v in itertools.product((1, -1), repeat=data.cluster.nunique() - 1)]
    out = []
    for weights in ("", "w"):
        w = data.w.to_numpy() if weights else np.ones(len(data))
        for effects in ([], ["unit"], ["unit", "year"], ["year"]):
            formula = "y ~ x + z" + (" | " + " + ".join(effects) if effects else "")
            b, error = jackknife(data, effects, w)
            for term in b:
                if term in error:
                    out.append((formula, weights, "cr3(cluster)", term, "estimate", b[term], "numpy refits"))
                    out.append((formula, weights, "cr3(cluster)", term, "standard_error", error[term], "numpy refits"))
            # pyfixest centres on the estimate too and has (G-1)/G among its small-sample factors.
            if not weights:
                py = pf.feols(formula, data, vcov={"CRV3": "cluster"}, ssc=pf.ssc(k_adj=False, G_adj=False))
                for term, value in py.se().items():
                    term = "(Intercept)" if term == "Intercept" else term
                    value *= np.sqrt((data.cluster.nunique() - 1) / data.cluster.nunique())
                    out.append((formula, weights, "cr3(cluster)", term, "standard_error", value, "pyfixest"))
            _, names = design(data, effects)
            for term in names:
                j = names.index(term)
                t, at_least, more = wild(data, effects, w, j, 0.0, draws)
                out.append((formula, weights, "wild(cluster)", term, "t", t, "numpy refits"))
                out.append((formula, weights, "wild(cluster)", term, "p_value", at_least, "numpy refits"))
                out.append((formula, weights, "wild(cluster)", term, "p_value_strict", more, "numpy refits"))
                if term == "x" and not weights:
                    for side, name in ((-1, "ci_low"), (1, "ci_high")):
                        value = bound(data, effects, w, j, draws, side)
                        out.append((formula, weights, "wild(cluster)", term, name, value, "numpy refits"))
    pd.DataFrame(out, columns=["formula", "weights", "vcov", "term", "figure", "value", "source"]).to_csv(
        HERE / "expected.csv", index=False, float_format="%.15g")


main()
