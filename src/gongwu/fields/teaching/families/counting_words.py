"""Counting words from letters and numbers from digits."""

import random
from collections import Counter
from math import factorial, perm, prod

from gongwu.fields.teaching.exercise import Exercise, Family
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import exact

# How often the letters of a word occur, for each level.
_PATTERNS = {
    1: ((2, 1, 1), (3, 1, 1), (2, 1, 1, 1), (4, 1, 1), (3, 1, 1, 1), (2, 1, 1, 1, 1)),
    2: ((2, 2, 1), (3, 2), (3, 2, 1), (2, 2, 2), (2, 2, 1, 1), (3, 2, 1, 1), (4, 2, 1), (3, 3, 1)),
    3: ((2, 2, 1), (2, 2, 1, 1), (2, 3, 1), (2, 2, 2), (2, 3, 2), (2, 2, 2, 1), (2, 3, 1, 1)),
}
_LETTERS = "ABCDEFGHKLMNPRSTUXYZ"


def _letters(dice: random.Random, level: int) -> tuple[str, str]:
    """The letters in a mixed order, and the first of the repeated ones."""
    pattern = dice.choice(_PATTERNS[level])
    kinds = dice.sample(_LETTERS, len(pattern))
    pool = [letter for letter, many in zip(kinds, pattern, strict=True) for _ in range(many)]
    dice.shuffle(pool)
    return "".join(pool), kinds[0]


def _factorials(counts: Counter[str]) -> str:
    return "*".join(f"{many}!" for many in sorted(counts.values(), reverse=True) if many > 1)


def _words(dice: random.Random, level: int) -> Exercise:
    letters, _ = _letters(dice, level)
    counts, n = Counter(letters), len(letters)
    below = prod(map(factorial, counts.values()))
    answer = factorial(n) // below
    most = max(counts.values())
    listed = ", ".join(letters)
    return told(
        {"letters": letters},
        words(
            f"How many different words, with or without meaning, can be made with all of the "
            f"letters {listed}?",
            f"用全部字母 {'、'.join(letters)} 可以排成多少个不同的“单词”（不要求有意义）？",
        ),
        exact(answer),
        [
            slip(
                "equal-things-told-apart",
                exact(factorial(n)),
                "Swapping two equal letters gives the same word, so each word is counted several "
                "times.",
                "交换两个相同的字母得到的是同一个单词，这样每个单词都被数了多次。",
            ),
            slip(
                "divided-by-the-count-not-its-factorial",
                exact(factorial(n) // prod(counts.values()))
                if level == 1 and most > 2
                else exact(factorial(n) // most),
                "Divide by the factorial of how often each letter occurs: that is the number of "
                "ways to swap it with itself.",
                "应除以每个字母重复次数的阶乘，那才是相同字母互换的方法数。",
            ),
            slip(
                "only-different-letters-arranged",
                exact(factorial(len(counts))),
                "This arranges each letter once; all letters must be used.",
                "这只把不同的字母各用了一次，题目要求用上全部字母。",
            ),
            slip(
                "repetition-allowed",
                exact(len(counts) ** n),
                "This lets every letter be used as often as one likes.",
                "这样算等于每个字母可以随意重复使用。",
            ),
        ],
        (
            step(
                f"{n}!/({_factorials(counts)})",
                "Arrange all letters as if they were different, and divide by the ways to swap "
                "equal letters.",
                "先把所有字母看成不同的来全排列，再除以相同字母互换的方法数。",
            ),
            step(f"{factorial(n)}/{below}", "Work out the factorials.", "算出阶乘。"),
            step(str(answer), "Divide.", "相除。"),
        ),
    )


def _words_apart(dice: random.Random) -> Exercise:
    letters, twin = _letters(dice, 3)
    counts, n = Counter(letters), len(letters)
    every = factorial(n) // prod(map(factorial, counts.values()))
    together = 2 * every // n
    rest = "*".join(f"{many}!" for letter, many in counts.items() if letter != twin and many > 1)
    return told(
        {"letters": letters, "apart": twin},
        words(
            f"How many different words, with or without meaning, can be made with all of the "
            f"letters {', '.join(letters)} if the two letters {twin} must not stand next to each "
            f"other?",
            f"用全部字母 {'、'.join(letters)} 排“单词”（不要求有意义），两个 {twin} 不能相邻，"
            f"可以排成多少个不同的单词？",
        ),
        exact(every - together),
        [
            slip(
                "restriction-ignored",
                exact(every),
                f"This also counts the words in which the two {twin} stand together.",
                f"这把两个 {twin} 相邻的单词也算进去了。",
            ),
            slip(
                "complement-given",
                exact(together),
                f"These are the words in which the two {twin} stand together.",
                f"这是两个 {twin} 相邻的单词数。",
            ),
            slip(
                "equal-things-told-apart",
                exact(factorial(n) - 2 * factorial(n - 1)),
                "Swapping equal letters gives the same word, so words are counted several times.",
                "交换相同的字母得到同一个单词，这样会重复计数。",
            ),
            slip(
                "inner-order-counted",
                exact(every - 2 * together),
                f"The two {twin} are equal: as a block they have only one order.",
                f"两个 {twin} 相同，捆在一起时内部只有一种顺序。",
            ),
        ],
        (
            step(
                f"{n}!/({_factorials(counts)}) - {n - 1}!/({rest})",
                f"From all words take those in which the two {twin} form one block.",
                f"从全部单词中减去两个 {twin} 捆在一起的单词。",
            ),
            step(f"{every} - {together}", "Work out both terms.", "分别算出两项。"),
            step(str(every - together), "Subtract.", "相减。"),
        ),
    )


def _digits(dice: random.Random, with_zero: bool) -> Exercise:
    k = dice.randint(3, 4)
    many = dice.randint(k + 1, 8)
    others = sorted(dice.sample(range(1, 10), many - with_zero))
    digits = ([0] if with_zero else []) + others
    answer = (many - with_zero) * perm(many - 1, k - 1)
    written = "*".join(str(each) for each in (many - with_zero, *range(many - 1, many - k, -1)))
    zero_en = "; 0 cannot stand first" if with_zero else ""
    zero_zh = "；0 不能放在首位" if with_zero else ""
    return told(
        {"digits": tuple(digits), "length": k},
        words(
            f"How many {k}-digit numbers with different digits can be made from the digits "
            f"{', '.join(map(str, digits))}?",
            f"用数字 {'、'.join(map(str, digits))} 可以组成多少个没有重复数字的 {k} 位数？",
        ),
        exact(answer),
        [
            slip(
                "repetition-allowed",
                exact((many - with_zero) * many ** (k - 1)),
                "The digits must differ: a digit that is used is gone.",
                "各位数字互不相同，用过的数字不能再用。",
            ),
            slip(
                "leading-zero-allowed" if with_zero else "order-ignored",
                exact(perm(many, k) if with_zero else perm(many, k) // factorial(k)),
                "A number does not begin with 0: the first place has one choice fewer."
                if with_zero
                else "The order of the digits matters: 123 and 321 are two numbers.",
                "数的首位不能是 0，首位要少一种选法。"
                if with_zero
                else "数字的顺序不同就是不同的数，例如 123 和 321。",
            ),
            slip(
                "zero-left-out" if with_zero else "one-factor-too-many",
                exact(perm(many - 1, k) if with_zero else perm(many, k + 1)),
                "0 may stand in any place but the first."
                if with_zero
                else f"There are only {k} places to fill.",
                "0 除首位外都可以放。" if with_zero else f"只有 {k} 个数位要填。",
            ),
            slip(
                "choices-added",
                exact(sum((many - with_zero, *range(many - 1, many - k, -1)))),
                "Choices made one after another are multiplied, not added.",
                "分步完成的事，各步的方法数相乘，不是相加。",
            ),
        ],
        (
            step(
                written,
                f"Fill the places from the left, with one choice fewer each time{zero_en}.",
                f"从左到右逐位填，每用一个数字就少一种选法{zero_zh}。",
            ),
            step(str(answer), "Multiply.", "相乘。"),
        ),
    )


def _even(dice: random.Random) -> Exercise | None:
    k = dice.randint(3, 4)
    many = dice.randint(k + 1, 7)
    digits = [0, *sorted(dice.sample(range(1, 10), many - 1))]
    evens = sum(each % 2 == 0 for each in digits) - 1
    if not 1 <= evens < many - 1:
        return None
    zero_last = perm(many - 1, k - 1)
    middle = perm(many - 2, k - 2)
    answer = zero_last + evens * (many - 2) * middle
    return told(
        {"digits": tuple(digits), "length": k, "kind": "even"},
        words(
            f"How many even {k}-digit numbers with different digits can be made from the digits "
            f"{', '.join(map(str, digits))}?",
            f"用数字 {'、'.join(map(str, digits))} 可以组成多少个没有重复数字的 {k} 位偶数？",
        ),
        exact(answer),
        [
            slip(
                "leading-zero-allowed",
                exact((evens + 1) * zero_last),
                "This also counts numbers that begin with 0.",
                "这把首位是 0 的也算进去了。",
            ),
            slip(
                "a-case-is-missing",
                exact(evens * (many - 2) * middle),
                "0 is an even last digit too: that case is missing.",
                "末位是 0 时也是偶数，漏了这种情形。",
            ),
            slip(
                "restriction-ignored",
                exact((many - 1) * zero_last),
                "This counts odd numbers too.",
                "这把奇数也算进去了。",
            ),
            slip(
                "repetition-allowed",
                exact((evens + 1) * (many - 1) * many ** (k - 2)),
                "The digits must differ: a digit that is used is gone.",
                "各位数字互不相同，用过的数字不能再用。",
            ),
        ],
        (
            step(
                f"{'*'.join(str(many - 1 - i) for i in range(k - 1))} + {evens}*{many - 2}*"
                f"{middle}",
                f"Two cases. The last digit is 0: the other places are free. The last digit is "
                f"one of the ${evens}$ other even digits: then the first place has ${many - 2}$ "
                f"choices, since 0 is barred.",
                f"分两种情形：末位是 0 时，其余各位任意排；末位是另外 ${evens}$ 个偶数字之一时，"
                f"首位不能是 0，有 ${many - 2}$ 种选法。",
            ),
            step(
                f"{zero_last} + {evens * (many - 2) * middle}",
                "Multiply in each case.",
                "分别算出两种情形。",
            ),
            step(str(answer), "Add the cases.", "把两种情形相加。"),
        ),
    )


FAMILIES = (
    Family(
        name="words-from-letters",
        topic="combinatorics",
        title=words("Words from letters that repeat", "含相同字母的排列"),
        grades=(10, 13),
        skills=("permutations", "repeated-elements"),
        make=by_level(lambda dice: _words(dice, 1), lambda dice: _words(dice, 2), _words_apart),
    ),
    Family(
        name="numbers-from-digits",
        topic="combinatorics",
        title=words("Numbers from given digits", "用给定数字组数"),
        grades=(4, 11),
        skills=("multiplication-principle", "place-value"),
        make=by_level(lambda dice: _digits(dice, False), lambda dice: _digits(dice, True), _even),
        constants=frozenset({"0", "1"}),
    ),
)
