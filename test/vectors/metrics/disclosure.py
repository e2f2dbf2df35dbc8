"""Reference numbers for disclosure risk and calibration, from Anonymeter 1.1.0 and scikit-learn 1.9.1.

Run in this folder: python disclosure.py > disclosure.json
"""
import json

import numpy as np
import pandas as pd
import polars as pl
from anonymeter.evaluators.inference_evaluator import _run_attack
from anonymeter.evaluators.linkability_evaluator import _linkability_attack
from anonymeter.evaluators.singling_out_evaluator import _evaluate_queries, _query_from_record, univariate_singling_out_queries
from anonymeter.stats.confidence import EvaluationResults
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss

tables = {name: pd.read_csv(f"wine-{name}.csv") for name in ("real", "holdout", "synth")}
synth = tables["synth"]
numerical = ["alcohol", "malic_acid", "ash", "magnesium", "color_intensity", "proline"]
categorical = ["cultivar", "hue_band", "strong"]
assert not any(table.duplicated().any() for table in tables.values())


def risk(members, control):
    results = EvaluationResults(n_attacks=(members[0], members[0], control[0]), n_success=members[1], n_baseline=0, n_control=control[1])
    value, (low, high) = results.risk()
    return {"members": members, "control": control, "value": value, "low": low, "high": high}


def links(name, halves, neighbours):
    table = tables[name]
    found = _linkability_attack(ori=table, syn=synth, n_attacks=len(table), aux_cols=halves, n_neighbors=neighbours, n_jobs=1)
    return int(found.count_links(n_neighbors=neighbours))


def inferred(name, secret):
    table = tables[name]
    known = [column for column in table.columns if column != secret]
    right, _ = _run_attack(target=table, syn=synth, n_attacks=len(table), aux_cols=known, secret=secret, n_jobs=1, naive=False, regression=False, inference_model=None)
    return int(right)


def counts(queries, name):
    return [int(count) for count in _evaluate_queries(df=pl.DataFrame(tables[name]), queries=queries)]


def multivariate(draws):
    frame = pl.DataFrame(synth)
    medians = frame.median().to_dicts()[0]
    dtypes = {column: frame[column].dtype for column in frame.columns}
    rng = np.random.default_rng(0)
    rows = rng.integers(low=0, high=len(synth), size=draws).tolist()
    columns = [sorted(rng.choice(frame.columns, size=3, replace=False).tolist()) for _ in rows]
    queries = [_query_from_record(record=frame.row(row, named=True), dtypes=dtypes, columns=used, medians=medians, rng=rng) for row, used in zip(rows, columns)]
    matches = {name: counts(queries, name) for name in tables}
    return [{"row": row, "columns": used, **{name: matches[name][k] for name in tables}} for k, (row, used) in enumerate(zip(rows, columns))]


univariate = univariate_singling_out_queries(df=pl.DataFrame(synth), n_queries=10_000, rng=np.random.default_rng(0))
halves = (numerical[:3], numerical[3:])
binary = json.load(open("classification.json"))["binary"]
observed, predicted = calibration_curve(binary["y_true"], binary["score"], n_bins=10, strategy="uniform")

members = {
    "source": {"anonymeter": "1.1.0", "scikit-learn": "1.9.1", "command": "python disclosure.py > disclosure.json"},
    "risk": [risk(m, c) for m, c in [((60, 30), (60, 12)), ((500, 500), (500, 3)), ((100, 4), (90, 7)), ((50, 0), (50, 0)), ((200, 120), (150, 60))]],
    "linkability": [{"halves": halves, "neighbours": k, **{name: links(name, halves, k) for name in ("real", "holdout")}} for k in (1, 3, 5)],
    "inference": {secret: {name: inferred(name, secret) for name in ("real", "holdout")} for secret in categorical},
    "univariate": {"claims": len(univariate), **{name: sum(count == 1 for count in counts(univariate, name)) for name in ("real", "holdout")}},
    "multivariate": multivariate(200),
    "calibration": {"observed": observed.tolist(), "predicted": predicted.tolist(), "brier": brier_score_loss(binary["y_true"], binary["score"])},
}
print("{\n" + ",\n".join(f" {json.dumps(key)}: {json.dumps(value)}" for key, value in members.items()) + "\n}")
