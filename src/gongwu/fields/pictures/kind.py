"""The kind `picture`, with its parts joined."""

from collections.abc import Mapping, Sequence

from gongwu.fields.pictures.artwork import Artwork
from gongwu.fields.pictures.brief import PictureBrief
from gongwu.fields.pictures.drawing import draw_picture
from gongwu.fields.pictures.exports import picture_exports
from gongwu.fields.pictures.planning import PicturePlan, plan_picture
from gongwu.fields.pictures.proving import verify_picture
from gongwu.fields.pictures.wording import picture_slots, reword_picture
from gongwu.ports import Words
from gongwu.studio.finding import Finding
from gongwu.studio.kind import Desk, Exporter, Slot


class PictureKind:
    """Implements studio.kind.Kind, ShowsItself and Draws."""

    name = "picture"
    about = Words(
        en="A picture in the size and colours asked for, with a description and a visible label; "
        "-m names the picture model that draws it.",
        zh="按要求的尺寸和颜色作一幅图，附说明和显式标识；用 -m 指定作画的图像模型。",
    )
    brief_type = PictureBrief
    plan_type = PicturePlan
    draft_type = Artwork
    exports: Mapping[str, Exporter[Artwork]] = picture_exports()
    demo_brief: Mapping[str, object] = {
        "subject": "春",
        "palette": "#9d2235,#e8a598,#f6efe2,#3f5d4e,#d9a441",
    }

    def plan(self, brief: PictureBrief, desk: Desk) -> PicturePlan:
        return plan_picture(brief, desk.dice)

    def word(self, plan: PicturePlan, desk: Desk) -> Artwork:
        return draw_picture(plan, desk.painter)

    def verify(self, plan: PicturePlan, draft: Artwork) -> list[Finding]:
        return list(verify_picture(plan, draft))

    def slots(self, plan: PicturePlan, draft: Artwork) -> Sequence[Slot]:
        return list(picture_slots(draft))

    def reworded(self, draft: Artwork, texts: Mapping[str, str]) -> Artwork:
        return reword_picture(draft, texts)

    def title(self, draft: Artwork) -> str:
        return draft.title

    def drawn_by(self, draft: Artwork) -> str:
        return draft.origin.model


PICTURE = PictureKind()
