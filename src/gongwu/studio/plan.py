"""The first verb: a solver decides the facts. What it returns can only be worded."""

import random
from dataclasses import dataclass
from typing import Generic

from gongwu.ports import ImageModel, TextModel
from gongwu.studio.kind import BriefT, Desk, DraftT, Kind, PlanT


@dataclass(frozen=True)
class Planned(Generic[PlanT]):
    """The facts of a piece."""

    plan: PlanT


def plan(kind: Kind[BriefT, PlanT, DraftT], brief: BriefT, desk: Desk) -> Planned[PlanT]:
    """Decide the facts. Raises BadInputError for a brief that cannot be met."""
    return Planned(kind.plan(brief, desk))


def desk_for(
    stage: str, seed: str, model: TextModel | None = None, painter: ImageModel | None = None
) -> Desk:
    """The desk of one stage: its dice depend on the piece's seed and the stage's name alone."""
    return Desk(dice=random.Random(f"{seed}/{stage}"), model=model, painter=painter)
