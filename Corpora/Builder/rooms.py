"""Where the microphone stands: rooms that echo, people who talk, a telephone line."""

from pathlib import Path

import numpy

from sentences import choose, digest, read_written
from speak import RATE, TESTS, level

SPEED_OF_SOUND = 343.0

# Size in meters, share of the sound that a wall sends back, distance of the speaker in meters.
ECHOES = {
    "office": ((4.2, 5.1, 2.7), 0.78, 1.0),
    "hall": ((9.3, 14.2, 4.6), 0.8, 1.5),
}
ROOMS = (*ECHOES, "babble", "telephone")

# How many people talk behind the speaker, and how far below, in dB.
TALKERS = 5
BABBLE_RATIO = 15

# What a telephone line lets through, in Hz, and how steeply it ends.
LINE = (300, 3400)
SLOPE = 100


def place(samples, room, speaker, *parts):
    """The samples as they are heard in the room; places and talkers by the digest of the parts.

    `speaker` speaks for the people in the background. Ends at -24 dBFS as the samples did.
    """
    if room in ECHOES:
        response = impulse_response(*ECHOES[room], *parts)
        return level(convolve(samples, response))
    if room == "babble":
        return level(samples + babble(samples, speaker, *parts))
    if room == "telephone":
        return telephone(samples)
    raise ValueError(f"no room is called {room}")


def convolve(samples, response):
    """The samples through the response, with its whole tail."""
    count = len(samples) + len(response) - 1
    size = 1 << (count - 1).bit_length()
    product = numpy.fft.rfft(samples, size) * numpy.fft.rfft(response, size)
    return numpy.fft.irfft(product, size)[:count]


def impulse_response(size, reflection, distance, *parts):
    """The echoes of a shoe-box room by the image method (Allen and Berkley, 1979).

    Every wall mirrors the room, and a mirrored speaker at distance d is heard d / c later and
    reflection^bounces / d as loud. The microphone stands anywhere half a meter from the walls, the
    speaker `distance` away at the same height; the response ends 60 dB down.
    """
    generator = numpy.random.Generator(numpy.random.PCG64(digest("place", *parts)))
    size = numpy.array(size)
    while True:
        microphone = 0.5 + generator.random(3) * (size - 1)
        angle = generator.random() * 2 * numpy.pi
        source = microphone + distance * numpy.array([numpy.cos(angle), numpy.sin(angle), 0])
        if numpy.all(source > 0.3) and numpy.all(source < size - 0.3):
            break
    # Eyring's time of decay, for walls that are all alike.
    surface = 2 * (size[0] * size[1] + size[0] * size[2] + size[1] * size[2])
    decay = 0.161 * numpy.prod(size) / (-surface * numpy.log(reflection**2))
    reach = decay * SPEED_OF_SOUND
    axes = []
    for axis in range(3):
        order = int(numpy.ceil(reach / (2 * size[axis]))) + 1
        room = numpy.arange(-order, order + 1)
        images = 2 * room * size[axis]
        images = numpy.concatenate([images + source[axis], images - source[axis]])
        bounces = numpy.concatenate([abs(2 * room), abs(2 * room - 1)])
        axes.append((images - microphone[axis], bounces))
    (x, i), (y, j), (z, k) = axes
    d = numpy.sqrt(
        x[:, None, None] ** 2 + y[None, :, None] ** 2 + z[None, None, :] ** 2
    ).reshape(-1)
    bounces = (i[:, None, None] + j[None, :, None] + k[None, None, :]).reshape(-1)
    heard = d < reach
    delays = numpy.round(d[heard] / SPEED_OF_SOUND * RATE).astype(int)
    delays -= delays.min()
    # Walls that turn the sign keep the echoes from piling up at 0 Hz (Lehmann and Johansson, 2008).
    signs = numpy.where(bounces[heard] % 2 == 0, 1.0, -1.0)
    return numpy.bincount(delays, signs * reflection ** bounces[heard] / d[heard])


def babble(samples, speaker, *parts):
    """People who say other sentences of ours, `BABBLE_RATIO` dB below the samples."""
    path = Path(__file__).resolve().parent.parent / "Sentences" / "messaging-written.txt"
    sentences = [sentence.text for sentence in read_written(path)]
    mixture = numpy.zeros(len(samples))
    for talker in range(TALKERS):
        generator = numpy.random.Generator(numpy.random.PCG64(digest("talker", talker, *parts)))
        voice = choose([name for name in TESTS if name.startswith("flite")], "who", talker, *parts)
        speech = numpy.zeros(0)
        while len(speech) < 2 * len(samples):
            text = sentences[int(generator.integers(len(sentences)))]
            speech = numpy.concatenate([speech, speaker.speak(text, voice, 1.0, None)])
        start = int(generator.integers(len(speech) - len(samples) + 1))
        mixture += speech[start : start + len(samples)]
    power = numpy.sqrt(numpy.mean(samples**2))
    return mixture * (power / numpy.sqrt(numpy.mean(mixture**2)) * 10 ** (-BABBLE_RATIO / 20))


def telephone(samples):
    """The samples through a line's band, 8 kHz and the 8 bits of μ-law (ITU-T G.711), and back."""
    samples = samples[: len(samples) // 2 * 2]
    spectrum = numpy.fft.rfft(samples)
    hertz = numpy.arange(len(spectrum)) * RATE / len(samples)
    low = numpy.clip((hertz - LINE[0] + SLOPE) / SLOPE, 0, 1)
    high = numpy.clip((LINE[1] + SLOPE - hertz) / SLOPE, 0, 1)
    half = len(samples) // 2
    narrow = level(numpy.fft.irfft((spectrum * low * high)[: half // 2 + 1], half) / 2)
    mu = 255
    compressed = numpy.sign(narrow) * numpy.log1p(mu * numpy.abs(narrow)) / numpy.log1p(mu)
    coded = numpy.round(numpy.clip(compressed, -1, 1) * 127) / 127
    line = numpy.sign(coded) * numpy.expm1(numpy.abs(coded) * numpy.log1p(mu)) / mu
    return level(numpy.fft.irfft(numpy.fft.rfft(line), len(samples)) * 2)
