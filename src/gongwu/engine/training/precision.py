"""Which number format a machine trains fastest in."""

from contextlib import AbstractContextManager, nullcontext

import torch

from gongwu.engine.training.settings import Precision


def best_device() -> torch.device:
    """CUDA where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def best_precision(device: torch.device) -> Precision:
    """bfloat16 where the processor multiplies it (AMX, AVX512-bf16, CUDA), else float32."""
    if device.type == "cuda":
        return "bfloat16" if torch.cuda.is_bf16_supported() else "float32"
    has = torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported()
    return "bfloat16" if has else "float32"


def products_in(precision: Precision, device: torch.device) -> AbstractContextManager[object]:
    """Within it matrix products run in the precision; weights, state and sums stay float32."""
    if precision == "float32":
        return nullcontext()
    return torch.autocast(device.type, dtype=torch.bfloat16)
