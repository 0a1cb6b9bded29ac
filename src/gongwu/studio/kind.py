"""What a kind of content is: plan, word, verify and exports under one name.

A field is a folder of kinds. Kinds are found through the entry-point group `gongwu.kinds`, ours and
other people's alike; each entry names an object that satisfies `Kind`. Brief, plan and draft are
frozen dataclasses of plain values, so that every stage can be stored as JSON and read back.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Literal, Protocol, TypeVar, runtime_checkable

from gongwu.errors import Language
from gongwu.ports import Form, ImageModel, TextModel, Words
from gongwu.studio.finding import Finding


class Spoken(Protocol):
    """What every brief says: the language that the piece is written in."""

    @property
    def lang(self) -> Language: ...


BriefT = TypeVar("BriefT", bound=Spoken)
PlanT = TypeVar("PlanT")
DraftT = TypeVar("DraftT")


@dataclass(frozen=True)
class Desk:
    """What lies on the table while a stage is done.

    Each stage gets dice of its own, seeded by the piece's seed and the stage's name, so that a
    stage done again after a crash throws the same numbers.
    """

    dice: random.Random
    model: TextModel | None = None
    painter: ImageModel | None = None


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A run of words in a draft that a model may reword and a person may edit.

    `key` is its place, such as `items/3/question`. `keep` are the literals (numbers, names,
    formulas between $…$) that must stand in any rewording, each as often as it stands in `text`.
    `ask` tells the model what to write. A slot whose words are facts has `fixed=True`: only a
    person may change it.
    """

    key: str
    text: str
    keep: tuple[str, ...] = ()
    ask: str = ""
    form: Form | None = None
    fixed: bool = False


@dataclass(frozen=True, kw_only=True)
class Notice:
    """The visible label that an exporter must put into the file, and the dates that a file holds.

    `text` holds an AI element and a generation element (GB 45438-2025, 5.1). `made_at` is when the
    piece was approved: a file written again has the same bytes. `title` names the piece.
    """

    text: str
    language: Language
    made_at: datetime
    title: str


@dataclass(frozen=True, kw_only=True)
class Exporter(Generic[DraftT]):
    """How a draft becomes a file. `suffix` has its dot; `write` puts `notice.text` into the file.

    `visible` is False for formats in which nothing visible can stand (their label is a sidecar).
    """

    suffix: str
    media_type: str
    write: Callable[[DraftT, Notice], bytes]
    visible: bool = True


class Kind(Protocol[BriefT, PlanT, DraftT]):
    """A kind of content. It keeps nothing between calls."""

    @property
    def name(self) -> str: ...

    @property
    def about(self) -> Words:
        """What it makes, in one sentence."""
        ...

    @property
    def brief_type(self) -> type[BriefT]: ...

    @property
    def plan_type(self) -> type[PlanT]: ...

    @property
    def draft_type(self) -> type[DraftT]: ...

    def plan(self, brief: BriefT, desk: Desk) -> PlanT:
        """The facts, decided by a solver. Raises BadInputError for a brief that cannot be met."""
        ...

    def word(self, plan: PlanT, desk: Desk) -> DraftT:
        """The reference wording: always valid, made from the plan alone."""
        ...

    def verify(self, plan: PlanT, draft: DraftT) -> list[Finding]:
        """Derive again what the draft states, by a route that shares no code with plan or word."""
        ...

    def slots(self, plan: PlanT, draft: DraftT) -> Sequence[Slot]:
        """The runs of words of a draft, in reading order; keys are unique."""
        ...

    def reworded(self, draft: DraftT, texts: Mapping[str, str]) -> DraftT:
        """The draft with other words in some of its slots."""
        ...

    def title(self, draft: DraftT) -> str: ...

    @property
    def exports(self) -> Mapping[str, Exporter[DraftT]]:
        """By format name, as in `publish --format docx`."""
        ...


@runtime_checkable
class TellsMore(Protocol):
    """A kind that has more to tell on its help page than the fields of its brief."""

    def more(self, language: Language) -> Sequence[tuple[str, str]]:
        """Names and what they stand for, such as topics."""
        ...


@runtime_checkable
class ShowsItself(Protocol):
    """A kind that has a brief to be shown with, in the demo; `lang` is put in by whoever shows it.

    Its exports must have "txt".
    """

    @property
    def demo_brief(self) -> Mapping[str, object]: ...


@runtime_checkable
class Draws(Protocol):
    """A kind of pictures: `-m` names a picture model, which lies on its desk as `painter`."""

    def drawn_by(self, draft: Any) -> str:
        """The name of the model that drew a draft; "" where a rule drew it."""
        ...


Verdict = Literal["proven", "wrong", "cannot tell"]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What a check says of one item of a file that somebody else made.

    `right` is the right value where the item is wrong. `why` is what was done to know.
    """

    item: str
    status: Verdict
    why: Words
    right: str = ""
    findings: tuple[Finding, ...] = ()


@runtime_checkable
class ChecksFiles(Protocol):
    """A kind whose verifier also reads files that somebody else made: `gongwu check KIND FILE`."""

    def check(self, content: bytes, name: str) -> list[Judged]:
        """Raises BadInputError for a file that cannot be read, naming the line."""
        ...
