"""The kinds of personal data: how each is written, and what makes a match a real one."""

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from gongwu.studio.safety import checksums


@dataclass(frozen=True, kw_only=True)
class DatumKind:
    """`holds` judges a match without its separators; `shown` of it stay legible, first and last.

    `label`: it counts only after one of these words. `plain`: it is a bare number, so that
    arithmetic, or the label of an order, tells that it is none.
    """

    name: str
    pattern: str
    holds: Callable[[str], bool] = bool
    shown: tuple[int, int] = (0, 4)
    label: str = ""
    plain: bool = True


@cache
def patterns() -> tuple[tuple[DatumKind, re.Pattern[str]], ...]:
    """Each kind with its pattern, whose group `it` is the datum; the surest kinds first."""
    return tuple((kind, _compiled(kind)) for kind in _kinds())


def _compiled(kind: DatumKind) -> re.Pattern[str]:
    if not kind.label:
        return re.compile(kind.pattern, re.ASCII)
    # A label may stand a few words before: 护照号码为 E12345678.
    before = rf"(?i:{kind.label})(?:(?i: number| no\.?| is)|[^\w\n]|号码?|码|为|是){{0,6}}"
    return re.compile(before + kind.pattern, re.ASCII)


# Not inside a longer number, word or decimal.
_ALONE = r"(?<![0-9A-Za-z_])(?<!\d\.)"
_UNJOINED = _ALONE + r"(?<!\d-)"
_DONE = r"(?![0-9A-Za-z_])(?!\.\d)"
_NO_MORE = _DONE + r"(?![ -]\d)"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_AREA = r"0(?:10|2\d|[3-9]\d{2})"


def _numbers() -> tuple[DatumKind, ...]:
    return (
        DatumKind(
            name="resident ID",
            holds=checksums.is_resident_id,
            pattern=_ALONE + r"(?P<it>\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx])" + _DONE,
        ),
        DatumKind(
            name="USCC",
            holds=checksums.is_uscc,
            pattern=_ALONE + r"(?P<it>[1-9ANY]\d\d{6}[0-9A-HJ-NPQRTUWXY]{10})" + _DONE,
        ),
        DatumKind(
            name="IBAN",
            holds=checksums.is_iban,
            pattern=_ALONE
            + r"(?P<it>[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)"
            + _DONE,
        ),
        DatumKind(
            name="bank card",
            holds=checksums.is_bank_card,
            pattern=_UNJOINED
            + r"(?P<it>\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?|3\d{3}[ -]?\d{6}[ -]?\d{5})"
            + _NO_MORE,
        ),
        DatumKind(
            name="US social security number",
            holds=checksums.is_social_security_number,
            pattern=_UNJOINED + r"(?<!\d )(?P<it>\d{3}-\d{2}-\d{4})" + _NO_MORE,
        ),
    )


def _phones() -> tuple[DatumKind, ...]:
    return (
        DatumKind(
            name="mobile",
            holds=lambda number: len(set(number[-8:])) > 1,
            shown=(3, 4),
            pattern=_UNJOINED
            + r"(?:(?:\+|00)?86[ -]?)?(?P<it>1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]\d{4}))"
            + _DONE
            + r"(?!-\d)",
        ),
        DatumKind(
            name="landline",
            shown=(0, 2),
            pattern=_UNJOINED
            + rf"(?:\+?86-?)?(?P<it>(?:\({_AREA}\) ?|{_AREA}-)[2-8]\d{{6,7}})"
            + _DONE
            + r"(?!-\d{5})",
        ),
        DatumKind(
            name="phone",
            shown=(0, 2),
            pattern=_UNJOINED
            + r"(?P<it>(?:\+?1[ .-]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[.-])[2-9]\d{2}[.-]\d{4})"
            + _DONE
            + r"(?![.-]\d)",
        ),
        DatumKind(
            name="phone",
            holds=lambda number: 9 <= len(number) <= 16,
            shown=(0, 2),
            # After a number, a bracket or a lone letter, + adds.
            pattern=r"(?<![0-9A-Za-z_)])(?<![0-9)] )(?<!\b[A-Za-z] )"
            r"(?P<it>\+[1-9]\d{0,2}(?:[ .-]?(?:\(\d{1,5}\)|\d{1,5})){2,5})" + _DONE,
        ),
    )


def _documents() -> tuple[DatumKind, ...]:
    return (
        DatumKind(
            name="passport",
            shown=(1, 3),
            plain=False,
            label="护照|護照|passport",
            pattern=r"(?P<it>(?<![0-9A-Za-z])(?:[A-Z]{1,2}\d{6,8}|\d{9}))" + _DONE,
        ),
        DatumKind(
            name="permit",
            shown=(1, 3),
            plain=False,
            label="通行证|通行證|回乡证|回鄉證|台胞证|台胞證|居留许可|居留证|permit",
            pattern=r"(?P<it>(?<![0-9A-Za-z])(?:[CHMWT][A-Z]?\d{7,10}|\d{8}(?:\d{2})?))" + _DONE,
        ),
        DatumKind(
            name="licence plate",
            shown=(2, 2),
            plain=False,
            pattern=rf"(?P<it>[{_PROVINCES}][A-HJ-NP-Z][·. -]?(?=[A-Z]{{0,4}}\d)[A-HJ-NP-Z0-9]{{4}}"
            r"(?:[A-HJ-NP-Z0-9]{1,2}|[学警挂港澳]))(?![A-Za-z0-9])",
        ),
    )


def _addresses() -> tuple[DatumKind, ...]:
    return (
        DatumKind(
            name="e-mail",
            plain=False,
            pattern=r"(?<![\w.+-])(?P<it>[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24})"
            r"(?![\w-])",
        ),
        DatumKind(
            name="ipv4",
            plain=False,
            holds=_is_address,
            pattern=r"(?<![\w.])(?<![Vv]ersion )(?<!版本)(?<!版本 )(?<!版本号)(?<!版本号 )"
            r"(?P<it>\d{1,3}(?:\.\d{1,3}){3})(?!\w)(?!\.\d)",
        ),
        DatumKind(
            name="ipv6",
            plain=False,
            holds=_is_ipv6,
            pattern=r"(?<![\w.])(?<!\w:)(?<!::)(?P<it>(?=[0-9a-fA-F:]*\d)(?:[0-9a-fA-F]{1,4}|:(?=:))"
            r"(?::[0-9a-fA-F]{0,4}){2,7})(?![\w:])",
        ),
    )


def _kinds() -> tuple[DatumKind, ...]:
    return (*_addresses(), *_numbers(), *_phones(), *_documents())


# Networks that lead to nobody: this machine, private ones, masks and multicast.
_NOBODYS = (
    "0.0.0.0/8 10.0.0.0/8 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 224.0.0.0/3 "
    "::/127 fe80::/10 fc00::/7 ff00::/8"
)


def _is_address(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return not any(address in network for network in _nobodys())


@cache
def _nobodys() -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    return tuple(ipaddress.ip_network(network) for network in _NOBODYS.split())


def _is_ipv6(text: str) -> bool:
    return len([part for part in text.split(":") if part]) >= 3 and _is_address(text)
