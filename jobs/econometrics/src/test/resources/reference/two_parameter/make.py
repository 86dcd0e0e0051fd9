"""The two-parameter model on drawn cells, by scipy instead of Newton steps of our own.

Writes data.csv (the cells: person, item, y), expected.csv (the minimum by scipy's trust-region
least squares on the stacked residuals and penalties; standard errors from central differences of
the gradient) and versions.txt. Some items are sharp and some blunt, and each person meets only some
of them, the able rather the hard ones, as with language models.

    python make.py
"""

import pathlib
import platform

import numpy as np
import pandas as pd
import scipy
from scipy.optimize import least_squares

HERE = pathlib.Path(__file__).resolve().parent
rng = np.random.default_rng(1865)
I, J = 60, 14
t = rng.normal(0, 1.5, I)
d = np.sort(rng.normal(0, 1.5, J))
a = np.exp(rng.normal(0, 0.6, J))
cells = []
for i in range(I):
    near = np.argsort(np.abs(d - t[i]) + rng.normal(0, 1, J))[: rng.integers(4, 11)]
    for j in sorted(near):
        cells.append((i, j, round(float(a[j] * (t[i] - d[j]) + rng.normal(0, 0.4)), 6)))
data = pd.DataFrame(cells, columns=["person", "item", "y"])
data.to_csv(HERE / "data.csv", index=False, lineterminator="\n")
p, q, y = data.person.to_numpy(), data.item.to_numpy(), data.y.to_numpy()


def split(x):
    return x[:I], x[I : I + J], x[I + J :]


def stacked(x):
    t, d, l = split(x)
    return np.concatenate([np.exp(l[q]) * (t[p] - d[q]) - y, np.sqrt(0.05) * t, np.sqrt(0.01) * d, l])


def jacobian(x):
    t, d, l = split(x)
    n = len(y)
    m = np.zeros((n + I + 2 * J, I + 2 * J))
    r = np.arange(n)
    s = np.exp(l[q])
    m[r, p] = s
    m[r, I + q] = -s
    m[r, I + J + q] = s * (t[p] - d[q])
    m[n + np.arange(I), np.arange(I)] = np.sqrt(0.05)
    m[n + I + np.arange(J), I + np.arange(J)] = np.sqrt(0.01)
    m[n + I + J + np.arange(J), I + J + np.arange(J)] = 1
    return m


best = None
for start in range(5):
    x0 = np.concatenate([rng.normal(0, 1, I), rng.normal(0, 1, J), np.zeros(J)])
    fit = least_squares(stacked, x0, jacobian, method="trf", xtol=1e-15, ftol=1e-15, gtol=1e-15, max_nfev=20000)
    if best is None or fit.cost < best.cost:
        best = fit
x = best.x


def gradient(x):
    return jacobian(x).T @ stacked(x)


hessian = np.zeros((len(x), len(x)))
h = 1e-3
for k in range(len(x)):
    e = np.zeros(len(x))
    e[k] = h
    hessian[k] = (8 * (gradient(x + e) - gradient(x - e)) - (gradient(x + 2 * e) - gradient(x - 2 * e))) / (12 * h)
x = x - np.linalg.solve((hessian + hessian.T) / 2, gradient(x))
t, d, l = split(x)
ssr = float(np.sum((np.exp(l[q]) * (t[p] - d[q]) - y) ** 2))
s2 = ssr / (len(y) - I - 2 * J)
se = np.sqrt(s2 * np.diag(np.linalg.inv((hessian + hessian.T) / 2)))
rows = [("capability", i, t[i], se[i]) for i in range(I)]
rows += [("difficulty", j, d[j], se[I + j]) for j in range(J)]
rows += [("log_slope", j, l[j], se[I + J + j]) for j in range(J)]
rows += [("sigma", 0, np.sqrt(s2), np.nan), ("objective", 0, 0.5 * np.sum(stacked(x) ** 2), np.nan)]
pd.DataFrame(rows, columns=["what", "number", "value", "standard_error"]).to_csv(
    HERE / "expected.csv", index=False, lineterminator="\n", float_format="%.15g"
)
(HERE / "versions.txt").write_text(
    f"python {platform.python_version()}\nnumpy {np.__version__}\npandas {pd.__version__}\nscipy {scipy.__version__}\n"
)
print(best.cost, np.abs(gradient(x)).max(), len(y))
