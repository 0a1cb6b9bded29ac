"""Sizes and tokens again: entry by entry, with text replaced as text."""

from collections.abc import Mapping
from fractions import Fraction

from gongwu.fields.teaching.exercise import Facts, Solver
from gongwu.fields.teaching.proofs.reading import whole, wholes, word
from gongwu.fields.teaching.values import Value, exact, rounded


def _shapes(facts: Facts) -> list[tuple[int, int]]:
    """All matrices of the model as rows and columns."""
    if "inputs" in facts:
        # A bias is one more input that is always 1.
        more = word(facts, "bias") == "with biases"
        return [(whole(facts, "inputs") + more, whole(facts, "outputs"))]
    if "heads" in facts:
        size = whole(facts, "size")
        width, narrow = whole(facts, "heads") * size, whole(facts, "groups") * size
        return [(width, width), (narrow, width), (narrow, width), (width, width)]
    width, inner = whole(facts, "width"), whole(facts, "inner")
    block = [(width, width)] * 4 + [(width, inner), (inner, width)]
    return [(whole(facts, "vocabulary"), width), *block * whole(facts, "layers")]


def _parameters(facts: Facts) -> Value:
    return exact(sum(rows * columns for rows, columns in _shapes(facts)))


def _lora(facts: Facts) -> Value:
    """The two factors of each adapted matrix, one by one."""
    rank = whole(facts, "rank")
    factors = [(whole(facts, "rows"), rank), (rank, whole(facts, "columns"))]
    many = whole(facts, "layers") * whole(facts, "targets") if "layers" in facts else 1
    trained = sum(rows * columns for rows, columns in factors * many)
    if "asked" in facts:
        full = whole(facts, "rows") * whole(facts, "columns")
        return rounded(Fraction(trained, full) * 100, 2, "%")
    return exact(trained)


def _cache(facts: Facts) -> Value:
    """Layer by layer; how many tokens fit, by halving a range."""
    row = whole(facts, "groups") * whole(facts, "size") * whole(facts, "width")
    token = sum(keys + values for keys, values in [(row, row)] * whole(facts, "layers"))
    if "length" in facts:
        return exact(Fraction(token * whole(facts, "length"), 1024) / 1024, "MiB")
    if "budget" not in facts:
        return exact(token, "B")
    low, high = 0, whole(facts, "budget") << 20
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high) if middle * token <= whole(facts, "budget") << 20 else (low, middle - 1)
        )
    return exact(low)


def _merges(facts: Facts) -> Value:
    """The text as a string of tokens in angle brackets; a merge takes two brackets out."""
    pieces = facts["merges"]
    assert isinstance(pieces, tuple)
    made = [str(piece) for piece in pieces]
    texts = facts["words"]
    assert isinstance(texts, tuple)
    tokens = joined = 0
    for text, times in zip(texts, wholes(facts, "times"), strict=True):
        spelled = "".join(f"<{letter}>" for letter in str(text))
        before = spelled.count("<")
        for one, two in zip(made[::2], made[1::2], strict=True):
            spelled = spelled.replace(f"<{one}><{two}>", f"<{one}{two}>")
        left = spelled.count("<")
        tokens += times * left
        joined += times * (before - left)
    return exact(joined if "asked" in facts else tokens)


def _overlap(facts: Facts) -> Value:
    """Each of the candidate's finds a partner in the reference, which is then gone."""
    step = 1 if word(facts, "asked") == "words" else 2
    candidate, reference = (
        [tuple(text[place : place + step]) for place in range(len(text) - step + 1)]
        for text in (word(facts, name).split() for name in ("candidate", "reference"))
    )
    left = list(reference)
    hits = 0
    for gram in candidate:
        if gram in left:
            left.remove(gram)
            hits += 1
    if word(facts, "asked") == "f1":
        return exact(Fraction(2 * hits, len(candidate) + len(reference)))
    return exact(Fraction(hits, len(candidate)))


SOLVERS: Mapping[str, Solver] = {
    "parameter-count": _parameters,
    "lora-parameters": _lora,
    "kv-cache-memory": _cache,
    "byte-pair-merges": _merges,
    "n-gram-precision": _overlap,
}
