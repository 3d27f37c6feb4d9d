"""Reads a trigram in PocketSphinx's binary trie format (`en-us.lm.bin`) into arrays.

The layout is that of `ngram_model_trie.c` and `lm_trie_quant.c`: a header, the numbers of n-grams, tables of
65,536 values each for quantized probabilities and backoffs, the unigrams, two bit-packed levels, and the
words. N-grams are stored last word first. Logarithms have the base 1.0001.
"""

import dataclasses
import math
import struct

import numpy as np

HEADER = b"Trie Language Model"
# From base 1.0001 to natural logarithms.
NATS = math.log(1.0001)
TABLE = 1 << 16


@dataclasses.dataclass
class Trigram:
    """N-grams in the order of their words' numbers, with natural logarithms."""

    words: list  # of text
    unigrams: np.ndarray  # ln P(w)
    unigram_backoffs: np.ndarray  # ln α(w)
    bigrams: np.ndarray  # [n, 2]: v, w
    bigram_costs: np.ndarray  # ln P(w | v)
    bigram_backoffs: np.ndarray  # ln α(v w)
    trigrams: np.ndarray  # [n, 3]: u, v, w
    trigram_costs: np.ndarray  # ln P(w | u v)


def bits(largest):
    return int(largest).bit_length()


def unpack(data, start, count, total, offset, width):
    """`width` bits from bit `offset` on of each of `count` entries of `total` bits."""
    place = np.arange(count, dtype=np.int64) * total + offset
    first = place >> 3
    raw = np.frombuffer(data, dtype=np.uint8)
    value = np.zeros(count, dtype=np.uint64)
    for byte in range(5):
        value |= raw[start + first + byte].astype(np.uint64) << np.uint64(8 * byte)
    return ((value >> (place & 7).astype(np.uint64)) & np.uint64((1 << width) - 1)).astype(np.int64)


def read(path):
    data = open(path, "rb").read()
    if not data.startswith(HEADER):
        raise SystemExit(f"{path}: expected a binary trie of PocketSphinx, found {data[:19]!r}")
    at = len(HEADER)
    order = data[at]
    if order != 3:
        raise SystemExit(f"{path}: expected a trigram, found order {order}")
    at += 1
    counts = struct.unpack_from("<3I", data, at)
    at += 12 + 4  # The kind of quantization, of which there is one.
    tables = np.frombuffer(data, dtype="<f4", count=3 * TABLE, offset=at).astype(float)
    bigram_table, backoff_table, trigram_table = np.split(tables, 3)
    at += 3 * TABLE * 4
    unigrams = np.frombuffer(
        data, dtype=[("cost", "<f4"), ("backoff", "<f4"), ("next", "<u4")], count=counts[0] + 1,
        offset=at)
    at += 12 * (counts[0] + 1)
    word_bits, next_bits = bits(counts[0]), bits(counts[2])
    middle_bits, longest_bits = word_bits + 32 + next_bits, word_bits + 16
    middle, longest = at, at + ((1 + counts[1]) * middle_bits + 7) // 8 + 8
    at = longest + ((1 + counts[2]) * longest_bits + 7) // 8 + 8
    (size,) = struct.unpack_from("<I", data, at)
    words = data[at + 4:at + 4 + size].decode("utf-8").split("\0")[:counts[0]]
    if len(data) != at + 4 + size:
        raise SystemExit(f"{path}: expected {at + 4 + size} bytes, found {len(data)}")

    def parents(starts):
        """The parent of each entry of the next level, from where each parent's entries start."""
        return np.repeat(np.arange(len(starts) - 1), np.diff(starts))

    # The header counts repeated n-grams, too, of which only one is stored.
    last_word = parents(unigrams["next"].astype(np.int64))
    count = len(last_word)
    second_word = unpack(data, middle, count, middle_bits, 0, word_bits)
    backoff = unpack(data, middle, count, middle_bits, word_bits, 16)
    cost = unpack(data, middle, count, middle_bits, word_bits + 16, 16)
    bigrams = np.stack([second_word, last_word], axis=1)
    parent = parents(unpack(data, middle, count + 1, middle_bits, word_bits + 32, next_bits))
    count = len(parent)
    first_word = unpack(data, longest, count, longest_bits, 0, word_bits)
    trigrams = np.concatenate([first_word[:, None], bigrams[parent]], axis=1)
    trigram_cost = trigram_table[unpack(data, longest, count, longest_bits, word_bits, 16)]

    by_context = np.lexsort((bigrams[:, 1], bigrams[:, 0]))
    by_history = np.lexsort((trigrams[:, 2], trigrams[:, 1], trigrams[:, 0]))
    return Trigram(
        words, unigrams["cost"][:-1].astype(float) * NATS,
        unigrams["backoff"][:-1].astype(float) * NATS, bigrams[by_context],
        bigram_table[cost][by_context] * NATS, backoff_table[backoff][by_context] * NATS,
        trigrams[by_history], trigram_cost[by_history] * NATS)
