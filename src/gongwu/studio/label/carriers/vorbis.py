"""FLAC and Ogg (Vorbis, Opus): the Vorbis comment `AIGC`, a wrapped record. Ogg is only read."""

import struct
from collections.abc import Iterator

from gongwu.studio.label.carriers.found import Found, broken
from gongwu.studio.label.implicit import ImplicitLabel

_COMMENTS = 4
_MOST_PAGES, _LONGEST_PACKET = 4_096, 16_000_000


def recognises(data: bytes) -> bool:
    return data[:4] in (b"fLaC", b"OggS")


def read(data: bytes) -> list[Found]:
    """Every label in the comments."""
    if data.startswith(b"fLaC"):
        bodies = (data[start:end] for kind, start, end in _blocks(data) if kind == _COMMENTS)
        return [Found("FLAC Vorbis comment AIGC", text) for body in bodies for text in _ours(body)]
    packet = _second_packet(data)
    for magic in (b"\x03vorbis", b"OpusTags"):
        if packet.startswith(magic):
            texts = _ours(packet.removeprefix(magic))
            return [Found("Ogg Vorbis comment AIGC", text) for text in texts]
    return []


def _comments(body: bytes) -> list[bytes]:
    """The maker's name, then every comment, up to where the block breaks off."""
    strings: list[bytes] = []
    at, left = 0, 1
    while left and at + 4 <= len(body):
        (length,) = struct.unpack_from("<I", body, at)
        if at + 4 + length > len(body):
            break
        strings.append(body[at + 4 : at + 4 + length])
        at += 4 + length
        left -= 1
        if len(strings) == 1 and at + 4 <= len(body):
            (left,) = struct.unpack_from("<I", body, at)
            at += 4
    return strings


def _is_ours(comment: bytes) -> bool:
    return comment[:5].upper() == b"AIGC="


def _ours(body: bytes) -> list[str]:
    return [text[5:].decode("utf-8", "replace") for text in _comments(body)[1:] if _is_ours(text)]


def _blocks(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, start and end of the body, of each metadata block of a FLAC file."""
    at, last = 4, False
    while not last and at + 4 <= len(data):
        last, kind = bool(data[at] & 0x80), data[at] & 0x7F
        end = at + 4 + int.from_bytes(data[at + 1 : at + 4], "big")
        if end > len(data):
            return
        yield kind, at + 4, end
        at = end


def _second_packet(data: bytes) -> bytes:
    """The packet of comments: the second of the stream, from as many pages as it takes."""
    packets, at = [bytearray()], 0
    for _ in range(_MOST_PAGES):
        if data[at : at + 4] != b"OggS" or at + 27 > len(data):
            break
        lacing = data[at + 27 : at + 27 + data[at + 26]]
        at += 27 + len(lacing)
        for length in lacing:
            packets[-1] += data[at : at + length]
            at += length
            if length < 255:
                packets.append(bytearray())
            if len(packets) > 2:
                return bytes(packets[1])
            if len(packets[-1]) > _LONGEST_PACKET:
                return b""
    return b""


def write(data: bytes, label: ImplicitLabel) -> bytes:
    """The FLAC file with this label among its comments."""
    blocks = list(_blocks(data)) if data.startswith(b"fLaC") else []
    if not blocks:
        raise broken("FLAC/Ogg", "only sound FLAC files are written", "只能写入完好的 FLAC 文件")
    comment = b"AIGC=" + label.json("wrapped").encode()
    for kind, start, end in blocks:
        if kind == _COMMENTS:
            old = _comments(data[start:end])
            kept = [text for text in old[1:] if not _is_ours(text)]
            body = _body(old[0], [*kept, comment])
            return data[: start - 3] + len(body).to_bytes(3, "big") + body + data[end:]
    _, _, end = blocks[0]
    body = _body(b"gongwu", [comment])
    # The block after which we insert may have been the last; then ours is.
    last = data[4] & 0x80
    head = bytes([_COMMENTS | last]) + len(body).to_bytes(3, "big")
    return data[:4] + bytes([data[4] & 0x7F]) + data[5:end] + head + body + data[end:]


def _body(maker: bytes, comments: list[bytes]) -> bytes:
    packed = [struct.pack("<I", len(text)) + text for text in (maker, *comments)]
    return packed[0] + struct.pack("<I", len(comments)) + b"".join(packed[1:])
