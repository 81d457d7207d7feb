#!/usr/bin/env python3
"""Makes the table that `multipleOf` is held against, with Python's fractions as the judge.

    Scripts/multiple_fixture.py        # writes Tests/SluiceContractTests/Fixtures/multiples.txt
"""

import pathlib
import random
from fractions import Fraction

TARGET = pathlib.Path(__file__).resolve().parent.parent / "Tests/SluiceContractTests/Fixtures/multiples.txt"
STEPS = """1 2 3 5 7 10 64 97 100 1000 0.1 0.01 0.001 0.25 0.5 2.5 0.3 0.07 1.25 12.5 0.000001 1e-9 1e3 2.5e-7
125e-4 18446744073709551617 170141183460469231731687303715884105727 170141183460469231731687303715884105728
1e40 3e-20 99999999999999999999999999999999999999999999""".split()


def number(rng: random.Random, step: str) -> str:
    """A value near multiples of the step: some are, some are not."""
    if rng.random() < 0.5:
        product = Fraction(step) * rng.choice([rng.randrange(-50, 50), rng.randrange(-(10**20), 10**20)])
        text = decimal(product)
        return text if rng.random() < 0.6 else text + ("1" if "." in text else ".5")
    digits = str(rng.randrange(10 ** rng.randrange(1, 45)))
    if rng.random() < 0.6:
        digits = digits + "." + str(rng.randrange(10 ** rng.randrange(1, 12)))
    if rng.random() < 0.3:
        digits += f"e{rng.randrange(-12, 30)}"
    return ("-" if rng.random() < 0.3 else "") + digits


def decimal(value: Fraction) -> str:
    scale = 0
    while (value * 10**scale).denominator != 1:
        scale += 1
    digits = str(abs(value * 10**scale)).rjust(scale + 1, "0")
    text = digits if scale == 0 else digits[:-scale] + "." + digits[-scale:]
    return ("-" if value < 0 else "") + text


def main() -> None:
    rng = random.Random(20260301)
    lines = []
    for step in STEPS:
        for value in ["0", "-0.0", step, "-" + step, *(number(rng, step) for _ in range(40))]:
            lines.append(f"{value} {step} {int((Fraction(value) / Fraction(step)).denominator == 1)}")
    TARGET.write_text("\n".join(lines) + "\n")
    print(f"{len(lines)} lines, {sum(line.endswith('1') for line in lines)} multiples")


if __name__ == "__main__":
    main()
