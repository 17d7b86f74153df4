"""Writes src/lab/numeric/tables.ts: the tables and polynomials behind exp, tanh, sigmoid and softplus, from 220-bit numbers.

    python3 scripts/tables.py
"""

import math
from pathlib import Path

import mpmath
from mpmath import mp, mpf

mp.prec = 220


def ulp(value):
    return math.ldexp(1, math.frexp(value)[1] - 53)


def pair_near(start):
    """c near start and tanh c, both float64, right to 2^-11 ulp of the second."""
    nearest = min(float(mp.tanh(mpf(start))), 1 - 2.0**-53)
    for i in range(100_000):
        for value in (nearest - i * ulp(nearest), nearest + i * ulp(nearest)):
            exact = mp.atanh(mpf(value))
            c = float(exact)
            if abs(exact - mpf(c)) * (1 - mpf(value) ** 2) < ulp(value) * 2.0**-11:
                return c, value
    raise ValueError(start)


def fit(function, low, high, count):
    """Coefficients of the polynomial that meets a function at the Chebyshev points of an interval."""
    middle, half = (mpf(low) + mpf(high)) / 2, (mpf(high) - mpf(low)) / 2
    points = [middle + half * mp.cos((2 * i + 1) * mp.pi / (2 * count)) for i in range(count)]
    powers = mp.matrix([[x**j for j in range(count)] for x in points])
    return [float(c) for c in mp.lu_solve(powers, mp.matrix([function(x) for x in points]))]


def tanh_rows():
    """(c, tanh c) for the 16 sixteenths of every octave from 1/16 to 20; below 1/16, c = 0."""
    rows = [(0, 0)] * 256
    for exponent in range(-4, 5):
        for part in range(16, 32):
            low = math.ldexp(part, exponent - 4)
            row = (1023 + exponent) * 16 + part - 16
            if low < 20:
                rows[row % 256] = pair_near(low + math.ldexp(0.5, exponent - 4))
    return rows


def power_rows():
    """2^(j/64), and what rounding took off it, relative to it."""
    rows = []
    for j in range(64):
        exact = mpf(2) ** (mpf(j) / 64)
        rows.append((float(exact), float((exact - mpf(float(exact))) / exact)))
    return rows


def log_rows():
    """c, of ten bits, about 1/(1 + j/64), and -ln c in two parts."""
    rows = [(0, 0, 0, 0)] * 128
    for j in range(65):
        c = round(1024 / (1 + j / 64)) / 1024
        exact = -mp.log(mpf(c)) if c < 1 else mpf(0)
        rows[j] = (c, float(exact), float(exact - mpf(float(exact))), 0)
    return rows


def text(value):
    """As JavaScript writes it."""
    if value == int(value):
        return str(int(value))
    written = repr(float(value))
    if "e" not in written:
        return written
    digits, exponent = written.split("e")
    return f"{digits}e{int(exponent)}"


def table(name, rows, about):
    numbers = ", ".join(text(value) for row in rows for value in row)
    return [f"/** {about} */", "// prettier-ignore", f"export const {name}: Rows = {{ columns: {len(rows[0])}, numbers: [{numbers}] }};", ""]


def polynomial(name, coefficients, about):
    numbers = ", ".join(text(value) for value in coefficients)
    return [f"/** {about} */", "// prettier-ignore", f"export const {name} = [{numbers}];", ""]


def main():
    tiny = mpf(10) ** -40
    tanh_tail = lambda z: (mp.tanh(mp.sqrt(z)) / mp.sqrt(z) - 1) / z
    exp_tail = lambda r: (mp.exp(r) - 1 - r) / r**2
    log_tail = lambda r: (mp.log(1 + r) - r) / r**2
    half_step = mp.log(2) / 128
    lines = [
        "/** Tables and polynomials of the elementary functions: written by scripts/tables.py, not by hand. */",
        "import type { Rows } from './kit.ts';",
        "",
        *table("tanhRows", tanh_rows(), "c and tanh c, which is a float64 to 2⁻¹¹ ulp, by the first four bits of x in [1/16, 20); c = 0 below."),
        *polynomial("tanhTail", fit(tanh_tail, tiny, mpf(1) / 128, 5), "(tanh(√z)/√z − 1)/z, error 2⁻⁶⁰ up to z = 2⁻⁸, 2⁻⁴⁶ up to 2⁻⁶, 2⁻³² up to 2⁻⁴."),
        *table("powerRows", power_rows(), "2^(j/64), and what rounding took off it, relative to it."),
        *polynomial("powerTail", fit(exp_tail, -half_step, half_step, 4), "(eʳ − 1 − r)/r² on |r| ≤ (ln 2)/128, error 2⁻⁵⁹ of eʳ."),
        *table("logRows", log_rows(), "c of ten bits, about 1/(1 + j/64), and −ln c in two parts."),
        *polynomial("logTail", fit(log_tail, mpf(-0.0084), mpf(0.0084), 6), "(ln(1 + r) − r)/r² on |r| ≤ 0.0084, error 2⁻⁶⁵ of ln(1 + r)."),
    ]
    Path(__file__).parent.parent.joinpath("src/lab/numeric/tables.ts").write_text("\n".join(lines[:-1]) + "\n")


main()
