"""Intervals of the figures of a report, after the articles that its documentation names.

BCa: Efron 1987, with t tails (Hesterberg 2015). Jackknife: Efron 1982. Ratios: Fieller 1954. Rates: Clopper
and Pearson 1934. Needs numpy.
"""

import math
from statistics import NormalDist

import numpy as np

FEWEST_FOR_BOOTSTRAP, FEWEST_FOR_INTERVAL = 20, 3
MASK = (1 << 64) - 1


def fnv(words, text=None):
    """64-bit FNV-1a of numbers, each as eight bytes from the lowest, or of one number and texts."""
    value = np.uint64(0xCBF29CE484222325)
    prime = np.uint64(0x100000001B3)
    with np.errstate(over="ignore"):
        for word in words:
            word = np.asarray(word, dtype=np.uint64)
            for shift in range(0, 64, 8):
                value = (value ^ ((word >> np.uint64(shift)) & np.uint64(0xFF))) * prime
        for part in text or ():
            for byte in part.encode() + b"\xff":
                value = (value ^ np.uint64(byte)) * prime
    return value


def mixed(z):
    """What SplitMix64 makes of a state."""
    with np.errstate(over="ignore"):
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def derived(seed, *names):
    return mixed(fnv([seed], names))


def scaled_below(words, bound):
    """The high word of `words · bound`."""
    low = words & np.uint64(0xFFFFFFFF)
    high = words >> np.uint64(32)
    bound = np.uint64(bound)
    return (high * bound + ((low * bound) >> np.uint64(32))) >> np.uint64(32)


class Figure:
    """From all utterances, from each resample, and without each unit."""

    def __init__(self, value, resampled, deleted):
        self.value, self.resampled, self.deleted = value, resampled, deleted

    def combined(self, other, combine):
        resampled = None
        if self.resampled is not None and other.resampled is not None:
            resampled = combine(self.resampled, other.resampled)
        return Figure(
            combine(self.value, other.value), resampled, combine(self.deleted, other.deleted))

    def __sub__(self, other):
        return self.combined(other, lambda a, b: a - b)

    def __add__(self, other):
        return self.combined(other, lambda a, b: a + b)

    def __mul__(self, factor):
        return Figure(
            self.value * factor, None if self.resampled is None else self.resampled * factor,
            self.deleted * factor)

    def __truediv__(self, other):
        """None where there is a place to divide by nothing."""
        positive = other.value > 0 and bool(np.all(other.deleted > 0)) and (
            other.resampled is None or bool(np.all(other.resampled > 0)))
        return self.combined(other, lambda a, b: a / b) if positive else None

    def jackknifed(self):
        return Figure(self.value, None, self.deleted)


class Resampling:
    """What is drawn again: utterances, or clusters of them."""

    def __init__(self, clusters, resamples, confidence, seed):
        names = list(dict.fromkeys(clusters))
        places = {name: place for place, name in enumerate(names)}
        self.unit = np.array([places[name] for name in clusters])
        self.units, self.confidence = len(names), confidence
        self.drawn = None
        if self.units >= FEWEST_FOR_BOOTSTRAP:
            streams = mixed(fnv([seed, np.arange(resamples, dtype=np.uint64)]))
            words = mixed(fnv([streams[:, None], np.arange(self.units, dtype=np.uint64)[None, :]]))
            chosen = scaled_below(words, self.units).astype(np.int64)
            offsets = np.arange(resamples)[:, None] * self.units
            self.drawn = np.bincount(
                (chosen + offsets).ravel(), minlength=resamples * self.units
            ).reshape(resamples, self.units)

    def totals(self, counts):
        return np.bincount(self.unit, weights=np.asarray(counts, dtype=float), minlength=self.units)

    def sums(self, counts):
        totals = self.totals(counts)
        total = float(sum(totals))
        return Figure(total, None if self.drawn is None else self.drawn @ totals, total - totals)

    def covariance(self, left, right):
        k = self.units
        return float(
            np.sum((left.deleted - left.deleted.mean()) * (right.deleted - right.deleted.mean()))
            * (k - 1) / k)

    def error(self, figure):
        """The jackknife's standard error; None where there is none."""
        if self.units < FEWEST_FOR_INTERVAL:
            return None
        error = math.sqrt(self.covariance(figure, figure))
        scale = max(abs(figure.value), float(np.max(np.abs(figure.deleted))))
        return error if error > 1e-12 * max(scale, 1e-3) else None

    @property
    def t(self):
        return student_quantile((1 + self.confidence) / 2, self.units - 1)

    def interval(self, figure, low=-math.inf, high=math.inf):
        """BCa where there are resamples, else the jackknife's; None where there is none.

        Each end is the pair of values between which it lies, since rounding decides which resamples equal
        the figure.
        """
        error = self.error(figure)
        if error is None:
            return None
        if figure.resampled is not None:
            tail = self.t * math.sqrt(self.units / (self.units - 1))
            found = [ends for ends in self.bca(figure, tail) if ends and ends[0] < ends[1]]
            if found:
                return tuple((min(ends), max(ends)) for ends in zip(*found))
        value = figure.value
        return (max(value - self.t * error, min(low, value)), min(value + self.t * error, max(high, value)))

    def difference(self, figure):
        return self.interval(figure.jackknifed())

    def p(self, figure):
        """Two-sided, that the figure is 0."""
        if self.units < FEWEST_FOR_INTERVAL:
            return None
        if figure.value == 0:
            return 1.0
        error = self.error(figure)
        if error is None:
            return min(1.0, 2 * 0.5 ** self.units)
        return student_beyond(figure.value / error, self.units - 1)

    def detectable(self, figure, level, power=0.8):
        error = self.error(figure)
        if error is None:
            return None
        return error * (
            student_quantile(1 - level / 2, self.units - 1) + student_quantile(power, self.units - 1))

    def bca(self, figure, tail):
        values = np.sort(figure.resampled)
        rounding = 1e-12 * max(abs(figure.value), 1e-3)
        # Equal resamples count as half; those that are equal but for rounding may count as none or whole.
        sure, possible = (
            np.sum(values < figure.value - rounding), np.sum(values <= figure.value + rounding))
        return [
            self.bca_ends(figure, values, below, tail)
            for below in sorted({float(sure), float(sure + possible) / 2, float(possible)})]

    @staticmethod
    def bca_ends(figure, values, below, tail):
        count = len(values)
        bias = NormalDist().inv_cdf(min(max(below, 0.5), count - 0.5) / count)
        influence = figure.deleted.mean() - figure.deleted
        squares = np.sum(influence ** 2)
        if not squares > 0:
            return None
        acceleration = float(np.sum(influence ** 3) / (6 * squares ** 1.5))
        ends = []
        for z in (-tail, tail):
            denominator = 1 - acceleration * (bias + z)
            if denominator <= 0:
                return None
            share = normal_below(bias + (bias + z) / denominator)
            ends.append(float(np.quantile(values, share)))
        return tuple(ends) if ends[0] <= ends[1] else None

    def fieller(self, numerator, denominator):
        """Of a ratio; None where it is not bounded or has no width."""
        if self.units < FEWEST_FOR_INTERVAL:
            return None
        square = self.t ** 2
        a = denominator.value ** 2 - square * self.covariance(denominator, denominator)
        b = numerator.value * denominator.value - square * self.covariance(numerator, denominator)
        c = numerator.value ** 2 - square * self.covariance(numerator, numerator)
        if a <= 0:
            return None
        root = math.sqrt(max(0.0, b * b - a * c))
        if root / a <= 1e-12 * max(abs(numerator.value / denominator.value), 1e-3):
            return None
        return ((b - root) / a, (b + root) / a)

    def rate(self, hits, cases):
        hit_totals, case_totals = self.totals(hits), self.totals(cases)
        hit, count = hit_totals.sum(), case_totals.sum()
        if np.all(case_totals <= 1):
            return exact(hit, count, self.confidence)
        concerned = case_totals > 0
        units = int(concerned.sum())
        if units < FEWEST_FOR_INTERVAL:
            return None
        if hit == 0 or hit == count:
            return exact(0 if hit == 0 else float(units), float(units), self.confidence)
        if units < self.units and units < FEWEST_FOR_BOOTSTRAP:
            part = Resampling(range(units), 1, self.confidence, 0)
            ratio = part.sums(hit_totals[concerned]) / part.sums(case_totals[concerned])
            return None if ratio is None else part.interval(ratio, 0, 1)
        ratio = self.sums(hits) / self.sums(cases)
        return None if ratio is None else self.interval(ratio, 0, 1)


def exact(hits, cases, confidence):
    """Clopper and Pearson's interval."""
    tail = (1 - confidence) / 2
    missed = cases - hits
    return (
        0.0 if hits == 0 else beta_quantile(tail, hits, missed + 1),
        1.0 if missed == 0 else beta_quantile(1 - tail, hits + 1, missed))


def normal_below(x):
    return math.erfc(-x / math.sqrt(2)) / 2


def beta_below(x, a, b):
    """The regularized incomplete beta function, by its continued fraction."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_below(1 - x, b, a)
    # From the last term on backwards.
    value = 0.0
    for m in range(2_000, 0, -1):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m - 1) * (a + b + m - 1) * x / ((a + 2 * m - 2) * (a + 2 * m - 1))
        value = odd / (1 + even / (1 + value))
    return front / a / (1 + value)


def bisected(target, low, high, function):
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if function(middle) < target:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def beta_quantile(p, a, b):
    return bisected(p, 0.0, 1.0, lambda x: beta_below(x, a, b))


def student_beyond(t, degrees):
    return beta_below(degrees / (degrees + t * t), degrees / 2, 0.5)


_QUANTILES = {}


def student_quantile(p, degrees):
    if (p, degrees) not in _QUANTILES:
        bound = 2.0
        while student_beyond(bound, degrees) / 2 > 1 - p:
            bound *= 2
        _QUANTILES[p, degrees] = bisected(
            p, 0.0, bound, lambda t: 1 - student_beyond(t, degrees) / 2)
    return _QUANTILES[p, degrees]


def holm(probabilities):
    order = sorted(range(len(probabilities)), key=lambda index: (probabilities[index], index))
    adjusted, least = list(probabilities), 0.0
    for place, index in enumerate(order):
        least = max(least, min(1.0, (len(order) - place) * probabilities[index]))
        adjusted[index] = least
    return adjusted
