"""What the label's tests share: a record, and a folder of keys made once."""

from datetime import UTC, datetime

import pytest

from gongwu.studio.label.apply import Labels, Signing
from gongwu.studio.label.keys import KeyFolder
from gongwu.studio.label.record import Record
from tests.studio.label.samples import NOTICE, OURS


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> KeyFolder:
    return KeyFolder(tmp_path_factory.mktemp("keys") / "ours")


@pytest.fixture(scope="session")
def signing(keys: KeyFolder) -> Signing:
    return Signing(keys=keys)


@pytest.fixture
def labels() -> Labels:
    return Labels(implicit=OURS, notice=NOTICE)


@pytest.fixture
def record() -> Record:
    return Record(
        piece="一元二次方程练习",
        kind="exercises",
        content_sha256="ab" * 32,
        model="verse",
        reviewer="王老师",
        approved_at=datetime(2026, 11, 23, 8, 0, tzinfo=UTC),
    )
