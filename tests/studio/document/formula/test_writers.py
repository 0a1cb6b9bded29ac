"""The forms of a formula: well-formed, with every sign in them, and accepted by who reads them."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from gongwu.studio.document.formula.mathml import mathml
from gongwu.studio.document.formula.omml import omml
from gongwu.studio.document.formula.plain import plain
from gongwu.studio.document.formula.read import formula_of, read
from gongwu.studio.document.formula.typst import typst_math
from tests.studio.document.formula.formulas import PLAIN, WRONG, formulas

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# How many children each element of MathML and Office Math must have.
CHILDREN = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2,
            "munderover": 3}  # fmt: skip
PARTS = {"f": ["num", "den"], "rad": ["radPr", "deg", "e"], "sSub": ["e", "sub"],
         "sSup": ["e", "sup"], "sSubSup": ["e", "sub", "sup"], "func": ["fName", "e"],
         "nary": ["naryPr", "sub", "sup", "e"], "limLow": ["e", "lim"], "acc": ["accPr", "e"],
         "bar": ["barPr", "e"], "d": ["dPr", "e"]}  # fmt: skip


def signs(text: str) -> list[str]:
    """Letters and digits, which no form may lose."""
    return sorted(re.findall(r"[^\W_]", text))


@pytest.mark.parametrize(("latex", "expected"), PLAIN.items())
def test_plain_signs_are_what_a_reader_expects(latex: str, expected: str) -> None:
    assert plain(read(latex)) == expected


@given(formulas)
def test_mathml_is_well_formed_and_holds_every_sign(latex: str) -> None:
    tree = ElementTree.fromstring(mathml(read(latex), latex))
    for node in tree.iter():
        name = node.tag.rpartition("}")[2]
        assert len(node) == CHILDREN.get(name, len(node)), name
    assert tree.get("alttext") == latex
    once_more = ElementTree.fromstring(omml(read(latex)))
    assert signs("".join(tree.itertext())) == signs("".join(once_more.itertext()))


@given(formulas)
def test_office_math_has_the_parts_of_the_standard_in_its_order(latex: str) -> None:
    tree = ElementTree.fromstring(omml(read(latex)))
    assert tree.tag == f"{M}oMath"
    for node in tree.iter():
        name = node.tag.removeprefix(M)
        parts = [child.tag.removeprefix(M) for child in node]
        if name == "nary":
            assert "".join(node[3].itertext()), "an empty place is shown as a dotted box"
        expected = [part for part in PARTS.get(name, parts) if part in parts or part != "radPr"]
        assert parts == expected, name


@pytest.fixture(scope="module")
def typst() -> Any:
    return pytest.importorskip("typst", reason="the extra `documents` is not installed")


def test_typst_takes_every_formula(typst: Any) -> None:
    @settings(max_examples=15)
    @given(formulas)
    def holds(latex: str) -> None:
        typst.compile(f"${typst_math(read(latex))}$".encode(), ignore_system_fonts=True)

    holds()
    known = [*PLAIN, *WRONG]
    source = "\n\n".join(f"${typst_math(formula_of(latex))}$" for latex in known)
    assert typst.compile(source.encode()).startswith(b"%PDF")


def test_nothing_in_a_formula_means_anything_to_a_form_it_is_written_in() -> None:
    for latex in (r"a < b > c \& d", r'"\#\$\%', r"\text{<b>&amp;\"#x}"):
        tree = formula_of(latex)
        ElementTree.fromstring(mathml(tree, latex))
        ElementTree.fromstring(omml(tree))
        assert plain(tree)
