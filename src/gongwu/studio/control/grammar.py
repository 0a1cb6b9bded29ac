"""From a form to a grammar of llguidance, or to the reason why it cannot be one.

Knows no tokens. A JSON answer has no spaces between its parts and its keys in the schema's order:
where space is free, a model may write it forever.
"""

import json
import re
import warnings

import llguidance

from gongwu.errors import BadInputError
from gongwu.ports import Choices, Form, JSONSchema, Regex, Words
from gongwu.studio.control.known_words import in_known_words

_COMPACT = {
    "whitespace_flexible": False,
    "item_separator": ",",
    "key_separator": ":",
    # A schema may ask for leniency in a key of its own; keywords passed over are rules broken.
    "lenient": False,
    "coerce_one_of": False,
}

# Where `\w` and `\s` of Python's `re` and of the grammar part ways: marks, numbers that are no
# digits, connectors, joiners, letters in circles, the four separators of old files.
_DISPUTED = (
    r"\p{M}\p{No}\x{203f}\x{2040}\x{2054}\x{fe33}\x{fe34}\x{fe4d}-\x{fe4f}\x{ff3f}"
    r"\x{200c}\x{200d}\x{1c}-\x{1f}\x{24b6}-\x{24e9}\x{1f130}-\x{1f149}\x{1f150}-\x{1f169}"
    r"\x{1f170}-\x{1f189}"
)
_SAME_CLASSES = rf"/(?:[^{_DISPUTED}]|_)*/"

# Whoever writes `\d` means 0 to 9, not the digits of every script.
_PLAIN_DIGITS = r"/(?:\P{Nd}|[0-9])*/"

# What both read, each in its own way: `a++`, and `(?x)` with its comments.
_SET = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.S)
_FOREIGN = re.compile(r"[*+?}]\+|\(\?[a-z]*x")

# Of a message: where in the grammar, which nobody has seen; and options that nobody can set.
_PLACE = re.compile(r"^at \d+\(\d+\): (?:failed to compile JSON schema: |.*\(in regex\): )?")
_HINT = re.compile(r"\s*Enable '.*", re.S)


def grammar_of(form: Form, *, forced: bool = True) -> str:
    """The grammar of a form. Raises BadInputError for a form that is not well formed.

    `forced`: text that is bound to come is spelled as its tokenizer would, not in any way there is.
    Whether the grammar is supported shows when it is compiled.
    """
    options = "" if forced else '%llguidance {"no_forcing": true}\n'
    match form:
        case JSONSchema(schema):
            return f"{options}start: %json {_compact(form, schema)}"
        case Regex(pattern):
            return f"{options}start: TEXT\nTEXT: {_as_python_reads(form, pattern)}"
        case Choices(choices):
            return f"{options}start: TEXT\nTEXT: /{'|'.join(map(_literally, choices))}/"


def refuse_unless_supported(form: Form) -> None:
    """Raises BadInputError for a form that no answer can be held to, whatever the vocabulary."""
    reason = llguidance.LLMatcher.validate_grammar(grammar_of(form))
    if reason:
        raise refusal(form, reason)


def refusal(form: Form, reason: str) -> BadInputError:
    """Why a form cannot be held to, from what the library says."""
    name, told = _name(form), _HINT.sub("", _gist(reason)).rstrip(".")
    return BadInputError(
        en=f"{name.en} cannot be held to: {told}. Say it without that part, or ask for less and "
        "check the answer afterwards.",
        zh=f"{name.zh}无法用来约束回答：{told}。请去掉这一部分，或放宽要求、事后再检查回答。",
    )


def _malformed(form: Form, reason: str) -> BadInputError:
    name = _name(form)
    return BadInputError(
        en=f"{name.en} is not well formed: {reason}. Correct it.",
        zh=f"{name.zh}写法有误：{reason}。请改正。",
    )


def _name(form: Form) -> Words:
    match form:
        case JSONSchema():
            return Words(en="The JSON Schema", zh="这个 JSON Schema ")
        case Regex(pattern):
            return Words(en=f"The regular expression {pattern!r}", zh=f"正则表达式 {pattern!r} ")
        case Choices():
            return Words(en="The list of choices", zh="选项列表")


def _compact(form: Form, schema: str) -> str:
    try:
        read = json.loads(schema)
    except (ValueError, RecursionError) as error:
        raise _malformed(form, f"it is not JSON ({error})") from None
    if not isinstance(read, dict):
        raise _malformed(form, "a schema must be a JSON object")
    return json.dumps(in_known_words(read) | {"x-guidance": _COMPACT})


def _as_python_reads(form: Form, pattern: str) -> str:
    """A term that allows nothing which `re.fullmatch` would refuse."""
    try:
        with warnings.catch_warnings():
            # Brackets that `re` reads in one way and the grammar in another are warned of.
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, FutureWarning, DeprecationWarning, OverflowError, RecursionError) as error:
        raise _malformed(form, f"Python's re says: {error}") from None
    if _FOREIGN.search(_SET.sub("x", pattern)):
        raise refusal(form, "possessive quantifiers and (?x) are not supported")
    term = f"/{_slashes(pattern)}/"
    if re.search(r"\\[wWsS]", pattern):
        term += f" & {_SAME_CLASSES}"
    if re.search(r"\\[dD]", pattern):
        term += f" & {_PLAIN_DIGITS}"
    return term


def _slashes(pattern: str) -> str:
    """A `/` would end the term, and a line break too."""
    return re.sub(r"(\\.)|([/\n])", _escaped, pattern, flags=re.S)


def _escaped(found: re.Match[str]) -> str:
    if found[1]:
        return r"\x{2f}" if found[1] == r"\/" else r"\n" if found[1] == "\\\n" else found[1]
    return r"\x{2f}" if found[2] == "/" else r"\n"


def _literally(text: str) -> str:
    return "".join(rf"\x{{{ord(letter):x}}}" for letter in text)


def _gist(reason: str) -> str:
    """The line of a message that says why."""
    lines = [line.strip() for line in reason.splitlines() if line.strip()]
    whys = [line.removeprefix("error: ") for line in lines if line.startswith("error: ")]
    return _PLACE.sub("", (whys or lines or [reason])[0])[:300]
