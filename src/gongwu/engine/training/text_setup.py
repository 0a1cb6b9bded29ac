"""From sources and settings to what a run trains with: tokenizer, token files, batches, net."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch

from gongwu.engine.checkpoints.files import no_room_said
from gongwu.engine.checkpoints.folder import Net
from gongwu.engine.nets.decoder import Decoder, DecoderShape
from gongwu.engine.nets.encoder_decoder import EncoderDecoder
from gongwu.engine.nets.gru import GRU, GRUShape
from gongwu.engine.nets.initialize import initialize
from gongwu.engine.tokens.corpus import read_corpus
from gongwu.engine.tokens.token_files import Survey, TokenFiles, split_blocks, write_tokens
from gongwu.engine.tokens.tokenizer import Tokenizer, byte_pair_tokenizer, character_tokenizer
from gongwu.engine.training.batches import Batches, Pairs, Windows
from gongwu.engine.training.settings import TextTraining
from gongwu.engine.training.sizes import shape_for
from gongwu.errors import BadInputError, NoRoomError

TOKENIZER_CHARACTERS = 200_000_000  # a vocabulary is learned from about so many at most


def learn_tokenizer(sources: Sequence[Path], found: Survey, settings: TextTraining) -> Tokenizer:
    """The vocabulary of a corpus, without its held-out part, or that would not be held out."""
    texts = _training_texts(sources, found, settings)
    if settings.tokens == "characters":
        return character_tokenizer(texts)
    return byte_pair_tokenizer(texts, settings.vocabulary)


def _training_texts(
    sources: Sequence[Path], found: Survey, settings: TextTraining
) -> Iterator[str]:
    """The training split's texts; of a very large corpus an even share of them."""
    stride = 1 + found.characters // TOKENIZER_CHARACTERS
    blocks = split_blocks(read_corpus(sources), found, settings.held_out)
    for number, (split, block) in enumerate(blocks):
        if split == "train" and number % stride == 0:
            yield block.text
            if block.target is not None:
                yield block.target


def tokenize(
    sources: Sequence[Path],
    found: Survey,
    tokenizer: Tokenizer,
    folder: Path,
    settings: TextTraining,
    progress: Callable[[int, int], None],
) -> None:
    """Write the token files; `progress` is told characters done and in all."""
    if found.pairs and settings.model != "encoder-decoder":
        raise BadInputError(
            en=f'Pairs of "source" and "target" train an encoder–decoder, not a {settings.model}: '
            "use --model encoder-decoder",
            zh=f'"source"、"target" 成对的数据用来训练编码器–解码器，不是 {settings.model}：'
            "请用 --model encoder-decoder",
        )
    require_room(folder, found.characters * 4)
    done = 0

    def count(characters: int) -> None:
        nonlocal done
        done += characters
        progress(done, found.characters)

    shutil.rmtree(folder, ignore_errors=True)  # what a killed run left half written
    blocks = split_blocks(read_corpus(sources), found, settings.held_out)
    with no_room_said(folder):
        write_tokens(blocks, tokenizer, folder, count)


def make_batches(files: TokenFiles, settings: TextTraining) -> Batches:
    """Windows for a net that reads one text, pairs for one that reads a source."""
    kind = Pairs if settings.model == "encoder-decoder" else Windows
    return kind(files, settings.batch, settings.context, settings.seed)


def new_net(settings: TextTraining, vocabulary: int) -> Net:
    """A net with first weights drawn by the seed."""
    shape = shape_for(settings.model, settings.size, vocabulary, settings.context, settings.layers)
    net: Net
    if isinstance(shape, GRUShape):
        net = GRU(shape)
    elif isinstance(shape, DecoderShape):
        net = Decoder(shape)
    else:
        net = EncoderDecoder(shape)
    initialize(net, torch.Generator().manual_seed(settings.seed))
    return net


def require_room(folder: Path, wanted: int) -> None:
    """Raise NoRoomError before the work rather than in its middle."""
    place = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(place).free
    if free < wanted:
        raise NoRoomError(
            en=f"Not enough disk at {place}: {wanted / 2**20:.0f} MiB needed, "
            f"{free / 2**20:.0f} MiB free. Free some space or choose another --out.",
            zh=f"{place} 磁盘空间不足：需要 {wanted / 2**20:.0f} MiB，"
            f"剩余 {free / 2**20:.0f} MiB。请腾出空间或换一个 --out。",
        )
