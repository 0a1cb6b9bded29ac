"""A sheet as a QTI 2.1 content package: a manifest, one test, one file for each item.

The notice stands above the test and under each item's worked solution.
"""

from xml.sax.saxutils import escape, quoteattr

from gongwu.errors import Language
from gongwu.fields.teaching.exercises.sheet import Sheet
from gongwu.fields.teaching.exports.qti_item import NAMESPACE, SCHEMA, item_identifier, qti_item
from gongwu.studio.document.inline import readable
from gongwu.studio.document.zips import zip_of
from gongwu.studio.kind import Notice

_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
LANGUAGES: dict[Language, str] = {"zh": "zh-CN", "en": "en"}


def write_qti(sheet: Sheet, notice: Notice) -> bytes:
    """A zip, the same for the same sheet and notice."""
    numbers = range(1, len(sheet.items) + 1)
    files = {
        "imsmanifest.xml": _manifest(len(sheet.items)),
        "test.xml": _test(sheet, notice),
    } | {
        f"items/{item_identifier(number)}.xml": qti_item(number, item, sheet.lang, notice)
        for number, item in zip(numbers, sheet.items, strict=True)
    }
    return zip_of((name, (_HEAD + content).encode()) for name, content in files.items())


def _manifest(many: int) -> str:
    items = [item_identifier(number) for number in range(1, many + 1)]
    needed = "".join(f'<dependency identifierref="{name}"/>' for name in items)
    resources = "".join(
        f'<resource identifier="{name}" type="imsqti_item_xmlv2p1" href="items/{name}.xml">'
        f'<file href="items/{name}.xml"/></resource>\n'
        for name in items
    )
    return (
        f'<manifest xmlns="{_PACKAGE}" identifier="gongwu-sheet">\n'
        "<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>"
        "\n<organizations/>\n<resources>\n"
        '<resource identifier="sheet" type="imsqti_test_xmlv2p1" href="test.xml">'
        f'<file href="test.xml"/>{needed}</resource>\n{resources}</resources>\n</manifest>\n'
    )


def _test(sheet: Sheet, notice: Notice) -> str:
    title = quoteattr(readable(sheet.title))
    items = "\n".join(
        f'<assessmentItemRef identifier="{item_identifier(number)}" '
        f'href="items/{item_identifier(number)}.xml"/>'
        for number in range(1, len(sheet.items) + 1)
    )
    return (
        f'<assessmentTest xmlns="{NAMESPACE}" xmlns:xsi="{_INSTANCE}" '
        f'xsi:schemaLocation="{NAMESPACE} {SCHEMA}" identifier="sheet" title={title}>\n'
        '<testPart identifier="part" navigationMode="nonlinear" submissionMode="individual">\n'
        f'<assessmentSection identifier="section" title={title} visible="true">\n'
        f'<rubricBlock view="candidate"><p>{escape(readable(notice.text))}</p></rubricBlock>\n'
        f"{items}\n</assessmentSection>\n</testPart>\n</assessmentTest>\n"
    )
