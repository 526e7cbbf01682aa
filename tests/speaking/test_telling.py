"""What a file is, told by its bytes alone: every way a recorder writes, and everything that is no voice."""

import hashlib
import resource
import struct
import zlib
from collections.abc import Callable

import pytest

from portal.core import voice_messages as said
from portal.core.understanding import Unclear
from portal.core.voice_messages import LARGEST, SoundType
from portal.core.words import Words
from portal.speaking.telling import recording_in
from tests.recordings import a_page_of_ogg, a_wav, a_webm, an_mp3, an_mp4, an_ogg, box, element, numbers

SENTENCES = {said.NO_SOUND, said.NOT_PLAYED, said.HEARD_NOTHING, said.TOO_LONG, said.A_VIDEO}
MOST_CPU_S = 0.3
"""Of one file, however it was made: others wait meanwhile."""


def told(content: bytes) -> int | Words:
    """Return how many seconds a file has, or what is said to whoever sent it."""
    try:
        return recording_in(content).seconds
    except Unclear as unclear:
        return unclear.words


def problem(content: bytes) -> int | Words:
    found = told(content)
    assert isinstance(found, str), "it was taken for a voice"
    return found


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (a_wav(), SoundType.WAV),
        (a_webm(), SoundType.WEBM),
        (an_mp4(), SoundType.MP4),
        (an_mp4(fragments=(50, 50, 50)), SoundType.MP4),
        (an_mp4(kind=b"Opus"), SoundType.MP4),
        (an_ogg(), SoundType.OGG),
        (an_mp3(), SoundType.MP3),
    ],
    ids=["wav", "webm", "m4a", "fragments", "opus in mp4", "ogg", "mp3"],
)
def test_what_telephones_and_browsers_record_is_told_with_its_length(content: bytes, kind: SoundType) -> None:
    found = recording_in(content)
    assert (found.type, found.seconds, found.content) == (kind, 3, content)


@pytest.mark.parametrize("record", [a_wav, a_webm, an_mp4, an_ogg, an_mp3])
def test_two_minutes_are_kept_and_more_are_not(record: Callable[[float], bytes]) -> None:
    assert recording_in(record(120)).seconds == 120
    assert problem(record(123)) == said.TOO_LONG


def test_a_moment_longer_than_two_minutes_still_counts_as_two() -> None:
    assert recording_in(a_wav(seconds=120.4)).seconds == 120


@pytest.mark.parametrize(
    "content",
    [
        a_wav(loud=0),
        a_wav(loud=0.005),
        a_webm(seconds=30, block=3),
        a_webm(seconds=0.2),
        an_mp4(seconds=110)[:2000],
        an_mp4(seconds=0),
    ],
    ids=["silence", "the noise of a room", "silent opus", "a touch", "a claim", "nothing"],
)
def test_where_nothing_can_be_heard_the_person_is_told(content: bytes) -> None:
    assert problem(content) == said.HEARD_NOTHING


@pytest.mark.parametrize("bits", [8, 16, 24, 32])
@pytest.mark.parametrize("loud", [0x40, 0])
def test_samples_of_every_width_are_listened_to(bits: int, loud: int) -> None:
    width, silence = bits // 8, 0x80 if bits == 8 else 0
    frame = bytes(width - 1) + bytes([silence + loud])
    form = struct.pack("<HHIIHH", 1, 1, 8000, 8000 * width, width, bits)
    data = frame * 16000
    body = b"fmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", len(data)) + data
    content = b"RIFF" + struct.pack("<I", len(body) + 4) + b"WAVE" + body
    if loud:
        assert recording_in(content).seconds == 2
    else:
        assert problem(content) == said.HEARD_NOTHING


@pytest.mark.parametrize(
    "content",
    [
        an_mp4(handler=b"vide", kind=b"avc1"),
        a_webm(kind=1, codec=b"V_VP8"),
        b"RIFF\0\0\0\0AVI LIST" + bytes(1000),
        b"FLV\x01" + bytes(1000),
        a_page_of_ogg(0, b"\x80theora" + bytes(40), 0, 2),
    ],
    ids=["mp4", "webm", "avi", "flv", "ogg"],
)
def test_a_video_is_told_as_such(content: bytes) -> None:
    assert problem(content) == said.A_VIDEO


@pytest.mark.parametrize(
    "content",
    [
        an_mp4(kind=b"samr"),
        an_mp4(kind=b"sawb"),
        b"#!AMR\n" + bytes(3000),
        b"fLaC" + bytes(3000),
        a_webm(codec=b"A_FLAC"),
        a_page_of_ogg(0, b"Speex   " + bytes(72), 0, 2),
        b"\xff\xf1\x50\x80" + bytes(3000),
    ],
    ids=["3gp", "3gp wide", "amr", "flac", "flac in webm", "speex", "adts"],
)
def test_what_not_every_browser_plays_is_told_as_such(content: bytes) -> None:
    assert problem(content) == said.NOT_PLAYED


def noise(size: int) -> bytes:
    return hashlib.shake_128(b"noise").digest(size)


NO_SOUNDS = {
    "text": b"Dear counsellor, this is a letter called voice.mp3. " * 60,
    "a page": b"<!doctype html><script>alert(1)</script>" * 50,
    "a picture": b"\x89PNG\r\n\x1a\n" + noise(3000),
    "an archive": b"PK\x03\x04" + noise(3000),
    "a paper": b"%PDF-1.7\n" + noise(3000),
    "noise": b"\x00" + noise(3000),
    "one byte": b"R",
    "half a wav": b"RIFF\xff\xff\xff\xffWAVEfmt ",
    "a wav without samples": b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0" + struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16),
    "an mp4 of nothing": b"\0\0\0\x18ftypisom" + bytes(12),
    "an mp4 in circles": b"\0\0\0\x10ftypisom\0\0\0\0" + b"\0\0\0\x07free",
    "a webm of nothing": b"\x1a\x45\xdf\xa3\x80",
    "a webm of zeros": b"\x1a\x45\xdf\xa3\x80" + bytes(3000),
    "ogg cut short": b"OggS",
    "id3 and no more": b"ID3\x04\0\0\x7f\x7f\x7f\x7f",
}


@pytest.mark.parametrize("name", NO_SOUNDS)
def test_what_is_no_sound_is_told_in_a_sentence(name: str) -> None:
    assert problem(NO_SOUNDS[name]) in {said.NO_SOUND, said.NOT_PLAYED, said.HEARD_NOTHING}


@pytest.mark.parametrize("record", [a_wav, a_webm, an_mp4, an_ogg, an_mp3])
def test_a_file_cut_anywhere_or_altered_ends_in_a_sentence(record: Callable[[float], bytes]) -> None:
    whole = record(2)
    for thrown in range(300):
        where, many, *altered = struct.unpack(
            "<IB3I", hashlib.shake_128(bytes([thrown % 256, thrown // 256])).digest(17)
        )
        cut = bytearray(whole[: where % len(whole) + 1])
        for one in altered[: many % 4]:
            cut[one % len(cut)] = one >> 24
        assert told(bytes(cut)) in SENTENCES | set(range(1, 121))


def full(begin: bytes, piece: bytes) -> bytes:
    """Return a file of the largest size, filled with one piece again and again."""
    return (begin + piece * ((LARGEST - len(begin)) // len(piece) + 1))[:LARGEST]


def hostile() -> dict[str, bytes]:
    ebml = element(0x1A45DFA3, element(0x4282, b"webm")) + b"\x18\x53\x80\x67\x01" + b"\xff" * 7
    moov = box(b"ftyp", b"isom", numbers(0))
    id3_bomb = zlib.compress(bytes(50_000_000))
    return {
        "wav of loud noise": a_wav()[:40] + b"\xff" * 4 + noise(LARGEST - 44),
        "wav of silence": full(a_wav()[:40] + b"\xff" * 4, b"\0"),
        "wav of tiny chunks": full(b"RIFF\0\0\0\0WAVE", b"junk\0\0\0\0"),
        "webm of void": full(ebml, b"\xec\x80"),
        "webm of clusters": full(ebml, b"\x1f\x43\xb6\x75\x80"),
        "webm of empty blocks": full(ebml, b"\xa3\x84\x81\0\0\x80"),
        "webm of noise": full(ebml, noise(65_536)),
        "mp4 of free": full(moov, b"\0\0\0\x08free"),
        "mp4 of moov in moov": full(moov, b"\0\0\0\x08moov"),
        "mp4 of runs": full(moov, box(b"moof", box(b"traf", box(b"trun", numbers(0x100, 0xFFFFFFF))))),
        "mp4 of noise": full(moov, noise(65_536)),
        "ogg of empty pages": full(an_ogg(1)[:200], a_page_of_ogg(0, b"", 1)),
        "ogg of one page": full(an_ogg(1)[:200], b"OggS" + noise(4000)),
        "ogg of noise": full(an_ogg(1)[:200], noise(65_536)),
        "mp3 of headers": full(b"", b"\xff\xfb\x10\xc0"),
        "mp3 of noise": full(b"\xff\xfb\x10\xc0", noise(65_536)),
        "mp3 of changing frames": full(b"", an_mp3(0.1) + b"\xff\xfb\x90\x64" + bytes(413)),
        "mp3 of nearly frames": full(b"ID3\x03\0\0\0\0\0\0", b"\xff\xfb\x00"),
        "id3 of many frames": full(b"ID3\x03\0\0\x04\x7f\x7f\x7f", b"TIT2\0\0\0\x01\0\0\0"),
        "id3 with a bomb": full(b"ID3\x03\0\0\x02\x7f\x7f\x7fAPIC\0\xff\xff\xff\0\x80" + id3_bomb, b"\0"),
        "text": full(b"", b"not a sound at all. "),
    }


@pytest.mark.parametrize("name", hostile())
def test_ten_megabytes_made_to_keep_the_portal_busy_do_not(name: str) -> None:
    content = hostile()[name]
    before = resource.getrusage(resource.RUSAGE_SELF)
    found = told(content)
    after = resource.getrusage(resource.RUSAGE_SELF)
    assert found in SENTENCES
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < MOST_CPU_S


def test_nothing_and_too_much_are_told_as_such() -> None:
    assert problem(b"") == said.EMPTY
    assert problem(bytes(LARGEST + 1)) == said.TOO_BIG
