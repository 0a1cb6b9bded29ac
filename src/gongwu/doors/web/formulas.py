"""Formulas as HTML: one letter is a variable and leans, `_` sets what follows lower.

The formulas are plain text, so they can be copied, searched and read aloud: W_q·n, q_1, x_{12}.
"""

import re

from markupsafe import Markup, escape

_PARTS = re.compile(
    r"_\{(?P<braced>[^}]*)\}"
    r"|_(?P<lower>[A-Za-z0-9]+)"
    r"|(?P<word>[A-Za-z]{2,})"
    r"|(?P<letter>[A-Za-zαδεθσ])"
    r"|(?P<space>,  )"
    r"|(?P<other>.)",
    re.DOTALL,
)

_SIGN = re.compile(r"(?<![A-Za-z])([A-Za-zασ]_[a-z0-9])(?![A-Za-z0-9])")


def formula_html(formula: str) -> Markup:
    """A formula with its variables leaning and its indices set lower."""
    return Markup("").join(_part(found) for found in _PARTS.finditer(formula))


def prose_html(text: str) -> Markup:
    """A sentence in which signs like x_t stand: only those are set as in a formula."""
    return Markup("").join(
        formula_html(part) if place % 2 else escape(part)
        for place, part in enumerate(_SIGN.split(text))
    )


def _part(found: re.Match[str]) -> Markup:
    text = found[found.lastgroup or 0]
    match found.lastgroup:
        case "braced" | "lower":
            return Markup("<sub>{}</sub>").format(text)
        case "letter":
            return Markup("<i>{}</i>").format(text)
        case "space":
            return Markup('<span class="apart">,</span> ')
    return escape(text)
