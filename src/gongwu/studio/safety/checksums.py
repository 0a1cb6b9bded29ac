"""Check digits of the numbers that people and companies are known by. Knows digits, not texts."""

from datetime import date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PROVINCE_CODES = (
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 "
    "61 62 63 64 65 71 81 82 83"
)
_PROVINCES = frozenset(_PROVINCE_CODES.split())
# Department and category of who registers a body: offices, associations, companies, farms.
_USCC_KIND_CODES = (
    "11 12 13 19 21 29 31 32 33 34 35 39 41 49 51 52 53 54 55 59 61 62 69 71 72 79 81 89 "
    "91 92 93 A1 A9 N1 N2 N3 N9 Y1"
)
_USCC_KINDS = frozenset(_USCC_KIND_CODES.split())
_IBAN_SIZES = (
    "AD:24 AE:23 AL:28 AT:20 AZ:28 BA:20 BE:16 BG:22 BH:22 BR:29 BY:28 CH:21 "
    "CR:22 CY:28 CZ:24 DE:22 DK:18 DO:28 EE:20 EG:29 ES:24 FI:18 FO:18 FR:27 "
    "GB:22 GE:22 GI:23 GL:18 GR:27 GT:28 HR:21 HU:28 IE:22 IL:23 IQ:23 IS:26 "
    "IT:27 JO:30 KW:30 KZ:20 LB:28 LI:21 LT:20 LU:20 LV:21 MC:27 MD:24 ME:22 "
    "MK:19 MR:27 MT:31 MU:30 NL:18 NO:15 PK:24 PL:28 PS:29 PT:25 QA:29 RO:24 "
    "RS:22 SA:24 SE:24 SI:19 SK:24 SM:27 TN:24 TR:26 UA:29 VA:22 XK:20 "
)
_IBAN_LENGTHS = dict(pair.split(":") for pair in _IBAN_SIZES.split())


def is_resident_id(number: str) -> bool:
    """Eighteen characters: a province or the 9 of a foreigner's permit, a birthday, ISO 7064."""
    if number[:2] not in _PROVINCES and number[0] != "9":
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _ID_WEIGHTS, strict=True))
    return _is_birthday(number[6:14]) and _ID_CHECKS[total % 11] == number[17].upper()


def is_bank_card(number: str) -> bool:
    """A known network's prefix and length, and Luhn."""
    return _has_card_prefix(number) and luhn(number) == 0


def luhn(number: str) -> int:
    """0 where the check digit holds."""
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return (doubled + sum(map(int, number[-1::-2]))) % 10


def is_uscc(code: str) -> bool:
    """统一社会信用代码, GB 32100-2015: kind of body, province, and the check character."""
    if code[:2] not in _USCC_KINDS or (code[2:4] not in _PROVINCES and code[2:4] != "10"):
        return False
    if any(letter not in _USCC_ALPHABET for letter in code):
        return False
    total = sum(_USCC_ALPHABET.index(code[i]) * pow(3, i, 31) for i in range(17))
    return _USCC_ALPHABET[-total % 31] == code[17]


def is_iban(code: str) -> bool:
    """A country's length and ISO 7064 mod 97."""
    if _IBAN_LENGTHS.get(code[:2]) != str(len(code)):
        return False
    return int("".join(str(int(letter, 36)) for letter in code[4:] + code[:4])) % 97 == 1


def is_social_security_number(number: str) -> bool:
    """Nine digits that the United States give out."""
    area, group, serial = number[:3], number[3:5], number[5:]
    return area not in ("000", "666") and area < "900" and group != "00" and serial != "0000"


def _is_birthday(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return date(1880, 1, 1) <= born <= date.today()


def _has_card_prefix(number: str) -> bool:
    size, two, four = len(number), int(number[:2]), int(number[:4])
    return (
        (number[0] == "4" and size == 16)
        or ((51 <= two <= 55 or 2221 <= four <= 2720) and size == 16)
        or (two == 62 and 16 <= size <= 19)
        or (two in (34, 37) and size == 15)
        or ((two == 65 or four == 6011) and size == 16)
        or (3528 <= four <= 3589 and size == 16)
    )
