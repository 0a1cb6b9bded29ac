"""What may come next, held against the judge that knows nothing of it."""

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongwu.errors import FailedError
from gongwu.ports import Choices, Constrainer, Form, JSONSchema, Regex, Vocabulary
from gongwu.studio.control.checking import complaint
from gongwu.studio.control.constraining import FormConstrainer
from tests.studio.control.spelled import END, accepts, bytes_vocabulary

BYTES = FormConstrainer(bytes_vocabulary())

AGE = JSONSchema(
    '{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}},'
    '"required":["name"],"additionalProperties":false}'
)


def held(form: Form, text: str) -> bool:
    return accepts(BYTES.begin(form), text)


def test_it_is_a_constrainer() -> None:
    port: Constrainer = BYTES
    assert not port.begin(AGE).done


@pytest.mark.parametrize(
    ("form", "right", "wrong"),
    [
        (AGE, ['{"name":"a"}', '{"name":"春","age":-3}'],
         ['{"name": "a"}', '{"age":1,"name":"a"}', '{"age":1}', '{"name":1}', "", '{"name":"a"']),
        (Regex(r"\d{4}-\d\d"), ["2026-11"], ["2026-1", "2026-111", "٢٠٢٦-١١", ""]),
        (Regex("^a/b$"), ["a/b"], ["a", "a/b\n"]),
        (Regex(""), [""], ["a"]),
        (Choices(("yes", "yes!", "不")), ["yes", "yes!", "不"], ["ye", "yes!!", "不不", ""]),
        (Choices(("", "/\n")), ["", "/\n"], ["/", "\n"]),
    ],
    ids=repr,
)  # fmt: skip
def test_an_answer_may_be_what_the_form_says_and_nothing_else(
    form: Form, right: list[str], wrong: list[str]
) -> None:
    assert [text for text in right if not held(form, text)] == []
    assert [text for text in right if complaint(form, text)] == []
    assert [text for text in wrong if held(form, text)] == []


def test_the_end_may_come_exactly_where_the_form_is_satisfied() -> None:
    constraint = BYTES.begin(Choices(("ab", "abcd")))
    may_end = []
    for byte in b"abcd":
        may_end.append(bool(constraint.allowed()[END]))
        constraint.take(byte)
    assert may_end == [False, False, True, False]
    assert constraint.done


def test_each_answer_has_a_constraint_of_its_own() -> None:
    form = Choices(("ab", "ac"))
    one, other = BYTES.begin(form), BYTES.begin(form)
    one.take(ord("a"))
    assert not one.allowed()[ord("a")]
    assert other.allowed()[ord("a")]


def test_many_forms_are_held_and_the_first_again() -> None:
    fresh = FormConstrainer(bytes_vocabulary())
    for number in range(70):
        assert accepts(fresh.begin(Choices((str(number),))), str(number))
    assert accepts(fresh.begin(Choices(("0",))), "0")


def test_what_the_vocabulary_cannot_spell_is_told_and_not_ended() -> None:
    spelled = [b"a", b"b", b""]
    poor = FormConstrainer(
        Vocabulary(within=spelled, first=spelled, end_ids=(2,), encode=lambda text: [])
    )
    assert accepts_tokens(poor, Regex("(a|c)b"), [0, 1])
    with pytest.raises(FailedError, match="cannot spell"):
        accepts_tokens(poor, Regex("a?c"), [0])


def accepts_tokens(constrainer: Constrainer, form: Form, tokens: list[int]) -> bool:
    constraint = constrainer.begin(form)
    for token in tokens:
        if not constraint.allowed()[token]:
            return False
        constraint.take(token)
    return constraint.done or bool(constraint.allowed()[2])


def test_a_word_that_is_bound_to_come_is_spelled_as_its_tokenizer_would() -> None:
    vocabulary = bytes_vocabulary("yes", "ye", "es")
    words = {"yes": [257], "maybe": [*b"maybe"]}
    usual = Vocabulary(
        within=vocabulary.within, first=vocabulary.first, end_ids=(END,),
        encode=lambda text: words.get(text, []),
    )  # fmt: skip
    allowed = FormConstrainer(usual).begin(Choices(("yes",))).allowed()
    assert [token for token in range(len(allowed)) if allowed[token]] == [257]


@pytest.mark.parametrize("told", [[], [999_999], [258]], ids=["nothing", "no token", "half"])
def test_a_tokenizer_that_misspells_a_word_is_not_believed(told: list[int]) -> None:
    vocabulary = bytes_vocabulary("yes", "ye")
    misled = Vocabulary(
        within=vocabulary.within, first=vocabulary.first, end_ids=(END,), encode=lambda text: told
    )
    constraint = FormConstrainer(misled).begin(Choices(("yes",)))
    assert constraint.allowed()[257]
    constraint.take(257)
    assert constraint.done


def test_a_token_spelled_otherwise_at_the_beginning_is_known_by_both() -> None:
    """Sentencepiece: a text's first word is spelled without the space that every later one has."""
    within = [b" ab", b" cd", b"ab", b"cd", b" ", b""]
    first = [b"ab", b"cd", b"ab", b"cd", b"", b""]
    pieces = FormConstrainer(
        Vocabulary(within=within, first=first, end_ids=(5,), encode=lambda text: [0])
    )
    constraint = pieces.begin(Regex("ab cd(ab)?"))
    assert bytes(constraint.allowed()) == bytes([1, 0, 1, 0, 0, 0])
    constraint.take(0)
    assert bytes(constraint.allowed()) == bytes([0, 1, 0, 0, 1, 0])
    constraint.take(1)
    assert bytes(constraint.allowed()) == bytes([0, 0, 1, 0, 0, 1])
    constraint.take(2)
    assert constraint.done


def test_an_end_that_its_tokenizer_spells_out_only_ends() -> None:
    spelled = [b"a", b"<", b"</s>", b"b"]
    constrainer = FormConstrainer(
        Vocabulary(within=spelled, first=spelled, end_ids=(2, 7), encode=lambda text: [])
    )
    constraint = constrainer.begin(Regex("a(</s>)?"))
    constraint.take(0)
    assert bytes(constraint.allowed()) == bytes([0, 1, 1, 0])


# ---- Python's `re` and the grammar agree ----

LETTERS = st.characters(exclude_categories=["Cs", "Cn", "Co"])
CLASSES = [r"\w", r"\W", r"\s", r"\S", r"\d", r"\D", r"[\w\s]", r"[^\w]", r"[^\s\d]", "."]


@given(letter=LETTERS, pattern=st.sampled_from(CLASSES))
def test_no_letter_is_written_that_python_would_refuse(letter: str, pattern: str) -> None:
    if held(Regex(pattern), letter):
        assert re.fullmatch(pattern, letter)


ODD = {"Mn", "Mc", "Me", "No", "Nl", "Pc", "Cf", "Cc", "Zs", "Zl", "Zp", "Lm"}


@pytest.mark.parametrize("pattern", [r"\w", r"\W", r"\s", r"\S", r"\d"])
def test_no_letter_of_the_odd_blocks_is_written_that_python_would_refuse(pattern: str) -> None:
    """Every letter in whose category the two classes have ever differed."""
    odd = [
        letter
        for letter in map(chr, range(0x20000))
        if unicodedata.category(letter) in ODD
        or re.search("CIRCLED|SQUARED", unicodedata.name(letter, ""))
    ]
    wrong = [letter for letter in odd
             if not re.fullmatch(pattern, letter) and held(Regex(pattern), letter)]  # fmt: skip
    assert wrong == []


@given(
    pattern=st.from_regex(r"\A([ab春/\n]|\[[^a]b\]|\\d|\\w|\(a\|b\)|\.)([*+?]|\{1,2\})?\Z"),
    more=st.text("ab春/\n0_", max_size=4),
)
def test_what_the_walk_takes_python_matches_and_what_it_refuses_python_does_too(
    pattern: str, more: str
) -> None:
    """On letters about which the two never part ways."""
    assume(pattern)
    assert held(Regex(pattern), more) == bool(re.fullmatch(pattern, more))


@given(st.lists(st.text(max_size=5), min_size=1, max_size=6), st.text(max_size=5))
def test_a_choice_is_any_of_them_letter_by_letter(options: list[str], other: str) -> None:
    form = Choices(tuple(options))
    assert all(held(form, option) for option in options)
    assert held(form, other) == (other in options)
