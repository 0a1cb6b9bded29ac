"""A server's model as a `TextModel`: prompts in, text out, forms judged here.

Knows what a chat completion says; how it is asked for is told in calls.py.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gongwu.errors import FailedError
from gongwu.ports import Completion, Finish, PromptSize, Sampling
from gongwu.studio.control.checking import complaint
from gongwu.studio.finding import Finding
from gongwu.studio.server_model.address import Address, read_address
from gongwu.studio.server_model.form_request import instruction, response_format, taken_out

if TYPE_CHECKING:
    from gongwu.studio.server_model.calls import Line, Patience

# How often an answer that misses its form is asked for: the form is told in words from the second.
FORM_ATTEMPTS = 3

SIDE_BY_SIDE = 8  # requests at once

Message = dict[str, str]


def open_server_model(
    spec: str,
    *,
    environ: Mapping[str, str],
    offline: bool,
    patience: "Patience | None" = None,
) -> "ServerTextModel":
    """The model of `NAME@URL`. Nothing is sent before the first prompt."""
    return ServerTextModel(read_address(spec, environ, offline=offline), patience)


class ServerTextModel:
    """Text from a server. Implements ports.OpenedModel.

    The same seed asks for the same draw; whether the server can do that is its own affair.
    """

    def __init__(self, address: Address, patience: "Patience | None" = None) -> None:
        # Here, so that the command line opens fast where no server is asked.
        from gongwu.studio.server_model.calls import Caller, Patience

        self._address = address
        self._caller = Caller(address, patience or Patience())

    @property
    def name(self) -> str:
        """As the server knows it."""
        return self._address.name

    @property
    def defaults(self) -> Sampling:
        """The plain softmax."""
        return Sampling()

    @property
    def continues(self) -> bool:
        """A chat answers."""
        return False

    def measure(self, prompt: str) -> PromptSize | None:  # noqa: ARG002
        """Not known: the tokenizer is on the server."""
        return None

    def stream(self, prompt: str, sampling: Sampling) -> "ServerTextStream":
        """Text as it comes; where it must have a form, whole once that has been judged."""
        if sampling.form is None:
            return ServerTextStream(lambda: self._pieces(prompt, sampling))
        return ServerTextStream(lambda: self._whole(prompt, sampling))

    def complete(self, prompt: str, samplings: list[Sampling]) -> list[Completion]:
        """One answer for each sampling, several asked for at once."""
        with self._caller.open() as line, ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            asked = [pool.submit(_answer, line, self.name, prompt, each) for each in samplings]
            try:
                return [each.result() for each in asked]
            finally:
                for each in asked:
                    each.cancel()

    def _whole(self, prompt: str, sampling: Sampling) -> "Iterator[str | Completion]":
        (answer,) = self.complete(prompt, [sampling])
        yield answer.text
        yield answer

    def _pieces(self, prompt: str, sampling: Sampling) -> "Iterator[str | Completion]":
        body = _request(self.name, [_said_by("user", prompt)], sampling)
        body |= {"stream": True, "stream_options": {"include_usage": True}}
        so_far = _SoFar()
        with self._caller.open() as line, line.events(body) as events:
            for data in events:
                if data == "[DONE]":
                    break
                piece = so_far.add(_event(line, data), line)
                if piece:
                    yield piece
            if so_far.finish is None:
                raise line.faults.cut_short(EOFError("the stream ended before the answer did"))
        yield so_far.completion()


class ServerTextStream:
    """One answer while it comes. Implements ports.TextStream."""

    def __init__(self, begin: "Callable[[], Iterator[str | Completion]]") -> None:
        self._begin = begin
        self._completion: Completion | None = None

    def __iter__(self) -> Iterator[str]:
        for piece in self._begin():
            if isinstance(piece, Completion):
                self._completion = piece
            else:
                yield piece

    @property
    def completion(self) -> Completion:
        """The whole answer; only after the last piece."""
        assert self._completion is not None, "the stream has not been read to its end"
        return self._completion


@dataclass
class _SoFar:
    """A streamed answer in the making."""

    text: str = ""
    pieces: int = 0
    tokens: int | None = None
    finish: Finish | None = None

    def add(self, event: Any, line: "Line") -> str:
        """The text of one event."""
        match event:
            case {"error": error}:
                raise line.faults.failed(str(error))
            case {"usage": {"completion_tokens": int(tokens)}}:
                self.tokens = tokens
        match event:
            case {"choices": [{"delta": {"content": str(piece)}}, *_]}:
                self.text += piece
                self.pieces += bool(piece)
            case _:
                piece = ""
        match event:
            case {"choices": [{"finish_reason": str(reason)}, *_]}:
                self.finish = _finish(reason, line)
        return piece

    def completion(self) -> Completion:
        """The answer; a server that does not count its tokens sends about one in a piece."""
        tokens = self.pieces if self.tokens is None else self.tokens
        return Completion(text=self.text, finish=self.finish or "stop", new_tokens=tokens)


def _answer(line: "Line", name: str, prompt: str, sampling: Sampling) -> Completion:
    """Asked for until it satisfies its form; what was cut off is not asked for again."""
    messages = [_said_by("user", prompt)]
    first, form = sampling.seed, sampling.form
    for attempt in range(FORM_ATTEMPTS):
        body = _request(name, messages, replace(sampling, seed=first + attempt))
        told = _completion(line, line.ask(body))
        if form is None:
            return told
        answer = replace(told, text=taken_out(form, told.text))
        found = complaint(form, answer.text)
        if found is None or answer.finish == "length":
            return answer
        messages = [
            _said_by("user", prompt),
            _said_by("assistant", told.text),
            _said_by("user", f"{found.en}\n{instruction(form)}"),
        ]
    assert form is not None
    assert found is not None
    raise _missed(name, found)


def _request(name: str, messages: list[Message], sampling: Sampling) -> dict[str, Any]:
    """What every server understands is always sent, what few know only where it is asked for."""
    plain = Sampling()
    body: dict[str, Any] = {
        "model": name,
        "messages": messages,
        "max_tokens": sampling.max_new_tokens,
        "seed": sampling.seed % 2**63,
    }
    for key in ("temperature", "top_p", "top_k", "min_p", "repetition_penalty"):
        if getattr(sampling, key) != getattr(plain, key):
            body[key] = getattr(sampling, key)
    if sampling.stop:
        body["stop"] = list(sampling.stop)
    if sampling.form is not None:
        body["response_format"] = response_format(sampling.form)
    return body


def _completion(line: "Line", told: Any) -> Completion:
    match told:
        case {"choices": [{"message": {"content": str(text)}, "finish_reason": reason}, *_]}:
            pass
        case {"choices": [{"message": {"content": None}, "finish_reason": reason}, *_]}:
            text = ""
        case _:
            raise line.faults.not_understood(told)
    match told:
        case {"usage": {"completion_tokens": int(tokens)}}:
            pass
        case _:
            tokens = 0
    return Completion(text=text, finish=_finish(reason, line), new_tokens=tokens)


def _finish(reason: object, line: "Line") -> Finish:
    if reason == "content_filter":
        raise line.faults.withheld()
    return "length" if reason == "length" else "stop"


def _event(line: "Line", data: str) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise line.faults.not_understood(data) from None


def _said_by(role: str, content: str) -> Message:
    return {"role": role, "content": content}


def _missed(name: str, found: Finding) -> FailedError:
    return FailedError(
        en=f"{name} missed the form in {FORM_ATTEMPTS} attempts. {found.en} Take a model that "
        "follows forms, or ask for less.",
        zh=f"{name} 试了 {FORM_ATTEMPTS} 次都不符合格式。{found.zh} 请换一个能遵守格式的模型，"
        "或放宽要求。",
    )
