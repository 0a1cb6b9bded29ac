"""Folders of the GRU generator. No other library has this net; the layout is a hub folder's."""

from typing import Any

from gongwu.engine.checkpoints.config import Config
from gongwu.engine.nets.gru import GRU, GRUShape


def their_name(ours: str) -> str:
    """The file has our names, which inside `recurrent` are torch's."""
    return ours


def shape_from(config: Config, _names: set[str]) -> GRUShape:
    """The shape a config.json describes."""
    return GRUShape(
        vocabulary=config.whole("vocab_size"),
        context=config.whole("max_position_embeddings"),
        embedding=config.whole("embedding_size"),
        hidden=config.whole("hidden_size"),
        layers=config.whole("num_hidden_layers"),
    )


def config_of(net: GRU) -> dict[str, Any]:
    """The config.json of a GRU folder."""
    shape = net.shape
    return {
        "architectures": ["GruForCausalLM"],
        "model_type": "gru",
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.context,
        "embedding_size": shape.embedding,
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
    }
