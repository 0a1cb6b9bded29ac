"""What a figure was measured on: the machine, the versions, the commit, and the peak to compare."""

import platform
import subprocess
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import torch


def describe(*packages: str) -> str:
    """One paragraph that every result begins with."""
    versions = ", ".join(f"{name} {_version(name)}" for name in ("torch", *packages))
    return (
        f"{_processor()}, {torch.get_num_threads()} threads, {_memory()} GiB; "
        f"Python {platform.python_version()}, {versions}; commit {_commit()}; "
        f"{time.strftime('%Y-%m-%d')}"
    )


def peak_flops(dtype: torch.dtype, size: int = 2048) -> float:
    """Floating-point operations per second of the best of several square matrix products."""
    left, right = (torch.randn(size, size, dtype=dtype) for _ in range(2))
    best = float("inf")
    for _ in range(6):
        began = time.perf_counter()
        left @ right
        best = min(best, time.perf_counter() - began)
    return 2 * size**3 / best


def _processor() -> str:
    flags = _cpuinfo("flags").split()
    formats = [name for name in ("avx512f", "avx512_bf16", "amx_bf16") if name in flags]
    return f"{_cpuinfo('model name') or platform.processor()} ({', '.join(formats)})"


def _cpuinfo(key: str) -> str:
    path = Path("/proc/cpuinfo")
    if not path.is_file():
        return ""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(key)), "")


def _memory() -> str:
    path = Path("/proc/meminfo")
    if not path.is_file():
        return "?"
    return f"{int(path.read_text(encoding='utf-8').split()[1]) / 2**20:.0f}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _commit() -> str:
    command = ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    return result.stdout.strip() or "unknown"
