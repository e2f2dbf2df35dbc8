"""Writes samplers.json: a second implementation of every sampler of libs/privacy, at 120 digits. Needs mpmath and openssl.

    python3 test/vectors/samplers.py > test/vectors/samplers.json

A uniform number is compared as the real number its words begin; the comparison fails if 120 digits would not settle it.
"""
import hashlib, json, platform, struct, subprocess
from mpmath import __version__, exp, floor, mp, mpf, sqrt

mp.dps = 120


class Words:
    """Little-endian words of the AES-256-CTR keystream under SHA-256(seed), counter 0."""

    def __init__(self, seed, count=1 << 16):
        key = hashlib.sha256(seed.encode()).hexdigest()
        command = ["openssl", "enc", "-aes-256-ctr", "-K", key, "-iv", "0" * 32]
        stream = subprocess.run(command, input=bytes(4 * count), capture_output=True, check=True).stdout
        self.words, self.next = struct.unpack(f"<{count}I", stream), 0

    def word(self):
        self.next += 1
        return self.words[self.next - 1]

    def below(self, bound):
        while True:
            word = self.word()
            if word < 2**32 - 2**32 % bound:
                return word % bound

    def uniform(self, digits, bits):
        """The first bits are given; forty words more stand for the rest, without being used up."""
        for word in self.words[self.next : self.next + 40]:
            digits, bits = digits << 32 | word, bits + 32
        return mpf(digits) / mpf(2) ** bits

    def uniform53(self):
        return self.uniform((self.word() >> 5) << 26 | self.word() >> 6, 53)

    def uniform128(self):
        return self.uniform(sum(self.word() << shift for shift in (96, 64, 32, 0)), 128)


def below(u, x):
    assert abs(u - x) > mpf(10) ** -100
    return u < x


def cumulative(variance, limit):
    """P(|X| <= k) for k = 0, 1, ...; weights beyond 25 standard deviations are below 10^-135."""
    weights = [exp(-mpf(x * x) / (2 * variance)) for x in range(int(25 * sqrt(variance)) + 2)]
    total = weights[0] + 2 * sum(weights[1:])
    sums, so_far = [], mpf(0)
    for x, weight in enumerate(weights[:limit]):
        so_far += weight if x == 0 else 2 * weight
        sums.append(so_far / total)
    return sums


def table_gaussian(cdf, words):
    first, second = words.word(), words.word()
    u = words.uniform(first << 21 | second >> 11, 53)
    magnitude = next(k for k, c in enumerate(cdf) if below(u, c))
    return -magnitude if second & 1 else magnitude


def laplace(scale, words):
    while True:
        remainder = words.below(scale)
        if not below(words.uniform53(), exp(-mpf(remainder) / scale)):
            continue
        successes = 0
        while below(words.uniform53(), exp(mpf(-1))):
            successes += 1
        magnitude, negative = remainder + scale * successes, words.word() % 2 == 1
        if not (negative and magnitude == 0):
            return -magnitude if negative else magnitude


def exponential(scores, scale, words):
    u = words.uniform128()
    weights = [exp(mpf(score - max(scores)) / scale) for score in scores]
    return next(i for i in range(len(scores)) if i == len(scores) - 1 or below(u, sum(weights[: i + 1]) / sum(weights)))


def permute_and_flip(scores, scale, words):
    order = list(range(len(scores)))
    for i in range(len(scores) - 1, 0, -1):
        j = words.below(i + 1)
        order[i], order[j] = order[j], order[i]
    uniforms = [words.uniform128() for _ in scores]
    return next(i for i in order if scores[i] == max(scores) or below(uniforms[i], exp(mpf(scores[i] - max(scores)) / scale)))


def randomised_response(row, words):
    answers = []
    for code in row["codes"]:
        is_replaced, replacement = words.below(row["outOf"]) < row["replaced"], words.below(row["categories"])
        answers.append(replacement if is_replaced else code)
    return answers


def sample(row, words):
    return [i for i in range(row["units"]) if words.below(row["outOf"]) < row["sampled"]]


def known(name, row, draw, count):
    words = Words(seed := " ".join(map(str, [name, *row.values()])))
    return {**row, "seed": seed, "samples": [draw(words) for _ in range(count)], "nextWord": words.word()}


def selections(name, choose):
    cases = [{"scores": [0, 10, 15, 30, 32], "scale": 20}, {"scores": [7, 7, 7], "scale": 1}, {"scores": [0, 2**31 - 1, -(2**31), 2**31 - 2], "scale": 1}, {"scores": [5], "scale": 3}]
    out = []
    for row in cases:
        seeds = [f"{name} {row['scale']} {run}" for run in range(24)]
        out.append({**row, "seeds": seeds, "chosen": [choose(row["scores"], row["scale"], Words(seed, 4096)) for seed in seeds]})
    return out


def rows(items):
    return "[\n    " + ",\n    ".join(json.dumps(item) for item in items) + "\n  ]"


tables = {variance: cumulative(variance, 15 * 1024) for variance in (1, 2, 16, 900, 65537, 2**20)}
thresholds = [[v, k, hex(int(floor(tables[v][k] * mpf(2) ** 149)))] for v in tables for k in sorted({0, 1, int(sqrt(v)), int(3 * sqrt(v)), int(8 * sqrt(v))})]
tails = [[v, bits, next(k for k, c in enumerate(tables[v]) if 1 - c < mpf(2) ** -bits)] for v in (1, 16, 900, 2**20) for bits in (53, 85, 149)]
responses = [{"codes": [i % 5 for i in range(40)], "categories": 5, "replaced": 2, "outOf": 3}, {"codes": [1] * 40, "categories": 3 * 2**24, "replaced": 3 * 2**30, "outOf": 2**32}]
samplings = [{"units": 60, "sampled": 1, "outOf": 3}, {"units": 60, "sampled": 2**31 + 1, "outOf": 3 * 2**30}]

parts = {
    "source": json.dumps(f"test/vectors/samplers.py: Python {platform.python_version()}, mpmath {__version__} at {mp.dps} digits, openssl enc -aes-256-ctr"),
    "table": rows(known("table", {"variance": v}, lambda words, v=v: table_gaussian(tables[v], words), 24) for v in tables),
    "thresholdColumns": json.dumps(["variance", "k", "floor(P(|X| <= k) 2^149)"]),
    "thresholds": rows(thresholds),
    "tailColumns": json.dumps(["variance", "bits", "smallest k with P(|X| > k) < 2^-bits"]),
    "tails": rows(tails),
    "laplace": rows(known("laplace", {"scale": s}, lambda words, s=s: laplace(s, words), 24) for s in (1, 3, 40, 1000003, 2**32)),
    "exponentialMechanism": rows(selections("exponential mechanism", exponential)),
    "permuteAndFlip": rows(selections("permute and flip", permute_and_flip)),
    "randomisedResponse": rows({**row, "seed": f"responses {row['outOf']}", "answers": randomised_response(row, Words(f"responses {row['outOf']}"))} for row in responses),
    "poissonSample": rows({**row, "seed": f"sampling {row['outOf']}", "kept": sample(row, Words(f"sampling {row['outOf']}"))} for row in samplings),
}
print("{\n  " + ",\n  ".join(f'"{name}": {text}' for name, text in parts.items()) + "\n}")
