"""How a state of a worked solution is written in a sentence."""

from gongwu.errors import Language
from gongwu.fields.teaching.expressions.latex import statement_to_latex
from gongwu.fields.teaching.expressions.tree import Statement, parse_statement


def shown_state(state: str, language: Language) -> str:
    """Its formulas between dollar signs, cases joined by a word: `$x = 2$ or $x = 3$`."""
    cases = parse_statement(state).cases
    joint = " 或 " if language == "zh" else " or "
    return joint.join(f"${statement_to_latex(Statement((case,)))}$" for case in cases)
