"""Encoder–decoder folders: T5 1.1 and Flan-T5."""

from typing import Any

from gongwu.engine.checkpoints.config import Config
from gongwu.engine.nets.encoder_decoder import EncoderDecoder, EncoderDecoderShape

OUTER = {
    "embedding": "shared",
    "head": "lm_head",
    "encoder.norm": "encoder.final_layer_norm",
    "decoder.norm": "decoder.final_layer_norm",
}
BIAS = "block.0.layer.0.SelfAttention.relative_attention_bias"
# Ours, theirs: T5 numbers the parts of a block, and its decoder has one more.
ENCODER = {
    "attention_norm": "0.layer_norm",
    "attention": "0.SelfAttention",
    "feed_norm": "1.layer_norm",
    "feed_forward": "1.DenseReluDense",
}
DECODER = {
    "attention_norm": "0.layer_norm",
    "attention": "0.SelfAttention",
    "source_norm": "1.layer_norm",
    "source_attention": "1.EncDecAttention",
    "feed_norm": "2.layer_norm",
    "feed_forward": "2.DenseReluDense",
}
LINEAR = {
    "query": "q", "key": "k", "value": "v", "output": "o",
    "gate": "wi_0", "up": "wi_1", "down": "wo",
}  # fmt: skip


def their_name(ours: str) -> str:
    """`decoder.blocks.1.feed_norm.weight` -> `decoder.block.1.layer.2.layer_norm.weight`."""
    part, kind = ours.rsplit(".", 1)
    if part in OUTER:
        return f"{OUTER[part]}.{kind}"
    stack, rest = part.split(".", 1)
    if rest.startswith("distance_bias"):
        return f"{stack}.{BIAS}.{kind}"
    _, number, inner, *linear = rest.split(".")
    theirs = (ENCODER if stack == "encoder" else DECODER)[inner]
    tail = "".join(f".{LINEAR[name]}" for name in linear)
    return f"{stack}.block.{number}.layer.{theirs}{tail}.{kind}"


def shape_from(config: Config, names: set[str]) -> EncoderDecoderShape:
    """The shape a T5 config.json and its tensors' names describe; T5 1.0 (ReLU) is refused.

    `tie_word_embeddings` has meant two things: whether the head has weights of its own, which the
    file itself tells, and whether the hidden states are scaled before it, which transformers 5
    says apart as `scale_decoder_outputs`.
    """
    config.must(
        config.values.get("feed_forward_proj") == "gated-gelu",
        "feed_forward_proj",
        "only gated-gelu (T5 1.1, Flan-T5)",
        "只支持 gated-gelu（T5 1.1、Flan-T5）",
    )
    layers = config.whole("num_layers")
    tied_said = config.flag("tie_word_embeddings", True)
    return EncoderDecoderShape(
        vocabulary=config.whole("vocab_size"),
        context=config.whole("n_positions", 512),
        width=config.whole("d_model"),
        encoder_layers=layers,
        decoder_layers=config.whole("num_decoder_layers", layers),
        heads=config.whole("num_heads"),
        head_width=config.whole("d_kv"),
        hidden=config.whole("d_ff"),
        distance_buckets=config.whole("relative_attention_num_buckets", 32),
        max_distance=config.whole("relative_attention_max_distance", 128),
        epsilon=config.real("layer_norm_epsilon", 1e-6),
        tied="lm_head.weight" not in names,
        scaled=config.flag("scale_decoder_outputs", tied_said),
        start_id=config.whole("decoder_start_token_id", 0),
    )


def config_of(net: EncoderDecoder) -> dict[str, Any]:
    """The config.json of a T5 1.1 folder."""
    shape = net.shape
    return {
        "architectures": ["T5ForConditionalGeneration"],
        "model_type": "t5",
        "is_encoder_decoder": True,
        "vocab_size": shape.vocabulary,
        "n_positions": shape.context,
        "d_model": shape.width,
        "num_layers": shape.encoder_layers,
        "num_decoder_layers": shape.decoder_layers,
        "num_heads": shape.heads,
        "d_kv": shape.head_width,
        "d_ff": shape.hidden,
        "relative_attention_num_buckets": shape.distance_buckets,
        "relative_attention_max_distance": shape.max_distance,
        "layer_norm_epsilon": shape.epsilon,
        "feed_forward_proj": "gated-gelu",
        "tie_word_embeddings": shape.tied,
        "scale_decoder_outputs": shape.scaled,
        "decoder_start_token_id": shape.start_id,
        "dropout_rate": 0.0,
    }
