"""Makes spectrum.json: cosine coefficients of an image by scipy, eigenvalues by numpy. Run with numpy 2.4 and scipy 1.17."""
import json

import numpy as np
from scipy.fft import dctn

height, width = 5, 7
pixels = np.random.default_rng(3).integers(0, 256, (height, width))
u, v = np.meshgrid(np.arange(height), np.arange(width), indexing="ij")
order = np.argsort((u**2 + v**2).ravel(), kind="stable")
scale = 2 * np.sqrt(height * width) / 28 / (1 + np.sqrt(u**2 + v**2).ravel()[order]) ** 0.9
features = dctn(pixels / 255 - 0.5, norm="ortho").ravel()[order] / scale

matrix = np.random.default_rng(5).normal(size=(6, 6))
matrix = (matrix + matrix.T) / 2

json.dump(
    {
        "source": "test/vectors/spectrum.py: scipy.fft.dctn(norm='ortho'), numpy.linalg.eigvalsh",
        "image": {"height": height, "width": width, "pixels": pixels.ravel().tolist(), "features": features.tolist()},
        "eigen": {"matrix": matrix.ravel().tolist(), "values": np.linalg.eigvalsh(matrix).tolist()},
    },
    open("spectrum.json", "w"),
    indent=1,
)
