"""Writes pld.json: true values for privacy loss distributions, by mpmath at 40 digits, and by dp-accounting at a fine interval.

python3 test/vectors/pld.py > test/vectors/pld.json
mpmath 1.4.1, dp-accounting 0.6.0
"""
import json

from dp_accounting.pld import privacy_loss_distribution
from mpmath import binomial, erfc, exp, inf, log, mp, mpf, npdf, quad, sqrt

mp.dps = 40


def tail(z):
    return erfc(mpf(z) / sqrt(2)) / 2


def mass(start, end, mean):
    a, b = mpf(start) - mpf(mean), mpf(end) - mpf(mean)
    return tail(a) - tail(b) if a > 0 else tail(-b) - tail(-a)


def normal_masses():
    rows = []
    for mean in (0, 0.5, 12.25):
        for start in (-9.5, -1.25, 0, 0.0625, 3, 8):
            for width in (2.0**-30, 2.0**-14, 2.0**-7, 2.0**-4, 0.5, 4):
                start_, end = start + mean, start + mean + width
                rows.append([start_, end, mean, float(mass(start_, end, mean))])
    return rows


def responses(eps0, n, eps):
    """Sum over the number k of lies of [P - e^eps Q]_+ for binary randomised response, n times."""
    p = 1 / (1 + exp(-mpf(eps0)))
    total = mpf(0)
    for k in range(n + 1):
        loss = (n - 2 * k) * mpf(eps0)
        if loss > eps:
            total += binomial(n, k) * p ** (n - k) * (1 - p) ** k * (1 - exp(mpf(eps) - loss))
    return total


def sampled_loss(x, sigma, q):
    return log(1 - q + q * exp((x - mpf(1) / 2) / sigma**2))


def sampled_delta(eps, sigma, q, direction):
    """Gaussian noise on a sample, once: excess of (1 - q) N(0) + q N(1) over e^eps N(0), or of N(0) over e^eps times that."""
    a = exp(eps)
    if direction == 'remove':
        if a <= 1 - q:
            return 1 - a
        x = sigma**2 * log((a - 1 + q) / q) + mpf(1) / 2
        return q * tail((x - 1) / sigma) + (1 - q - a) * tail(x / sigma)
    if 1 / a <= 1 - q:
        return mpf(0)
    x = sigma**2 * log((1 / a - 1 + q) / q) + mpf(1) / 2
    return (1 - a * (1 - q)) * tail(-x / sigma) - a * q * tail(-(x - 1) / sigma)


def sampled_twice(sigma, q, eps):
    sigma, q, eps = mpf(sigma), mpf(q), mpf(eps)
    cuts = [-12 * sigma + k * sigma for k in range(0, 33)]

    def remove(x):
        density = ((1 - q) * npdf(x, 0, sigma) + q * npdf(x, 1, sigma))
        return density * sampled_delta(eps - sampled_loss(x, sigma, q), sigma, q, 'remove')

    def add(x):
        return npdf(x, 0, sigma) * sampled_delta(eps + sampled_loss(x, sigma, q), sigma, q, 'add')

    return max(quad(remove, cuts), quad(add, cuts))


def replaced(shift, q, eps):
    """(1 - q) N(0) + q N(h) against (1 - q) N(0) + q N(-h), h = shift / 2."""
    h, q, a = mpf(shift) / 2, mpf(q), exp(mpf(eps))
    low, high = mpf(-60), mpf(60)
    excess = lambda x: (1 - q - a * (1 - q)) * npdf(x) + q * npdf(x, h) - a * q * npdf(x, -h)
    for _ in range(140):
        middle = (low + high) / 2
        low, high = (low, middle) if excess(middle) > 0 else (middle, high)
    return (1 - q) * (1 - a) * tail(high) + q * tail(high - h) - a * q * tail(high + h)


def discrete_gaussian(sigma, q, n):
    """dp-accounting rounds each loss of a discrete mechanism up to the interval, so a fine one is needed to come near the truth."""
    pld = privacy_loss_distribution.from_discrete_gaussian_mechanism(sigma, sampling_prob=q, value_discretization_interval=2e-6)
    composed = pld.self_compose(n)
    return [composed.get_epsilon_for_delta(delta) for delta in (1e-3, 1e-5, 1e-6)]


def sampled_gaussian(sigma, q, n):
    """Losses of a step are about as large as dp-accounting's usual interval of 1e-4, which overstates them; at 2.5e-5 it does so less."""
    pld = privacy_loss_distribution.from_gaussian_mechanism(sigma, sampling_prob=q, value_discretization_interval=2.5e-5)
    composed = pld.self_compose(n)
    return [composed.get_epsilon_for_delta(delta) for delta in (1e-3, 1e-5, 1e-6)]


blocks = {
    'normalMass': (['from', 'to', 'mean', 'mass'], normal_masses()),
    'responses': (
        ['epsilon0', 'n', 'epsilon', 'delta'],
        [[e0, n, e, float(responses(e0, n, e))]
         for e0, n in ((0.5, 1), (0.5, 10), (0.01, 1000), (1, 100), (0.1, 10000))
         for e in (0, 0.1, 0.45, 2, 2.6, 8, 30, 90, 117)],
    ),
    'sampledGaussianTwice': (
        ['sigma', 'q', 'epsilon', 'delta'],
        [[s, q, e, float(sampled_twice(s, q, e))] for s, q in ((1, 0.01), (0.7, 0.1), (4, 0.5)) for e in (0.01, 0.2, 1, 2.5)],
    ),
    'replacedGaussian': (
        ['shift', 'q', 'epsilon', 'delta'],
        [[s, q, e, float(replaced(s, q, e))] for s, q in ((2, 0.01), (1, 0.1), (0.25, 0.5), (6, 0.9)) for e in (-2, -0.3, 0, 0.05, 0.7, 3)],
    ),
    'sampledGaussianFine': (
        ['sigma', 'q', 'n', 'eps@0.001', 'eps@1e-05', 'eps@1e-06'],
        [[s, q, n, *sampled_gaussian(s, q, n)] for s, q, n in ((8, 0.001, 1000), (4, 0.001, 10000), (8, 0.001, 10000))],
    ),
    'discreteGaussianFine': (
        ['sigma', 'q', 'n', 'eps@0.001', 'eps@1e-05', 'eps@1e-06'],
        [[s, q, n, *discrete_gaussian(s, q, n)] for s, q, n in ((5, 0.1, 100), (10, 0.1, 100), (10, 0.1, 10), (2, 0.1, 100))],
    ),
}
lines = ',\n'.join(
    f'  "{name}": {{\n    "columns": {json.dumps(columns)},\n    "rows": [\n'
    + ',\n'.join(f'      {json.dumps(row)}' for row in rows)
    + '\n    ]\n  }'
    for name, (columns, rows) in blocks.items()
)
source = 'test/vectors/pld.py: mpmath 1.4.1 at 40 digits, printed as the nearest double; sampledGaussianFine and discreteGaussianFine: dp-accounting 0.6.0 at intervals 2.5e-5 and 2e-6'
print(f'{{\n  "source": {json.dumps(source)},\n  "tolerance": "stated by each test",\n{lines}\n}}')
