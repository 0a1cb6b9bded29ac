"""The contestants of decode_speed.py: each reads the same folder and writes greedily.

Peers are installed only to be compared with; one that is missing says so and is left out. Each
is driven the way its own documentation does it, with as many threads as torch uses.
"""

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np
import torch

from gongwu.engine.checkpoints.folder import load_net, stored_tensors
from gongwu.engine.inference.native.build import load_library
from gongwu.engine.inference.native.decoder_step import NativeDecoder
from gongwu.engine.nets.decoder import Decoder

Prompts = Sequence[Sequence[int]]


class Contestant(Protocol):
    """Whatever continues prompts of one length by `new` tokens each, the likeliest each time."""

    def write(self, prompts: Prompts, new: int) -> list[list[int]]: ...


class Gongwu:
    """The C step, and a loop that picks tokens with torch."""

    def __init__(self, folder: Path, cache: Path) -> None:
        library = load_library(cache)
        if isinstance(library, str):
            raise SystemExit(f"The C step cannot be built: {library}")
        net = load_net(folder)
        assert isinstance(net, Decoder)
        self.decoder = NativeDecoder(net, library)

    def write(self, prompts: Prompts, new: int) -> list[list[int]]:
        slots = [self.decoder.open(len(prompt) + new) for prompt in prompts]
        length = len(prompts[0])
        logits = self.decoder.step(
            [slot for slot in slots for _ in range(length)],
            [token for prompt in prompts for token in prompt],
            range(length - 1, len(prompts) * length, length),
        )
        columns = [logits.argmax(dim=-1).tolist()]
        while len(columns) < new:
            logits = self.decoder.step(slots, columns[-1], range(len(slots)))
            columns.append(logits.argmax(dim=-1).tolist())
        for slot in slots:
            self.decoder.close(slot)
        return [list(row) for row in zip(*columns, strict=True)]


class Transformers:
    """`generate`, with the cache that grows or with the one laid out beforehand."""

    def __init__(self, folder: Path, cache: str) -> None:
        causal = import_module("transformers").AutoModelForCausalLM
        self.model = causal.from_pretrained(folder, dtype="auto").eval()
        self.settings = {} if cache == "dynamic" else {"cache_implementation": cache}

    def write(self, prompts: Prompts, new: int) -> list[list[int]]:
        ids = torch.tensor(prompts)
        with torch.inference_mode():
            written = self.model.generate(
                ids,
                attention_mask=torch.ones_like(ids),
                max_new_tokens=new,
                min_new_tokens=new,
                do_sample=False,
                pad_token_id=0,
                **self.settings,
            )
        rows: list[list[int]] = written[:, ids.shape[1] :].tolist()
        return rows


class LlamaCpp:
    """llama.cpp's own functions through llama-cpp-python; tokens are picked with numpy."""

    def __init__(self, folder: Path, sequences: int, positions: int) -> None:
        self.api = import_module("llama_cpp")
        self.silence = self.api.llama_log_callback(lambda *_: None)  # kept: C calls it
        self.api.llama_log_set(self.silence, None)
        path = write_gguf(folder)
        model = self.api.llama_model_load_from_file(
            str(path).encode(), self.api.llama_model_default_params()
        )
        settings = self.api.llama_context_default_params()
        settings.n_ctx = sequences * positions
        settings.n_batch = settings.n_ubatch = sequences * positions
        settings.n_seq_max = sequences
        settings.n_threads = settings.n_threads_batch = torch.get_num_threads()
        self.context = self.api.llama_init_from_model(model, settings)
        self.vocabulary = self.api.llama_vocab_n_tokens(self.api.llama_model_get_vocab(model))
        self.batch = self.api.llama_batch_init(sequences * positions, 0, 1)

    def write(self, prompts: Prompts, new: int) -> list[list[int]]:
        self.api.llama_memory_clear(self.api.llama_get_memory(self.context), True)
        columns = [self._read(prompts, 0)]
        while len(columns) < new:
            position = len(prompts[0]) + len(columns) - 1
            columns.append(self._read([[token] for token in columns[-1]], position))
        return [list(row) for row in zip(*columns, strict=True)]

    def _read(self, tokens: Prompts, position: int) -> list[int]:
        """The likeliest token after each sequence's tokens, which begin at `position`."""
        rows = [(s, i) for s, sequence in enumerate(tokens) for i in range(len(sequence))]
        wanted = []
        for row, (sequence, index) in enumerate(rows):
            last = index == len(tokens[sequence]) - 1
            self.batch.token[row] = tokens[sequence][index]
            self.batch.pos[row] = position + index
            self.batch.n_seq_id[row] = 1
            self.batch.seq_id[row][0] = sequence
            self.batch.logits[row] = last
            wanted += [row] if last else []
        self.batch.n_tokens = len(rows)
        if self.api.llama_decode(self.context, self.batch) != 0:
            raise SystemExit("llama.cpp: llama_decode failed")
        return [self._likeliest(row) for row in wanted]

    def _likeliest(self, row: int) -> int:
        logits = self.api.llama_get_logits_ith(self.context, row)
        return int(np.ctypeslib.as_array(logits, shape=(self.vocabulary,)).argmax())


def write_gguf(folder: Path) -> Path:
    """The folder's net in llama.cpp's format, numbers unchanged."""
    gguf = import_module("gguf")
    net = load_net(folder)
    assert isinstance(net, Decoder)
    shape = net.shape
    path = folder / "model.gguf"
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_vocab_size(shape.vocabulary)
    writer.add_tokenizer_model("none")
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.hidden)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.groups)
    writer.add_key_length(shape.head_width)
    writer.add_value_length(shape.head_width)
    writer.add_rope_dimension_count(shape.head_width)
    writer.add_rope_freq_base(shape.rotary_base)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    for name, tensor in stored_tensors(net).items():
        theirs = _gguf_name(name)
        if theirs.endswith(("attn_q.weight", "attn_k.weight")):
            # Llama's own order of channels: pairs side by side, not half a head apart.
            halves = tensor.view(-1, 2, shape.head_width // 2, shape.width)
            tensor = halves.transpose(1, 2).reshape(tensor.shape)
        if tensor.dtype == torch.bfloat16 and tensor.dim() > 1:
            bytes_of = tensor.contiguous().view(torch.uint8).numpy()
            writer.add_tensor(theirs, bytes_of, raw_dtype=gguf.GGMLQuantizationType.BF16)
        else:
            writer.add_tensor(theirs, tensor.float().contiguous().numpy())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


_GGUF = {
    "model.embed_tokens": "token_embd",
    "model.norm": "output_norm",
    "lm_head": "output",
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}


def _gguf_name(name: str) -> str:
    """`model.layers.3.mlp.up_proj.weight` -> `blk.3.ffn_up.weight`."""
    part, kind = name.rsplit(".", 1)
    if part.startswith("model.layers."):
        _, _, number, inner = part.split(".", 3)
        return f"blk.{number}.{_GGUF[inner]}.{kind}"
    return f"{_GGUF[part]}.{kind}"


def installed(package: str) -> bool:
    """Whether a peer is here to be compared with."""
    return find_spec(package) is not None
