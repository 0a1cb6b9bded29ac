import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import torch
import transformers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from gongwu.engine.checkpoints.folder import Net, save_net
from gongwu.engine.checkpoints.tokenizer_files import save_tokenizer
from gongwu.engine.inference import text_model as module
from gongwu.engine.inference.native.build import Library
from gongwu.engine.inference.prompts import Prompt
from gongwu.engine.inference.text_model import (
    EngineTextModel,
    Writer,
    open_text_model,
    text_model_of,
)
from gongwu.engine.nets.decoder import Decoder, DecoderShape
from gongwu.engine.tokens.tokenizer import (
    END_ID,
    PAD_ID,
    Tokenizer,
    byte_pair_tokenizer,
    character_tokenizer,
)
from gongwu.errors import BadInputError, FailedError
from gongwu.ports import Sampling, TextModel
from tests.engine.inference.conftest import LETTERS

MakeNet = Callable[[str], Net]
Shake = Callable[[nn.Module], None]

# A shaken net is sure of itself; this lets several tokens be drawn at each place.
WARM = Sampling(temperature=2.0, max_new_tokens=30)


class ScriptedRunner:
    """Says what it is told to, token by token, whatever it reads; counts what is open."""

    def __init__(self, script: Sequence[int], vocabulary: int) -> None:
        self.script, self.vocabulary = list(script), vocabulary
        self.places: dict[int, int] = {}
        self.opened = 0

    def _logits(self, slot: int) -> Tensor:
        logits = torch.zeros(self.vocabulary)
        place = min(self.places[slot], len(self.script) - 1)
        logits[self.script[place]] = 1e4
        return logits

    def _add(self, place: int) -> int:
        self.opened += 1
        self.places[self.opened] = place
        return self.opened

    def open(self, prompt: Sequence[int]) -> tuple[int, Tensor]:
        slot = self._add(0)
        return slot, self._logits(slot)

    def fork(self, slot: int) -> int:
        return self._add(self.places[slot])

    def step(self, slots: Sequence[int], tokens: Sequence[int]) -> Tensor:
        for slot in slots:
            self.places[slot] += 1
        return torch.stack([self._logits(slot) for slot in slots])

    def close(self, slot: int) -> None:
        del self.places[slot]


def scripted(tokenizer: Tokenizer, ids: Sequence[int]) -> tuple[EngineTextModel, ScriptedRunner]:
    runner = ScriptedRunner(ids, tokenizer.size)
    writer = Writer(runner=runner, read=lambda prompt: Prompt((END_ID,)), continues=True)
    return EngineTextModel("scripted", tokenizer, writer), runner


# ---- one answer is the same answer everywhere ----


def test_it_is_a_text_model(text_model: EngineTextModel) -> None:
    port: TextModel = text_model
    assert port.name == "tiny"


@pytest.mark.parametrize(
    "asked",
    [
        WARM,
        replace(WARM, top_k=5, top_p=0.9, min_p=0.01, repetition_penalty=1.2),
        replace(WARM, temperature=0.0),
        replace(WARM, stop=("春", "ab")),
    ],
    ids=["warm", "every knob", "greedy", "stop strings"],
)
def test_an_answer_is_the_same_alone_and_in_any_batch(
    text_model: EngineTextModel, asked: Sampling
) -> None:
    """30 tokens lead over the end of the decoders' context, which is 12."""
    samplings = [replace(asked, seed=seed, max_new_tokens=30 - seed) for seed in range(7)]
    together = text_model.complete("明月 a", samplings)
    assert together == [text_model.complete("明月 a", [each])[0] for each in samplings]
    backwards = text_model.complete("明月 a", samplings[::-1])
    assert together == backwards[::-1]
    assert asked.temperature == 0 or len({answer.text for answer in together}) > 3


def test_more_answers_than_fit_side_by_side_are_the_same_answers(
    text_model: EngineTextModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    samplings = [replace(WARM, seed=seed, max_new_tokens=5) for seed in range(7)]
    expected = text_model.complete("江", samplings)
    monkeypatch.setattr(module, "SIDE_BY_SIDE", 3)
    assert text_model.complete("江", samplings) == expected


def test_a_stream_is_the_answer_in_pieces(text_model: EngineTextModel) -> None:
    for seed in range(4):
        asked = replace(WARM, seed=seed, stop=("何时",))
        stream = text_model.stream("岸", asked)
        pieces = list(stream)
        assert all(pieces)
        (answer,) = text_model.complete("岸", [asked])
        assert stream.completion == answer
        assert "".join(pieces) == answer.text


def test_the_same_seed_gives_the_same_text_and_another_gives_another(
    text_model: EngineTextModel,
) -> None:
    def write(seed: int) -> str:
        return text_model.complete("春", [replace(WARM, seed=seed)])[0].text

    assert write(5) == write(5)
    assert len({write(seed) for seed in range(8)}) > 4


def test_sampling_with_settings_of_their_own_can_share_a_batch(text_model: EngineTextModel) -> None:
    samplings = [
        replace(WARM, temperature=0.0),
        replace(WARM, seed=3, top_k=2),
        replace(WARM, seed=3, repetition_penalty=3.0, stop=("a",)),
    ]
    together = text_model.complete("风", samplings)
    assert together == [text_model.complete("风", [each])[0] for each in samplings]


# ---- it is what the net says ----


def letters_of(ids: Sequence[int]) -> str:
    return "".join(LETTERS[token - 2] for token in ids if token > 1)


def no_end(vocabulary: int = 19) -> Tokenizer:
    """The letters without a token that ends a text, so that greedy paths run on."""
    from tests.engine.inference.conftest import letter_tokenizer

    tokenizer = letter_tokenizer()
    tokenizer.end_ids = ()
    return tokenizer


THEIRS = {
    "llama": lambda: transformers.LlamaForCausalLM(
        transformers.LlamaConfig(
            vocab_size=19, hidden_size=24, intermediate_size=40, num_hidden_layers=2,
            num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=64,
        )
    ),
    "qwen2": lambda: transformers.Qwen2ForCausalLM(
        transformers.Qwen2Config(
            vocab_size=19, hidden_size=24, intermediate_size=40, num_hidden_layers=2,
            num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=64,
        )
    ),
    "qwen3": lambda: transformers.Qwen3ForCausalLM(
        transformers.Qwen3Config(
            vocab_size=19, hidden_size=24, intermediate_size=40, num_hidden_layers=2,
            num_attention_heads=4, num_key_value_heads=2, head_dim=8, max_position_embeddings=64,
        )
    ),
    "t5": lambda: transformers.T5ForConditionalGeneration(
        transformers.T5Config(
            vocab_size=19, d_model=24, d_kv=6, d_ff=40, num_layers=2, num_heads=3,
            feed_forward_proj="gated-gelu", tie_word_embeddings=False, decoder_start_token_id=0,
        )
    ),
}  # fmt: skip


@pytest.fixture(params=THEIRS)
def their_folder(
    request: pytest.FixtureRequest, tmp_path: Path, shake: Shake
) -> tuple[transformers.PreTrainedModel, Path]:
    theirs = THEIRS[request.param]().eval()
    shake(theirs)
    theirs.save_pretrained(tmp_path)
    (tmp_path / "tokenizer.json").write_text(no_end().to_json(), encoding="utf-8")
    for name in ("config.json", "generation_config.json"):
        told = json.loads((tmp_path / name).read_text())
        (tmp_path / name).write_text(json.dumps(told | {"eos_token_id": None}))
    return theirs, tmp_path


@pytest.mark.parametrize("step", ["torch", "C step"])
def test_greedy_text_is_that_of_transformers(
    their_folder: tuple[transformers.PreTrainedModel, Path],
    step: str,
    request: pytest.FixtureRequest,
) -> None:
    theirs, folder = their_folder
    cache = request.getfixturevalue("library").path.parent if step == "C step" else None
    ours = open_text_model(folder, cache=cache)
    drawn: set[int] = set()
    # An encoder–decoder of theirs also counts its first token, which is no text, as repeated.
    for penalty in (1.0, 1.4) if ours.continues else (1.0,):
        for prompt in ("江南 ab", "春", "照我还", "a月b"):
            ids = torch.tensor([no_end().encode(prompt)])
            written = theirs.generate(
                ids, attention_mask=torch.ones_like(ids), max_new_tokens=30, do_sample=False,
                repetition_penalty=penalty, eos_token_id=None, pad_token_id=0,
            )[0].tolist()  # fmt: skip
            new = written[ids.shape[1] :] if ours.continues else written[1:]
            asked = Sampling(temperature=0, repetition_penalty=penalty, max_new_tokens=30)
            (answer,) = ours.complete(prompt, [asked])
            assert (len(new), answer.new_tokens) == (30, 30)
            assert answer.text == letters_of(new)
            drawn.update(new)
    assert len(drawn) > 4  # not one loop, which would prove little


def test_the_penalty_knows_the_prompt_and_what_was_drawn(tokenizer: Tokenizer) -> None:
    """Under a huge penalty a greedy text takes each token of a decided net once."""

    class Decided(ScriptedRunner):
        def _logits(self, slot: int) -> Tensor:
            return torch.linspace(2.0, 1.0, self.vocabulary)

    writer = Writer(
        runner=Decided([], 19), read=lambda text: Prompt((END_ID, 4, 5)), continues=True
    )
    model = EngineTextModel("decided", Tokenizer(tokenizer.inner, []), writer)
    asked = Sampling(temperature=0, repetition_penalty=1e3, max_new_tokens=16)
    (answer,) = model.complete("", [asked])
    unsaid = LETTERS.replace("又", "").replace("绿", "")
    assert answer.text == unsaid[: len(answer.text)]
    assert len(answer.text) == 15  # END was in the prompt; the other special token comes first


# ---- where a text ends ----


def test_an_end_token_ends_the_text_and_says_nothing(tokenizer: Tokenizer) -> None:
    model, _ = scripted(tokenizer, [*tokenizer.encode("春风"), END_ID, 5, 5])
    (answer,) = model.complete("", [Sampling(max_new_tokens=9)])
    assert (answer.text, answer.finish, answer.new_tokens) == ("春风", "stop", 3)


def test_special_tokens_are_drawn_but_never_written(tokenizer: Tokenizer) -> None:
    model, _ = scripted(tokenizer, [PAD_ID, *tokenizer.encode("春"), PAD_ID, 2])
    (answer,) = model.complete("", [Sampling(max_new_tokens=3)])
    assert (answer.text, answer.finish, answer.new_tokens) == ("春", "length", 3)


@given(
    text=st.text(alphabet="ab春 ", min_size=1, max_size=25),
    stops=st.lists(st.text(alphabet="ab春 ", min_size=1, max_size=4), max_size=3),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_a_stop_string_cuts_exactly_in_a_stream_and_at_once(
    tokenizer: Tokenizer, text: str, stops: list[str]
) -> None:
    model, runner = scripted(tokenizer, [*tokenizer.encode(text), END_ID])
    asked = Sampling(stop=tuple(stops), max_new_tokens=50)
    stream = model.stream("", asked)
    pieces = list(stream)
    ends = [match.end() for stop in stops if (match := re.search(re.escape(stop), text))]
    if ends:
        first = text[: min(ends)]
        expected = first[: len(first) - max(len(s) for s in stops if first.endswith(s))]
    else:
        expected = text
    assert "".join(pieces) == expected == stream.completion.text
    assert stream.completion.finish == "stop"
    assert stream.completion == model.complete("", [asked])[0]
    assert not runner.places


def test_text_held_back_for_a_stop_string_comes_out_when_tokens_run_out(
    tokenizer: Tokenizer,
) -> None:
    model, _ = scripted(tokenizer, tokenizer.encode("春风又绿"))
    (answer,) = model.complete("", [Sampling(stop=("又绿江",), max_new_tokens=4)])
    assert (answer.text, answer.finish) == ("春风又绿", "length")


@pytest.mark.parametrize(
    "make",
    [character_tokenizer, lambda texts: byte_pair_tokenizer(texts, 300)],
    ids=["characters", "byte pairs"],
)
@pytest.mark.parametrize("limit", range(1, 8))
def test_a_character_is_never_cut_in_half(
    make: Callable[[list[str]], Tokenizer], limit: int
) -> None:
    """春 is one token or three bytes, the others three and four bytes each."""
    tokenizer = make(["春春春"])
    text = "春𠮷楼"
    model, _ = scripted(tokenizer, tokenizer.encode(text))
    stream = model.stream("", Sampling(max_new_tokens=limit))
    pieces = list(stream)
    assert all(piece in ("春", "𠮷", "楼") for piece in pieces)
    assert text.startswith("".join(pieces))
    assert stream.completion.new_tokens == limit


def test_a_net_that_knows_nothing_still_writes_whole_characters(shake: Shake) -> None:
    """Half of its tokens are bytes that make no character where they stand."""
    tokenizer = character_tokenizer([LETTERS * 2])
    net = Decoder(
        DecoderShape(vocabulary=tokenizer.size, context=64, width=16, layers=1, heads=2, groups=2,
                     head_width=8, hidden=16)
    )  # fmt: skip
    with torch.no_grad():
        for weight in net.parameters():
            weight.zero_()
    model = text_model_of(net.eval(), tokenizer, "nothing")
    for answer in model.complete("", [Sampling(seed=seed) for seed in range(4)]):
        assert "\ufffd" not in answer.text
        assert answer.text.encode().decode() == answer.text


# ---- prompts ----


def test_an_empty_prompt_begins_a_text(text_model: EngineTextModel) -> None:
    (answer,) = text_model.complete("", [WARM])
    assert answer.new_tokens >= 1


@pytest.mark.parametrize("name", ["gru", "decoder", "encoder-decoder"])
def test_an_empty_prompt_needs_a_token_to_begin_after(name: str, make_net: MakeNet) -> None:
    model = text_model_of(make_net(name), no_end(), "endless")
    with pytest.raises(BadInputError, match="at least one character"):
        model.complete("", [WARM])


def test_a_prompt_longer_than_the_context_is_cut_and_that_is_told(
    text_model: EngineTextModel,
) -> None:
    long, short = "春风又绿江南岸明月何时照我还" * 3, "月何时照我还春风又绿"
    size = text_model.measure(long)
    assert size.tokens >= 42
    (answer,) = text_model.complete(long, [WARM])
    assert answer.new_tokens >= 1
    recurrent = size.left_out == 0
    assert recurrent == (size.tokens - size.left_out > 12)
    assert text_model.measure("春").left_out == 0
    assert text_model.measure(short).left_out == 0


def test_a_decoder_goes_on_from_the_end_of_a_prompt_too_long_for_it(make_net: MakeNet) -> None:
    model = text_model_of(make_net("decoder"), no_end(), "tiny")
    tail = "月何时照我还春风又绿江"  # eleven: the context less the one to be drawn
    (cut,) = model.complete("江南岸明" * 9 + tail, [WARM])
    assert [cut] == model.complete(tail, [WARM])


def test_text_begins_where_documents_begin_in_training(tokenizer: Tokenizer) -> None:
    """Our documents stand behind an END; a runner that is shown another start fails here."""

    class Watching(ScriptedRunner):
        def open(self, prompt: Sequence[int]) -> tuple[int, Tensor]:
            self.prompt = list(prompt)
            return super().open(prompt)

    runner = Watching([END_ID], 19)
    net = Decoder(DecoderShape(vocabulary=19, context=12, width=8, layers=1, heads=2, groups=2,
                               head_width=4, hidden=8))  # fmt: skip
    read = module._writer(net, tokenizer, None).read
    EngineTextModel("w", tokenizer, Writer(runner=runner, read=read, continues=True)).complete(
        "春风", [Sampling()]
    )
    assert runner.prompt == [END_ID, *tokenizer.encode("春风")]


# ---- nothing stays open ----


def test_a_stream_left_alone_closes_what_it_opened(tokenizer: Tokenizer) -> None:
    model, runner = scripted(tokenizer, tokenizer.encode("春风又绿"))
    pieces = iter(model.stream("", Sampling()))
    assert next(pieces) == "春"
    assert runner.places
    del pieces
    assert not runner.places


def test_a_failure_closes_what_was_opened(tokenizer: Tokenizer) -> None:
    class Broken(ScriptedRunner):
        def _logits(self, slot: int) -> Tensor:
            logits = super()._logits(slot)
            return logits / 0 if self.places[slot] else logits

    runner = Broken(tokenizer.encode("春风"), 19)
    writer = Writer(runner=runner, read=lambda text: Prompt((END_ID,)), continues=True)
    model = EngineTextModel("broken", tokenizer, writer)
    with pytest.raises(FailedError, match="NaN"):
        model.complete("", [Sampling(seed=seed) for seed in range(3)])
    assert not runner.places


def test_nothing_is_computed_before_the_first_piece_is_asked_for(tokenizer: Tokenizer) -> None:
    model, runner = scripted(tokenizer, tokenizer.encode("春"))
    model.stream("", Sampling())
    assert runner.opened == 0


# ---- folders ----


def test_a_folder_becomes_a_model_with_its_makers_defaults(
    tmp_path: Path, make_net: MakeNet, tokenizer: Tokenizer
) -> None:
    folder = tmp_path / "verse"
    save_net(make_net("decoder"), folder)
    save_tokenizer(tokenizer, folder, context=12)
    told = json.loads((folder / "generation_config.json").read_text())
    told |= {"temperature": 0.7, "top_k": 20, "top_p": 0.8, "repetition_penalty": 1.05}
    (folder / "generation_config.json").write_text(json.dumps(told))
    model = open_text_model(folder, cache=None)
    assert model.name == "verse"
    assert model.defaults == Sampling(temperature=0.7, top_k=20, top_p=0.8, repetition_penalty=1.05)
    expected = text_model_of(make_net("decoder"), tokenizer, "verse")
    assert expected.continues


@pytest.mark.parametrize("name", ["gru", "decoder", "encoder-decoder"])
def test_small_bfloat16_weights_are_widened_without_a_change(
    name: str, tmp_path: Path, make_net: MakeNet, tokenizer: Tokenizer
) -> None:
    net = make_net(name)
    save_net(net, tmp_path, dtype=torch.bfloat16)
    save_tokenizer(tokenizer, tmp_path, context=12)
    for weight in net.parameters():
        weight.data = weight.data.bfloat16().float()
    opened = open_text_model(tmp_path, cache=None)
    samplings = [replace(WARM, seed=seed) for seed in range(3)]
    expected = text_model_of(net, tokenizer, "the same").complete("春", samplings)
    assert opened.complete("春", samplings) == expected


def test_why_the_c_step_is_not_used_can_be_asked(
    tmp_path: Path, make_net: MakeNet, tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_net(make_net("decoder"), tmp_path)
    save_tokenizer(tokenizer, tmp_path, context=12)
    monkeypatch.setattr(module, "load_library", lambda cache: "no C compiler found")
    model = open_text_model(tmp_path, cache=tmp_path / "cache")
    assert model.slow_because == "no C compiler found"
    assert model.complete("春", [WARM])[0].new_tokens > 0


def test_the_c_step_writes_what_torch_writes(
    tmp_path: Path, make_net: MakeNet, tokenizer: Tokenizer, library: Library
) -> None:
    """From bfloat16 weights: the C step keeps them, torch widens them, both compute in float32."""
    save_net(make_net("decoder"), tmp_path, dtype=torch.bfloat16)
    save_tokenizer(tokenizer, tmp_path, context=12)
    samplings = [replace(WARM, seed=seed) for seed in range(5)]
    native = open_text_model(tmp_path, cache=library.path.parent)
    plain = open_text_model(tmp_path, cache=None)
    assert native.slow_because is None
    assert native.complete("春风", samplings) == plain.complete("春风", samplings)
