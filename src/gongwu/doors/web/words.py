"""Numbers as a page writes them."""


def whole(number: float) -> str:
    """A whole number with its thousands apart."""
    return f"{number:,.0f}"


def percent(share: float) -> str:
    """A share of 1; what is not quite nothing is not written as nothing."""
    if 0 < share < 0.0005:
        return "< 0.1%"
    return f"{share:.1%}"


def visible(text: str) -> str:
    """Text with its blanks and line ends drawn, so that a token of one space can be seen."""
    return text.translate(_BLANKS)


def printable(text: str) -> str:
    """Text as it is, but for control characters, which no page may hold: drawn as pictures."""
    return text.translate(_PICTURES)


_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"} | {
    0x7F: 0x2421
}
_BLANKS = _PICTURES | {
    ord(blank): ord(drawn) for blank, drawn in zip(" \n\t\u3000", "␣⏎⇥␣", strict=True)
}
