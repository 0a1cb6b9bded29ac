"""One contract for all: whatever a net remembers, its sequences keep the law of runner.py."""

from collections.abc import Callable, Sequence

import pytest
import torch
from torch import Tensor, nn

from gongwu.engine.checkpoints.folder import Net
from gongwu.engine.inference.decoder_runner import DecoderRunner, TorchSteps
from gongwu.engine.inference.encoder_decoder_runner import EncoderDecoderRunner
from gongwu.engine.inference.gru_runner import GRURunner
from gongwu.engine.inference.native.decoder_step import NativeDecoder
from gongwu.engine.inference.runner import Runner
from gongwu.engine.nets.decoder import Decoder
from gongwu.engine.nets.encoder_decoder import EncoderDecoder
from gongwu.engine.nets.gru import GRU
from tests.engine.conftest import NETS

CONTEXT = 12

MakeNet = Callable[[str], Net]


def assert_close(found: Tensor, expected: Tensor) -> None:
    """The same sums, blocked otherwise: a few roundings of 6e-8 on numbers of about 5."""
    torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-4)


def runner_of(net: Net) -> Runner:
    if isinstance(net, GRU):
        return GRURunner(net)
    if isinstance(net, EncoderDecoder):
        return EncoderDecoderRunner(net)
    return DecoderRunner(TorchSteps(net), CONTEXT)


@pytest.fixture(params=[*NETS, "decoder, C step"])
def runner(request: pytest.FixtureRequest, make_net: MakeNet) -> Runner:
    name, _, step = request.param.partition(", C ")
    net = make_net(name)
    if not step:
        return runner_of(net)
    assert isinstance(net, Decoder)
    return DecoderRunner(NativeDecoder(net, request.getfixturevalue("library")), CONTEXT)


def told(runner: Runner, prompt: Sequence[int], tokens: Sequence[int]) -> list[Tensor]:
    """What one sequence is told, alone."""
    slot, logits = runner.open(prompt)
    rows = [logits, *(runner.step([slot], [token])[0] for token in tokens)]
    runner.close(slot)
    return rows


TEXTS = ([3, 5, 2, 18], [9, 9, 4, 4], [2, 17, 6, 3], [8, 3, 12, 7])


def test_a_sequence_is_told_the_same_bits_alone_and_beside_others(runner: Runner) -> None:
    """Prompts of several lengths, over the end of the context (12)."""
    prompts = [[2], [3, 4, 5], [6, 7, 8, 9, 10, 11, 12, 13], list(range(2, 13))]
    texts = [text * 4 for text in TEXTS]
    alone = [told(runner, *pair) for pair in zip(prompts, texts, strict=True)]
    opened = [runner.open(prompt) for prompt in prompts]
    slots = [slot for slot, _ in opened]
    for (_, logits), rows in zip(opened, alone, strict=True):
        assert torch.equal(logits, rows[0])
    for step in range(16):
        # Each time in another order, and now and then without one of them.
        order = [(step + k) % 4 for k in range(4 - step % 2)]
        logits = runner.step([slots[k] for k in order], [texts[k][0] for k in order])
        for row, k in zip(logits, order, strict=True):
            assert torch.equal(row, alone[k][len(alone[k]) - len(texts[k])])
            texts[k] = texts[k][1:]


def test_forks_of_a_prompt_are_as_if_each_had_read_it(runner: Runner) -> None:
    prompt = [5, 6, 7, 8, 9]
    alone = [told(runner, prompt, text) for text in TEXTS]
    root, _ = runner.open(prompt)
    slots = [runner.fork(root) for _ in TEXTS]
    for step in range(4):
        logits = runner.step(slots, [text[step] for text in TEXTS])
        assert torch.equal(logits, torch.stack([rows[step + 1] for rows in alone]))
    # Forks of forks, and of one that others have left behind.
    runner.close(slots[1])
    second = runner.fork(slots[0])
    assert torch.equal(*runner.step([slots[0], second], [4, 4]))


@pytest.mark.parametrize("name", [name for name in NETS if "decoder" in name or name == "gru"])
@torch.inference_mode()
def test_going_on_from_what_is_remembered_is_reading_all_again(
    name: str, make_net: MakeNet
) -> None:
    net = make_net(name)
    prompt, text = [4, 7, 2], [3, 5, 2, 18, 9]
    rows = torch.stack(told(runner_of(net), prompt, text))
    if isinstance(net, EncoderDecoder):
        whole = net(torch.tensor([prompt]), torch.tensor([[net.shape.start_id, *text]]))[0]
    elif isinstance(net, GRU):
        whole = net(torch.tensor([[*prompt, *text]]))[0][0, 2:]
    else:
        whole = net(torch.tensor([[*prompt, *text]]))[0, 2:]
    assert_close(rows, whole)


@pytest.mark.parametrize("opening", [[], [1]], ids=["plain", "with an opening token"])
@torch.inference_mode()
def test_a_full_context_goes_on_from_its_last_half(opening: list[int], make_net: MakeNet) -> None:
    net = make_net("decoder")
    assert isinstance(net, Decoder)
    text = [2 + k * k % 17 for k in range(60)]
    rows = told(DecoderRunner(TorchSteps(net), CONTEXT, opening), [*opening, text[0]], text[1:])
    view = [*opening, text[0]]
    for k, row in enumerate(rows):
        if k:
            view.append(text[k])
        if len(view) > CONTEXT:
            view = [*opening, *view[-((CONTEXT - len(opening)) // 2) :]]
        assert view[len(opening) :] == text[k + 1 - len(view) + len(opening) : k + 1]
        assert_close(row, net(torch.tensor([view]))[0, -1])


def test_a_long_prompt_is_the_same_read_in_pieces(make_net: MakeNet) -> None:
    """A GRU reads 512 tokens at once, as a decoder in torch does."""
    net = make_net("gru")
    assert isinstance(net, GRU)
    text = [2 + k * k % 17 for k in range(1300)]
    _, logits = GRURunner(net).open(text)
    with torch.inference_mode():
        assert_close(logits, net(torch.tensor([text]))[0][0, -1])


def test_what_a_gru_remembers_does_not_grow(make_net: MakeNet) -> None:
    net = make_net("gru")
    assert isinstance(net, GRU)
    runner = GRURunner(net)
    slot, _ = runner.open([2, 3])
    sizes = set()
    for step in range(300):
        runner.step([slot], [2 + step % 17])
        sizes.add(sum(state.untyped_storage().nbytes() for state in runner._states.values()))
    assert sizes == {3 * 14 * 4}  # layers x hidden, float32: nothing of the text hangs on to it


def test_a_source_is_encoded_once_for_all_its_answers(
    make_net: MakeNet, monkeypatch: pytest.MonkeyPatch
) -> None:
    net = make_net("encoder-decoder")
    assert isinstance(net, EncoderDecoder)
    calls: list[str] = []

    def watch(part: nn.Module, name: str) -> None:
        plain = getattr(part, name)

        def watched(*given: Tensor) -> object:
            calls.append(name)
            return plain(*given)

        monkeypatch.setattr(part, name, watched)

    watch(net, "encode")
    watch(net.decoder, "look_up")
    runner = EncoderDecoderRunner(net)
    root, _ = runner.open([3, 4, 5])
    slots = [runner.fork(root) for _ in range(3)]
    for _ in range(4):
        runner.step(slots, [2, 3, 4])
    assert calls == ["encode", "look_up"]
