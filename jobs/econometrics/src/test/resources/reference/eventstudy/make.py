"""Figures that EventStudyTest compares with, written from the papers' formulas with numpy's lstsq.

Run: python make.py   (writes data.csv, events.csv, firms.csv, tests.csv beside it)

data.csv: simulated returns of 12 firms (a common factor and fat tails), a market, two more factors and
a riskless rate on 420 trading days, seed 1865. F03 and F07 lack some returns. An abnormal return
is added to each firm on its event day.
"""
import csv
import math
import numpy as np
from scipy import stats

rng = np.random.default_rng(1865)
DAYS, NAMES = 420, [f"F{i:02d}" for i in range(1, 13)]
dates = np.busday_offset("2023-01-02", np.arange(DAYS))
market = 0.0004 + 0.01 * rng.standard_t(5, DAYS)
smb, hml = 0.006 * rng.standard_normal((2, DAYS))
rf = np.full(DAYS, 0.0001) + 0.00001 * rng.standard_normal(DAYS)
common = 0.01 * rng.standard_normal(DAYS)
R = {}
for i, f in enumerate(NAMES):
    R[f] = (0.0002 + (0.6 + 0.1 * i) * market + 0.3 * smb - 0.2 * hml + (0.5 + 0.05 * i) * common
            + 0.015 * rng.standard_t(4, DAYS))
CLUSTERED = {f: 400 for f in NAMES}
STAGGERED = {f: 300 + 9 * i if i % 3 else 310 + i for i, f in enumerate(NAMES)}
for i, f in enumerate(NAMES):
    R[f][400] -= 0.03 + 0.004 * i
    R[f][STAGGERED[f]] += 0.02
for t in (40, 41, 90, 215, 216, 217, 330):
    R["F03"][t] = np.nan
for t in (160, 250):
    R["F07"][t] = np.nan
R = {f: np.array([float(f"{v:.8f}") for v in r]) for f, r in R.items()}
market, smb, hml, rf = (np.array([float(f"{v:.8f}") for v in s]) for s in (market, smb, hml, rf))
SERIES = {"market": market, "smb": smb, "hml": hml, "rf": rf}

MODELS = {
    "market": (["market"], None), "capm": (["market"], "rf"),
    "three": (["market", "smb", "hml"], "rf"), "mean_adjusted": ([], None), "market_adjusted": None,
}
WINDOWS = [(0, 0), (-1, 1), (0, 10)]
EST = (-130, -11)


def prepare(f, rule):
    """Returns and the days each is over, by the rule for missing ones."""
    r = R[f].copy()
    span = np.ones(DAYS, int)
    traded = ~np.isnan(r)
    last = None
    for t in range(DAYS):
        if traded[t]:
            if rule == "trade-to-trade" and last is not None:
                span[t] = t - last
            last = t
        elif rule == "lumped":
            r[t] = 0.0
    return r, span, traded


def over(series, span):
    out = series.copy()
    for t in range(DAYS):
        if span[t] > 1:
            out[t] = np.prod(1 + series[t - span[t] + 1:t + 1]) - 1
    return out


class Firm:
    def __init__(self, f, zero, model, rule):
        r, span, traded = prepare(f, rule)
        self.zero, self.f = zero, f
        est = np.arange(zero + EST[0], zero + EST[1] + 1)
        self.ok = traded[est].all() if rule == "leave-out" else traded[est].sum() >= len(est) / 2
        if not self.ok:
            return
        self.est = est
        use = est[~np.isnan(r[est])]
        if MODELS[model] is None:
            e = r - over(market, span)
            mu = (e[use]).sum() / span[use].sum()
            self.df = len(use) - 1
            self.s = math.sqrt((((e[use] - span[use] * mu) ** 2) / span[use]).sum() / self.df)
            self.AR = e
            self.var = lambda days: self.s ** 2 * span[days].sum()
        else:
            factors, riskless = MODELS[model]
            y = r - (over(SERIES[riskless], span) if riskless else 0)
            X = np.column_stack([span.astype(float)] + [over(SERIES[s], span) for s in factors])
            w = 1 / np.sqrt(span[use])
            b, *_ = np.linalg.lstsq(X[use] * w[:, None], y[use] * w, rcond=None)
            self.b = b
            self.AR = y - X @ b
            self.df = len(use) - X.shape[1]
            self.s = math.sqrt(((self.AR[use] * w) ** 2).sum() / self.df)
            XX = np.linalg.inv((X[use] * w[:, None]).T @ (X[use] * w[:, None]))
            self.var = lambda days: self.s ** 2 * (span[days].sum() + X[days].sum(0) @ XX @ X[days].sum(0))
        self.r, self.span = r, span
        self.resid = np.where(np.isnan(r[est]), np.nan, self.AR[est] / np.sqrt(span[est]))

    def days(self, a, b):
        d = np.arange(self.zero + a, self.zero + b + 1)
        return d[~np.isnan(self.r[d])]

    def window_ok(self, a, b, rule):
        d = np.arange(self.zero + a, self.zero + b + 1)
        if rule == "leave-out":
            return not np.isnan(self.r[d]).any()
        t = self.days(a, b)
        return not np.isnan(self.r[d[-1]]) and (t - self.span[t] + 1 >= d[0]).all()

    def car(self, a, b):
        return self.AR[self.days(a, b)].sum()

    def scar(self, a, b):
        return self.car(a, b) / math.sqrt(self.var(self.days(a, b)))

    def bhar(self, a, b):
        d = self.days(a, b)
        return np.prod(1 + self.r[d]) - np.prod(1 + self.r[d] - self.AR[d])


def correlation(p, q):
    common = [t for t in p.est if t in set(q.est)]
    a = np.array([p.resid[t - p.est[0]] for t in common])
    b = np.array([q.resid[t - q.est[0]] for t in common])
    ok = ~np.isnan(a) & ~np.isnan(b)
    return np.corrcoef(a[ok], b[ok])[0, 1]


def u(row):
    ok = ~np.isnan(row)
    out = np.full(len(row), np.nan)
    out[ok] = stats.rankdata(row[ok]) / (ok.sum() + 1) - 0.5
    return out


def tests(firms, a, b):
    N, m = len(firms), b - a + 1
    S = np.array([f.scar(a, b) for f in firms])
    C = np.array([f.car(a, b) for f in firms])
    B = np.array([f.bhar(a, b) for f in firms])
    df = np.array([f.df for f in firms])
    out = {}
    patell = S.sum() / math.sqrt((df / (df - 2)).sum())
    bmp = S.mean() / (S.std(ddof=1) / math.sqrt(N))
    pairs = [(max(0, m - abs(p.zero - q.zero)) / m, p, q) for i, p in enumerate(firms) for q in firms[i + 1:]]
    r = sum(o * correlation(p, q) for o, p, q in pairs if o > 0) / len(pairs)
    out["patell"] = (patell, None)
    out["kp_patell"] = (patell / math.sqrt(1 + (N - 1) * r), None)
    out["bmp"] = (bmp, N - 1)
    out["bmp_normal"] = (bmp, None)
    kp = bmp * math.sqrt((1 - r) / (1 + (N - 1) * r))
    out["kolari_pynnonen"] = (kp, N - 1)
    out["kolari_pynnonen_normal"] = (kp, None)
    t = C.mean() / C.std(ddof=1)
    out["cross_sectional"] = (math.sqrt(N) * t, N - 1)
    port = np.nanmean(np.array([f.resid for f in firms]), axis=0)
    out["time_series"] = (C.mean() / (math.sqrt(m) * port.std(ddof=1)), len(port) - 1)
    g = ((C - C.mean()) ** 3).mean() / C.std(ddof=1) ** 3
    out["skewness_adjusted"] = (math.sqrt(N) * (t + g * t ** 2 / 3 + g ** 2 * t ** 3 / 27 + g / (6 * N)), None)
    # Hall's own convention, divisor N: what ours is not.
    th, gh = C.mean() / C.std(), stats.skew(C)
    out["hall_divisor_n"] = (math.sqrt(N) * (th + gh * th ** 2 / 3 + gh ** 2 * th ** 3 / 27 + gh / (6 * N)), None)
    tb = B.mean() / B.std(ddof=1)
    gb = ((B - B.mean()) ** 3).mean() / B.std(ddof=1) ** 3
    out["buy_and_hold"] = (math.sqrt(N) * (tb + gb * tb ** 2 / 3 + gb / (6 * N)), None)

    def event_rows(standard):
        rows = []
        for f in firms:
            d = np.arange(f.zero + a, f.zero + b + 1)
            if standard:
                e = [np.nan if np.isnan(f.r[k]) else f.AR[k] / math.sqrt(f.var(np.array([k]))) for k in d]
                rows.append(np.concatenate([f.resid / f.s, e]))
            else:
                rows.append(np.concatenate([f.resid, f.AR[d] / np.sqrt(f.span[d])]))
        return np.array(rows)

    def mean_ranks(rows):
        U = np.array([u(row) for row in rows])
        return np.nanmean(U, axis=0), (~np.isnan(U)).sum(0)

    def corrado(rows):
        U, Nt = mean_ranks(rows)
        s = math.sqrt((Nt * U ** 2).mean())
        return (np.sqrt(Nt) * U)[-m:].sum() / (math.sqrt(m) * s)

    plain, standard = event_rows(False), event_rows(True)
    out["corrado"] = (corrado(plain), None)
    again = standard.copy()
    again[:, -m:] /= np.nanstd(standard[:, -m:], axis=0, ddof=1)
    out["corrado_zivney"] = (corrado(again), None)
    U, Nt = mean_ranks(standard)
    T = len(U)
    out["cumulative_rank_z"] = (U[-m:].sum() / math.sqrt(m * (T - m) / (12 * (T + 1) * N)), None)
    s2 = (Nt / N * U ** 2).mean()
    Z = U[-m:].sum() / math.sqrt(s2 * m * (T - m) / (T - 1))
    out["cumulative_rank_t"] = (Z * math.sqrt((T - 2) / (T - 1 - Z * Z)), T - 2)
    G = np.array([np.append(f.resid / f.s, s / S.std(ddof=1)) for f, s in zip(firms, S)])
    U, Nt = mean_ranks(G)
    T = len(U)
    Z = U[-1] / math.sqrt((Nt / N * U ** 2).mean())
    out["grank_t"] = (Z * math.sqrt((T - 2) / (T - 1 - Z * Z)), T - 2)
    out["grank_z"] = (U[-1] * math.sqrt(12 * N * (T + 1) / (T - 1)), None)
    p = np.mean([(f.resid > 0).sum() / (~np.isnan(f.resid)).sum() for f in firms])
    out["generalized_sign"] = (((C > 0).sum() - N * p) / math.sqrt(N * p * (1 - p)), None)
    return out, r


def p_value(x, df):
    return 2 * (stats.norm.sf(abs(x)) if df is None else stats.t.sf(abs(x), df))


with open("data.csv", "w", newline="") as f:
    w = csv.writer(f, lineterminator="\n")
    w.writerow(["date", *SERIES, *NAMES])
    for t in range(DAYS):
        w.writerow([dates[t], *[f"{s[t]:.8f}" for s in SERIES.values()],
                    *["" if np.isnan(R[n][t]) else f"{R[n][t]:.8f}" for n in NAMES]])
with open("events.csv", "w", newline="") as f:
    w = csv.writer(f, lineterminator="\n")
    w.writerow(["firm", "clustered", "staggered"])
    for n in NAMES:
        w.writerow([n, dates[CLUSTERED[n]], dates[STAGGERED[n]]])
with open("firms.csv", "w", newline="") as g, open("tests.csv", "w", newline="") as h:
    firms_csv, tests_csv = csv.writer(g, lineterminator="\n"), csv.writer(h, lineterminator="\n")
    firms_csv.writerow("dates model missing firm start end sigma car scar bhar".split())
    tests_csv.writerow("dates model missing start end test statistic df p_value n correlation".split())
    for dating, zero in (("clustered", CLUSTERED), ("staggered", STAGGERED)):
        for rule in ("leave-out", "lumped", "trade-to-trade"):
            for model in MODELS:
                if rule != "leave-out" and model not in ("market", "market_adjusted", "three"):
                    continue
                firms = [x for x in (Firm(n, zero[n], model, rule) for n in NAMES) if x.ok]
                for a, b in WINDOWS:
                    there = [x for x in firms if x.window_ok(a, b, rule)]
                    for x in there:
                        firms_csv.writerow([dating, model, rule, x.f, a, b, float(x.s), float(x.car(a, b)),
                                            float(x.scar(a, b)), float(x.bhar(a, b))])
                    results, r = tests(there, a, b)
                    for name, (x, df) in results.items():
                        tests_csv.writerow([dating, model, rule, a, b, name, float(x), "" if df is None else df,
                                            float(p_value(x, df)), len(there), float(r)])
