"""From a template to one page that stands alone: the only place where Jinja is set up.

A page opens from disk. Its style and its script are inside it, and a Content-Security-Policy names
both by their hash, so nothing else can run and nothing can be fetched.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from gongwu.doors.web.formulas import formula_html
from gongwu.doors.web.words import percent, printable, visible, whole
from gongwu.engine.inference.tracing.numerals import written
from gongwu.errors import Language
from gongwu.ports import Words

_HERE = files("gongwu.doors.web")


def render(
    template: str,
    language: Language,
    values: dict[str, object],
    *,
    rules: str = "",
    script: str = "",
) -> str:
    """One page. `rules` are style rules of this page alone, `script` names a file in scripts/."""

    def say(*, en: str, zh: str, **put: object) -> str:
        return Words(en=en, zh=zh).said_in(language).format(**put)

    def in_words(words: Words) -> str:
        return words.said_in(language)

    style = _read("styles/page.css") + _read("styles/chart.css") + rules
    code = _read(f"scripts/{script}") if script else ""
    page = _environment().get_template(template)
    return page.render(
        **values,
        language=language,
        say=say,
        in_words=in_words,
        style=Markup(style),
        script=Markup(code),
        policy=_policy(style, code),
    )


def _policy(style: str, code: str) -> str:
    rules = ["default-src 'none'", "img-src data:", f"style-src '{_hash(style)}'",
             "base-uri 'none'", "form-action 'none'"]  # fmt: skip
    if code:
        rules.append(f"script-src '{_hash(code)}'")
    return "; ".join(rules)


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode("ascii")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(lambda name: _read(f"templates/{name}")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "formula": formula_html,
        "written": written,
        "whole": whole,
        "percent": percent,
        "visible": visible,
        "printable": printable,
    }
    return environment


@cache
def _read(name: str) -> str:
    return _HERE.joinpath(name).read_text(encoding="utf-8")
