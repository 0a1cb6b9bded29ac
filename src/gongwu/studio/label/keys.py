"""The keys of one workshop, in one folder: made at the first use, readable by their owner only.

Two kinds: an Ed25519 key for sidecars, and for C2PA a certificate authority of our own with one
ES256 leaf. Knows nothing of what is signed.
"""

import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from gongwu.errors import BadInputError

_RECORD_KEY, _LEAF = "record.pem", "c2pa.pem"
_CERTIFICATE = b"-----BEGIN CERTIFICATE-----"
# No trusted time is to be had offline, so a certificate must outlive the files that it signs.
_YEARS = 20


@dataclass(frozen=True)
class Trust:
    """Whose signatures count: fingerprints of Ed25519 keys, and C2PA anchors as PEM."""

    fingerprints: frozenset[str] = frozenset()
    anchors: str = ""


@dataclass(frozen=True)
class LeafKey:
    """What a C2PA signature needs, as PEM: the leaf's key and its chain, the leaf first."""

    private_key: bytes
    chain: bytes


@dataclass(frozen=True)
class KeyFolder:
    """Where the keys lie. Making this object touches no file."""

    folder: Path

    def record_key(self) -> Ed25519PrivateKey:
        """The key that signs sidecars, made now if there is none."""
        path = self.folder / _RECORD_KEY
        if not path.exists():
            self._keep(_RECORD_KEY, _pem(Ed25519PrivateKey.generate()))
        return _read_key(path)

    def leaf(self) -> LeafKey:
        """The C2PA leaf, made now with its authority if there is none."""
        if not (self.folder / _LEAF).exists():
            self._keep(_LEAF, _leaf_and_authority())
        key, *certificates = (self.folder / _LEAF).read_bytes().split(_CERTIFICATE)
        return LeafKey(key, b"".join(_CERTIFICATE + one for one in certificates))

    def trust(self) -> Trust:
        """Trust in the keys that are here now; makes none."""
        record, leaf = self.folder / _RECORD_KEY, self.folder / _LEAF
        prints = {fingerprint(_read_key(record).public_key())} if record.exists() else set()
        anchors = ""
        if leaf.exists():
            anchors = (_CERTIFICATE + leaf.read_bytes().split(_CERTIFICATE)[-1]).decode("ascii")
        return Trust(frozenset(prints), anchors)

    def _keep(self, name: str, content: bytes) -> None:
        """Write a file that only its owner may read; whoever comes second keeps the first's."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = self.folder / f".{name}.{os.getpid()}"
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        try:
            os.link(partial, self.folder / name)
        except FileExistsError:
            pass
        finally:
            partial.unlink()


def fingerprint(key: Ed25519PublicKey) -> str:
    """The SHA-256 of the raw public key, in hexadecimal."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()


def _read_key(path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise BadInputError(
            en=f"{path} is not a signing key of Gongwu. Move it away; a new key is made then.",
            zh=f"{path} 不是共舞的签名密钥。请移走该文件，届时会生成新的密钥。",
        )
    return key


def _pem(key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _leaf_and_authority() -> bytes:
    """The leaf's key, the leaf, its authority. The authority's own key is forgotten at once."""
    authority_key, leaf_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority_name, leaf_name = _name("Gongwu authority"), _name("Gongwu")
    authority = (
        _certificate(authority_name, authority_name, authority_key, authority_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .sign(authority_key, hashes.SHA256())
    )
    leaf = (
        _certificate(leaf_name, authority_name, leaf_key, authority_key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
        )
        .sign(authority_key, hashes.SHA256())
    )
    certificates = (one.public_bytes(Encoding.PEM) for one in (leaf, authority))
    return _pem(leaf_key) + b"".join(certificates)


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, common),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Gongwu"),
        ]
    )


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer_key: ec.EllipticCurvePrivateKey,
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * _YEARS))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
            critical=False,
        )
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
