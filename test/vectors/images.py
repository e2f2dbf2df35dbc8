"""Makes images.json: Frechet features and distances by numpy and scipy. Run with numpy 2.4 and scipy 1.17, and frechet-filters.json
(two lists, "K1" and "K2", as in libs/evaluation/src/images/frechet-filters.ts) beside it."""
import json

import numpy as np
from scipy.linalg import sqrtm
from scipy.signal import correlate2d

filters = json.load(open("frechet-filters.json"))
first = np.array(filters["K1"]).reshape(24, 5, 5)
second = np.array(filters["K2"]).reshape(32, 24, 3, 3)
rng = np.random.default_rng(11)


def convolved(planes, kernels, padding):
    padded = np.pad(planes, ((0, 0), (padding, padding), (padding, padding)))
    return np.maximum([sum(correlate2d(p, k, "valid") for p, k in zip(padded, kernel))[::2, ::2] for kernel in kernels], 0)


def pooled(planes, cells):
    n = planes.shape[1]
    edges = [(int(np.floor(i * n / cells)), int(np.ceil((i + 1) * n / cells))) for i in range(cells)]
    return [plane[a:b, c:d].mean() for plane in planes for a, b in edges for c, d in edges]


pixels = rng.integers(0, 256, (28, 28))
grey = ((pixels / 255 - 0.5) * 4)[None]
edges = convolved(grey, first[:, None], 2)
shapes = convolved(edges, second, 1)
features = [x * 0.5 for x in pooled(grey, 4)] + [x * 2 for x in pooled(edges, 1)] + pooled(shapes, 2)

a, b = rng.normal(size=(9, 4)), rng.normal(size=(12, 4)) @ rng.normal(size=(4, 4)) + 0.5
A, B = np.cov(a.T), np.cov(b.T)
distance = ((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(A) + np.trace(B) - 2 * np.trace(sqrtm(A @ B)).real

json.dump(
    {
        "source": "test/vectors/images.py: scipy.signal.correlate2d, scipy.linalg.sqrtm",
        "features": {"pixels": pixels.ravel().tolist(), "values": [float(x) for x in features]},
        "distance": {"a": a.ravel().tolist(), "b": b.ravel().tolist(), "columns": 4, "value": float(distance)},
    },
    open("images.json", "w"),
    indent=1,
)
