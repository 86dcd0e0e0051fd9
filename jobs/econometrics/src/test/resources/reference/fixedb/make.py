"""P(|t| > c) of the fixed-b limit with Bartlett's kernel.

    python make.py          writes expected.csv beside itself

t of a mean of T independent normals is W / sqrt(sum l z^2), l the eigenvalues of the demeaned
kernel matrix over T; P(W^2 > c^2 sum l z^2) by Imhof's integral. Extrapolated from T = 1000 and 2000
to the limit, the error falling with 1/T.
"""

import pathlib

import numpy as np
import pandas as pd
from scipy.integrate import quad
from scipy.linalg import toeplitz

HERE = pathlib.Path(__file__).parent


def eigenvalues(t, b):
    k = toeplitz(np.maximum(1 - np.arange(t) / (b * t), 0))
    k -= k.mean(axis=0)
    k -= k.mean(axis=1)[:, None]
    return np.linalg.eigvalsh((k + k.T) / 2) / t


def imhof(weights):
    weights = weights[np.abs(weights) > 1e-12]

    def integrand(u):
        theta = 0.5 * np.sum(np.arctan(weights * u))
        rho = np.exp(0.25 * np.sum(np.log1p((weights * u) ** 2)))
        return np.sin(theta) / (u * rho)

    total = sum(quad(integrand, a, b, limit=400, epsabs=1e-11)[0]
                for a, b in ((1e-12, 1), (1, 10), (10, 100), (100, 1000), (1000, 10000)))
    return 0.5 + total / np.pi


out = []
for b in (0.02, 0.1, 0.3, 0.5, 1.0):
    small, large = eigenvalues(1000, b), eigenvalues(2000, b)
    for c in (0.5, 1.5, 2.5, 4.0):
        p = [imhof(np.append(-c * c * l, 1.0)) for l in (small, large)]
        out.append((b, c, 2 * p[1] - p[0]))
pd.DataFrame(out, columns=["b", "c", "p"]).to_csv(HERE / "expected.csv", index=False, float_format="%.12g")
