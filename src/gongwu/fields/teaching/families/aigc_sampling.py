"""Truncated sampling and the draw of a token with a random number."""

import random
from fractions import Fraction
from itertools import accumulate

from gongwu.fields.teaching.exercise import Exercise, Fact, Family
from gongwu.fields.teaching.families.aigc_tokens import drawn_tokens, named, numbers
from gongwu.fields.teaching.families.drawing_chance import decimal
from gongwu.fields.teaching.families.telling import by_level, slip, step, told, words
from gongwu.fields.teaching.values import Phrase, exact
from gongwu.ports import Words


def _spread(dice: random.Random, many: int) -> list[int]:
    """Different percentages that make 100, in falling order."""
    while True:
        cuts = sorted(dice.sample(range(1, 100), many - 1))
        shares = sorted(
            (b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)), reverse=True
        )
        if len(set(shares)) == many and shares[-1] >= 2:
            return shares


def _percent(share: int) -> str:
    return decimal(Fraction(share, 100))


def _truncated(dice: random.Random, rule: str) -> Exercise | None:
    many = dice.randint(4, 6)
    tokens, shares = drawn_tokens(dice, many), _spread(dice, many)
    kept = dice.randint(2, many - 1)
    order = dice.sample(range(many), many)
    limit = (
        dice.randint(sum(shares[: kept - 1]) + 1, sum(shares[:kept]) - 1) if rule != "top-k" else 0
    )
    rank = dice.randrange(kept)
    before, after = sum(shares[: kept - 1]), sum(shares[: min(kept + 1, many)])
    answer = Fraction(shares[rank], sum(shares[:kept]))
    who = named([tokens[place] for place in order])
    values = numbers([_percent(shares[place]) for place in order])
    asked = tokens[rank]
    size = kept if rule == "top-k" else 0
    facts: dict[str, Fact] = {
        "chances": tuple(_percent(shares[place]) for place in order),
        "tokens": " ".join(tokens[place].en for place in order),
        "token": asked.en,
    }
    setting: dict[str, Fact] = {"k": size} if size else {"p": _percent(limit)}
    name = f"top-k with $k = {size}$" if size else f"top-p with $p = {_percent(limit)}$"
    name_zh = f"top-k（$k = {size}$）" if size else f"top-p（$p = {_percent(limit)}$）"
    how = (
        f"Keep the ${size}$ likeliest tokens"
        if size
        else f"Add up from the likeliest token until the sum is at least ${_percent(limit)}$: "
        f"${kept}$ tokens stay"
    )
    how_zh = (
        f"保留概率最大的 ${size}$ 个词元"
        if size
        else f"从概率最大的词元起累加，直到和不小于 ${_percent(limit)}$：保留 ${kept}$ 个词元"
    )
    return told(
        facts | setting,
        words(
            f"A model gives the tokens {who.en} the probabilities {values.en}. It samples by "
            f"{name}. What is then the probability of {asked.en}?",
            f"模型给词元{who.zh}的概率依次为 {values.zh}，采用 {name_zh}采样。"
            f"此时{asked.zh}的概率是多少？",
        ),
        exact(answer),
        [
            slip(
                "not-renormalised",
                exact(Fraction(shares[rank], 100)),
                "The dropped tokens leave a gap: the probabilities that stay must be divided by "
                "their sum.",
                "去掉一些词元后，剩下的概率要除以它们的和重新归一化。",
            ),
            slip(
                "one-token-too-few",
                exact(Fraction(shares[rank], before)),
                "One token too few is kept: the token with which the limit is reached stays."
                if not size
                else "One token too few is kept.",
                "少保留了一个词元：使累加和达到阈值的那个词元也要保留。"
                if not size
                else "少保留了一个词元。",
            ),
            slip(
                "one-token-too-many",
                exact(Fraction(shares[rank], after)),
                "One token too many is kept.",
                "多保留了一个词元。",
            ),
            slip(
                "shared-equally",
                exact(Fraction(1, kept)),
                "The tokens that stay keep their proportions; they are not made equal.",
                "保留下来的词元之间比例不变，并不是平均分。",
            ),
            slip(
                "divided-by-the-limit" if not size else "divided-by-the-count",
                exact(
                    Fraction(shares[rank], limit)
                    if not size
                    else Fraction(shares[rank], 100 * kept)
                ),
                "Divide by the sum of what stays.",
                "应除以保留部分的概率之和。",
            ),
        ],
        (
            step(
                f"{_percent(shares[rank])}/({' + '.join(map(_percent, shares[:kept]))})",
                f"{how}, and divide by their sum.",
                f"{how_zh}，再除以它们的和。",
            ),
            step(f"{_percent(shares[rank])}/{_percent(sum(shares[:kept]))}", "Add.", "求和。"),
            step(str(answer), "Divide.", "相除。"),
        ),
    )


def _nucleus_size(dice: random.Random) -> Exercise | None:
    many = dice.randint(5, 8)
    shares = _spread(dice, many)
    kept = dice.randint(2, many - 1)
    limit = dice.randint(sum(shares[: kept - 1]) + 1, sum(shares[:kept]))
    order = dice.sample(range(many), many)
    values = numbers([_percent(shares[place]) for place in order])
    unsorted = next(
        i
        for i, total in enumerate(accumulate(shares[place] for place in order), 1)
        if total >= limit
    )
    above = sum(share >= limit for share in shares)
    sums = list(accumulate(shares[:kept]))
    return told(
        {
            "chances": tuple(_percent(shares[place]) for place in order),
            "many": many,
            "p": _percent(limit),
        },
        words(
            f"A model gives {many} tokens the probabilities {values.en}. Top-p sampling with "
            f"$p = {_percent(limit)}$ keeps the smallest set of likeliest tokens whose "
            f"probabilities add up to at least $p$. How many tokens does it keep?",
            f"模型给 {many} 个词元的概率为 {values.zh}。top-p 采样取 $p = {_percent(limit)}$，"
            f"即保留概率最大的若干个词元，使概率之和刚好不小于 $p$，且个数尽量少。"
            f"它保留多少个词元？",
        ),
        exact(kept),
        [
            slip(
                "one-token-too-few",
                exact(kept - 1),
                "Their sum is still below the limit: the token that reaches it stays too.",
                "此时的和还不到阈值，使和达到阈值的那个词元也要保留。",
            ),
            slip(
                "one-token-too-many",
                exact(kept + 1),
                "The limit is reached one token earlier.",
                "少一个词元时就已达到阈值。",
            ),
            slip(
                "not-sorted",
                exact(unsorted),
                "Sort by probability first; the order of the list does not matter.",
                "要先按概率从大到小排序，与列出的次序无关。",
            ),
            slip(
                "threshold-on-each-token",
                exact(above),
                "The limit is for the sum, not for each probability.",
                "阈值针对概率之和，不是每个概率。",
            ),
            slip(
                "nothing-dropped",
                exact(many),
                "Not all tokens are needed to reach the limit.",
                "不需要全部词元就能达到阈值。",
            ),
        ],
        (
            step(
                f"{' + '.join(map(_percent, shares[:kept]))} >= {_percent(limit)}",
                "Sort and add up: with these tokens the limit is reached.",
                "从大到小排序并累加：加到这些词元时达到阈值。",
            ),
            step(
                f"{_percent(sums[-2])} < {_percent(limit)}",
                "With one token fewer it is not.",
                "少一个词元则达不到。",
            ),
            step(f"n = {kept}", "Count the tokens that stay.", "数出保留的词元个数。"),
        ),
    )


def _drawn(dice: random.Random, level: int) -> Exercise | None:
    many = (4, 5, 6)[level - 1]
    tokens, shares = drawn_tokens(dice, many), _spread(dice, many)
    dice.shuffle(shares)
    thrown = dice.randrange(1, 1000)
    size = many - 2 if level == 3 else many
    pool = sorted(range(many), key=lambda place: -shares[place])[:size]
    pool.sort()
    whole = sum(shares[place] for place in pool)
    sums = [Fraction(total, whole) for total in accumulate(shares[place] for place in pool)]
    u = Fraction(thrown, 1000)
    if any(abs(total - u) < Fraction(1, 500) for total in sums):
        return None
    at = next(i for i, total in enumerate(sums) if u < total)
    drawn = tokens[pool[at]]
    others = [token for token in tokens if token != drawn]
    likeliest = tokens[max(pool, key=lambda place: shares[place])]
    who = named(tokens)
    values = numbers([_percent(share) for share in shares])
    low, high = (sums[at - 1] if at else Fraction(0)), sums[at]
    top = (
        f" by top-k with $k = {size}$, the tokens that stay keeping their order"
        if level == 3
        else ""
    )
    top_zh = f"采用 top-k（$k = {size}$）采样，保留下来的词元次序不变；" if level == 3 else ""
    facts: dict[str, Fact] = {
        "chances": tuple(map(_percent, shares)),
        "tokens": " ".join(token.en for token in tokens),
        "u": decimal(u),
    }
    reasons = (
        (
            "greedy-instead-of-sampled",
            likeliest,
            "This is the likeliest token. Sampling takes the one in whose interval the random "
            "number falls.",
            "这是概率最大的词元。采样取的是随机数所落区间对应的词元。",
        ),
        (
            "one-interval-too-early",
            tokens[pool[at - 1]],
            "The sum up to this token is still below the random number.",
            "累加到这个词元时，和还小于随机数。",
        ),
        (
            "one-interval-too-late",
            tokens[pool[(at + 1) % size]],
            "The random number is reached one token earlier.",
            "前一个词元处就已超过随机数。",
        ),
        (
            "nearest-probability",
            min(others, key=lambda token: abs(shares[tokens.index(token)] - 100 * u)),
            "It is not the probability nearest to the random number that counts, but the running "
            "sum.",
            "看的不是与随机数最接近的概率，而是累加和。",
        ),
        (
            "last-token-taken",
            others[-1],
            "The running sum passes the random number before the last token.",
            "累加和在最后一个词元之前就已超过随机数。",
        ),
    )
    return told(
        facts | {"k": size} if level == 3 else facts,
        words(
            f"A model gives the tokens {who.en}, in this order, the probabilities {values.en}. "
            f"It samples{top}: the drawn token is the first one at which the running sum exceeds "
            f"a random number from 0 to 1. The random number is {decimal(u)}. Which token is "
            f"drawn?",
            f"模型依次给词元{who.zh}的概率为 {values.zh}。{top_zh}采样时依次累加概率，"
            f"第一个使累加和超过随机数（0 到 1 之间）的词元被选中。随机数为 {decimal(u)}，"
            f"选中哪个词元？",
        ),
        _token(drawn),
        [slip(name, _token(token), en, zh) for name, token, en, zh in reasons if token != drawn],
        (
            step(
                f"{low} <= {decimal(u)}" if at else f"{decimal(u)} >= 0",
                ("After truncation divide by the sum of what stays. " if level == 3 else "")
                + "Before the token the running sum has not passed the random number.",
                ("截断后先除以保留部分之和。" if level == 3 else "")
                + "在该词元之前，累加和没有超过随机数。",
            ),
            step(f"{decimal(u)} < {high}", f"With {drawn.en} it has.", f"加上{drawn.zh}后超过了。"),
        ),
    )


def _token(token: Words) -> Phrase:
    return Phrase(key=token.en, en=token.en, zh=token.zh)


FAMILIES = (
    Family(
        name="top-k-and-top-p",
        topic="aigc",
        title=words("Top-k and top-p", "top-k 与 top-p 截断"),
        grades=(10, 13),
        skills=("sampling", "renormalisation"),
        constants=frozenset({"0", "1"}),
        make=by_level(
            lambda dice: _truncated(dice, "top-k"),
            _nucleus_size,
            lambda dice: _truncated(dice, "top-p"),
        ),
    ),
    Family(
        name="drawing-a-token",
        topic="aigc",
        title=words("Drawing a token with a random number", "用随机数抽取词元"),
        grades=(9, 13),
        skills=("sampling", "cumulative-probability"),
        constants=frozenset({"0", "1"}),
        make=by_level(
            lambda dice: _drawn(dice, 1), lambda dice: _drawn(dice, 2), lambda dice: _drawn(dice, 3)
        ),
    ),
)
