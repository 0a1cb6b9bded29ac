"""The few words of our own that stand on a sheet, in both languages."""

from gongwu.ports import Words

NAME_LINE = Words(
    en="Name: ________________    Class: ____________    Score: ________",
    zh="姓名：________________    班级：____________    得分：________",
)
KEY = Words(en="Answers and worked solutions", zh="参考答案与解析")
ANSWER = Words(en="Answer:", zh="答案：")
SOLUTION = Words(en="Worked solution", zh="解答过程")
OTHERS = Words(en="Why the other options are wrong", zh="其他选项错在哪里")
RIGHT = Words(en="Right.", zh="回答正确。")

# How a learner is to type an answer that a program compares letter by letter.
IN_UNIT = Words(en="(Give the number only, in {unit}.)", zh="（只填数字，单位：{unit}。）")
AS_FRACTION = Words(
    en="(Type a fraction like this: a/b.)", zh="（分数请写成 a/b 的形式，分子在前。）"
)
AS_LIST = Words(en="(Separate several values with commas.)", zh="（有多个值时，用逗号隔开。）")
AS_TUPLE = Words(
    en="(Type the values in order, in round brackets, separated by commas.)",
    zh="（按顺序写在圆括号内，用逗号隔开。）",
)
AS_FORMULA = Words(
    en="(Type ^ for powers, / for fractions and sqrt() for roots.)",
    zh="（乘方用 ^，分数用 /，根号用 sqrt()。）",
)
AS_INTERVALS = Words(
    en="(Type intervals: oo is infinity, U joins two of them.)",
    zh="（用区间表示：无穷大写作 oo，并集写作 U。）",
)
