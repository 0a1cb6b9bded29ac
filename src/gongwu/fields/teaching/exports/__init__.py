"""The files that a sheet of exercises can become, by format name."""

from collections.abc import Mapping

from gongwu.fields.teaching.exercises.sheet import Sheet
from gongwu.fields.teaching.exports.jsonl import write_jsonl
from gongwu.studio.kind import Exporter

EXPORTS: Mapping[str, Exporter[Sheet]] = {
    "jsonl": Exporter(suffix=".jsonl", media_type="application/jsonl", write=write_jsonl),
}
