"""What must hold for every page: read by Python's own HTML parser, which knows nothing of ours."""

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser

VOID = {"meta", "input", "br", "hr", "img", "link"}
ADDRESSES = {"src", "href", "action", "data", "poster", "srcset", "xlink:href"}


class Markup(HTMLParser):
    """The tags, texts and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.contents: dict[str, list[str]] = {}
        self.text = ""
        self.feed(page)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else, line {self.getpos()[0]}")

    def handle_data(self, data: str) -> None:
        inside = self.open[-1] if self.open else ""
        if inside in ("script", "style", "title"):
            self.contents.setdefault(inside, []).append(data)
        else:
            self.text += data

    def values(self, name: str) -> list[str]:
        """All values of one attribute."""
        return [value for _, each, value in self.attributes if each == name]


def faults(page: str) -> list[str]:
    """All that is wrong with a page that must stand alone; none is what a test wants."""
    read = Markup(page)
    found = list(read.faults)
    ids = Counter(read.values("id"))
    found += [f"id {name} stands {count} times" for name, count in ids.items() if count > 1]
    for tag, name, value in read.attributes:
        if name == "style" or name.startswith("on"):
            found.append(f"<{tag} {name}> is forbidden by the page's own policy")
        if name in ADDRESSES and re.match(r"[a-z]+:|//|/", value):
            found += [] if value.startswith("data:image/png") else [f"<{tag} {name}={value}>"]
        if name in ADDRESSES and value.startswith("#") and value[1:] not in ids:
            found.append(f"<{tag} {name}={value}> leads nowhere")
        if found_mask := re.fullmatch(r"url\(#(.*)\)", value):
            found += [] if found_mask[1] in ids else [f"{value} leads nowhere"]
    found += [f"outside address in the style: {each}" for each in outside_of_style(read)]
    policy = next(value for tag, name, value in read.attributes if "default-src" in value)
    for kind, content in read.contents.items():
        if kind != "title" and hashed("".join(content[-1:])) not in policy:
            found.append(f"the policy does not know this {kind}")
    return found


def outside_of_style(read: Markup) -> list[str]:
    style = "".join(read.contents["style"])
    return re.findall(r"url\([^#)]*\)|@import[^;]*", style)


def hashed(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
