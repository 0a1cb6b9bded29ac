"""The words for what can go wrong."""

import pytest

from gongwu import errors
from gongwu.errors import ExitCode, GongwuError

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type)]
ERRORS = [kind for kind in KINDS if issubclass(kind, GongwuError)]


@pytest.mark.parametrize("kind", ERRORS)
def test_every_error_speaks_both_languages(kind: type[GongwuError]) -> None:
    error = kind(en="The well is dry.", zh="井枯了。")
    assert error.said_in("en") == str(error) == "The well is dry."
    assert error.said_in("zh") == "井枯了。"


@pytest.mark.parametrize("kind", ERRORS)
def test_no_error_ends_as_if_all_were_well(kind: type[GongwuError]) -> None:
    assert kind.exit_code is not ExitCode.DONE


def test_each_kind_of_error_has_an_exit_code_of_its_own() -> None:
    codes = [kind.exit_code for kind in ERRORS if kind is not GongwuError]
    assert len(codes) == len(set(codes))
