"""Errors of regressions of overlapping returns on predictors.

    python make.py          writes data.csv and expected.csv beside itself

Hansen and Hodrick (1980) by statsmodels' uniform kernel; Hodrick (1992) 1B by loops that follow his
equation (8), once over all returns in any y and once, as he does, over those in h of them.
"""

import pathlib

import numpy as np
import pandas as pd
import statsmodels.api as sm

HERE = pathlib.Path(__file__).parent
H = 12


def simulate():
    random = np.random.default_rng(1992)
    n = 240
    x = np.zeros(n)
    z = random.normal(size=n)
    for t in range(1, n):
        x[t] = 0.95 * x[t - 1] + 0.1 * random.normal()
    ret = 0.005 + 0.01 * np.roll(x, 1) + 0.04 * random.normal(size=n) * (1 + 0.5 * np.abs(z))
    data = pd.DataFrame({"t": np.arange(1, n + 1), "ret": ret.round(6), "x": x.round(6), "z": z.round(6)})
    ahead = [data.ret[i + 1 : i + 1 + H].sum() if i + H < n else np.nan for i in range(n)]
    data["y"] = np.round(ahead, 6)
    data["yearly"] = np.round(np.array(ahead) * 12 / H * 100, 4)
    return data


def hodrick(data, terms, trimmed, scale=1.0):
    rows = data.dropna(subset=["y"])
    x = np.column_stack([np.ones(len(rows))] + [rows[c] for c in terms])
    ret = scale * data.ret.to_numpy()
    n = len(rows)
    inside = [t for t in range(1, n + H)]  # returns that are in some y
    e = ret[inside] - ret[inside].mean()
    s = np.zeros((x.shape[1],) * 2)
    for t, shock in zip(inside, e):
        of = [i for i in range(t - H, t) if 0 <= i < n]
        if trimmed and len(of) < H:
            continue
        w = shock * x[of].sum(axis=0)
        s += np.outer(w, w)
    a = np.linalg.inv(x.T @ x)
    return np.sqrt(np.diag(a @ s @ a))


def main():
    data = simulate()
    data.to_csv(HERE / "data.csv", index=False)
    out = []
    for terms in (["x"], ["x", "z"]):
        formula = "y ~ " + " + ".join(terms)
        rows = data.dropna(subset=["y"])
        fit = sm.OLS(rows.y, sm.add_constant(rows[terms]))
        for h in (1, 3, H):
            r = fit.fit(cov_type="HAC", cov_kwds={"maxlags": h - 1, "kernel": "uniform", "use_correction": False})
            for term, value in r.bse.items():
                name = "(Intercept)" if term == "const" else term
                out.append((formula, f"hansen-hodrick({h})", name, value, "statsmodels HAC uniform"))
        for trimmed in (False, True):
            for name, value in zip(["(Intercept)"] + terms, hodrick(data, terms, trimmed)):
                vcov = f"hodrick({H};ret)"
                out.append((formula, vcov, name, value, "numpy trimmed" if trimmed else "numpy"))
        for name, value in zip(["(Intercept)"] + terms, hodrick(data, terms, False, 100)):
            out.append((formula.replace("y", "yearly"), f"hodrick({H};ret)", name, value, "numpy"))
    pd.DataFrame(out, columns=["formula", "vcov", "term", "standard_error", "source"]).to_csv(
        HERE / "expected.csv", index=False, float_format="%.15g")


main()
