"""One request to a server, and the same again while that is worth trying.

Knows HTTP, not prompts.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from gongwu.studio.server_model.address import Address
from gongwu.studio.server_model.faults import Faults, is_passing


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How long a server is waited for, and how often it is asked."""

    connect_seconds: float = 10.0
    read_seconds: float = 600.0  # between two bytes: a small machine may think for minutes
    attempts: int = 5
    first_wait_seconds: float = 0.5  # doubled after each attempt
    longest_wait_seconds: float = 60.0
    sleep: Callable[[float], None] = time.sleep


class Caller:
    """Requests to one server; may be used by several threads."""

    def __init__(self, address: Address, patience: Patience) -> None:
        self._address = address
        self._patience = patience

    @contextmanager
    def open(self) -> Iterator["Line"]:
        """A line to the server, kept open for several requests."""
        patience, address = self._patience, self._address
        headers = {"Authorization": f"Bearer {address.key}"} if address.key else {}
        with httpx.Client(
            headers=headers,
            timeout=httpx.Timeout(
                patience.read_seconds, connect=patience.connect_seconds, pool=None
            ),
            # What is on this machine needs no proxy, and a proxy would not be this machine.
            trust_env=not address.here,
        ) as client:
            yield Line(client, address, patience)


class Line:
    """An open line. Each call is made again while the server is busy or out of reach."""

    def __init__(self, client: httpx.Client, address: Address, patience: Patience) -> None:
        self._client = client
        self._url = address.url
        self._patience = patience
        self.faults = Faults(address)

    def ask(self, body: dict[str, Any]) -> Any:
        """The JSON that the server answers with."""
        with self._response(body, whole=True) as response:
            try:
                return response.json()
            except (ValueError, RecursionError):
                raise self.faults.not_understood(response.text) from None

    @contextmanager
    def events(self, body: dict[str, Any]) -> Iterator[Iterator[str]]:
        """The data of each server-sent event, as it comes. What has begun is not begun again."""
        with self._response(body, whole=False) as response:
            yield self._lines(response)

    def _lines(self, response: httpx.Response) -> Iterator[str]:
        try:
            for line in response.iter_lines():
                if line.startswith("data:"):
                    yield line.removeprefix("data:").strip()
        except httpx.HTTPError as error:
            raise self.faults.cut_short(error) from error

    @contextmanager
    def _response(self, body: dict[str, Any], *, whole: bool) -> Iterator[httpx.Response]:
        """A response that says 200, read to its end if it is to be `whole`."""
        try:
            request = self._client.build_request("POST", self._url, json=body)
        except httpx.InvalidURL as error:
            raise self.faults.no_url(error) from None
        wait = self._patience.first_wait_seconds
        for attempt in range(1, self._patience.attempts + 1):
            last = attempt == self._patience.attempts
            outcome = self._send(request, whole=whole, last=last)
            if isinstance(outcome, httpx.Response):
                try:
                    yield outcome
                finally:
                    outcome.close()
                return
            self._patience.sleep(min(max(outcome, wait), self._patience.longest_wait_seconds))
            wait *= 2

    def _send(self, request: httpx.Request, *, whole: bool, last: bool) -> httpx.Response | float:
        """The response, or how many seconds the server wants us to wait (0 where it does not say).

        Raises where asking again is of no use, and on the `last` attempt.
        """
        try:
            response = self._client.send(request, stream=not whole)
        except httpx.ReadTimeout as error:
            # It has the request and may still be at work: asking again would double that.
            raise self.faults.no_answer(error) from error
        except httpx.TransportError as error:
            if last:
                raise self.faults.no_answer(error) from error
            return 0.0
        if response.status_code == 200:
            return response
        try:
            said = self._said(response)
        finally:
            response.close()
        wished = _retry_after(response.headers.get("Retry-After", ""))
        hopeless = last or wished > self._patience.longest_wait_seconds
        if hopeless or not is_passing(response.status_code):
            place = response.headers.get("Location", "?")
            raise self.faults.refused(response.status_code, said, wished=wished, place=place)
        return wished

    def _said(self, response: httpx.Response) -> str:
        """What a server says went wrong."""
        try:
            response.read()
            told = response.json()
        except httpx.HTTPError:
            return ""
        except (ValueError, RecursionError):
            told = response.text
        match told:
            case {"error": {"message": str(text)}} | {"error": str(text)}:
                return text
            case {"message": str(text)} | {"detail": str(text)}:
                return text
        return str(told)


def _retry_after(header: str) -> float:
    """Seconds, from a number or a date; 0 where it says neither."""
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return 0.0
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())
