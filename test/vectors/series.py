"""Makes series.json: normal probabilities and correlations of binned normal numbers by scipy, distances between days by numpy. Run with numpy 2.4 and scipy 1.17."""
import json

import numpy as np
from scipy.fft import dct
from scipy.stats import multivariate_normal, norm

CUTS_A, SCORES_A = [-0.8, 0.3, 1.6], [0.0, 1.0, 2.5, 3.0]
CUTS_B, SCORES_B = [0.5, 1.0], [-1.0, 0.0, 4.0]


def below(a, b, r):
    return multivariate_normal.cdf([a, b], cov=[[1, r], [r, 1]], abseps=1e-12, releps=1e-12)


def binned_correlation(r):
    """E[f g] from the bivariate distribution function: a score that rises by d at t is d 1(x >= t)."""
    rises_a, rises_b = np.diff(SCORES_A), np.diff(SCORES_B)
    pairs = sum(da * db * below(-s, -t, r) for da, s in zip(rises_a, CUTS_A) for db, t in zip(rises_b, CUTS_B))

    def moments(rises, cuts):
        mean = sum(d * norm.sf(t) for d, t in zip(rises, cuts))
        square = sum(d * e * norm.sf(max(t, u)) for d, t in zip(rises, cuts) for e, u in zip(rises, cuts))
        return mean, square - mean**2

    (ma, va), (mb, vb) = moments(rises_a, CUTS_A), moments(rises_b, CUTS_B)
    return (pairs - ma * mb) / np.sqrt(va * vb)


rng = np.random.default_rng(11)
T, C = 14, 2
LIMITS = [(0.0, 5000.0), (30.0, 900.0)]


def days(n, busy):
    level = rng.gamma(2.0, 1.0, (n, 1))
    steps = np.round(np.clip(rng.exponential(400 * busy, (n, T)) * level, 0, 5000))
    energy = np.round(np.clip(60 + 0.05 * steps + rng.normal(0, 8, (n, T)), 30, 900))
    return np.concatenate([steps, energy], 1)


def scaled(x):
    out = np.empty_like(x)
    out[:, :T] = np.log1p(x[:, :T]) / np.log1p(5000)
    out[:, T:] = np.log(x[:, T:] / 30) / np.log(900 / 30)
    return out


def distances(a, b):
    q = 0.02 + 0.04 * np.arange(25)
    s, r = scaled(a), scaled(b)
    d = np.abs(np.corrcoef(s.T) - np.corrcoef(r.T))
    upper = np.triu_indices(T, 1)

    def acf(z):
        x = z - z.mean(0)
        return [(x[:, c * T : (c + 1) * T - l] * x[:, c * T + l : (c + 1) * T]).mean() / (x[:, c * T : (c + 1) * T] ** 2).mean() for c in range(C) for l in range(1, 13)]

    def examples(z):
        f = np.concatenate([np.concatenate([z[:, h - 3 : h], z[:, T + h - 3 : T + h]], 1) for h in range(3, T - 1)])
        return f, np.concatenate([z[:, h] for h in range(3, T - 1)])

    x, y = examples(s)
    w = np.linalg.solve((x - x.mean(0)).T @ (x - x.mean(0)) + np.eye(x.shape[1]), (x - x.mean(0)).T @ (y - y.mean()))
    xt, yt = examples(r)
    miss = yt - (y.mean() + (xt - x.mean(0)) @ w)
    totals = [v[:, :T].sum(1) for v in (a, b)]
    return {
        "profile": np.abs(s.mean(0) - r.mean(0)).mean(),
        "stepQuantiles": np.mean([np.abs(np.quantile(s[:, j], q) - np.quantile(r[:, j], q)).mean() for j in range(C * T)]),
        "totals": np.abs(np.quantile(totals[0], q) - np.quantile(totals[1], q)).mean(),
        "within": np.mean([d[c * T : (c + 1) * T, c * T : (c + 1) * T][upper].mean() for c in range(C)]),
        "across": d[:T, T:].mean(),
        "autocorrelation": np.abs(np.array(acf(s)) - np.array(acf(r))).mean(),
        "forecastR2": 1 - (miss**2).sum() / ((yt - yt.mean()) ** 2).sum(),
    }


first, second = days(40, 1.0), days(30, 1.6)
points = [-8.5, -6, -3.2, -1.96, -0.5, -1e-9, 0, 0.1, 0.7, 1.3, 2.5, 4.1, 7.0]
rs = [-0.95, -0.6, -0.2, 0.1, 0.5, 0.8, 0.97]
wave = rng.normal(size=6)
json.dump(
    {
        "source": "test/vectors/series.py: scipy.stats.norm.cdf, multivariate_normal.cdf, scipy.fft.dct(norm='ortho'); numpy.corrcoef, quantile, linalg.solve",
        "normal": [[x, norm.cdf(x)] for x in points],
        "binned": {"cutsA": CUTS_A, "scoresA": SCORES_A, "cutsB": CUTS_B, "scoresB": SCORES_B, "rows": [[r, binned_correlation(r)] for r in rs]},
        "cosine": {"values": wave.tolist(), "waves": dct(wave, norm="ortho").tolist()},
        "days": {"steps": T, "limits": LIMITS, "first": first.ravel().tolist(), "second": second.ravel().tolist(), "distances": distances(first, second)},
    },
    open("series.json", "w"),
)
