"""The files that a sheet of exercises can become, by format name."""

from collections.abc import Mapping

from gongwu.fields.teaching.exercises.sheet import Sheet
from gongwu.fields.teaching.exports.anki import write_apkg
from gongwu.fields.teaching.exports.gift import write_gift
from gongwu.fields.teaching.exports.jsonl import write_jsonl
from gongwu.fields.teaching.exports.moodle_xml import write_moodle_xml
from gongwu.fields.teaching.exports.qti import write_qti
from gongwu.fields.teaching.exports.sheet_document import sheet_document
from gongwu.studio.document.exports import document_exports
from gongwu.studio.kind import Exporter

EXPORTS: Mapping[str, Exporter[Sheet]] = document_exports(sheet_document) | {
    "gift": Exporter(suffix=".gift", media_type="text/plain", write=write_gift),
    "moodle-xml": Exporter(suffix=".xml", media_type="application/xml", write=write_moodle_xml),
    "qti": Exporter(suffix=".zip", media_type="application/zip", write=write_qti),
    "apkg": Exporter(suffix=".apkg", media_type="application/zip", write=write_apkg),
    "jsonl": Exporter(suffix=".jsonl", media_type="application/jsonl", write=write_jsonl),
}
