"""See through disguises of writing: one folded text, with a way back to the original's spans.

Width, case, accents, zero-width and bidi controls, look-alike letters, Traditional characters and
a few evasive homophones are undone. It knows no topic: which words matter is said elsewhere. Its
Chinese maps hold only characters of the words that the lists beside it use.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

# Letters of other scripts that are drawn like Latin ones.
_LOOK_ALIKES = dict(
    zip(
        "авсеіјкмнорԛѕтухѵԝһԁӏαβγεηικνορτυχωϲɑɡıℓ",
        "abceijkmhopqstyxvwhdlabyenikvoptuxwcagil",
        strict=True,
    )
)
# Traditional to Simplified, for the characters of our lists.
_SIMPLIFIED = dict(
    zip(
        "殺槍彈藥製買賣騙詐竊盜號碼賬戶帳開鎖毆綁勒贖恐襲擊姦強兒電腦網絡駭侵資訊隱私監聽視蹤"
        "詢價種間諜謠傳銷銀證護照偽鈔軍隊極端聖戰歷史為什麼怎麼樣麼個們該應對給個國民單試題寫說"
        "請幫編輯讓關於學習課業認識預防舉報損壞機車門鎮壓屍體燒煉毒氣槓桿禮嚴謊論黨員會員聯繫"
        "數據庫漏洞攻擊蠕蟲釣魚郵連結點擊無視從後續記錄刪標籤顯輸發師傻醜髒懶賤婦職業歲",
        "杀枪弹药制买卖骗诈窃盗号码账户帐开锁殴绑勒赎恐袭击奸强儿电脑网络骇侵资讯隐私监听视踪"
        "询价种间谍谣传销银证护照伪钞军队极端圣战历史为什么怎么样么个们该应对给个国民单试题写说"
        "请帮编辑让关于学习课业认识预防举报损坏机车门镇压尸体烧炼毒气杠杆礼严谎论党员会员联系"
        "数据库漏洞攻击蠕虫钓鱼邮连结点击无视从后续记录删标签显输发师傻丑脏懒贱妇职业岁",
        strict=True,
    )
)
# Spellings by sound or by parts that people use to slip past a list.
_HOMOPHONES = {
    "诈弹": "炸弹", "炸蛋": "炸弹", "木仓": "枪", "枪zhi": "枪支", "冰du": "冰毒",
    "du品": "毒品", "毒pin": "毒品", "zisha": "自杀", "自鲨": "自杀", "自沙": "自杀",
    "鲨人": "杀人", "傻人": "杀人", "沙人": "杀人", "杀仁": "杀人", "炸yao": "炸药",
    "zha弹": "炸弹", "zhadan": "炸弹", "假抄": "假钞", "迷幻要": "迷幻药", "病du": "病毒",
    "海洛音": "海洛因",
}  # fmt: skip
_LEET = str.maketrans("013457@$", "oieastas")


@dataclass(frozen=True)
class Folded:
    """A folded text; character i came from `origin[i] : origin[i] + 1` of the original."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the original that a non-empty part of the folded text came from."""
        return self.origin[start], self.origin[end - 1] + 1


def fold_width(text: str) -> Folded:
    """Compatibility forms and invisible characters only: digits and letters keep their case."""
    return _each(text, _plain)


def fold(text: str) -> Folded:
    """All of it."""
    folded = _each(text, _folded)
    return _without_gaps(_respelled(folded))


def unleet(word: str) -> str:
    """`k1ll` as `kill`: for words that hold both letters and digits."""
    return word.translate(_LEET)


@cache
def _plain(character: str) -> str:
    if character.isascii():
        return character
    if unicodedata.category(character) in ("Cf", "Cc"):
        return ""
    return unicodedata.normalize("NFKC", character)


@cache
def _folded(character: str) -> str:
    plain = _plain(character).casefold()
    if plain.isascii():
        return plain
    if "\u4e00" <= plain <= "\u9fff":
        return _SIMPLIFIED.get(plain, plain)
    bare = [c for c in unicodedata.normalize("NFKD", plain) if unicodedata.category(c) != "Mn"]
    return "".join(_LOOK_ALIKES.get(c, c) for c in bare).casefold()


def _each(text: str, change: Callable[[str], str]) -> Folded:
    pieces = [change(character) for character in text]
    origin = [i for i, piece in enumerate(pieces) for _ in piece]
    return Folded("".join(pieces), tuple(origin))


def _replaced(folded: Folded, pattern: re.Pattern[str], change: Callable[[str], str]) -> Folded:
    """Each match replaced by something not longer than it is."""
    if not pattern.search(folded.text):
        return folded
    parts: list[str] = []
    origin: list[int] = []
    at = 0
    for match in pattern.finditer(folded.text):
        new = change(match[0])
        parts += folded.text[at : match.start()], new
        origin += folded.origin[at : match.start()]
        # The last character keeps the match's end, so that a span covers all that was replaced.
        origin += folded.origin[match.start() : match.end()][: len(new) - 1] if new else ()
        origin += folded.origin[match.end() - 1 : match.end()] if new else ()
        at = match.end()
    parts.append(folded.text[at:])
    return Folded("".join(parts), (*origin, *folded.origin[at:]))


def _respelled(folded: Folded) -> Folded:
    return _replaced(folded, _homophone_pattern(), lambda found: _HOMOPHONES[found])


def _without_gaps(folded: Folded) -> Folded:
    """`炸*弹` as `炸弹` and `b o m b` as `bomb`."""
    closed = _replaced(folded, _gap_in_chinese(), lambda _: "")
    return _replaced(closed, _spaced_letters(), _joined)


def _joined(letters: str) -> str:
    """The letters without what parts them; an article before them stays one."""
    article = "a " if letters.startswith("a ") else ""
    return article + re.sub(r"[ .*_-]", "", letters.removeprefix(article))


@cache
def _homophone_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_HOMOPHONES, key=len, reverse=True)))


@cache
def _gap_in_chinese() -> re.Pattern[str]:
    return re.compile(r"(?<=[\u4e00-\u9fff])[ *_.·~|/\\^#+-]{1,2}(?=[\u4e00-\u9fff])")


@cache
def _spaced_letters() -> re.Pattern[str]:
    return re.compile(r"(?<![a-z0-9])[a-z](?:[ .*_-][a-z]){3,}(?![a-z0-9])")
