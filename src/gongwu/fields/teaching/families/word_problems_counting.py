"""Classic counting stories: heads and legs, trees along a road."""

import random

from gongwu.fields.teaching.exercise import Exercise, Family, Slip
from gongwu.fields.teaching.families.drawing_numbers import people, posed, said, slip, step, told

# A story of two kinds, how many each counts for, and what is asked. The numbers of legs and
# wheels are known, not stated; prices and points are.
_LEGS = (
    (said("In a cage there are chickens and rabbits: {heads} heads and {legs} legs in all.",
          "鸡兔同笼，一共有 {heads} 个头、{legs} 条腿。"),
     said("How many rabbits are there?", "兔有多少只？"),
     said("chickens", "鸡"), said("rabbits", "兔"), 2, 4),
    (said("In a car park stand bicycles and tricycles: {heads} of them, with {legs} wheels.",
          "停车棚里有自行车和三轮车共 {heads} 辆，一共有 {legs} 个轮子。"),
     said("How many tricycles are there?", "三轮车有多少辆？"),
     said("bicycles", "自行车"), said("tricycles", "三轮车"), 2, 3),
    (said("In a car park stand motorcycles and cars: {heads} of them, with {legs} wheels.",
          "停车场里停着两轮摩托车和四轮小汽车共 {heads} 辆，一共有 {legs} 个轮子。"),
     said("How many cars are there?", "小汽车有多少辆？"),
     said("motorcycles", "摩托车"), said("cars", "小汽车"), 2, 4),
    (said("A box of models holds insects with six legs and spiders with eight: {heads} models "
          "and {legs} legs.",
          "蜘蛛有八条腿，蜻蜓有六条腿。标本盒里有这两种标本共 {heads} 只，一共有 {legs} 条腿。"),
     said("How many spiders are there?", "蜘蛛有多少只？"),
     said("insects", "蜻蜓"), said("spiders", "蜘蛛"), 6, 8),
)  # fmt: skip


_PRICES = (
    (said("For a show {heads} tickets were sold, at {low} dollars for children and {high} dollars "
          "for adults, for {legs} dollars in all.",
          "一场演出卖出 {heads} 张票，儿童票每张 {low} 元，成人票每张 {high} 元，"
          "一共收入 {legs} 元。"),
     said("How many tickets for adults were sold?", "成人票卖了多少张？"),
     said("children's tickets", "儿童票"), said("adults' tickets", "成人票")),
    (said("{who} bought {heads} pens, some at {low} dollars and some at {high} dollars each, and "
          "paid {legs} dollars.",
          "{who}买了单价为 {low} 元和 {high} 元的两种笔共 {heads} 支，一共付了 {legs} 元。"),
     said("How many of the dearer pens are among them?", "其中较贵的笔有多少支？"),
     said("cheaper pens", "较便宜的笔"), said("dearer pens", "较贵的笔")),
    (said("A shop packs {heads} bags of rice, some of {low} kg and some of {high} kg, {legs} kg "
          "in all.",
          "一家粮店装了 {heads} 袋大米，有 {low} 千克和 {high} 千克两种，一共 {legs} 千克。"),
     said("How many of the larger bags are among them?", "其中大袋有多少袋？"),
     said("small bags", "小袋"), said("large bags", "大袋")),
)  # fmt: skip


def _heads_and_legs(dice: random.Random, level: int) -> Exercise:
    many = (5, 25), (20, 90), (20, 160)
    many_of_low, many_of_high = (dice.randint(*many[level - 1]) for _ in range(2))
    if level == 3:
        story, ask, small, large = dice.choice(_PRICES)
        low = dice.randint(3, 25)
        high = low + dice.randint(2, 15)
    else:
        story, ask, small, large, low, high = dice.choice(_LEGS)
    heads, legs = many_of_low + many_of_high, low * many_of_low + high * many_of_high
    (who,) = people(dice, 1)
    start = told(story, who=who, heads=heads, legs=legs, low=low, high=high)
    values = {"low": low, "high": high} if level == 3 else {"kinds": _KINDS[(low, high)]}
    return posed(
        facts={"heads": heads, "legs": legs, **values},
        question=said(f"{start.en} {ask.en}", f"{start.zh}{ask.zh}"),
        answer=many_of_high,
        slips=_cage_slips(heads, legs, low, high),
        steps=(
            step(
                f"{high}*h + {low}*({heads} - h) = {legs}",
                f"Suppose that all {heads} were {small.en}: that makes {low * heads}.",
                f"假设 {heads} 个全是{small.zh}，应有 ${low} \\times {heads} = {low * heads}$。",
            ),
            step(
                f"{high - low}*h = {legs} - {low * heads}",
                f"That is {legs - low * heads} too few; one of the {large.en} in place of one of "
                f"the {small.en} adds {high - low}.",
                f"比实际少 {legs - low * heads}；每把一个{small.zh}换成{large.zh}，"
                f"就增加 {high - low}。",
            ),
            step(
                f"h = {many_of_high}",
                f"So there are {many_of_high} {large.en}.",
                f"所以{large.zh}的数量是 {many_of_high}。",
            ),
        ),
    )


_KINDS = {(2, 4): "two-and-four", (2, 3): "two-and-three", (6, 8): "six-and-eight"}


def _cage_slips(heads: int, legs: int, low: int, high: int) -> list[Slip]:
    right = (legs - low * heads) // (high - low)
    return [
        slip(
            "answers-another-quantity",
            heads - right,
            "This is the number of the other kind.",
            "这是另一种的数量。",
        ),
        slip(
            "divides-by-one-kind",
            (legs - low * heads) // high,
            f"One exchange adds {high - low}, not {high}.",
            f"每换一个只增加 {high - low}，不是 {high}。",
        ),
        slip(
            "forgets-to-divide",
            legs - low * heads,
            f"This is what is missing in all; each exchange adds {high - low}.",
            f"这是一共相差的数，还要除以每个相差的 {high - low}。",
        ),
        slip(
            "halves-the-total",
            heads // 2,
            "Nothing says that there are equally many of both kinds.",
            "题目没有说两种数量相等。",
        ),
    ]


_TREES = {
    "both": said(
        "Trees are planted along one side of a straight road {length} m long, {gap} m apart, "
        "with a tree at both ends. How many trees are needed?",
        "在一条长 {length} 米的小路一侧植树，每隔 {gap} 米栽一棵，两端都栽。一共要栽多少棵？",
    ),
    "one": said(
        "Along one side of a path of {length} m from a house to a gate, lamps are put up {gap} m "
        "apart. There is one at the gate but none at the house. How many lamps are needed?",
        "从教学楼到校门有一条长 {length} 米的路，在路的一侧每隔 {gap} 米装一盏路灯，"
        "校门口装，教学楼前不装。一共要装多少盏？",
    ),
    "none": said(
        "Between two buildings that are {length} m apart, trees are planted in a row, {gap} m "
        "apart, and none right at the buildings. How many trees are needed?",
        "两栋楼相距 {length} 米，在它们之间每隔 {gap} 米栽一棵树，两端都不栽。一共要栽多少棵？",
    ),
    "loop": said(
        "Round a pond whose edge is {length} m long, willows are planted {gap} m apart. "
        "How many willows are needed?",
        "一个池塘的周长是 {length} 米，沿着岸边每隔 {gap} 米栽一棵柳树。一共要栽多少棵？",
    ),
    "sides": said(
        "Trees are planted along both sides of a straight road {length} m long, {gap} m apart, "
        "with trees at both ends. How many trees are needed?",
        "在一条长 {length} 米的马路两侧植树，每隔 {gap} 米栽一棵，两端都栽。一共要栽多少棵？",
    ),
    "length": said(
        "Along one side of a road stand {trees} trees, {gap} m apart, from one end to the other. "
        "How many metres long is the road?",
        "在一条路的一侧栽了 {trees} 棵树，相邻两棵相距 {gap} 米，两端都有树。这条路长多少米？",
    ),
}


_TREE_LEVELS = {1: ("both", "loop"), 2: ("one", "none"), 3: ("sides", "length")}


_MORE = {"both": 1, "one": 0, "none": -1, "loop": 0}


def _trees(dice: random.Random, level: int) -> Exercise:
    where = dice.choice(_TREE_LEVELS[level])
    gap, gaps = dice.randint(2, 15), dice.randint(8, 90)
    length = gap * gaps
    if where == "length":
        return _road_from_trees(gap, gaps)
    sides = 2 if where == "sides" else 1
    more = _MORE.get(where, 1)
    right = sides * (gaps + more)
    words = {1: "one more than the gaps", 0: "as many as the gaps", -1: "one fewer than the gaps"}
    zh = {1: "比间隔数多 1", 0: "与间隔数相等", -1: "比间隔数少 1"}
    wrong = (-1, 0, 1)
    return posed(
        facts={"length": length, "gap": gap, "where": where},
        question=told(_TREES[where], length=length, gap=gap),
        answer=right,
        slips=[
            *(
                slip(
                    {1: "one-tree-too-many", 0: "counts-gaps-for-trees", -1: "one-tree-too-few"}[
                        other
                    ],
                    sides * (gaps + other),
                    f"Look at the ends: in a row they are {words[more]}.",
                    f"要看两端是否栽：这里的数量{zh[more]}。",
                )
                for other in wrong
                if other != more
            ),
            slip(
                "forgets-the-other-side" if sides == 2 else "doubles-the-row",
                right // 2 if sides == 2 else right * 2,
                "Both sides are planted." if sides == 2 else "There is one row only.",
                "两侧都要栽。" if sides == 2 else "只有一行，不用乘 2。",
            ),
            slip(
                "subtracts-instead",
                length - gap,
                "Count how often the gap fits into the length: divide.",
                "要求有多少个间隔，应当用除法。",
            ),
        ],
        steps=(
            step(
                _with_more(f"{length}/{gap}", more, sides),
                f"First count the gaps; in a row they are {words[more]}.",
                f"先求间隔数；每一行的数量{zh[more]}。",
            ),
            step(
                _with_more(str(gaps), more, sides),
                f"There are {gaps} gaps.",
                f"共有 {gaps} 个间隔。",
            ),
            step(str(right), f"So {right}.", f"所以是 {right}。"),
        ),
    )


def _with_more(gaps: str, more: int, sides: int) -> str:
    row = gaps + {1: " + 1", 0: "", -1: " - 1"}[more]
    return f"({row})*2" if sides == 2 else row


def _road_from_trees(gap: int, gaps: int) -> Exercise:
    return posed(
        facts={"trees": gaps + 1, "gap": gap, "where": "length"},
        question=told(_TREES["length"], trees=gaps + 1, gap=gap),
        answer=gap * gaps,
        slips=(
            slip(
                "counts-trees-for-gaps",
                gap * (gaps + 1),
                "Between the trees there is one gap fewer than there are trees.",
                "间隔数比棵数少 1。",
            ),
            slip(
                "one-gap-too-many",
                gap * (gaps + 2),
                "There are fewer gaps than trees, not more.",
                "间隔数比棵数少，不是多。",
            ),
            slip(
                "one-gap-too-few",
                gap * (gaps - 1),
                "Only one gap fewer than trees, not two.",
                "间隔数只比棵数少 1，不是少 2。",
            ),
        ),
        steps=(
            step(
                f"({gaps + 1} - 1)*{gap}",
                "There is one gap fewer than there are trees.",
                "间隔数比棵数少 1。",
            ),
            step(f"{gaps}*{gap}", f"There are {gaps} gaps.", f"共有 {gaps} 个间隔。"),
            step(str(gap * gaps), "Gaps times their length.", "间隔数乘间隔长。"),
        ),
    )


FAMILIES: tuple[Family, ...] = (
    Family(
        name="chickens-and-rabbits",
        topic="word-problems",
        title=said("Chickens and rabbits", "鸡兔同笼"),
        grades=(4, 7),
        skills=("assumption-method", "equations"),
        make=_heads_and_legs,
    ),
    Family(
        name="trees-along-a-road",
        topic="word-problems",
        title=said("Trees along a road", "植树问题"),
        grades=(4, 6),
        skills=("division", "intervals"),
        make=_trees,
    ),
)
