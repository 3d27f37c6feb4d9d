"""PocketSphinx's N-best lists with exact costs, in nats, lower is better.

PocketSphinx's `nbest()` searches its word lattice and gives one combined score a hypothesis, which
holds two constants and a defect: the weighted unigram log-probability of `<s>` (-2166 nats, in
every hypothesis, but not in `hyp()`'s score), and a log-zero (-45,700 nats and worse) for every
pause that a path goes through. So each hypothesis is scored anew on the same lattice:

    acoustic = the least acoustic cost of all lattice paths that spell the hypothesis (pauses and
               pronunciation variants free to differ) plus the word insertion penalties
    language = minus the log-probability of `<s> words </s>` by the recognizer's trigram
    total    = acoustic + 9.5 * language

9.5 is the language weight (`bestpathlw`) of the recognizer's last pass, the search of that lattice.
For hypotheses without inner pauses -total equals nbest()'s score less the constant, within 0.3.
"""

import itertools
import math
import os
import re

from pocketsphinx import Config, Decoder, NGramModel, get_model_path

from lists import MAXIMUM
from sentences import normalize

# PocketSphinx counts in logarithms to this base.
UNIT = math.log(1.0001)
LANGUAGE_WEIGHT = 9.5

# Active states a frame: a sixth of the default; a fifth faster at the same error rates.
ACTIVE_STATES = 5000

# Paths taken from nbest(), many of which differ in pauses and variants only.
PATHS = 400

VARIANT = re.compile(r"\(\d+\)$")
FILLER = re.compile(r"<.*>|\[.*\]|\+\+.*")


class Recognizer:
    """One decoder with its language model; utterances don't influence each other."""

    def __init__(self, folder):
        self.lattice_path = os.path.join(folder, "lattice.txt")
        self.decoder = Decoder(Config(loglevel="FATAL", maxhmmpf=ACTIVE_STATES))
        config = self.decoder.config
        assert config["bestpathlw"] == LANGUAGE_WEIGHT and config["cmn"] == "batch"
        # The decoder scales its model by `lw` and adds the insertion penalty once a word; the last
        # pass scales both up to `bestpathlw`.
        self.insertion = -math.log(config["wip"]) * LANGUAGE_WEIGHT / config["lw"]
        path = get_model_path("en-us/en-us.lm.bin")
        self.model = NGramModel(config, self.decoder.logmath, path)

    def decode(self, audio):
        """The N-best list of 16-bit 16 kHz audio and the recognizer's own 1-best text.

        Hypotheses are dictionaries with text, acoustic, language and total, in the order of the
        total; an empty list where nothing was recognized.
        """
        # Without this the noise estimate of the utterances before would linger.
        self.decoder.reinit_feat()
        self.decoder.start_utt()
        self.decoder.process_raw(audio, full_utt=True)
        self.decoder.end_utt()
        best = self.decoder.hyp()
        if best is None or not best.hypstr:
            return [], ""
        texts = {plain(best.hypstr): None}
        for path in itertools.islice(self.decoder.nbest(), PATHS):
            if path is not None and path.hypstr:
                texts.setdefault(plain(path.hypstr))
        self.decoder.get_lattice().write(self.lattice_path)
        acoustic = path_scores(texts, *read_lattice(self.lattice_path))
        hypotheses = {}
        for text, score in acoustic.items():
            words = text.split()
            spelled = normalize(text)
            if score is None or not spelled:
                continue
            heard = round(-score * UNIT + self.insertion * (len(words) + 1), 3)
            language = round(self.language(words), 3)
            total = round(heard + LANGUAGE_WEIGHT * language, 3)
            known = hypotheses.get(spelled)
            if known is None or total < known["total"]:
                hypotheses[spelled] = {
                    "text": spelled, "acoustic": heard, "language": language, "total": total,
                }
        # Python's sort is stable: ties keep the recognizer's order.
        ranked = sorted(hypotheses.values(), key=lambda hypothesis: hypothesis["total"])
        return ranked[:MAXIMUM], normalize(plain(best.hypstr))

    def language(self, words):
        """Minus the trigram log-probability of the words, with both sentence marks."""
        marked = ["<s>", *words, "</s>"]
        return -UNIT * sum(
            self.model.prob(marked[max(0, i - 2) : i + 1][::-1]) for i in range(1, len(marked))
        )


def plain(text):
    """The hypothesis without variant marks and fillers."""
    words = (VARIANT.sub("", word) for word in text.split())
    return " ".join(word for word in words if not FILLER.fullmatch(word))


def read_lattice(path):
    """Nodes `{id: (word, first frame)}`, edges `{id: [(id, score)]}`, first and last node."""
    nodes, edges, first, last, section = {}, {}, None, None, None
    with open(path, encoding="utf-8") as file:
        for line in file:
            part = line.split()
            if not part or part[0].startswith("#"):
                continue
            if part[0] in ("Nodes", "Edges", "BestSegAscr", "End"):
                section = part[0]
            elif part[0] == "Initial":
                first = int(part[1])
            elif part[0] == "Final":
                last = int(part[1])
            elif section == "Nodes":
                nodes[int(part[0])] = (VARIANT.sub("", part[1]), int(part[2]))
            elif section == "Edges":
                edges.setdefault(int(part[0]), []).append((int(part[1]), int(part[2])))
    return nodes, edges, first, last


def path_scores(texts, nodes, edges, first, last):
    """The best score of any lattice path that spells each text, or None.

    One sweep over the lattice in the order of time; what is kept at a node is the best score for
    each prefix of the texts (a node of their trie).
    """
    trie, ends = [{}], {}
    for text in texts:
        state = 0
        for word in text.split():
            if word not in trie[state]:
                trie.append({})
                trie[state][word] = len(trie) - 1
            state = trie[state][word]
        ends[text] = state
    best = {first: {0: 0}}
    for node in sorted(nodes, key=lambda node: nodes[node][1]):
        for successor, score in edges.get(node, ()) if node in best else ():
            word = nodes[successor][0]
            reached = best.setdefault(successor, {})
            is_filler = FILLER.fullmatch(word)
            for state, sum_so_far in best[node].items():
                state = state if is_filler else trie[state].get(word)
                if state is not None and sum_so_far + score > reached.get(state, -math.inf):
                    reached[state] = sum_so_far + score
    return {text: best.get(last, {}).get(state) for text, state in ends.items()}
