"""FILE.aigc.json: the signed record of a file, and its implicit label where the file holds none.

A sidecar has one spelling only: whoever changes a byte of it, white space included, breaks it.
"""

import json
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from gongwu.studio.label.implicit import ImplicitLabel, faults
from gongwu.studio.label.keys import Trust, fingerprint
from gongwu.studio.label.record import Standing, Statement, statement_in

# What the signature is over begins with its purpose, so that it means nothing anywhere else.
_PURPOSE = b"gongwu sidecar 1\n"
_LONGEST = 1_000_000

_SIGNATURE = frozenset({"algorithm", "public_key", "fingerprint", "value"})

Document = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Sidecar:
    """A sidecar as read. `standing` is that of its signature; `label` is a record, or ""."""

    label: str
    statement: Statement | None
    standing: Standing


def written(
    statement: Statement, label: ImplicitLabel | None, key: Ed25519PrivateKey | None
) -> bytes:
    """The bytes to save. `label` goes in when the file itself cannot hold it."""
    document: Document = {} if label is None else {"AIGC": label.fields}
    document["record"] = asdict(statement)
    if key is not None:
        document["signature"] = {
            "algorithm": "Ed25519",
            "public_key": key.public_key().public_bytes_raw().hex(),
            "fingerprint": fingerprint(key.public_key()),
            "value": key.sign(_signed_bytes(document)).hex(),
        }
    return _spelled(document)


def _spelled(document: Document) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _signed_bytes(document: Document) -> bytes:
    signed = {key: value for key, value in document.items() if key != "signature"}
    return _PURPOSE + json.dumps(signed, sort_keys=True, separators=(",", ":")).encode()


def read(sidecar: bytes, trust: Trust) -> Sidecar:
    """Any bytes; what is not a sidecar of ours is an invalid one."""
    document = _document(sidecar)
    label = document.get("AIGC")
    return Sidecar(
        label="" if label is None else json.dumps(label),
        statement=statement_in(document.get("record")),
        standing=_standing(document, sidecar, trust),
    )


def _document(sidecar: bytes) -> Document:
    try:
        document = json.loads(sidecar) if len(sidecar) <= _LONGEST else None
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _standing(document: Document, sidecar: bytes, trust: Trust) -> Standing:
    try:
        canonical = _spelled(document) == sidecar
    except (ValueError, RecursionError):  # a lone surrogate has no UTF-8
        canonical = False
    known = {"AIGC", "record", "signature"}
    label = document.get("AIGC", {})
    if not canonical or not set(document) <= known or statement_in(document.get("record")) is None:
        return "invalid"
    if not isinstance(label, dict) or (label and faults(label)):
        return "invalid"
    signature = document.get("signature")
    if signature is None:
        return "none"
    public = _verified(signature, _signed_bytes(document))
    if public is None:
        return "invalid"
    return "valid" if fingerprint(public) in trust.fingerprints else "untrusted key"


def _verified(signature: object, signed: bytes) -> Ed25519PublicKey | None:
    """The key that made this signature, if it did."""
    if not isinstance(signature, dict) or set(signature) != _SIGNATURE:
        return None
    key, value = str(signature["public_key"]), str(signature["value"])
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(value), signed)
    except (ValueError, InvalidSignature):
        return None
    # Hexadecimal has two spellings; only the one that is written counts.
    spelled = {
        "algorithm": "Ed25519",
        "public_key": public.public_bytes_raw().hex(),
        "fingerprint": fingerprint(public),
        "value": bytes.fromhex(value).hex(),
    }
    return public if spelled == signature else None
