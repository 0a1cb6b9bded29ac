"""A server's model, against a server that misbehaves on purpose.

The server remembers how often each prompt was asked, so each test has prompts of its own.
"""

import json
import time
from dataclasses import replace

import pytest

from gongwu.errors import (
    BadInputError,
    FailedError,
    GongwuError,
    NotFoundError,
    RefusedError,
    TryLaterError,
)
from gongwu.ports import Choices, Completion, Form, JSONSchema, OpenedModel, Regex, Sampling
from tests.studio.server_model.conftest import Server

PLAIN = Sampling(seed=5)
AGE = JSONSchema('{"type":"object","properties":{"age":{"type":"integer"}},"required":["age"]}')


def ask(server: Server, prompt: str, sampling: Sampling = PLAIN) -> Completion:
    return server.open().complete(prompt, [sampling])[0]


def words(server: Server) -> list[str]:
    return [request["word"] for request in server.requests]


# ---- what is asked and what comes back ----


def test_it_is_a_text_model_that_answers(server: Server) -> None:
    model: OpenedModel = server.open()
    assert (model.name, model.continues, model.measure("春")) == ("tiny", False, None)
    assert model.complete("ok:春风 ", [PLAIN]) == [
        Completion(text="春风", finish="stop", new_tokens=7)
    ]


def test_only_what_every_server_knows_is_sent_unless_more_is_asked_for(server: Server) -> None:
    ask(server, "ok:a plain")
    every = Sampling(
        max_new_tokens=9, temperature=0.5, top_k=3, top_p=0.9, min_p=0.1, repetition_penalty=1.2,
        stop=("。", "x"), seed=-1,
    )  # fmt: skip
    ask(server, "ok:a every", every)
    plain, knobs = (request["body"] for request in server.requests)
    assert plain == {
        "model": "tiny", "messages": [{"role": "user", "content": "ok:a plain"}],
        "max_tokens": 256, "seed": 5,
    }  # fmt: skip
    del knobs["messages"]
    assert knobs == {
        "model": "tiny", "max_tokens": 9, "seed": 2**63 - 1, "temperature": 0.5, "top_k": 3,
        "top_p": 0.9, "min_p": 0.1, "repetition_penalty": 1.2, "stop": ["。", "x"],
    }  # fmt: skip


def test_a_stream_comes_in_pieces_and_then_is_the_completion(server: Server) -> None:
    stream = server.open().stream("ok:春风又绿江", PLAIN)
    assert list(stream) == ["春风", "又绿", "江"]
    assert stream.completion == Completion(text="春风又绿江", finish="stop", new_tokens=7)
    assert server.requests[0]["body"]["stream"] is True


def test_a_stream_whose_tokens_nobody_counts_has_as_many_as_pieces(server: Server) -> None:
    stream = server.open().stream("uncounted:春风又绿江", PLAIN)
    assert "".join(stream) == "春风又绿江"
    assert stream.completion.new_tokens == 3


def test_nothing_is_sent_before_the_first_piece_is_asked_for(server: Server) -> None:
    server.open().stream("ok:a unread", PLAIN)
    assert server.requests == []


def test_each_sampling_gets_its_own_answer_in_order(server: Server) -> None:
    answers = server.open().complete("seed", [replace(PLAIN, seed=seed) for seed in range(12)])
    assert [answer.text for answer in answers] == [f"seed {seed}" for seed in range(12)]


def test_an_answer_cut_off_says_so_and_an_empty_one_is_empty(server: Server) -> None:
    assert ask(server, "cut:half").finish == "length"
    assert ask(server, "empty") == Completion(text="", finish="stop", new_tokens=0)


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("", "/v1/chat/completions"),
        ("/", "/v1/chat/completions"),
        ("/v1", "/v1/chat/completions"),
        ("/v1/", "/v1/chat/completions"),
        ("/api/v3", "/api/v3/chat/completions"),
        ("/v1/chat/completions", "/v1/chat/completions"),
    ],
)
def test_the_url_may_end_in_several_ways(server: Server, path: str, asked: str) -> None:
    server.url += path
    ask(server, f"ok:{path or 'nothing'}")
    assert server.requests[-1]["path"] == asked


# ---- the key ----


def test_the_key_is_sent_and_our_own_goes_first(server: Server) -> None:
    for environ in (
        {"GONGWU_OPENAI_KEY": "sk-right"},
        {"OPENAI_API_KEY": "sk-right"},
        {"GONGWU_OPENAI_KEY": "sk-right", "OPENAI_API_KEY": "sk-wrong"},
        {"GONGWU_OPENAI_KEY": "", "OPENAI_API_KEY": " sk-right\n"},
    ):
        model = server.open(environ)
        assert model.complete("locked:in", [PLAIN])[0].text == "in"
        assert "sk-right" not in repr(vars(model))


def test_without_a_key_none_is_sent(server: Server) -> None:
    ask(server, "ok:no-key")
    assert server.requests[0]["key"] is None


@pytest.mark.parametrize("script", ["locked:x", "status:403", "status:400", "status:500"])
def test_a_key_is_never_part_of_a_message(server: Server, script: str) -> None:
    """This server says back what it was sent."""
    with pytest.raises(GongwuError) as told:
        server.open({"GONGWU_OPENAI_KEY": "sk-secret"}).complete(f"{script} {script}", [PLAIN])
    assert "***" in told.value.en
    assert "***" in told.value.zh
    assert "sk-secret" not in told.value.en + told.value.zh


# ---- trying again ----


@pytest.mark.parametrize(
    "fault",
    ["status:429", "status:500", "status:503", "status:408", "drop", "plain:502", "halfway"],
)
def test_what_passes_is_waited_for(server: Server, fault: str) -> None:
    assert ask(server, f"{fault} {fault} ok:later").text == "later"
    assert words(server) == [fault, fault, "ok:later"]
    assert server.waits == [0.5, 1.0]


@pytest.mark.parametrize("fault", ["status:429", "status:502", "drop"])
def test_a_stream_that_has_not_begun_is_asked_for_again_too(server: Server, fault: str) -> None:
    assert "".join(server.open().stream(f"{fault} ok:streamed", PLAIN)) == "streamed"
    assert server.waits == [0.5]


def test_what_does_not_pass_is_told_after_the_last_attempt(server: Server) -> None:
    with pytest.raises(TryLaterError, match="503"):
        ask(server, "status:503")
    assert len(server.requests) == 5
    assert server.waits == [0.5, 1.0, 2.0, 4.0]


def test_a_server_that_names_its_time_is_given_it(server: Server) -> None:
    assert ask(server, "status:429:7 status:429:0.1 status:429:soon ok:in-time").text == "in-time"
    assert server.waits == [7.0, 1.0, 2.0]


def test_a_time_that_nobody_would_wait_is_told_at_once(server: Server) -> None:
    with pytest.raises(TryLaterError, match="wait 3600 seconds"):
        ask(server, "status:429:3600")
    with pytest.raises(TryLaterError, match="asks to wait"):
        ask(server, "status:503:Fri,_31_Dec_2100_23:59:59_GMT")
    assert server.waits == []


def test_nobody_listens(server: Server) -> None:
    server.url = "http://127.0.0.1:9"  # the discard port: nothing runs there
    with pytest.raises(TryLaterError, match="does not answer"):
        ask(server, "ok:x")
    assert len(server.waits) == 4


def test_a_server_that_hangs_is_left_and_not_asked_again(server: Server) -> None:
    began = time.monotonic()
    with pytest.raises(TryLaterError, match="does not answer"):
        server.open(read_seconds=0.3).complete("hang:3", [PLAIN])
    assert time.monotonic() - began < 2
    assert words(server) == ["hang:3"]


# ---- what is of no use to ask again ----


@pytest.mark.parametrize(
    ("script", "error", "told"),
    [
        ("status:400", BadInputError, "does not accept the request"),
        ("status:422", BadInputError, "does not accept the request"),
        ("status:401", BadInputError, "GONGWU_OPENAI_KEY"),
        ("status:403", BadInputError, "GONGWU_OPENAI_KEY"),
        ("status:404", NotFoundError, "no model 'tiny'"),
        ("moved:http://127.0.0.1:1/v1", NotFoundError, "has moved to http://127.0.0.1:1/v1"),
        ("nonsense", FailedError, "not as an OpenAI-compatible server"),
        ("deep", FailedError, "not as an OpenAI-compatible server"),
        ("plain:200", FailedError, "not as an OpenAI-compatible server"),
        ("json:{}", FailedError, "not as an OpenAI-compatible server"),
        ('json:{"choices":[]}', FailedError, "not as an OpenAI-compatible server"),
        ('json:{"choices":[{"message":{"content":3}}]}', FailedError, "not as an OpenAI"),
        ("json:3", FailedError, "not as an OpenAI-compatible server"),
        ("filtered", RefusedError, "content filter"),
    ],
)
def test_who_is_at_fault_is_told_at_once(
    server: Server, script: str, error: type[GongwuError], told: str
) -> None:
    with pytest.raises(error, match=told) as raised:
        ask(server, script)
    assert raised.value.zh != raised.value.en
    assert len(server.requests) == 1
    assert server.waits == []


@pytest.mark.parametrize(
    ("script", "error", "told"),
    [
        ("halfway", TryLaterError, "broke off"),
        ("unfinished", TryLaterError, "broke off"),
        ("nonsensical", FailedError, "not as an OpenAI-compatible server"),
        ("failing", FailedError, "out of memory"),
    ],
)
def test_a_stream_that_breaks_is_told_and_what_came_of_it_stands(
    server: Server, script: str, error: type[GongwuError], told: str
) -> None:
    pieces: list[str] = []
    stream = server.open().stream(f"{script} streamed", PLAIN)
    with pytest.raises(error, match=told):
        pieces.extend(stream)
    assert "".join(pieces) == "half"
    assert len(server.requests) == 1


# ---- forms ----


@pytest.mark.parametrize(
    ("form", "script", "text"),
    [
        (AGE, 'ok:{"age":3}', '{"age":3}'),
        (Choices(("yes", "no")), "chosen:no", "no"),
        (Choices(("yes", "no")), "ok:yes", "yes"),
        (Choices(("{}",)), "ok:{}", "{}"),
        (Regex(r"\d+"), "chosen:12", "12"),
        (Regex(r"\d+"), "ok:12\n", "12"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_an_answer_of_its_form_is_taken_at_once(
    server: Server, form: Form, script: str, text: str
) -> None:
    assert ask(server, script, replace(PLAIN, form=form)).text == text
    assert len(server.requests) == 1


def test_the_form_is_sent_as_a_json_schema(server: Server) -> None:
    sent = []
    for form, script in (
        (AGE, 'ok:{"age":4}'), (Choices(("a", "b")), "chosen:b"), (Regex("^[a-c]+$"), "chosen:abc"),
    ):  # fmt: skip
        ask(server, script, replace(PLAIN, form=form))
        told = server.requests[-1]["body"]["response_format"]
        assert told["type"] == "json_schema"
        sent.append(told["json_schema"]["schema"])
    assert sent[0] == json.loads(AGE.schema)
    assert sent[1]["properties"] == {"answer": {"type": "string", "enum": ["a", "b"]}}
    assert sent[2]["properties"] == {"answer": {"type": "string", "pattern": "^(?:[a-c]+)$"}}
    assert sent[1]["required"] == sent[2]["required"] == ["answer"]


def test_an_answer_that_misses_its_form_is_asked_for_again_with_the_reason(server: Server) -> None:
    asked = replace(PLAIN, form=AGE)
    assert ask(server, 'ok:{"age":"x"} ok:sorry ok:{"age":5}', asked).text == '{"age":5}'
    first, second, third = (request["body"] for request in server.requests)
    assert [first["seed"], second["seed"], third["seed"]] == [5, 6, 7]
    assert len(first["messages"]) == 1
    assert second["messages"][1] == {"role": "assistant", "content": '{"age":"x"}'}
    assert "'x' is not of type 'integer'" in second["messages"][2]["content"]
    assert "not JSON" in third["messages"][2]["content"]
    assert len(third["messages"]) == 3


def test_an_answer_that_never_has_its_form_fails(server: Server) -> None:
    with pytest.raises(FailedError, match="missed the form in 3 attempts"):
        ask(server, "ok:maybe", replace(PLAIN, form=Choices(("yes", "no"))))
    assert len(server.requests) == 3


def test_an_answer_cut_off_is_not_asked_for_again(server: Server) -> None:
    answer = ask(server, 'cut:{"age"', replace(PLAIN, form=AGE))
    assert (answer.text, answer.finish) == ('{"age"', "length")
    assert len(server.requests) == 1


def test_a_stream_with_a_form_shows_nothing_that_was_not_judged(server: Server) -> None:
    stream = server.open().stream("ok:maybe chosen:yes", replace(PLAIN, form=Choices(("yes",))))
    assert list(stream) == ["yes"]
    assert stream.completion.text == "yes"


def test_one_failure_among_many_is_the_failure_of_all(server: Server) -> None:
    with pytest.raises(NotFoundError):
        server.open().complete("status:404 status:404", [PLAIN] * 20)
