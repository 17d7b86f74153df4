"""Writes the reference values that the elementary functions are tested against.

    python3 scripts/golden-elementary.py [points per function] [output file]

Each function is evaluated with mpmath at hard points and at random ones over its range. The file is a gzip stream:
one line of JSON that lists {name, arity, count}, then for each function the arguments (float64), the correctly
rounded value (float64), both with byte planes apart (all first bytes, all second bytes, ...), and one signed byte per
point: what the rounding left over, in 1/254 of an ulp of the rounded value.
"""

import gzip
import json
import math
import random
import struct
import sys

import mpmath
from mpmath import mp, mpf

mp.prec = 200
INF = math.inf
TINY = 5e-324
NORMAL = 2.2250738585072014e-308
MAX = 1.7976931348623157e308


def log_uniform(rng, low, high, signed=True):
    """A number whose binary exponent is uniform between those of the bounds."""
    value = math.ldexp(1 + rng.random(), rng.randint(low, high))
    return -value if signed and rng.random() < 0.5 else value


def either(*choices):
    return lambda rng: rng.choice(choices)(rng)


def uniform(low, high):
    return lambda rng: rng.uniform(low, high)


def spread(low, high, signed=True):
    return lambda rng: log_uniform(rng, low, high, signed)


def near(centre, low=-50, high=-3):
    return lambda rng: centre + log_uniform(rng, low, high)


def near_multiple(rng):
    """A number close to a multiple of pi/4."""
    return float(rng.randint(1, 10**rng.randint(1, 15)) * mp.pi / 4)


def subnormal(rng):
    return rng.choice((-1, 1)) * rng.randint(1, 2**rng.randint(1, 52)) * TINY


def positive(draw):
    return lambda rng: abs(draw(rng))


def pow_pair(rng):
    kind = rng.randint(0, 4)
    if kind == 0:
        return log_uniform(rng, -8, 8, False), rng.uniform(-30, 30)
    if kind == 1:
        base = abs(either(spread(-1022, 1022), subnormal)(rng))
        reach = 745 / max(abs(math.log(base)), 1e-3)
        return base, rng.uniform(-reach, reach)
    if kind == 2:
        base = 1 + log_uniform(rng, -52, -2)
        reach = 745 / abs(math.log(base)) if base != 1 else 1
        return base, rng.uniform(-reach, reach)
    if kind == 3:
        return -log_uniform(rng, -5, 5, False), float(rng.randint(-60, 60))
    return log_uniform(rng, -300, 300, False), rng.choice((0.5, -0.5, 2.0, 3.0, 1 / 3, 1.5, -1.0, 10.0, -2.0))


def atan2_pair(rng):
    kind = rng.randint(0, 3)
    if kind == 0:
        return rng.uniform(-2, 2), rng.uniform(-2, 2)
    if kind == 1:
        return log_uniform(rng, -40, 40), log_uniform(rng, -40, 40)
    if kind == 2:
        return log_uniform(rng, -1022, 1022), log_uniform(rng, -1022, 1022)
    return subnormal(rng), either(subnormal, spread(-1022, -1000))(rng)


def neighbours(*values):
    return [n for v in values for n in (math.nextafter(v, -INF), v, math.nextafter(v, INF))]


def both(values):
    return list(values) + [-v for v in values]


MULTIPLES = [k * math.pi / 4 for k in range(1, 41)]
# The angle below 2**1024 closest to a multiple of pi/2, and others well known to be hard.
ANGLES = both(neighbours(*MULTIPLES) + [6381956970095103 * 2.0**797, 1e22, 1e15, 1e5, 2.0**20, 2.0**20 - 2**-33,
              2.0**1023, MAX, 5.319372648326541e255, 1e-9, 1e-300, TINY, NORMAL, 0.5, 1.0, 2.0, 3.0, 1e300, 2.0**52])
SMALL = both([TINY, NORMAL, 1e-300, 1e-17, 1.1e-17, 1e-9, 2.0**-54, 2.0**-53, 2.0**-27, 1e-5])
POWERS = [2.0**n for n in range(-1074, 1024, 33)] + [10.0**n for n in range(-300, 309, 12)]


def logistic(x):
    return 1 / (1 + mp.exp(-x))


def soft(x):
    return mp.log1p(mp.exp(x))


FUNCTIONS = {
    "exp": (mp.exp, either(uniform(-1, 1), uniform(-745, 709.7), uniform(-745, -708), uniform(-50, 50), spread(-60, 4)),
            SMALL + neighbours(709.782712893384, -745.1332191019411, -708.3964185322641, 0.5, -0.5, 1.0, -1.0)),
    "expm1": (mp.expm1, either(uniform(-1, 1), uniform(-45, 45), uniform(0, 709.7), spread(-60, 4), subnormal),
              SMALL + neighbours(709.782712893384, 37.5, 36.7, 38.0, -37.0, -0.3466, 0.3466, 1.04, -1.04)),
    "log": (mp.log, either(positive(spread(-1022, 1023)), uniform(0.5, 2), near(1), positive(subnormal)),
            neighbours(1.0, 2.0, 0.5, math.sqrt(2), math.sqrt(0.5), NORMAL) + [TINY, MAX] + POWERS),
    "log1p": (mp.log1p, either(uniform(-0.5, 1), near(-1), spread(-60, 0), positive(spread(0, 1023)), subnormal,
                               lambda r: -1 + r.random()),
              SMALL + neighbours(-0.5, 0.414213562373095, -0.2928932188134524, 1.0, 2.0**53) + [MAX, -1 + 2.0**-53]),
    "log2": (lambda x: mp.log(x, 2), either(positive(spread(-1022, 1023)), uniform(0.5, 2), near(1), positive(subnormal)),
             neighbours(1.0, 2.0, 0.5, math.sqrt(2), math.sqrt(0.5), NORMAL) + [TINY, MAX] + POWERS),
    "log10": (mp.log10, either(positive(spread(-1022, 1023)), uniform(0.5, 2), near(1), positive(subnormal)),
              neighbours(1.0, 2.0, 0.5, math.sqrt(2), math.sqrt(0.5), NORMAL) + [TINY, MAX] + POWERS),
    "sin": (mp.sin, either(uniform(-4, 4), uniform(-100, 100), spread(-30, 20), spread(18, 1023), near_multiple), ANGLES),
    "cos": (mp.cos, either(uniform(-4, 4), uniform(-100, 100), spread(-30, 20), spread(18, 1023), near_multiple), ANGLES),
    "tan": (mp.tan, either(uniform(-4, 4), uniform(-100, 100), spread(-30, 20), spread(18, 1023), near_multiple), ANGLES),
    "asin": (mp.asin, either(uniform(-1, 1), uniform(-0.55, 0.55), spread(-30, -2), near(0.5), lambda r: 1 - abs(near(0)(r))),
             SMALL + both(neighbours(0.5) + [1.0, 1 - 2.0**-53, 0.975])),
    "acos": (mp.acos, either(uniform(-1, 1), uniform(-0.55, 0.55), spread(-30, -2), near(0.5),
                             lambda r: r.choice((-1, 1)) * (1 - abs(near(0)(r)))),
             SMALL + both(neighbours(0.5) + [1.0, 1 - 2.0**-53, 0.975])),
    "atan": (mp.atan, either(uniform(-3, 3), spread(-30, 60), spread(-1022, 1023), uniform(-30, 30)),
             SMALL + both(neighbours(0.4142135623730951, 2.414213562373095, 1.0) + [1e30, MAX])),
    "atan2": (mp.atan2, atan2_pair, [(a, b) for a in both([1.0, TINY, MAX, NORMAL, 1e-9, 3.0])
                                     for b in both([1.0, TINY, MAX, NORMAL, 1e-9, 3.0])]),
    "sinh": (mp.sinh, either(uniform(-2, 2), uniform(-25, 25), uniform(-710.4, 710.4), spread(-60, 2)),
             SMALL + both(neighbours(1.0, 710.4758600739439, 709.782712893384, 22.0))),
    "cosh": (mp.cosh, either(uniform(-2, 2), uniform(-25, 25), uniform(-710.4, 710.4), spread(-60, 2)),
             SMALL + both(neighbours(1.0, 710.4758600739439, 709.782712893384, 22.0))),
    "tanh": (mp.tanh, either(uniform(-1, 1), uniform(-22, 22), spread(-60, 4), uniform(-0.4, 0.4)),
             SMALL + both(neighbours(0.1733, 0.52, 19.0, 22.0) + [1e300])),
    "pow": (mp.power, pow_pair, [(10.0, float(n)) for n in range(-323, 309, 12)] + [(2.0, float(n)) for n in range(-1074, 1024, 41)]
            + [(1 + 2.0**-52, 2.0**61), (1 - 2.0**-53, 2.0**62), (1 + 2.0**-52, -3.2e18), (MAX, 1.0), (TINY, 1.0),
               (TINY, 0.5), (NORMAL, 1.0), (3.0, 646.0), (2.0, 1e-300), (-2.0, 1023.0), (-2.0, -1074.0), (-1.5, 31.0)]),
    "cbrt": (lambda x: mp.cbrt(x) if x > 0 else -mp.cbrt(-x), either(spread(-1022, 1023), uniform(-10, 10), subnormal),
             SMALL + both([8.0, 27.0, 1000.0, 2.0, 4.0, MAX] + POWERS)),
    "erf": (mp.erf, either(uniform(-1.1, 1.1), uniform(-6, 6), uniform(-2.5, 2.5), near(1.09), spread(-60, 2)),
            SMALL + both(neighbours(1.09, 1.0, 5.9, 6.0) + [10.0, 1e300])),
    "sigmoid": (logistic, either(uniform(-5, 5), uniform(-745, 45), uniform(-745, -708), uniform(-40, 40), spread(-60, 5)),
                SMALL + neighbours(-745.1332191019411, -708.3964185322641, 36.7, 37.5) + [700.0, 1000.0]),
    "softplus": (soft, either(uniform(-5, 5), uniform(-745, 45), uniform(-745, -708), uniform(-40, 40), spread(-60, 9)),
                 SMALL + neighbours(-745.1332191019411, -708.3964185322641, 36.7, 37.5, -36.7) + [700.0, 1e300]),
}


def shorten(value, rng):
    """Half of the points have 24-bit arguments, which store compactly."""
    if rng.random() < 0.5 or value == 0 or abs(value) < NORMAL:
        return value
    fraction, exponent = math.frexp(value)
    return math.ldexp(round(fraction * 2**24), exponent - 24)


def ulp(value):
    return math.ulp(value) if math.isfinite(value) else INF


def reference(function, arguments):
    exact = function(*(mpf(a) for a in arguments))
    if isinstance(exact, mpmath.mpc):
        return None
    rounded = float(exact)
    if rounded == 0 and exact != 0 and abs(exact) < mpf(2) ** -1075:
        return rounded, 0
    if math.isinf(rounded):
        return rounded, 0
    if abs(rounded) < NORMAL:
        # Conversion of tiny values may round twice; do it in steps of the smallest number.
        rounded = int(mp.nint(exact * mpf(2) ** 1074)) * TINY
    left = (exact - mpf(rounded)) / mpf(ulp(rounded))
    return rounded, int(mp.nint(left * 254))


def points(name, count):
    function, draw, hard = FUNCTIONS[name]
    rng = random.Random(name)
    found = []
    candidates = iter(hard)
    while len(found) < count:
        candidate = next(candidates, None)
        if candidate is None:
            drawn = draw(rng)
            candidate = tuple(shorten(v, rng) for v in (drawn if isinstance(drawn, tuple) else (drawn,)))
        arguments = candidate if isinstance(candidate, tuple) else (candidate,)
        if not all(math.isfinite(a) for a in arguments):
            continue
        try:
            value = reference(function, arguments)
        except (ValueError, ZeroDivisionError, OverflowError):
            continue
        if value is not None:
            found.append((arguments, value))
    return found


def planes(values):
    data = struct.pack("<%dd" % len(values), *values)
    return b"".join(data[i::8] for i in range(8))


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1500
    path = sys.argv[2] if len(sys.argv) > 2 else "e2e/golden/elementary.bin.gz"
    header, body = [], []
    for name in FUNCTIONS:
        found = points(name, count)
        arity = len(found[0][0])
        header.append({"name": name, "arity": arity, "count": len(found)})
        for i in range(arity):
            body.append(planes([arguments[i] for arguments, _ in found]))
        body.append(planes([value for _, (value, _) in found]))
        body.append(struct.pack("<%db" % len(found), *(left for _, (_, left) in found)))
    with open(path, "wb") as file:
        with gzip.GzipFile("", "wb", 9, file, 0) as packed:
            packed.write(json.dumps(header).encode() + b"\n" + b"".join(body))


if __name__ == "__main__":
    main()
