"""A small server that does what each request's prompt tells it to. Run as a process of its own.

    python misbehaving.py LOG

It prints its port, and writes each request to LOG as a line of JSON. A prompt is a script: one word
for each time that it is asked, parted by spaces; the last word holds for all later times.
"""

import json
import sys
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

LOG = Path(sys.argv[1])
KEY = "sk-right"
asked: Counter[str] = Counter()
lock = threading.Lock()


def chat(text: str | None, finish: str | None = "stop", tokens: int | None = 7) -> dict[str, Any]:
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": text},
        "finish_reason": finish,
    }
    told: dict[str, Any] = {"object": "chat.completion", "choices": [choice]}
    return told if tokens is None else told | {"usage": {"completion_tokens": tokens}}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None: ...

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        prompt = body["messages"][0]["content"]
        with lock:
            word = prompt.split(" ")[min(asked[prompt], prompt.count(" "))]
            asked[prompt] += 1
            with LOG.open("a", encoding="utf-8") as log:
                told = {"path": self.path, "key": self.headers["Authorization"], "word": word}
                log.write(json.dumps(told | {"body": body}) + "\n")
        name, _, rest = word.partition(":")
        getattr(self, f"do_{name}")(rest, body)

    # ---- what a script can say ----

    def do_ok(self, text: str, body: dict[str, Any]) -> None:
        if body.get("stream"):
            self.stream([*self.deltas(text), *self.ends(), "[DONE]"])
        else:
            self.answer(200, chat(text))

    def do_status(self, rest: str, body: dict[str, Any]) -> None:
        code, _, after = rest.partition(":")
        headers = {"Retry-After": after.replace("_", " ")} if after else {}
        self.answer(
            int(code), {"error": {"message": f"no: {self.headers['Authorization']}"}}, headers
        )

    def do_plain(self, code: str, body: dict[str, Any]) -> None:
        self.raw(int(code), b"<html>\nbad gateway\n</html>", "text/html")

    def do_moved(self, place: str, body: dict[str, Any]) -> None:
        self.answer(307, {}, {"Location": place})

    def do_drop(self, rest: str, body: dict[str, Any]) -> None:
        self.close_connection = True

    def do_halfway(self, rest: str, body: dict[str, Any]) -> None:
        """Says how long the answer is, and sends less."""
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b'data: {"choices": [{"delta": {"content": "half"}}]}\n\n')
        self.close_connection = True

    def do_unfinished(self, rest: str, body: dict[str, Any]) -> None:
        """A stream that ends in order, but without saying that the answer did."""
        self.stream(self.deltas("half"))

    def do_hang(self, seconds: str, body: dict[str, Any]) -> None:
        time.sleep(float(seconds))
        self.close_connection = True

    def do_nonsense(self, rest: str, body: dict[str, Any]) -> None:
        self.raw(200, b'{"choices": [', "application/json")

    def do_deep(self, rest: str, body: dict[str, Any]) -> None:
        self.raw(200, b"[" * 100_000, "application/json")

    def do_json(self, rest: str, body: dict[str, Any]) -> None:
        self.raw(200, rest.encode(), "application/json")

    def do_nonsensical(self, rest: str, body: dict[str, Any]) -> None:
        self.stream([*self.deltas("half"), "{"])

    def do_failing(self, rest: str, body: dict[str, Any]) -> None:
        self.stream([*self.deltas("half"), json.dumps({"error": {"message": "out of memory"}})])

    def do_cut(self, text: str, body: dict[str, Any]) -> None:
        self.answer(200, chat(text, "length"))

    def do_filtered(self, text: str, body: dict[str, Any]) -> None:
        self.answer(200, chat("", "content_filter"))

    def do_empty(self, text: str, body: dict[str, Any]) -> None:
        self.answer(200, chat(None, None, None))

    def do_uncounted(self, text: str, body: dict[str, Any]) -> None:
        self.stream([*self.deltas(text), *self.ends()[:1]])

    def do_chosen(self, text: str, body: dict[str, Any]) -> None:
        self.answer(200, chat(json.dumps({"answer": text})))

    def do_seed(self, rest: str, body: dict[str, Any]) -> None:
        """Later ones are answered first."""
        time.sleep(0.05 * (5 - body["seed"] % 5))
        self.answer(200, chat(f"seed {body['seed']}"))

    def do_locked(self, text: str, body: dict[str, Any]) -> None:
        if self.headers["Authorization"] == f"Bearer {KEY}":
            self.answer(200, chat(text))
        else:
            self.answer(401, {"error": {"message": f"wrong: {self.headers['Authorization']}"}})

    # ---- how it is sent ----

    def deltas(self, text: str) -> list[str]:
        """Two letters at a time, a comment and an event without text among them."""
        pieces = [{"role": "assistant"}] + [
            {"content": text[at : at + 2]} for at in range(0, len(text), 2)
        ]
        return [
            json.dumps({"choices": [{"delta": piece, "finish_reason": None}]}) for piece in pieces
        ]

    def ends(self) -> list[str]:
        return [
            json.dumps({"choices": [{"delta": {}, "finish_reason": "stop"}]}),
            json.dumps({"choices": [], "usage": {"completion_tokens": 7}}),
        ]

    def stream(self, events: list[str]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b": a comment\n\n")
        for event in events:
            self.wfile.write(f"data: {event}\n\n".encode())
            self.wfile.flush()
        self.close_connection = True

    def answer(self, code: int, told: object, headers: dict[str, str] | None = None) -> None:
        self.raw(code, json.dumps(told).encode(), "application/json", headers)

    def raw(
        self, code: int, content: bytes, kind: str, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
