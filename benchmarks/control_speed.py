"""What does it cost to hold an answer to a form, beside llguidance by itself?

    python benchmarks/control_speed.py schemas.jsonl.gz TEXT.gz… [--vocabularies 8192 150000]

SCHEMAS has a JSON object in each line: `schema`, and `tests` of `data` and `valid`. Each valid
instance is walked token by token, as a model would write it. *First*: from the schema to what may
begin the answer, the form not seen before. *Mask*: each later answer to what may come next, as a
tensor. *llguidance*: the same without us, into its own bitmask. Then a decoder of random weights
writes by the C step, with and without a form. The tokenizers are learned from the texts. A row that
another process disturbed is marked ~.
"""

import argparse
import gzip
import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import llguidance
import llguidance.numpy
import torch
from machine import describe
from stillness import Watch, wait_for_stillness

from gongwu.engine.inference.constraints import Constraints
from gongwu.engine.inference.native.build import load_library
from gongwu.engine.inference.text_model import EngineTextModel, text_model_of
from gongwu.engine.nets.decoder import Decoder, DecoderShape
from gongwu.engine.nets.initialize import initialize
from gongwu.engine.tokens.spelling import TokenBytes
from gongwu.engine.tokens.tokenizer import Tokenizer, byte_pair_tokenizer
from gongwu.errors import BadInputError
from gongwu.ports import JSONSchema, Regex, Sampling
from gongwu.studio.control.constraining import FormConstrainer
from gongwu.studio.control.grammar import grammar_of, refuse_unless_supported

# A form that does not end before the tokens do.
LETTERS = Regex("[a-z ,.]{4000}")
PLAIN = Sampling(max_new_tokens=128)


@dataclass
class Times:
    """Seconds."""

    first: list[float] = field(default_factory=list)
    mask: list[float] = field(default_factory=list)

    def row(self, title: str, *, still: bool) -> str:
        first = statistics.quantiles(self.first, n=100)
        mask = statistics.quantiles(self.mask, n=100)
        cells = [
            f"{'' if still else '~'}{title}",
            f"{first[49] * 1e3:.2f}", f"{first[94] * 1e3:.2f}",
            f"{mask[49] * 1e6:.0f}", f"{mask[98] * 1e6:.0f}",
            f"{statistics.mean(self.mask) * 1e6:.0f}", f"{len(self.mask):,}",
        ]  # fmt: skip
        return f"| {' | '.join(cells)} |"


def main() -> None:
    options = parse()
    torch.set_num_threads(options.threads)
    print(describe("llguidance"))
    schemas = list(read_schemas(options.schemas))
    texts = [read_text(path) for path in options.texts]
    tokenizers = [byte_pair_tokenizer(texts, size) for size in options.vocabularies]
    print("\n| | first p50 ms | p95 | mask p50 µs | p99 | mean | masks |")
    print("|---|---|---|---|---|---|---|")
    for tokenizer in tokenizers:
        walks = list(walkable(tokenizer, schemas))
        for title, measure in (("Gongwu", walk_ours), ("llguidance", walk_alone)):
            wait_for_stillness(time.perf_counter() + options.patience)
            watch = Watch()
            times = measure(tokenizer, walks)
            print(times.row(f"{title}, {tokenizer.size:,} tokens", still=watch.still()), flush=True)
    print("\n| tokens/s | free | with a form | ratio |\n|---|---|---|---|")
    for tokenizer in tokenizers:
        with tempfile.TemporaryDirectory() as cache:
            for batch in options.batches:
                print(decode(tokenizer, batch, Path(cache), options))


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("schemas", type=Path)
    parser.add_argument("texts", type=Path, nargs="+", help="what the tokenizers learn from")
    parser.add_argument("--vocabularies", nargs="+", type=int, default=[8192, 150_000])
    parser.add_argument("--batches", nargs="+", type=int, default=[1, 8])
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--patience", type=float, default=20, help="seconds to wait for stillness")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    return parser.parse_args()


def read_text(path: Path) -> str:
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as packed:
            return packed.read()
    return path.read_text(encoding="utf-8")


def read_schemas(path: Path) -> Iterator[tuple[JSONSchema, list[str]]]:
    """Those that can be held to, with their valid instances."""
    for line in read_text(path).splitlines():
        entry: dict[str, Any] = json.loads(line)
        form = JSONSchema(json.dumps(entry["schema"]))
        try:
            refuse_unless_supported(form)
        except BadInputError:
            continue
        valid = [test["data"] for test in entry["tests"] if test["valid"]]
        yield form, [json.dumps(data, ensure_ascii=False, separators=(",", ":")) for data in valid]


Walks = list[tuple[JSONSchema, list[list[int]]]]


def walkable(
    tokenizer: Tokenizer, schemas: list[tuple[JSONSchema, list[str]]]
) -> Iterator[tuple[JSONSchema, list[list[int]]]]:
    """The instances as tokens, less those few whose keys are not in the schema's order."""
    known = alone(tokenizer)
    for form, instances in schemas:
        matcher = llguidance.LLMatcher(known, grammar_of(form))
        ids = [tokenizer.encode(text) for text in instances]
        yield form, [each for each in ids if matcher.validate_tokens(each) == len(each)]


def alone(tokenizer: Tokenizer) -> llguidance.LLTokenizer:
    """The tokenizer as llguidance itself reads it."""
    return llguidance.LLTokenizer(
        tokenizer.to_json(), n_vocab=tokenizer.size, eos_token=tokenizer.end_ids[0]
    )


def walk_ours(tokenizer: Tokenizer, walks: Walks) -> Times:
    times, size = Times(), tokenizer.size
    constraints = Constraints(
        tokenizer, TokenBytes(tokenizer), goes_on=True, constrainer=FormConstrainer
    )
    constraints.begin(JSONSchema("{}"), size).allowed()  # the vocabulary is told once
    for form, instances in walks:
        began = time.perf_counter()
        constraints.begin(form, size).allowed()
        times.first.append(time.perf_counter() - began)
        for ids in instances:
            constraint = constraints.begin(form, size)
            for token in ids:
                constraint.take(token)
                if constraint.done:
                    break
                began = time.perf_counter()
                constraint.allowed()
                times.mask.append(time.perf_counter() - began)
    return times


def walk_alone(tokenizer: Tokenizer, walks: Walks) -> Times:
    times, known = Times(), alone(tokenizer)
    bits = llguidance.numpy.allocate_token_bitmask(1, tokenizer.size)
    for form, instances in walks:
        began = time.perf_counter()
        compiled = llguidance.LLMatcher(known, grammar_of(form))
        first = compiled.deep_copy()
        llguidance.numpy.fill_next_token_bitmask(first, bits, 0)
        times.first.append(time.perf_counter() - began)
        for ids in instances:
            matcher = compiled.deep_copy()
            for token in ids:
                matcher.consume_token(token)
                if matcher.is_stopped():
                    break
                began = time.perf_counter()
                llguidance.numpy.fill_next_token_bitmask(matcher, bits, 0)
                times.mask.append(time.perf_counter() - began)
    return times


def decode(tokenizer: Tokenizer, batch: int, cache: Path, options: argparse.Namespace) -> str:
    net = Decoder(DecoderShape(vocabulary=tokenizer.size, context=512))
    initialize(net, torch.Generator().manual_seed(0))
    model = text_model_of(
        net, tokenizer, "random", library=load_library(cache), constrainer=FormConstrainer
    )
    samplings = [replace(PLAIN, seed=seed) for seed in range(batch)]
    held = [replace(each, form=LETTERS) for each in samplings]
    for each in (samplings, held):
        model.complete("a", each)  # warm
    free, bound, still = [], [], True
    for _ in range(options.repeats):
        wait_for_stillness(time.perf_counter() + options.patience)
        watch = Watch()
        free.append(rate(model, samplings))
        bound.append(rate(model, held))
        still = still and watch.still()
    free_rate, bound_rate = statistics.median(free), statistics.median(bound)
    weights = sum(weight.numel() for weight in net.parameters()) / 1e6
    title = f"{weights:.0f}M, {tokenizer.size:,} tokens, batch {batch}"
    return (
        f"| {'' if still else '~'}{title} | {free_rate:.0f} | {bound_rate:.0f} "
        f"| {bound_rate / free_rate:.2f} |"
    )


def rate(model: EngineTextModel, samplings: list[Sampling]) -> float:
    began = time.perf_counter()
    answers = model.complete("a", samplings)
    return sum(answer.new_tokens for answer in answers) / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
