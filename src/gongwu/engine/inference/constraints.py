"""Answers that have a form: the vocabulary told as bytes, and what may come next as a tensor.

What a form allows is not known here; whoever joins the engine to the studio hands in who knows.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

from gongwu.engine.tokens.spelling import TokenBytes
from gongwu.engine.tokens.tokenizer import Tokenizer
from gongwu.errors import BadInputError
from gongwu.ports import Constrainer, Constraint, Form, MakeConstrainer, Vocabulary


class Constraints:
    """What each answer of one model is held to. A vocabulary is told once, when first needed."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        spelled: TokenBytes,
        *,
        goes_on: bool,
        constrainer: MakeConstrainer | None,
    ) -> None:
        """`goes_on`: answers stand behind other text."""
        self._tokenizer = tokenizer
        self._spelled = spelled
        self._goes_on = goes_on
        self._make = constrainer
        self._made: Constrainer | None = None

    def begin(self, form: Form, vocabulary: int) -> "AnswerConstraint":
        """For an answer not yet begun, of a net that knows `vocabulary` tokens."""
        if self._made is None:
            if self._make is None:
                raise BadInputError(
                    en="This model was opened without what holds an answer to a form. Open it by "
                    "gongwu.assemble.open_text_model, or ask without a form.",
                    zh="打开这个模型时没有带上格式约束。请用 gongwu.assemble.open_text_model 打开，"
                    "或不要指定格式。",
                )
            self._made = self._make(self._vocabulary(vocabulary))
        return AnswerConstraint(self._made.begin(form))

    def _vocabulary(self, size: int) -> Vocabulary:
        within = [self._spelled.within(token) for token in range(size)]
        first = within if self._goes_on else [self._spelled.first(token) for token in range(size)]
        return Vocabulary(
            within=within, first=first, end_ids=self._tokenizer.end_ids, encode=self._usual
        )

    def _usual(self, text: str) -> Sequence[int]:
        """The tokens that a text is usually spelled with behind other text."""
        lead = "\n"  # no word goes on across it
        ids, before = self._tokenizer.encode(lead + text), self._tokenizer.encode(lead)
        return ids[len(before) :] if ids[: len(before)] == before else self._tokenizer.encode(text)


class AnswerConstraint:
    """One answer's constraint, as tensors."""

    def __init__(self, constraint: Constraint) -> None:
        self._constraint = constraint

    @property
    def done(self) -> bool:
        """Whether nothing but the end can follow."""
        return self._constraint.done

    def allowed(self) -> Tensor:
        """(V,) whether each token may come next."""
        return torch.frombuffer(self._constraint.allowed(), dtype=torch.bool)

    def take(self, token: int) -> None:
        """Go on by a token that does not end the answer."""
        self._constraint.take(token)
