"""Recordings as telephones and browsers make them, built byte by byte: nobody's voice is in them."""

import math
import struct
import wave
from collections.abc import Sequence
from io import BytesIO


def a_wav(seconds: float = 3, loud: float = 0.5, rate: int = 8000) -> bytes:
    """Return a tone, as a recorder of a telephone writes it; ``loud`` from 0 to 1."""
    file = BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(rate)
        tone = (int(32767 * loud * math.sin(at / 5)) for at in range(int(rate * seconds)))
        written.writeframes(b"".join(struct.pack("<h", sample) for sample in tone))
    return file.getvalue()


def element(name: int, value: bytes, *, endless: bool = False) -> bytes:
    """Return an EBML element; an ``endless`` one says no size, as browsers write what they do not know the end of."""
    told = name.to_bytes((name.bit_length() + 7) // 8, "big")
    size = b"\x01" + b"\xff" * 7 if endless else (len(value) | 1 << 56).to_bytes(8, "big")
    return told + size + value


def a_webm(seconds: float = 3, codec: bytes = b"A_OPUS", kind: int = 2, block: int = 150) -> bytes:
    """Return WebM as Chromium records it: no length said, the time of its blocks alone."""
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    track = element(0xAE, element(0x83, bytes([kind])) + element(0x86, codec))
    body = element(0x1549A966, element(0x2AD7B1, (1_000_000).to_bytes(3, "big"))) + element(0x1654AE6B, track)
    for second in range(math.ceil(seconds)):
        left = min(1000, int((seconds - second) * 1000))
        blocks = [element(0xA3, b"\x81" + at.to_bytes(2, "big") + b"\x80" + b"v" * block) for at in range(0, left, 60)]
        time = element(0xE7, (second * 1000).to_bytes(4, "big"))
        body += element(0x1F43B675, time + b"".join(blocks), endless=True)
    return head + element(0x18538067, body, endless=True)


def box(name: bytes, *inner: bytes) -> bytes:
    """Return a box of MP4."""
    value = b"".join(inner)
    return (len(value) + 8).to_bytes(4, "big") + name + value


def numbers(*told: int) -> bytes:
    return b"".join(one.to_bytes(4, "big") for one in told)


def an_mp4(seconds: float = 3, kind: bytes = b"mp4a", handler: bytes = b"soun", fragments: Sequence[int] = ()) -> bytes:
    """Return MP4; in ``fragments`` of so many samples, as browsers record it, or whole, as telephones do."""
    unit = 1000
    length = 0 if fragments else int(seconds * unit)
    media = box(
        b"mdia",
        box(b"mdhd", numbers(0, 0, 0, unit, length, 0)),
        box(b"hdlr", numbers(0, 0), handler, bytes(12)),
        box(b"minf", box(b"stbl", box(b"stsd", numbers(0, 1), box(kind, bytes(28))))),
    )
    more = box(b"mvex", box(b"trex", numbers(0, 1, 1, 20, 0, 0))) if fragments else b""
    whole = box(b"ftyp", b"isom", numbers(0)) + box(b"moov", box(b"trak", media), more)
    for at, samples in enumerate(fragments):
        head = box(b"tfhd", numbers(0, 1)) + box(b"tfdt", numbers(0, at * samples * 20))
        whole += box(b"moof", box(b"traf", head, box(b"trun", numbers(0, samples))))
        whole += box(b"mdat", b"v" * samples * 40)
    return whole if fragments else whole + box(b"mdat", b"v" * int(seconds * 2000))


def a_page_of_ogg(granule: int, body: bytes, number: int, flags: int = 0) -> bytes:
    pieces = [255] * (len(body) // 255) + [len(body) % 255]
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, granule, 1, number, 0, len(pieces))
    return head + bytes(pieces) + body


def an_ogg(seconds: float = 3) -> bytes:
    """Return Opus in Ogg, as Firefox records it."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 0) + struct.pack("<I", 0)
    pages = [a_page_of_ogg(0, head, 0, 2), a_page_of_ogg(0, tags, 1)]
    for at in range(math.ceil(seconds)):
        last = min(at + 1, seconds)
        pages.append(a_page_of_ogg(int(last * 48000) + 312, b"v" * 3000, at + 2, 4 if last == seconds else 0))
    return b"".join(pages)


def an_mp3(seconds: float = 3) -> bytes:
    """Return frames of MPEG 1 layer III, 32 kbit/s, 44.1 kHz, one channel."""
    frame = b"\xff\xfb\x10\xc0" + b"v" * 100
    return frame * math.ceil(seconds * 44100 / 1152)
