import pytest
import torch

from gongwu.engine.training.precision import best_device, best_precision, products_in

CPU = torch.device("cpu")


@pytest.mark.parametrize(("amx", "avx"), [(True, False), (False, True), (True, True)])
def test_bfloat16_where_the_processor_multiplies_it(
    monkeypatch: pytest.MonkeyPatch, amx: bool, avx: bool
) -> None:
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: amx)
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: avx)
    assert best_precision(CPU) == "bfloat16"


def test_float32_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: False)
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)
    assert best_precision(CPU) == "float32"


def test_the_device_is_one_that_is_there() -> None:
    device = best_device()
    assert torch.zeros(1, device=device).device.type == device.type


def test_only_products_are_narrow() -> None:
    a = torch.full((2, 2), 1 / 3)
    with products_in("bfloat16", CPU):
        assert (a @ a).dtype == torch.bfloat16
        assert (a + a).dtype == torch.float32
        assert a.sum().dtype == torch.float32
    with products_in("float32", CPU):
        assert (a @ a).dtype == torch.float32
