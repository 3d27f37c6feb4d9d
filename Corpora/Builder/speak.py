"""Speech from text: synthesizers' voices at several speeds, with light noise."""

import os
import subprocess
import wave
from dataclasses import dataclass

import numpy

from sentences import choose, digest

RATE = 16_000
SPEEDS = (0.9, 0.95, 1.0, 1.1)

# What espeak-ng calls normal.
ESPEAK_WORDS_PER_MINUTE = 160

# Signal-to-noise ratios in dB; None is the synthesizer's clean signal.
NOISES = (None, 40, 35, 30)


@dataclass(frozen=True)
class Voice:
    """A voice: the program that speaks, its name there, and the speaker who was recorded."""

    program: str
    name: str
    speaker: str


VOICES = {
    "flite-awb": Voice("flite", "awb", "awb"),
    "flite-kal16": Voice("flite", "kal16", "kal"),
    "flite-rms": Voice("flite", "rms", "rms"),
    "flite-slt": Voice("flite", "slt", "slt"),
    "festival-kal": Voice("festival", "kal_diphone", "kal"),
    "festival-ked": Voice("festival", "ked_diphone", "ked"),
    "festival-slt-hts": Voice("festival", "cmu_us_slt_arctic_hts", "slt"),
    "espeak-gb": Voice("espeak-ng", "en-gb-x-rp+f2", "espeak-gb"),
    "espeak-us": Voice("espeak-ng", "en-us", "espeak-us"),
}

# These two speak in tests only, and no other voice was made from the same speakers.
HELD_OUT = ("flite-rms", "festival-ked")
TESTS = tuple(name for name, voice in VOICES.items() if voice.program in ("flite", "festival"))
FAMILIAR = tuple(name for name in TESTS if name not in HELD_OUT)


class Festival:
    """A running festival that speaks one text after the other with one voice.

    Its output for a text doesn't depend on the texts before (measured for all three voices).
    """

    def __init__(self, name):
        self.isHTS = name.endswith("_hts")
        self.process = subprocess.Popen(
            ["festival", "--pipe"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.command(f"(voice_{name})")
        if self.isHTS:
            self.command("(set! plain_params hts_engine_params)")

    def command(self, scheme):
        """Runs one line of Scheme and waits until it is done."""
        self.process.stdin.write(scheme + '\n(format t "done\\n")\n(fflush nil)\n')
        self.process.stdin.flush()
        if self.process.stdout.readline() != "done\n":
            raise OSError(f"festival ended at: {scheme}")

    def speak(self, text, speed, path):
        """Writes the text's speech to a WAV file."""
        if self.isHTS:
            pace = f'(set! hts_engine_params (append plain_params (list (list "-r" {speed}))))'
        else:
            pace = f"(Parameter.set 'Duration_Stretch {1 / speed:.4f})"
        self.command(f'{pace}(utt.save.wave (utt.synth (Utterance Text "{text}")) "{path}" \'riff)')


class Speaker:
    """Speaks with any voice; `folder` holds the one file in flight (best in memory)."""

    def __init__(self, folder):
        self.path = os.path.join(folder, "speech.wav")
        self.festivals = {}

    def speak(self, text, voice_name, speed, snr):
        """The text as 16 kHz samples in [-1, 1], with noise at the given ratio."""
        samples = level(resample(*self.synthesize(text, voice_name, speed)))
        return samples if snr is None else samples + noise(samples, snr, text, voice_name)

    def synthesize(self, text, voice_name, speed):
        """The samples as the synthesizer makes them, and their rate."""
        voice = VOICES[voice_name]
        if os.path.exists(self.path):
            os.remove(self.path)
        if voice.program == "flite":
            stretch = f"duration_stretch={1 / speed:.4f}"
            subprocess.run(
                ["flite", "-voice", voice.name, "--setf", stretch, "-t", text, "-o", self.path],
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        elif voice.program == "espeak-ng":
            pace = str(round(ESPEAK_WORDS_PER_MINUTE * speed))
            subprocess.run(
                ["espeak-ng", "-v", voice.name, "-s", pace, "-w", self.path, "--", text],
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        else:
            if voice.name not in self.festivals:
                self.festivals[voice.name] = Festival(voice.name)
            try:
                self.festivals[voice.name].speak(text, speed, self.path)
            except OSError:
                del self.festivals[voice.name]
                raise
        return read_wav(self.path)


def read_wav(path):
    """The samples of a 16-bit mono file, in [-1, 1], and its rate."""
    with wave.open(path, "rb") as file:
        frames = file.readframes(file.getnframes())
        return numpy.frombuffer(frames, "<i2") / 32768.0, file.getframerate()


def resample(samples, rate):
    """The samples at 16 kHz.

    A 32 kHz signal is halved through a 63-tap windowed-sinc low pass; any other rate is changed by
    cutting the spectrum of the whole signal.
    """
    if rate == RATE:
        return samples
    if rate != 2 * RATE:
        if rate < RATE:
            raise ValueError(f"a voice speaks at {rate} Hz")
        count = round(len(samples) * RATE / rate)
        spectrum = numpy.fft.rfft(samples)[: count // 2 + 1]
        return numpy.fft.irfft(spectrum, count) * (count / len(samples))
    taps = numpy.arange(-31, 32)
    kernel = numpy.sinc(taps * 0.48) * numpy.hamming(63)
    return numpy.convolve(samples, kernel / kernel.sum(), "same")[::2]


def level(samples):
    """Brings the signal to -24 dBFS, or less where it would clip."""
    power = float(numpy.sqrt(numpy.mean(samples**2)))
    peak = float(numpy.max(numpy.abs(samples)))
    if power == 0:
        raise ValueError("silence")
    return samples * min(0.063 / power, 0.95 / peak)


def noise(samples, snr, *parts):
    """Noise for the signal, `snr` dB below it: white or pink, by the digest of the parts."""
    generator = numpy.random.Generator(numpy.random.PCG64(digest("noise", *parts)))
    spectrum = numpy.fft.rfft(generator.standard_normal(len(samples)))
    if choose(("white", "pink"), "colour", *parts) == "pink":
        spectrum = spectrum / numpy.sqrt(numpy.maximum(numpy.arange(len(spectrum)), 1))
    shape = numpy.fft.irfft(spectrum, len(samples))
    power = numpy.sqrt(numpy.mean(samples**2))
    return shape * (power / numpy.sqrt(numpy.mean(shape**2)) * 10 ** (-snr / 20))


def pcm(samples):
    """16-bit little-endian bytes for the recognizer."""
    return numpy.clip(numpy.round(samples * 32768), -32768, 32767).astype("<i2").tobytes()
