"""Reference numbers for permutation importance, from scikit-learn: the area that is lost when a column's values are exchanged.

Run in this folder: python importance.py > importance.json
The exchanges are named: rotation by k gives row i the values of row (i + k) mod n, so that they are the same everywhere.
"""
import json
import platform
from importlib.metadata import version

import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

table = pd.read_csv("breast-cancer-200.csv")
target = table.columns[-1]
x, y = table.drop(columns=target), table[target]
x = (x - x.mean()) / x.std(ddof=0)
model = LogisticRegression(C=0.3, max_iter=10_000, tol=1e-10).fit(x, y)
rotations = [1, 7, 50]
whole = roc_auc_score(y, model.decision_function(x))


def importance(columns):
    areas = []
    for k in rotations:
        exchanged = x.copy()
        for column in columns:
            exchanged[column] = x[column].to_numpy()[[(row + k) % len(x) for row in range(len(x))]]
        areas.append(roc_auc_score(y, model.decision_function(exchanged)))
    return whole - sum(areas) / len(areas)


names = list(x.columns)
print(
    json.dumps(
        {
            "source": f"scikit-learn {version('scikit-learn')}, Python {platform.python_version()}; importance.py",
            "tolerance": 1e-9,
            "coefficients": [float(weight) for weight in model.coef_[0]],
            "intercept": float(model.intercept_[0]),
            "means": [float(value) for value in pd.read_csv("breast-cancer-200.csv")[names].mean()],
            "deviations": [float(value) for value in pd.read_csv("breast-cancer-200.csv")[names].std(ddof=0)],
            "rotations": rotations,
            "columns": [[name, importance([name])] for name in names],
            "together": [names[:2], importance(names[:2])],
        },
        indent=1,
    )
)
