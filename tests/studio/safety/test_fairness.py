import pytest

from gongwu.studio.safety.fairness import find_one_sided
from gongwu.studio.safety.folding import fold
from tests.studio.safety.harmless_texts import CHINESE, ENGLISH, LOOK_ALIKES


@pytest.mark.parametrize(
    "text",
    [
        "Women are too emotional for this job.",
        "Old people are slow and useless.",
        "Immigrants are all criminals.",
        "Disabled people can not be trusted with this work.",
        "Women don't know how to drive.",
        "He is just another greedy Jew.",
        "女人天生就不理性。",
        "农民工素质低。",
        "河南人都是骗子。",
        "老年人就是顽固。",
        "女生天生学不好物理。",
        "残疾人不适合当老师。",
    ],
)
def test_a_judgement_of_a_whole_group_is_found(text: str) -> None:
    (found,) = find_one_sided(fold(text))
    assert found.start < found.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Women are not weak.",
        "It is a stereotype that women are too emotional.",
        "Old people are welcome at the library.",
        "Disabled people use the ramp on the left.",
        "认为女生学不好物理是一种偏见。",
        "老年人可以免费乘车。",
        "农民工为城市建设作出了贡献。",
        "女生人数比男生少五人。",
        *ENGLISH,
        *CHINESE,
        *LOOK_ALIKES,
    ],
)
def test_facts_refutations_and_lessons_are_not(text: str) -> None:
    assert not find_one_sided(fold(text))
