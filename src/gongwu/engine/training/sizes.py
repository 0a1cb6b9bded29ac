"""How large a net is, by one word. A recipe may build any other shape."""

from dataclasses import dataclass

from gongwu.engine.nets.decoder import DecoderShape
from gongwu.engine.nets.encoder_decoder import EncoderDecoderShape
from gongwu.engine.nets.gru import GRUShape
from gongwu.engine.training.settings import ModelKind, Size

HEAD_WIDTH = 64  # narrower heads starve the matrix units of this kind of machine


@dataclass(frozen=True)
class Scale:
    """What one word stands for; parameters of a decoder, embeddings aside, in the comment."""

    width: int
    layers: int
    context: int
    batch: int
    recurrent_layers: int


SCALES: dict[Size, Scale] = {
    "tiny": Scale(width=128, layers=4, context=128, batch=16, recurrent_layers=1),  # 0.9M
    "small": Scale(width=256, layers=6, context=256, batch=16, recurrent_layers=1),  # 4.9M
    "base": Scale(width=384, layers=6, context=256, batch=32, recurrent_layers=2),  # 11M
    "large": Scale(width=768, layers=12, context=512, batch=32, recurrent_layers=2),  # 85M
}


def size_for(characters: int) -> Size:
    """The largest net that a text of so many characters can feed in a sitting on a CPU."""
    if characters < 500_000:
        return "tiny"
    return "small" if characters < 20_000_000 else "base"


def shape_for(
    model: ModelKind, size: Size, vocabulary: int, context: int, layers: int | None = None
) -> GRUShape | DecoderShape | EncoderDecoderShape:
    """The shape of a net of one size, with another number of layers if one is given."""
    scale = SCALES[size]
    heads = scale.width // HEAD_WIDTH
    hidden = -(-scale.width * 8 // 3 // 64) * 64  # SwiGLU: 8/3 of the width, whole vectors
    match model:
        case "gru":
            return GRUShape(
                vocabulary=vocabulary,
                context=context,
                embedding=min(256, scale.width),
                hidden=2 * min(256, scale.width) if size != "large" else 1024,
                layers=layers or scale.recurrent_layers,
            )
        case "decoder":
            return DecoderShape(
                vocabulary=vocabulary,
                context=context,
                width=scale.width,
                layers=layers or scale.layers,
                heads=heads,
                groups=heads,
                head_width=HEAD_WIDTH,
                hidden=hidden,
            )
        case "encoder-decoder":
            return EncoderDecoderShape(
                vocabulary=vocabulary,
                context=context,
                width=scale.width,
                encoder_layers=layers or scale.layers // 2,
                decoder_layers=layers or scale.layers // 2,
                heads=heads,
                head_width=HEAD_WIDTH,
                hidden=hidden,
            )
