"""What went wrong with a server: who is at fault, and what to do.

The key is never part of a message, even where a server says it back.
"""

from gongwu.errors import (
    BadInputError,
    FailedError,
    GongwuError,
    NotFoundError,
    RefusedError,
    TryLaterError,
)
from gongwu.studio.server_model.address import OWN_KEY, Address

_TOLD = 300  # characters of what a server said


def is_passing(code: int) -> bool:
    """Whether the same request may succeed a little later."""
    return code in (408, 429) or code >= 500


class Faults:
    """What can go wrong with one server."""

    def __init__(self, address: Address) -> None:
        self._url = address.url
        self._name = address.name
        self._key = address.key

    def refused(self, code: int, said: str, *, wished: float, place: str) -> GongwuError:
        """For an answer other than 200. `wished`: seconds to wait; `place`: where it points to."""
        told = self._plain(said)
        if is_passing(code):
            return self._busy(code, told, wished)
        if code in (401, 403):
            return BadInputError(
                en=f"{self._url} refuses the key ({code}: {told}). Put the right one into "
                f"{OWN_KEY}.",
                zh=f"{self._url} 不接受密钥（{code}：{told}）。请把正确的密钥放进 {OWN_KEY}。",
            )
        if code == 404:
            return NotFoundError(
                en=f"{self._url} knows no such place or no model {self._name!r} ({told}). Check "
                "both; a URL without a path means /v1.",
                zh=f"{self._url} 没有这个地址，或没有模型“{self._name}”（{told}）。请检查两者；"
                "URL 不写路径时表示 /v1。",
            )
        if code < 400:
            return NotFoundError(
                en=f"{self._url} has moved to {place} ({code}). Name the new URL: a key is not "
                "sent on.",
                zh=f"{self._url} 已迁到 {place}（{code}）。请改写新的 URL：密钥不会自动转发。",
            )
        return BadInputError(
            en=f"{self._url} does not accept the request ({code}: {told}). Change what it names: "
            "the prompt's length, a sampling option, or the form.",
            zh=f"{self._url} 不接受这个请求（{code}：{told}）。"
            "请按它所说修改：提示的长度、采样选项或格式。",
        )

    def no_url(self, error: Exception) -> BadInputError:
        """For a URL that cannot be one."""
        why = self._why(error)
        return BadInputError(
            en=f"{self._url} is not a URL: {why}. Correct it.",
            zh=f"{self._url} 不是 URL：{why}。请改正。",
        )

    def no_answer(self, error: Exception) -> TryLaterError:
        """For a server out of reach, or silent."""
        why = self._why(error)
        return TryLaterError(
            en=f"{self._url} does not answer ({why}). Is the server running? Try again when it is.",
            zh=f"{self._url} 没有应答（{why}）。服务器启动了吗？请在它运行后再试。",
        )

    def cut_short(self, error: Exception) -> TryLaterError:
        """For a connection that broke in the middle."""
        why = self._why(error)
        return TryLaterError(
            en=f"The connection to {self._url} broke off in the middle of an answer ({why}). "
            "Try again.",
            zh=f"与 {self._url} 的连接在回答中途断开（{why}）。请重试。",
        )

    def not_understood(self, data: object) -> FailedError:
        """For something in which no answer stands."""
        told = self._plain(str(data))
        return FailedError(
            en=f"{self._url} answers, but not as an OpenAI-compatible server: {told!r}. "
            "Check the URL.",
            zh=f"{self._url} 有应答，但不像 OpenAI 兼容的服务器：{told!r}。请检查 URL。",
        )

    def failed(self, said: str) -> FailedError:
        """For an error told in the middle of an answer."""
        told = self._plain(said)
        return FailedError(
            en=f"{self._url} failed while answering: {told}. Try again.",
            zh=f"{self._url} 在回答时出错：{told}。请重试。",
        )

    def withheld(self) -> RefusedError:
        """For an answer that the server's own filter kept back."""
        return RefusedError(
            en=f"{self._url} withheld the answer by its content filter. Reword the prompt.",
            zh=f"{self._url} 的内容过滤器扣下了回答。请改写提示。",
        )

    def _busy(self, code: int, told: str, wished: float) -> TryLaterError:
        after_en = f" It asks to wait {wished:.0f} seconds." if wished else ""
        after_zh = f"它要求等待 {wished:.0f} 秒。" if wished else ""
        return TryLaterError(
            en=f"{self._url} is busy or down ({code}: {told}).{after_en} Try again later.",
            zh=f"{self._url} 正忙或出了故障（{code}：{told}）。{after_zh}请稍后再试。",
        )

    def _why(self, error: Exception) -> str:
        return self._plain(str(error)) or type(error).__name__

    def _plain(self, text: str) -> str:
        """On one line, short, and without our key."""
        hidden = text.replace(self._key, "***") if self._key else text
        return " ".join(hidden.split())[:_TOLD]
