"""Decoder-only folders: Llama, Qwen2 and Qwen3. The same net; configs and names differ a little."""

from typing import Any

from gongwu.engine.checkpoints.config import Config
from gongwu.engine.nets.decoder import Decoder, DecoderShape
from gongwu.engine.nets.rotary import LinearStretch, Llama3Stretch, Stretch
from gongwu.errors import BadInputError

# Ours, theirs. A block's names follow `blocks.{i}.` and `model.layers.{i}.`.
OUTER = {
    "embedding": "model.embed_tokens",
    "norm": "model.norm",
    "head": "lm_head",
}
INNER = {
    "attention_norm": "input_layernorm",
    "attention.query_norm": "self_attn.q_norm",
    "attention.key_norm": "self_attn.k_norm",
    "attention.query": "self_attn.q_proj",
    "attention.key": "self_attn.k_proj",
    "attention.value": "self_attn.v_proj",
    "attention.output": "self_attn.o_proj",
    "feed_norm": "post_attention_layernorm",
    "feed_forward.gate": "mlp.gate_proj",
    "feed_forward.up": "mlp.up_proj",
    "feed_forward.down": "mlp.down_proj",
}


def their_name(ours: str) -> str:
    """`blocks.3.attention.query.weight` -> `model.layers.3.self_attn.q_proj.weight`."""
    part, kind = ours.rsplit(".", 1)
    if part.startswith("blocks."):
        _, number, inner = part.split(".", 2)
        return f"model.layers.{number}.{INNER[inner]}.{kind}"
    return f"{OUTER[part]}.{kind}"


def shape_from(config: Config, _names: set[str]) -> DecoderShape:
    """The shape a config.json describes; refuses what the net would compute differently."""
    family = config.values["model_type"]
    config.must(config.values.get("hidden_act", "silu") in ("silu", "swish"), "hidden_act",
                "only silu (SwiGLU)", "只支持 silu（SwiGLU）")  # fmt: skip
    sliding = config.values.get("use_sliding_window") and config.values.get("sliding_window")
    config.must(not sliding, "use_sliding_window",
                "every position sees all before it", "每个位置都看到之前的全部")  # fmt: skip
    width, heads = config.whole("hidden_size"), config.whole("num_attention_heads")
    # Qwen2 has a bias on queries, keys and values, whatever its config says; only Llama knows
    # one in the feed-forward.
    biased = config.flag("attention_bias", False) and family != "qwen2"
    base, stretch = rotary_from(config)
    return DecoderShape(
        vocabulary=config.whole("vocab_size"),
        context=config.whole("max_position_embeddings", 2048),
        width=width,
        layers=config.whole("num_hidden_layers"),
        heads=heads,
        groups=config.whole("num_key_value_heads", heads),
        # No heads at all is for the shape to refuse.
        head_width=config.whole("head_dim", 128 if family == "qwen3" else width // max(heads, 1)),
        hidden=config.whole("intermediate_size"),
        rotary_base=base,
        rotary_stretch=stretch,
        epsilon=config.real("rms_norm_eps", 1e-6),
        query_bias=biased or family == "qwen2",
        output_bias=biased,
        hidden_bias=config.flag("mlp_bias", False) and family == "llama",
        normed_queries=family == "qwen3",
        tied=config.flag("tie_word_embeddings", False),
    )


def rotary_from(config: Config) -> tuple[float, Stretch | None]:
    """Base and stretch, from `rope_parameters` (transformers 5) or the older two keys."""
    newer = config.part("rope_parameters")
    rules = newer or config.part("rope_scaling")
    base = (newer if newer and "rope_theta" in newer.values else config).real("rope_theta", 1e4)
    if rules is None:
        return base, None
    kind = rules.values.get("rope_type", rules.values.get("type", "default"))
    if kind == "default":
        return base, None
    if kind == "linear":
        return base, LinearStretch(factor=rules.real("factor"))
    config.must(kind == "llama3", "rope_parameters" if newer else "rope_scaling",
                "default, linear or llama3", "只支持 default、linear、llama3")  # fmt: skip
    return base, Llama3Stretch(
        factor=rules.real("factor"),
        low_frequency_factor=rules.real("low_freq_factor"),
        high_frequency_factor=rules.real("high_freq_factor"),
        original_context=rules.whole("original_max_position_embeddings"),
    )


def config_of(net: Decoder) -> dict[str, Any]:
    """The config.json of the family whose arithmetic this shape has."""
    shape = net.shape
    family, architecture = _family(shape)
    return {
        "architectures": [architecture],
        "model_type": family,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.context,
        "hidden_size": shape.width,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "num_key_value_heads": shape.groups,
        "head_dim": shape.head_width,
        "intermediate_size": shape.hidden,
        "hidden_act": "silu",
        "rms_norm_eps": shape.epsilon,
        "attention_bias": shape.output_bias,
        "mlp_bias": shape.hidden_bias,
        "tie_word_embeddings": shape.tied,
        **_rotary_config(shape),
    }


def _family(shape: DecoderShape) -> tuple[str, str]:
    """The family that computes what this shape does; no other reader knows a mixture of them."""
    if shape.normed_queries:
        found = "qwen3", "Qwen3ForCausalLM"
        fits = shape.query_bias == shape.output_bias and not shape.hidden_bias
    elif shape.query_bias and not shape.output_bias:
        found = "qwen2", "Qwen2ForCausalLM"
        fits = not shape.hidden_bias
    else:
        found = "llama", "LlamaForCausalLM"
        fits = shape.query_bias == shape.output_bias and shape.width % shape.heads == 0
    if not fits:
        raise BadInputError(
            en=f"No folder of Llama, Qwen2 or Qwen3 can hold {shape}: its biases must be those of "
            "one of them, and Llama's width a multiple of its heads",
            zh=f"Llama、Qwen2、Qwen3 的文件夹都存不下 {shape}：偏置须与其中之一相同，"
            "Llama 的 width 须是 heads 的倍数",
        )
    return found


def _rotary_config(shape: DecoderShape) -> dict[str, Any]:
    """Both spellings: transformers 5 reads the first, llama.cpp and older readers the other two."""
    match shape.rotary_stretch:
        case None:
            rules: dict[str, Any] = {"rope_type": "default"}
        case LinearStretch(factor=factor):
            rules = {"rope_type": "linear", "factor": factor}
        case Llama3Stretch() as stretch:
            rules = {
                "rope_type": "llama3",
                "factor": stretch.factor,
                "low_freq_factor": stretch.low_frequency_factor,
                "high_freq_factor": stretch.high_frequency_factor,
                "original_max_position_embeddings": stretch.original_context,
            }
    old = {"rope_theta": shape.rotary_base}
    if shape.rotary_stretch is not None:
        old["rope_scaling"] = rules  # type: ignore[assignment]
    return {"rope_parameters": {"rope_theta": shape.rotary_base, **rules}, **old}
