"""`gongwu generate`: text from a model, as it is drawn."""

import secrets
import sys
import time
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer

from gongwu.doors.cli.app import add_command
from gongwu.doors.cli.form_option import judge, read_form
from gongwu.doors.cli.language import both, say
from gongwu.doors.cli.model_option import ModelOption, model_places
from gongwu.doors.cli.output import JsonFlag, emit
from gongwu.doors.cli.standard_input import checked, read_text
from gongwu.errors import BadInputError
from gongwu.ports import Completion, OpenedModel, Sampling

MAX_TOKENS = 256

# A fresh seed is short enough to be typed again.
_SEEDS = 1_000_000

# Control characters of a model's text would steer the terminal: it sees their pictures instead.
_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"} | {
    0x7F: 0x2421
}


def register(app: typer.Typer) -> None:
    add_command(
        app,
        generate,
        en="""Write text from a prompt.

        The text goes on from the prompt, or answers it if the model is an encoder-decoder.
        The same seed gives the same text.""",
        zh="""按提示写出文本。

        文本接着提示往下写；编码器-解码器模型则给出回答。种子相同，文本就相同。""",
        examples=[
            "gongwu generate 春风 -m verse",
            "gongwu generate 'Once upon a time' -m my-model --temperature 0.8 --top-p 0.95",
            "gongwu generate - -m verse --n 3 --json",
            "gongwu generate 'Is a whale a fish?' -m my-model --choice yes --choice no",
        ],
    )


def generate(
    prompt: Annotated[
        str,
        typer.Argument(
            help=both(
                en="The text to begin with; - reads stdin.", zh="开头的文本；- 表示从标准输入读取。"
            )
        ),
    ],
    model: ModelOption,
    max_tokens: Annotated[
        int, typer.Option(help=both(en="Stop after so many tokens.", zh="最多写多少个词元。"))
    ] = MAX_TOKENS,
    temperature: Annotated[
        float | None,
        typer.Option(
            help=both(
                en="0 takes the likeliest token, above 1 is wilder. By default as the model's "
                "makers say, else 1.",
                zh="0 总取最可能的词元，大于 1 更放纵。默认按模型作者的建议，否则为 1。",
            )
        ),
    ] = None,
    top_p: Annotated[
        float | None,
        typer.Option(
            help=both(
                en="Draw from the likeliest tokens that together have this probability.",
                zh="只在合计达到这一概率的最可能词元中抽取。",
            )
        ),
    ] = None,
    top_k: Annotated[
        int | None,
        typer.Option(
            help=both(en="Draw from the k likeliest tokens.", zh="只在最可能的 k 个词元中抽取。")
        ),
    ] = None,
    min_p: Annotated[
        float | None,
        typer.Option(
            help=both(
                en="Leave out tokens less likely than this share of the likeliest.",
                zh="舍去概率低于最大者这一比例的词元。",
            )
        ),
    ] = None,
    repetition_penalty: Annotated[
        float | None,
        typer.Option(
            help=both(
                en="Above 1 makes tokens already in the text less likely.",
                zh="大于 1 时，文中已有的词元更不易再出现。",
            )
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(help=both(en="Fixes every draw.", zh="固定一切随机。")),
    ] = None,
    stop: Annotated[
        list[str] | None,
        typer.Option(
            help=both(
                en="End before this text; may be given several times.",
                zh="写到这段文本之前为止；可以给多个。",
            )
        ),
    ] = None,
    schema: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help=both(
                en="The text is JSON, valid under the JSON Schema in this file.",
                zh="写出的是 JSON，且符合这个文件里的 JSON Schema。",
            ),
        ),
    ] = None,
    regex: Annotated[
        str | None,
        typer.Option(
            help=both(
                en="The text is one that this regular expression matches as a whole.",
                zh="写出的文本整个匹配这个正则表达式。",
            )
        ),
    ] = None,
    choice: Annotated[
        list[str] | None,
        typer.Option(
            help=both(
                en="The text is one of these; to be given several times.",
                zh="写出的是其中之一；可以给多个。",
            )
        ),
    ] = None,
    n: Annotated[
        int,
        typer.Option(
            help=both(
                en="So many texts; number k has the seed of the first plus k.",
                zh="写多少篇；第 k 篇的种子是第一篇的种子加 k。",
            )
        ),
    ] = 1,
    as_json: JsonFlag = False,
) -> None:
    from gongwu.assemble import open_text_model, refuse_bad_form

    if n < 1:
        raise BadInputError(en=f"n={n}: must be at least 1", zh=f"n={n}：至少为 1")
    given: dict[str, Any] = {
        "temperature": temperature, "top_p": top_p, "top_k": top_k, "min_p": min_p,
        "repetition_penalty": repetition_penalty,
    }  # fmt: skip
    flags = {name: value for name, value in given.items() if value is not None}
    # Before the model is opened, which takes a while: a wrong flag is told at once.
    asked = Sampling(
        max_new_tokens=max_tokens,
        stop=tuple(checked(each, name="--stop") for each in stop or ()),
        seed=secrets.randbelow(_SEEDS) if seed is None else seed,
        **flags,
    )
    form = read_form(schema, regex, choice)
    if form is not None:
        refuse_bad_form(form, model)
    text = read_text(prompt, name="PROMPT")
    opened = open_text_model(model, model_places())
    sampling = replace(
        opened.defaults,
        max_new_tokens=asked.max_new_tokens,
        stop=asked.stop,
        seed=asked.seed,
        form=form,
        **flags,
    )
    _note_left_out(opened, text)
    if n == 1 and not as_json:
        _stream(opened, text, sampling)
        return
    samplings = [replace(sampling, seed=sampling.seed + k) for k in range(n)]
    answers = opened.complete(text, samplings)
    judge(form, answers)  # before printing: --json prints one object, the answer or the failure
    if as_json:
        emit(_told(opened.name, text, samplings, answers), text="", as_json=True)
    else:
        _print_all(text if _goes_on(opened, sampling) else "", samplings, answers)


def _stream(opened: OpenedModel, prompt: str, sampling: Sampling) -> None:
    """The text as it is drawn, behind its prompt where it goes on; then a line on stderr."""
    last = ""
    began = time.perf_counter()
    stream = opened.stream(prompt, sampling)
    try:
        for piece in chain([prompt] if _goes_on(opened, sampling) else [], stream):
            print(_printable(piece), end="", flush=True)
            last = piece or last
    finally:
        # After Ctrl-C too, so that the shell's own line stands by itself.
        if not last.endswith("\n"):
            print(flush=True)
    seconds = time.perf_counter() - began
    tokens = stream.completion.new_tokens
    print(
        say(
            en=f"seed {sampling.seed} · {tokens} tokens · {tokens / seconds:,.0f} tokens/s",
            zh=f"种子 {sampling.seed} · {tokens} 个词元 · 每秒 {tokens / seconds:,.0f} 个",
        ),
        file=sys.stderr,
    )
    judge(sampling.form, [stream.completion])


def _goes_on(opened: OpenedModel, sampling: Sampling) -> bool:
    """Whether the text reads on from the prompt; one that has a form stands by itself."""
    return opened.continues and sampling.form is None


def _print_all(prompt: str, samplings: list[Sampling], answers: list[Completion]) -> None:
    """Each text under its heading, an empty line between them."""
    for number, (sampling, answer) in enumerate(zip(samplings, answers, strict=True), start=1):
        if number > 1:
            print()
        heading = say(
            en=f"{number} · seed {sampling.seed} · {answer.new_tokens} tokens",
            zh=f"{number} · 种子 {sampling.seed} · {answer.new_tokens} 个词元",
        )
        sys.stdout.flush()
        print(heading, file=sys.stderr, flush=True)
        print(_printable(prompt + answer.text).removesuffix("\n"))


def _told(
    model: str, prompt: str, samplings: list[Sampling], answers: list[Completion]
) -> dict[str, object]:
    each = [
        {
            "text": answer.text,
            "seed": sampling.seed,
            "finish": answer.finish,
            "tokens": answer.new_tokens,
        }
        for sampling, answer in zip(samplings, answers, strict=True)
    ]
    first = {"model": model, "prompt": prompt, **each[0]}
    if len(each) == 1:
        return first
    return {**first, "texts": [answer.text for answer in answers], "answers": each}


def _note_left_out(opened: OpenedModel, prompt: str) -> None:
    size = opened.measure(prompt)
    if size is None or not size.left_out:
        return
    read = size.tokens - size.left_out
    part = say(en="last", zh="最后") if opened.continues else say(en="first", zh="最前")
    print(
        say(
            en=f"The prompt has {size.tokens} tokens; the model reads the {part} {read} of them.",
            zh=f"提示有 {size.tokens} 个词元，模型只读{part} {read} 个。",
        ),
        file=sys.stderr,
    )


def _printable(text: str) -> str:
    return text.translate(_PICTURES) if sys.stdout.isatty() else text
