"""The problems of `Problems/`, given to Hypothesis: prints what `Problem.Mark` holds.

    python3 -m venv .build/hypothesis && .build/hypothesis/bin/pip install hypothesis==6.170.17
    .build/hypothesis/bin/python Tests/PropertyBenchmarks/hypothesis_problems.py [SEEDS] [PROBLEM…]

A seed counts as minimal if the case that Hypothesis ends with is the smallest one. Executions are the
engine's after the first failing one, usable or not; judged are those among them that reached the test
function. The last, which only repeats the result, is in neither.
A problem says of a drawn value whether it fails, and of the value found whether it is the smallest.
"""

import math
import sys

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import providers
from hypothesis.internal.conjecture.engine import ConjectureRunner

CASES = 10_000
LOWER = "abcdefghijklmnopqrstuvwxyz"
PROBLEMS = []


def problem(name, strategy, smallest):
    def add(fails):
        PROBLEMS.append((name, strategy, fails, smallest))
        return fails

    return add


def has_rank_below_full(matrix):
    rows = [[float(x) for x in row] for row in matrix]
    rank = 0
    for column in range(len(rows[0])):
        pivot = next((r for r in range(rank, len(rows)) if abs(rows[r][column]) > 1e-9), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for r in range(rank + 1, len(rows)):
            factor = rows[r][column] / rows[rank][column]
            rows[r] = [a - factor * b for a, b in zip(rows[r], rows[rank])]
        rank += 1
    return rank < min(len(matrix), len(matrix[0]))


@st.composite
def product(draw):
    rows, columns = draw(st.integers(1, 10)), draw(st.integers(1, 10))
    return rows, columns, [draw(st.integers(0, 1000)) for _ in range(rows * columns)]


@st.composite
def box(draw):
    sides = [draw(st.integers(1, 4)) for _ in range(3)]
    return sides, [draw(st.integers(0, 100)) for _ in range(math.prod(sides))]


@st.composite
def nested_counts(draw):
    rows = draw(st.integers(0, 6))
    return [[draw(st.integers(0, 100)) for _ in range(draw(st.integers(0, 6)))] for _ in range(rows)]


@st.composite
def two_counts(draw):
    numbers, texts = draw(st.integers(0, 8)), draw(st.integers(0, 8))
    return (
        [draw(st.integers(0, 1000)) for _ in range(numbers)],
        [draw(st.text(LOWER, max_size=5)) for _ in range(texts)],
    )


@st.composite
def chunks(draw):
    return [
        (draw(st.booleans()), draw(st.lists(st.integers(0, 255), min_size=n, max_size=n)))
        for n in [draw(st.integers(0, 5)) for _ in range(draw(st.integers(0, 5)))]
    ]


@st.composite
def triangle(draw):
    size = draw(st.integers(1, 8))
    return [[draw(st.integers(0, 50)) for _ in range(row + 1)] for row in range(size)]


def matrices(cells):
    return st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
        lambda size: st.lists(
            st.lists(cells, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
        )
    )


@problem("product of counts", product(), lambda v: v == (1, 1, [500]))
def _(value):
    return any(x >= 500 for x in value[2])


@problem("singular matrix", matrices(st.integers(-5, 5)), lambda v: v == [[1, 1], [1, 1]])
def _(matrix):
    return all(all(row) for row in matrix) and has_rank_below_full(matrix)


@problem("hundreds", st.integers(0, 10_000), lambda v: v == 5000)
def _(x):
    return x >= 5000 and x % 100 == 0


@problem("hundreds of a wide range", st.integers(0, 1_000_000), lambda v: v == 5000)
def _(x):
    return x >= 5000 and x % 100 == 0


@problem("filter of 1 %", st.integers(0, 10_000).filter(lambda x: x % 100 == 7), lambda v: v == 5007)
def _(x):
    return x >= 5000


@problem(
    "filtered elements",
    st.lists(st.integers(0, 1000).filter(lambda x: x % 10 == 3), max_size=8),
    lambda v: v == [503],
)
def _(numbers):
    return any(x >= 500 for x in numbers)


@problem("product of three counts", box(), lambda v: v == ([1, 1, 2], [0, 50]) or v == ([1, 1, 2], [50, 0]))
def _(value):
    return len(value[1]) >= 2 and max(value[1]) >= 50


@problem("nested counts", nested_counts(), lambda v: v == [[75, 100]] or v == [[100, 75]])
def _(rows):
    return any(sum(row) >= 175 for row in rows)


@problem("two counts in front", two_counts(), lambda v: v == ([500], ["b"]))
def _(value):
    return any(x >= 500 for x in value[0]) and any(t > "a" for t in value[1])


@problem("chunks with lengths", chunks(), lambda v: v == [(True, [200])])
def _(value):
    return any(flag and any(x >= 200 for x in data) for flag, data in value)


@problem("triangle", triangle(), lambda v: v == [[0], [0, 30]] or v == [[0], [30, 0]])
def _(rows):
    return any(sum(row) >= 30 for row in rows[1:])


@problem(
    "size by flat map",
    st.integers(0, 20).flatmap(
        lambda n: st.lists(st.integers(0, 1000), min_size=n, max_size=n)
    ),
    lambda v: v == [0, 0],
)
def _(numbers):
    return len(set(numbers)) < len(numbers)


@problem("prime", st.integers(0, 100_000), lambda v: v == 1009)
def _(x):
    return x >= 1000 and all(x % d for d in range(2, math.isqrt(x) + 1))


@problem("negative multiple of seven", st.integers(-10_000, 10_000), lambda v: v == -504)
def _(x):
    return x <= -500 and x % 7 == 0


@problem("power of two", st.integers(0, 2**20), lambda v: v == 1024)
def _(x):
    return x >= 1000 and x & (x - 1) == 0


@problem("five bits", st.integers(0, 2**32 - 1), lambda v: v == 31)
def _(x):
    return x.bit_count() >= 5


@problem("palindrome", st.integers(0, 99_999), lambda v: v == 1001)
def _(x):
    return x >= 1000 and str(x) == str(x)[::-1]


@problem("common divisor", st.tuples(st.integers(1, 1000), st.integers(1, 1000)), lambda v: v == (10, 20))
def _(pair):
    return pair[0] != pair[1] and math.gcd(*pair) >= 10


@problem("multiple in a list", st.lists(st.integers(0, 1000), max_size=8), lambda v: v == [0, 250])
def _(numbers):
    return len(numbers) >= 2 and any(x >= 225 and x % 50 == 0 for x in numbers)


@problem(
    "sum of three numbers",
    st.tuples(*[st.floats(0, 1000)] * 3),
    lambda v: v == (0, 501, 1000),
)
def _(v):
    return sum(v) > 1500


@problem("three floats", st.tuples(*[st.floats(-1e6, 1e6)] * 3), lambda v: v == (2, 3, 4))
def _(v):
    return v[0] > 1.5 and v[1] > 2.5 and v[2] > 3.5


@problem("difference of floats", st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)), lambda v: v == (101, 1))
def _(v):
    return v[1] > 0 and v[0] - v[1] >= 100 and v[0] * v[1] > 50


@problem("sum of a list of floats", st.lists(st.floats(0, 100), max_size=10), lambda v: v == [51, 100])
def _(v):
    return sum(v) > 150


@problem("fraction", st.floats(0, 1000), lambda v: v == 10.5)
def _(x):
    return x > 10 and x != math.floor(x)


@problem("vowel", st.text(LOWER, max_size=10), lambda v: v == "e")
def _(text):
    return any(c in "eiou" for c in text)


@problem("three letters", st.text(LOWER, max_size=20), lambda v: v == "abc")
def _(text):
    return len(set(text)) >= 3


@problem("digits", st.text("0123456789", max_size=8), lambda v: v == "256")
def _(text):
    return len(text) > 0 and text[0] != "0" and int(text) >= 256


@problem("not its reverse", st.text(LOWER, max_size=20), lambda v: v == "abb" or v == "aab")
def _(text):
    return len(text) >= 3 and text != text[::-1]


@problem("two texts", st.tuples(st.text(LOWER, max_size=8), st.text(LOWER, max_size=8)), lambda v: v == ("aaa", "aab"))
def _(v):
    return len(v[0]) == len(v[1]) >= 3 and v[0] < v[1]


@problem(
    "leap day",
    st.tuples(st.integers(1970, 2100), st.integers(1, 12), st.integers(1, 31)),
    lambda v: v == (1972, 2, 29),
)
def _(v):
    return v[0] % 4 == 0 and v[1] == 2 and v[2] == 29


@problem(
    "ordered triple",
    st.tuples(*[st.integers(0, 1000)] * 3),
    lambda v: v == (0, 1, 10),
)
def _(v):
    return v[0] < v[1] < v[2] and v[2] - v[0] >= 10


@problem(
    "overlapping intervals",
    st.lists(st.tuples(st.integers(0, 100), st.integers(1, 10)), max_size=10),
    lambda v: v == [(0, 1), (0, 1)],
)
def _(intervals):
    return any(
        a < c + d and c < a + b
        for i, (a, b) in enumerate(intervals)
        for c, d in intervals[:i]
    )


@problem(
    "key in a dictionary",
    st.dictionaries(st.integers(0, 100), st.text(LOWER, max_size=4), max_size=6),
    lambda v: v == {50: "b"},
)
def _(table):
    return any(key >= 50 and text >= "b" for key, text in table.items())


# Hypothesis draws the constants of the tested source, and would draw the smallest cases themselves from
# this file: 5000, 1024, 504. What is compared is how what was found by chance is shrunk.
providers._get_local_constants = lambda: providers._local_constants


class Failed(Exception):
    pass


class Watched:
    """The engine that runs now."""

    runner = None
    make = ConjectureRunner.__init__

    def note(self, *arguments, **options):
        Watched.runner = self
        Watched.make(self, *arguments, **options)


ConjectureRunner.__init__ = Watched.note


def solve(strategy, fails, smallest, number):
    calls, engine = {"all": 0, "first": None}, {"all": 0, "first": None}
    found = []

    @seed(number)
    @settings(
        max_examples=CASES, database=None, deadline=None, report_multiple_bugs=False,
        phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def test(value):
        calls["all"] += 1
        engine["all"] = Watched.runner.call_count
        if fails(value):
            if calls["first"] is None:
                calls["first"], engine["first"] = calls["all"], engine["all"]
            found[:] = [value]
            raise Failed

    try:
        test()
    except Failed:
        executions = Watched.runner.call_count - engine["first"]
        return smallest(found[0]), executions, calls["all"] - calls["first"] - 1, found[0]
    return None


def main():
    arguments = sys.argv[1:]
    seeds = int(arguments[0]) if arguments else 30
    print("| problem | found | smallest | executions | judged |\n|---|---|---|---|---|")
    for name, strategy, fails, smallest in PROBLEMS:
        if arguments[1:] and name not in arguments[1:]:
            continue
        results = [solve(strategy, fails, smallest, number) for number in range(seeds)]
        found = [r for r in results if r]
        minimal = sum(r[0] for r in found)
        executions, judged = (sum(r[n] for r in found) / max(1, len(found)) for n in (1, 2))
        print(
            f"| {name} | {len(found)} | {minimal} | {executions:.1f} | {judged:.1f} |", flush=True
        )
        other = next((r[3] for r in found if not r[0]), None)
        if other is not None:
            print(f"{name}: {other!r}", file=sys.stderr)


if __name__ == "__main__":
    main()
