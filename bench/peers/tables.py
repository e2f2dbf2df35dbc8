"""Generators of other people behind one door: each line of JSON asks for synthetic records, each answer is one line.

The first line, unasked, says which generators are here and whose they are. Records come and go as columns of numbers, null where a value
is missing. Private generators (MST, AIM) see public cells only, as ours do; the others see the values, and may see the whole table.
"""
import json
import os
import platform
import sys
import time
import warnings
from importlib.metadata import version

warnings.filterwarnings('ignore')
answers = os.fdopen(os.dup(1), 'w')
os.dup2(2, 1)  # Whatever libraries print is no answer.

import numpy as np
import pandas as pd


def random_state(seed):
    np.random.seed(seed)
    return np.random.RandomState(seed)


def frame_of(task):
    """A number that may be missing becomes two columns: itself, the median in place of what is missing, and whether it is missing."""
    columns, categories = {}, []
    for j, (column, values) in enumerate(zip(task['columns'], task['values'])):
        name, series = str(j), pd.Series(values, dtype=float)
        if column['type'] == 'categorical':
            columns[name] = series.fillna(-1).astype(int).astype(str)
            categories.append(name)
            continue
        if column['missing']:
            columns[f'{name}?'] = series.isna().map({True: 'missing', False: 'known'})
            categories.append(f'{name}?')
        columns[name] = series.fillna(series.median())
    return pd.DataFrame(columns), categories


def values_of(frame, task):
    def column(j, kind):
        name = str(j)
        if kind['type'] == 'categorical':
            return [None if code == '-1' else int(code) for code in frame[name]]
        flags = frame[f'{name}?'] if kind['missing'] else ['known'] * len(frame)
        return [None if flag == 'missing' or np.isnan(value) else float(value) for value, flag in zip(frame[name], flags)]
    return [column(j, kind) for j, kind in enumerate(task['columns'])]


def network(make):
    def generate(task):
        import torch
        torch.manual_seed(task['seed'])
        torch.set_num_threads(1)
        random_state(task['seed'])
        frame, categories = frame_of(task)
        model = make()
        model.fit(frame, categories)
        return values_of(model.sample(task['rows']), task)
    return generate


def gaussian_copula():
    from copulas.multivariate import GaussianMultivariate
    from copulas.univariate import BetaUnivariate
    from rdt.transformers.categorical import UniformEncoder

    def generate(task):
        random_state(task['seed'])
        frame, categories = frame_of(task)
        encoders = {name: UniformEncoder() for name in categories}
        numbers = frame.copy()
        for name, encoder in encoders.items():
            numbers[name] = encoder.fit_transform(frame[[name]], name)[name]
        copula = GaussianMultivariate(distribution=BetaUnivariate)
        copula.fit(numbers)
        drawn = copula.sample(task['rows'])
        for name, encoder in encoders.items():
            drawn[name] = encoder.reverse_transform(drawn[[name]].clip(0, 1))[name]
        return values_of(drawn, task)
    return generate


def ctgan():
    from ctgan import CTGAN
    return network(lambda: CTGAN(epochs=300, enable_gpu=False))


def tvae():
    from ctgan import TVAE
    return network(lambda: TVAE(epochs=300, enable_gpu=False))


def marginal_model(make):
    """A generator of public cells under (epsilon, delta), adding or removing one record, with all records in one place."""
    def generate(task):
        domain = {str(j): size for j, size in enumerate(task['sizes'])}
        frame = pd.DataFrame({str(j): codes for j, codes in enumerate(task['values'])}).astype(int)
        guarantee = task['guarantee']
        model = make(epsilon=guarantee['epsilon'], delta=guarantee['delta'], domain=domain, random_state=random_state(task['seed']), n_jobs=1)
        model.fit(frame)
        drawn = model.generate(n_records=task['rows'])
        return [[int(code) for code in drawn[name]] for name in domain]
    return generate


def mst():
    from dpmm.models.mst import MSTGM
    return marginal_model(MSTGM)


def aim():
    from dpmm.models.aim import AIMGM
    return marginal_model(AIMGM)


OFFERS = {'ctgan': (ctgan, 'ctgan'), 'tvae': (tvae, 'ctgan'), 'gaussian-copula': (gaussian_copula, 'copulas'), 'mst': (mst, 'dpmm'), 'aim': (aim, 'dpmm')}
generators, sources = {}, {}
for method, (load, package) in OFFERS.items():
    try:
        generators[method] = load()
        sources[method] = f'{package} {version(package)}'
    except ImportError:
        pass


def answer(value):
    answers.write(json.dumps(value) + '\n')
    answers.flush()


answer({'python': platform.python_version(), 'sources': sources})
for line in sys.stdin:
    task = json.loads(line)
    before = time.process_time()
    try:
        values = generators[task['method']](task)
        answer({'values': values, 'cpuSeconds': time.process_time() - before})
    except Exception as problem:
        answer({'problem': f'{type(problem).__name__}: {problem}'})
