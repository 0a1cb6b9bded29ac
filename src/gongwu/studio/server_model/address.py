"""`NAME@URL`: which model on which server, with which key. Opens no connection."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from gongwu.errors import BadInputError, RefusedError

OWN_KEY, COMMON_KEY = "GONGWU_OPENAI_KEY", "OPENAI_API_KEY"

_SPEC = re.compile(r"(?P<name>.+)@(?P<url>https?://.+)", re.S)


@dataclass(frozen=True, kw_only=True)
class Address:
    """`key` is sent as the bearer token and never shown; "" sends none. `here`: this machine."""

    name: str
    url: str  # where chat completions are asked for
    here: bool
    key: str = field(repr=False)


def read_address(spec: str, environ: Mapping[str, str], *, offline: bool) -> Address:
    """From `NAME@URL`. Raises BadInputError, or RefusedError where `offline` forbids the server."""
    found = _SPEC.fullmatch(spec)
    if found is None:
        raise _bad(spec)
    try:
        parts = urlsplit(found["url"])
        _ = parts.port
    except ValueError:
        raise _bad(spec) from None
    if not parts.hostname or parts.query or parts.fragment or re.search(r"\s", found["url"]):
        raise _bad(spec)
    if parts.username or parts.password:
        raise BadInputError(
            en=f"A URL is shown in messages and kept in logs, so no key may stand in it: put it "
            f"into the variable {OWN_KEY}.",
            zh=f"URL 会出现在提示和日志里，不能写密钥：请放进环境变量 {OWN_KEY}。",
        )
    here = is_loopback(parts.hostname)
    if offline and not here:
        raise RefusedError(
            en=f"GONGWU_OFFLINE forbids to ask {parts.hostname}: it is not this machine. Unset "
            "GONGWU_OFFLINE, or name a server on 127.0.0.1.",
            zh=f"GONGWU_OFFLINE 不许访问 {parts.hostname}：它不在本机。请取消 GONGWU_OFFLINE，"
            "或改用 127.0.0.1 上的服务器。",
        )
    key = _key(environ, trusted=here or parts.scheme == "https")
    return Address(name=found["name"], url=_completions(parts), here=here, key=key)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, by its name or number alone."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _completions(parts: SplitResult) -> str:
    """A URL without a path means /v1, which every such server has; another path is kept."""
    path = parts.path.rstrip("/") or "/v1"
    return (
        f"{parts.scheme}://{parts.netloc}{path.removesuffix('/chat/completions')}/chat/completions"
    )


def _key(environ: Mapping[str, str], *, trusted: bool) -> str:
    """The key meant for us goes anywhere; the one meant for everybody not in clear over a net."""
    key = environ.get(OWN_KEY, "").strip()
    if trusted and not key:
        key = environ.get(COMMON_KEY, "").strip()
    if not key.isascii() or not key.isprintable():
        raise BadInputError(
            en=f"The key in {OWN_KEY} or {COMMON_KEY} has characters that no key has. "
            "Copy it anew.",
            zh=f"{OWN_KEY} 或 {COMMON_KEY} 里的密钥含有不该有的字符，请重新复制。",
        )
    return key


def _bad(spec: str) -> BadInputError:
    return BadInputError(
        en=f"openai:{spec}: write openai:NAME@URL, as in openai:qwen3@http://127.0.0.1:11434/v1",
        zh=f"openai:{spec}：应写作 openai:NAME@URL，例如 openai:qwen3@http://127.0.0.1:11434/v1",
    )
