"""A picture model that tells a piece's progress how far its drawing is."""

from collections.abc import Callable, Iterator

from gongwu.ports import ImageModel, Picture, PictureRequest, PictureStep
from gongwu.studio.word import Progress


class WatchedPainter:
    """Implements ports.ImageModel with another one."""

    def __init__(self, painter: ImageModel, progress: Progress) -> None:
        self._painter = painter
        self._progress = progress

    @property
    def name(self) -> str:
        return self._painter.name

    @property
    def weights_sha256(self) -> str:
        return self._painter.weights_sha256

    @property
    def defaults(self) -> PictureRequest:
        return self._painter.defaults

    @property
    def reads_prompts(self) -> bool:
        return self._painter.reads_prompts

    def draw(
        self, request: PictureRequest, watch: Callable[[PictureStep], None] = lambda _: None
    ) -> Iterator[Picture]:
        def told(step: PictureStep) -> None:
            self._progress(step.item * step.steps + step.step, request.count * step.steps)
            watch(step)

        return self._painter.draw(request, told)
