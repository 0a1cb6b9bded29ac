"""What an answer may go on with, token by token, by llguidance. Knows bytes, not tensors.

The matcher is told of more tokens than the model has: behind them stand the spellings that some
have at the beginning of an answer, and last of all the end, for which any END of the model stands.
"""

from collections.abc import Callable, Sequence

import llguidance
import numpy as np

from gongwu.errors import FailedError
from gongwu.ports import Form, Vocabulary
from gongwu.studio.control.grammar import grammar_of, refusal

# Compiled forms that are kept: a piece asks for a few, a server's clients for many.
_KEPT = 64

_ENDED_WELL = ("NotStopped", "NoExtension", "EndOfSentence")

# A byte that no UTF-8 holds, and that llguidance takes for the mark of a special token.
_NEVER = b"\xff"
_EACH_BYTE = {bytes([byte]) for byte in range(0xF5)} - {b"\xc0", b"\xc1"}


class FormConstrainer:
    """Forms against one vocabulary. Implements ports.Constrainer."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._spelling = _Spelling(vocabulary)
        self._compiled: dict[Form, llguidance.LLMatcher] = {}

    def begin(self, form: Form) -> "FormConstraint":
        """For an answer not yet begun. Raises BadInputError for a form that cannot be held to."""
        if form not in self._compiled:
            while len(self._compiled) >= _KEPT:
                del self._compiled[next(iter(self._compiled))]
            self._compiled[form] = self._compile(form)
        return FormConstraint(self._compiled[form].deep_copy(), self._spelling)

    def _compile(self, form: Form) -> llguidance.LLMatcher:
        grammar = grammar_of(form, forced=self._spelling.spells_anything)
        matcher = llguidance.LLMatcher(self._spelling.tokenizer, grammar, log_level=0)
        if matcher.is_error():
            raise refusal(form, matcher.get_error())
        return matcher


class FormConstraint:
    """One answer. Implements ports.Constraint."""

    def __init__(self, matcher: llguidance.LLMatcher, spelling: "_Spelling") -> None:
        self._matcher = matcher
        self._spelling = spelling
        self._begun = False

    @property
    def done(self) -> bool:
        """Whether nothing but the end can follow."""
        return bool(self._matcher.is_stopped() and self._matcher.is_accepting())

    def allowed(self) -> memoryview:
        """One byte for each token. Raises FailedError where no token may come."""
        bits = self._matcher.compute_bitmask()
        if self._matcher.stop_reason() not in _ENDED_WELL:
            raise FailedError(
                en="The answer cannot go on: the tokens of this model cannot spell what its form "
                "asks for next, or the form is too large. Take another model, or a form that "
                "says less.",
                zh="回答写不下去了：这个模型的词元拼不出格式要求的下一段文字，或格式过于庞大。"
                "请换一个模型，或放宽格式要求。",
            )
        return self._spelling.model_tokens(bits, begun=self._begun)

    def take(self, token: int) -> None:
        """Go on by a token that was allowed and does not end the answer."""
        known = self._spelling.matcher_token(token, begun=self._begun)
        taken = self._matcher.consume_token(known)
        assert taken, f"token {token} was not allowed: {self._matcher.get_error()[:200]}"
        self._begun = True


class _Spelling:
    """A vocabulary as the matcher knows it, and the way back.

    Only what differs at the beginning is told twice. `spells_anything`: any bytes can be spelled,
    and in one way wherever they stand.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._end_ids = [token for token in vocabulary.end_ids if token < len(vocabulary.within)]
        within = [self._bytes_of(t, vocabulary.within) for t in range(len(vocabulary.within))]
        first = [self._bytes_of(t, vocabulary.first) for t in range(len(vocabulary.first))]
        self._differing = [t for t, spelled in enumerate(first) if spelled != within[t]]
        self._alias = {t: len(within) + place for place, t in enumerate(self._differing)}
        self._tokens = [*within, *(first[t] for t in self._differing)]
        self._end = len(self._tokens)
        # Otherwise nothing may be forced: of 春 and 明 the first two bytes are the same, and where
        # only whole letters are tokens these cannot be written before it is known which follows.
        self.spells_anything = not self._differing and set(self._tokens) >= _EACH_BYTE
        self.tokenizer = llguidance.LLTokenizer(
            _Told([*self._tokens, _NEVER + b"end"], self._end, self._encode),
            n_vocab=self._end + 1,
        )

    def matcher_token(self, token: int, *, begun: bool) -> int:
        """The matcher's number of a token."""
        return token if begun else self._alias.get(token, token)

    def model_tokens(self, bits: bytes, *, begun: bool) -> memoryview:
        """The matcher's bits as bytes of the model's tokens."""
        size = len(self._vocabulary.within)
        each = np.unpackbits(np.frombuffer(bits, np.uint8), bitorder="little")
        may, may_end = each[:size], each[self._end]
        if not begun and self._differing:
            may[self._differing] = each[size : self._end]
        may[self._end_ids] = may_end
        return may.data

    def _bytes_of(self, token: int, spelled: Sequence[bytes]) -> bytes:
        # An END says nothing, whatever its tokenizer has for it.
        silent = token in self._vocabulary.end_ids or _NEVER in spelled[token]
        return b"" if silent else spelled[token]

    def _encode(self, text: str) -> list[int]:
        """As the model's tokenizer would, if that is the text and nothing else."""
        ids = list(self._vocabulary.encode(text))
        known = all(token < len(self._vocabulary.within) for token in ids)
        if known and b"".join(self._tokens[token] for token in ids) == text.encode():
            return ids
        return list(self.tokenizer.greedy_tokenize(text))


class _Told:
    """What llguidance asks of a tokenizer."""

    is_tokenizer_wrapper = True
    bos_token_id = None

    def __init__(self, tokens: list[bytes], end: int, encode: Callable[[str], list[int]]) -> None:
        self.tokens = tokens
        self.eos_token_id = end
        self.special_token_ids = [end]
        self._encode = encode

    def __call__(self, text: str) -> list[int]:
        return self._encode(text)
