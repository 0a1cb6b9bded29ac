"""Answers that have a form, by real nets with random weights: the engine joined to the studio."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
import tokenizers
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tokenizers import decoders, models, normalizers, trainers
from torch import nn

from gongwu.engine.checkpoints.folder import Net
from gongwu.engine.inference.native.build import Library
from gongwu.engine.inference.text_model import EngineTextModel, text_model_of
from gongwu.engine.nets.decoder import Decoder, DecoderShape
from gongwu.engine.nets.encoder_decoder import EncoderDecoder, EncoderDecoderShape
from gongwu.engine.nets.gru import GRU, GRUShape
from gongwu.engine.tokens.tokenizer import Tokenizer, byte_pair_tokenizer, character_tokenizer
from gongwu.errors import BadInputError, FailedError
from gongwu.ports import Choices, Completion, Form, JSONSchema, Regex, Sampling
from gongwu.studio.control.checking import complaint
from gongwu.studio.control.constraining import FormConstrainer

Shake = Callable[[nn.Module], None]

TEXTS = ["春风又绿江南岸，明月何时照我还。", 'Once upon a time {"name": "a", "age": 12} yes no'] * 3

PERSON = JSONSchema(
    json.dumps(
        {
            "type": "object",
            "properties": {
                "name": {"type": "string", "maxLength": 5},
                "age": {"type": "integer", "minimum": 1, "maximum": 120},
                "tags": {"type": "array", "items": {"enum": ["春", "b\n", None]}, "maxItems": 3},
            },
            "required": ["name", "age"],
            "additionalProperties": False,
        }
    )
)
FORMS: tuple[Form | None, ...] = (
    PERSON,
    Regex(r"\d{3}-[a-z]{2,4}/\w\s?"),
    Choices(("春风", "明月", "春风又绿", "yes", "a b")),
    None,
    Regex(r"[^\n]{1,4}[。.]"),
    JSONSchema('{"type":"array","items":{"type":["number","boolean"]},"minItems":1,"maxItems":2}'),
)
PLAIN = Sampling(max_new_tokens=150)


def pieces_tokenizer() -> Tokenizer:
    """As Llama 2 has it: a space before the text, pieces with ▁, bytes for the rest."""
    inner = tokenizers.Tokenizer(models.BPE(byte_fallback=True, unk_token="<unk>"))
    inner.normalizer = normalizers.Sequence(
        [normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")]
    )
    inner.decoder = decoders.Sequence(
        [
            decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(),
            decoders.Strip(" ", 1, 0),
        ]
    )  # fmt: skip
    trainer = trainers.BpeTrainer(
        vocab_size=380,
        special_tokens=["<unk>", "<s>", "</s>", *(f"<0x{byte:02X}>" for byte in range(256))],
        show_progress=False,
    )
    inner.train_from_iterator(TEXTS, trainer)
    # Bytes are no special tokens: they are text.
    told = json.loads(inner.to_str())
    told["added_tokens"] = told["added_tokens"][:3]
    return Tokenizer(tokenizers.Tokenizer.from_str(json.dumps(told)), [2])


TOKENIZERS: dict[str, Callable[[], Tokenizer]] = {
    "characters": lambda: character_tokenizer(TEXTS),
    "byte-level BPE": lambda: byte_pair_tokenizer(TEXTS, 330),
    "sentencepiece": pieces_tokenizer,
}


def decoder(vocabulary: int) -> Net:
    return Decoder(
        DecoderShape(
            vocabulary=vocabulary, context=24, width=20, layers=2, heads=4, groups=2, head_width=6,
            hidden=28,
        )
    )  # fmt: skip


def gru(vocabulary: int) -> Net:
    return GRU(GRUShape(vocabulary=vocabulary, context=12, embedding=10, hidden=14, layers=2))


def encoder_decoder(vocabulary: int) -> Net:
    return EncoderDecoder(
        EncoderDecoderShape(
            vocabulary=vocabulary, context=12, width=20, encoder_layers=1, decoder_layers=2,
            heads=3, head_width=6, hidden=28, distance_buckets=8, max_distance=10,
        )
    )  # fmt: skip


KINDS: dict[str, Callable[[int], Net]] = {
    "gru": gru, "decoder": decoder, "encoder-decoder": encoder_decoder, "C step": decoder,
}  # fmt: skip


OTHERS = [(kind, name) for kind in KINDS for name in TOKENIZERS]
SOME = [
    ("gru", "characters"), ("decoder", "byte-level BPE"), ("encoder-decoder", "sentencepiece"),
    ("C step", "characters"),
]  # fmt: skip


@pytest.fixture(
    params=[
        pytest.param(pair, id=" of ".join(pair), marks=[] if pair in SOME else pytest.mark.slow)
        for pair in OTHERS
    ]
)
def model(request: pytest.FixtureRequest, shake: Shake) -> EngineTextModel:
    """Each kind of net with each kind of tokenizer; the net has a few tokens more than that."""
    kind, name = request.param
    tokenizer = TOKENIZERS[name]()
    net = KINDS[kind](tokenizer.size + 3)
    shake(net)
    library: Library | None = request.getfixturevalue("library") if kind == "C step" else None
    return text_model_of(
        net.eval(), tokenizer, "tiny", library=library, constrainer=FormConstrainer
    )


def mixed(seeds: Sequence[int], **knobs: object) -> list[Sampling]:
    return [
        replace(PLAIN, seed=seed, form=form, **knobs)  # type: ignore[arg-type]
        for seed in seeds
        for form in FORMS
    ]


def assert_held(samplings: list[Sampling], answers: list[Completion]) -> int:
    """Every finished answer satisfies its form; how many have one and are finished."""
    held = 0
    for sampling, answer in zip(samplings, answers, strict=True):
        if sampling.form is not None and answer.finish == "stop":
            assert complaint(sampling.form, answer.text) is None
            held += 1
    return held


def test_every_finished_answer_satisfies_its_form_alone_and_in_any_batch(
    model: EngineTextModel,
) -> None:
    """All these forms are short: nearly all answers finish."""
    samplings = mixed(range(3), temperature=1.5)
    answers = model.complete("明月 a", samplings)
    assert assert_held(samplings, answers) >= 13  # of 15; a number may have many digits
    assert answers == [model.complete("明月 a", [each])[0] for each in samplings]
    assert model.complete("明月 a", samplings[::-1]) == answers[::-1]


@pytest.mark.parametrize(
    "knobs",
    [
        {"temperature": 0.0},
        {"top_k": 3, "top_p": 0.8, "min_p": 0.05, "repetition_penalty": 1.3},
        {"top_k": 1, "temperature": 1e-9},
        {"repetition_penalty": 50.0},
    ],
    ids=["greedy", "every knob", "cold", "penalized"],
)
def test_no_knob_loosens_a_form(model: EngineTextModel, knobs: dict[str, float]) -> None:
    samplings = mixed(range(2), **knobs)
    assert assert_held(samplings, model.complete("岸", samplings)) >= 6


@pytest.mark.parametrize("name", TOKENIZERS)
def test_an_answer_without_a_form_is_the_one_it_always_was(name: str, shake: Shake) -> None:
    tokenizer = TOKENIZERS[name]()
    net = decoder(tokenizer.size)
    shake(net)
    plain = text_model_of(net, tokenizer, "plain")
    joined = text_model_of(net, tokenizer, "joined", constrainer=FormConstrainer)
    samplings = mixed(range(3), temperature=1.2)
    free = [each for each in samplings if each.form is None]
    among = joined.complete("春风", samplings)
    assert [a for a, s in zip(among, samplings, strict=True) if s.form is None] == plain.complete(
        "春风", free
    )


def test_an_answer_cut_off_says_length_and_one_that_just_fits_says_stop(
    model: EngineTextModel,
) -> None:
    asked = replace(PLAIN, form=Choices(("春风又绿江南岸 Once",)), temperature=0.0)
    (whole,) = model.complete("月", [asked])
    assert whole.finish == "stop"
    fits = replace(asked, max_new_tokens=whole.new_tokens)
    assert model.complete("月", [fits]) == [whole]
    (cut,) = model.complete("月", [replace(asked, max_new_tokens=whole.new_tokens - 1)])
    assert cut.finish == "length"
    assert whole.text.startswith(cut.text)
    assert cut.text != whole.text


def test_an_answer_ends_by_itself_where_nothing_but_the_end_can_follow(
    model: EngineTextModel,
) -> None:
    (answer,) = model.complete("月", [replace(PLAIN, form=Choices(("yes",)))])
    spelled = model.complete("月", [replace(PLAIN, form=Choices(("yes", "yes.")))])
    assert (answer.text, answer.finish) == ("yes", "stop")
    assert spelled[0].text in ("yes", "yes.")


def test_a_stop_string_ends_an_answer_that_has_a_form_too(model: EngineTextModel) -> None:
    asked = replace(PLAIN, form=Choices(("春风又绿江南岸",)), stop=("江",))
    (answer,) = model.complete("月", [asked])
    assert (answer.text, answer.finish) == ("春风又绿", "stop")


def test_a_stream_of_a_form_is_the_answer(model: EngineTextModel) -> None:
    asked = replace(PLAIN, form=PERSON, seed=3)
    stream = model.stream("月", asked)
    text = "".join(stream)
    assert [stream.completion] == model.complete("月", [asked])
    assert stream.completion.text == text


def test_a_form_that_cannot_be_held_to_is_refused_and_nothing_stays_open(
    model: EngineTextModel,
) -> None:
    with pytest.raises(BadInputError, match="uniqueItems"):
        model.complete("月", [PLAIN, replace(PLAIN, form=JSONSchema('{"uniqueItems":true}'))])
    assert model.complete("月", [replace(PLAIN, form=Choices(("no",)))])[0].text == "no"


def test_without_a_constrainer_a_form_is_refused(
    text_model: EngineTextModel,
) -> None:
    with pytest.raises(BadInputError, match="opened without"):
        text_model.complete("春", [replace(PLAIN, form=Choices(("春",)))])


def test_letters_that_a_vocabulary_lacks_are_told(
    make_net: Callable[[str], Net], tokenizer: Tokenizer
) -> None:
    model = text_model_of(make_net("decoder"), tokenizer, "poor", constrainer=FormConstrainer)
    (answer,) = model.complete("春", [replace(PLAIN, form=Choices(("春风", "明月")))])
    assert answer.text in ("春风", "明月")
    with pytest.raises(FailedError, match="cannot spell"):
        model.complete("春", [replace(PLAIN, form=PERSON)])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(options=st.lists(st.text(max_size=6), min_size=1, max_size=4), seed=st.integers(0, 2**40))
def test_any_choices_in_any_script_are_kept_to(
    bytes_model: EngineTextModel, options: list[str], seed: int
) -> None:
    asked = replace(PLAIN, form=Choices(tuple(options)), seed=seed)
    assert bytes_model.complete("a", [asked])[0].text in options


@pytest.fixture
def bytes_model(shake: Shake) -> EngineTextModel:
    tokenizer = pieces_tokenizer()
    net = encoder_decoder(tokenizer.size)
    shake(net)
    return text_model_of(net, tokenizer, "tiny", constrainer=FormConstrainer)


def test_what_is_bound_to_come_is_spelled_as_the_tokenizer_spells_it(shake: Shake) -> None:
    tokenizer = byte_pair_tokenizer(TEXTS, 330)
    net = decoder(tokenizer.size)
    shake(net)
    model = text_model_of(net, tokenizer, "tiny", constrainer=FormConstrainer)
    text = "Once upon a time"
    (answer,) = model.complete("a", [replace(PLAIN, form=Choices((text,)))])
    assert answer.new_tokens == len(tokenizer.encode(text)) < len(text)


def test_sampling_draws_only_what_is_allowed() -> None:
    from gongwu.engine.inference.sampling import dice_from, sample

    logits = torch.tensor([9.0, 1.0, 8.0, 1.0])
    allowed = torch.tensor([False, True, False, True])
    for knobs in ({"temperature": 0.0}, {"top_k": 1}, {"top_p": 0.1}, {"min_p": 1.0}, {}):
        drawn = {sample(logits, replace(PLAIN, **knobs), dice_from(seed), None, allowed)
                 for seed in range(20)}  # fmt: skip
        assert drawn <= {1, 3}
