import random
import re
import string
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.studio.safety import checksums
from gongwu.studio.safety.personal_data import find, mask

# An oracle of its own: check characters found by trying all, with the textbook's formulas.
_WEIGHTS = [pow(2, 17 - i, 11) for i in range(17)]
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def resident_id(dice: random.Random) -> str:
    born = f"{dice.randint(1930, 2020)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}"
    body = f"{dice.choice(('110105', '320102', '440304', '510107'))}{born}{dice.randint(0, 999):03}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + next(c for i, c in enumerate("0123456789X") if (total + i) % 11 == 1)


def bank_card(dice: random.Random) -> str:
    body = "622202" + "".join(dice.choices(string.digits, k=12))
    return next(card for card in (body + digit for digit in string.digits) if _luhn(card))


def _luhn(number: str) -> bool:
    table = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
    return not sum(int(c) if i % 2 == 0 else table[int(c)] for i, c in enumerate(number[::-1])) % 10


def uscc(dice: random.Random) -> str:
    body = "91" + "440300" + "".join(dice.choices(_USCC, k=9))
    total = sum(_USCC.index(c) * 3**i for i, c in enumerate(body))
    return body + next(c for i, c in enumerate(_USCC) if (total + i) % 31 == 0)


def iban(dice: random.Random) -> str:
    account = "".join(dice.choices(string.digits, k=18))
    return f"DE{98 - int(account + '131400') % 97:02}{account}"


def mobile(dice: random.Random) -> str:
    return f"1{dice.randint(3, 9)}{dice.randint(10**8, 10**9 - 1)}"


def social_security_number(dice: random.Random) -> str:
    return f"{dice.randint(1, 665):03}-{dice.randint(1, 99):02}-{dice.randint(1, 9999):04}"


MAKERS: dict[str, Callable[[random.Random], str]] = {
    "resident ID": resident_id,
    "bank card": bank_card,
    "USCC": uscc,
    "IBAN": iban,
    "mobile": mobile,
    "US social security number": social_security_number,
    "landline": lambda dice: f"0{dice.choice((10, 21, 755))}-{dice.randint(2 * 10**7, 89999999)}",
    "e-mail": lambda dice: f"user{dice.randint(1, 999)}@mail{dice.randint(1, 99)}.org",
    "ipv4": lambda dice: f"{dice.choice((8, 61))}.{dice.randint(0, 255)}.4.{dice.randint(1, 254)}",
    "ipv6": lambda dice: f"2001:db8:{dice.randint(1, 9999)}::{dice.randint(1, 9999)}",
    "licence plate": lambda dice: f"粤B{dice.randint(10000, 99999)}",
    "phone": lambda dice: f"+44 20 {dice.randint(7000, 7999)} {dice.randint(1000, 9999)}",
}  # fmt: skip
FRAMES = (
    "{}",
    "请联系：{}。",
    "张三的信息（{}），请保密",
    "Write to {} today.",
    "(see {})",
    "a\n{}\nb",
)


@pytest.mark.parametrize("kind", MAKERS)
def test_at_least_99_of_100_data_are_found_and_named(kind: str) -> None:
    dice = random.Random(kind)
    data = [MAKERS[kind](dice) for _ in range(400)]
    texts = [(datum, dice.choice(FRAMES).format(datum)) for datum in data]
    found = [
        [text[hit.start : hit.end] for hit in find(text) if hit.kind == kind]
        for _, text in texts
    ]  # fmt: skip
    right = sum(hits == [datum] for hits, (datum, _) in zip(found, texts, strict=True))
    assert right >= 396


@pytest.mark.parametrize("kind", ["resident ID", "bank card", "USCC", "IBAN"])
def test_a_wrong_check_digit_is_no_datum(kind: str) -> None:
    dice = random.Random(kind)
    letters = _USCC if kind == "USCC" else string.digits
    for _ in range(200):
        datum = MAKERS[kind](dice)
        at = len(datum) - 2
        wrong = dice.choice([c for c in letters if c != datum[at]])
        assert not find(f"号码 {datum[:at]}{wrong}{datum[at + 1 :]}。")


@pytest.mark.parametrize(
    "kind", ["resident ID", "bank card", "mobile", "US social security number"]
)
def test_a_datum_inside_a_longer_number_is_none(kind: str) -> None:
    dice = random.Random(kind)
    for _ in range(100):
        datum = MAKERS[kind](dice)
        assert not [hit for hit in find(f"7{datum}7") if hit.kind == kind]
        assert not [hit for hit in find(f"3.{datum}") if hit.kind == kind]


NOT_PERSONAL = """
3.14159265358979323846
13800138000 + 5 = 13800138005
计算：13912345678 × 2 ÷ 4
x = 13800138000
订单号：13912345678
Order no. 4111111111111111
运单号 6222021234567890128
1234567 + 7654321 = 8888888
100000000000000000
2023-2024 学年第 1 学期，第 12-15 页
1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024
ISBN 978-7-04-050694-5
127.0.0.1 and 192.168.1.10
版本 1.2.3.4
std::vector<int> a::b
12:30:45
99999999999
11111111111
解方程 3x + 12345678901 = 0
圆周率约为 3.1415926535，自然常数约为 2.7182818284
From 1914-18 to 1939-45
a@b
C12345678
E12345678
""".strip().splitlines()


@pytest.mark.parametrize("text", NOT_PERSONAL)
def test_what_only_looks_like_a_datum_stays(text: str) -> None:
    assert mask(text).text == text


def test_a_sheet_full_of_sums_stays() -> None:
    dice = random.Random(1)
    for _ in range(300):
        left, right = dice.randint(1, 10**11), dice.randint(1, 10**11)
        sheet = f"{left} + {right} = {left + right}\n{left} × 3 = {left * 3}；{left}÷7"
        assert mask(sheet).text == sheet


def test_passports_and_permits_need_their_label() -> None:
    assert [hit.kind for hit in find("护照号码为E12345678")] == ["passport"]
    assert [hit.kind for hit in find("Passport no. X1234567")] == ["passport"]
    assert [hit.kind for hit in find("港澳居民来往内地通行证 H12345678")] == ["permit"]


def test_disguised_digits_are_seen_and_the_span_is_of_the_original() -> None:
    text = "电话１３８\u200b００１３８００１"
    (hit,) = find(text)
    assert text[hit.start : hit.end] == "１３８\u200b００１３８００１"
    assert mask(text).text == "电话138****8001"


def test_people_still_recognise_their_own_number() -> None:
    assert mask("13912345678").text == "139****5678"
    assert mask("110105194912310021 11010519491231002X").text.endswith("002X")
    assert mask("zhang.san@school.edu.cn").text == "z***@school.edu.cn"
    assert mask("123-45-6789").text == "***-**-6789"


@given(st.text(alphabet=string.digits + "-+ .:@X京A年", max_size=60))
def test_masking_keeps_what_it_did_not_find_and_is_done_once(text: str) -> None:
    masked = mask(text)
    at = 0
    for hit in masked.findings:
        assert at <= hit.start < hit.end <= len(text)
        assert text[at : hit.start] in masked.text
        at = hit.end
    assert mask(masked.text).text == masked.text


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    assert len(mask(text).findings) <= len(text)


def test_no_secret_digit_is_left_legible_beyond_what_is_shown() -> None:
    dice = random.Random(5)
    for kind in ("resident ID", "bank card", "IBAN", "landline"):
        datum = MAKERS[kind](dice)
        shown = re.sub(r"[^0-9A-Z]", "", mask(datum).text)
        assert len(shown) <= 4


@pytest.mark.parametrize(
    "number", ["11010519491331002X", "990105194912310021", "11010530491231002X"]
)
def test_a_resident_id_needs_a_province_and_a_birthday(number: str) -> None:
    assert not checksums.is_resident_id(number)
