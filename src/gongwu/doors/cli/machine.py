"""Facts about this machine, asked with the standard library alone."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

# The packages behind the extra `engine`, by the names they are imported under.
ENGINE_PARTS = ("numpy", "safetensors", "tokenizers", "torch")

_PROBE = f"import {', '.join(ENGINE_PARTS)}; print(torch.__version__, torch.cuda.is_available())"


@dataclass(frozen=True, kw_only=True)
class Torch:
    """What torch says of itself; `fault` is why it cannot be imported."""

    version: str = ""
    sees_gpu: bool = False
    fault: str = ""


def cores() -> int:
    """The cores that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def memory_bytes() -> int | None:
    """Memory of the machine or, where it is less, of the container; None where not known."""
    if sys.platform == "win32":
        return None
    pages, page_bytes = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return min([pages * page_bytes, *_container_limits()])


def _container_limits() -> list[int]:
    places = (  # cgroup version 2, version 1
        Path("/sys/fs/cgroup/memory.max"),
        Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
    )
    texts = [place.read_text().strip() for place in places if place.is_file()]
    return [int(text) for text in texts if text.isdecimal()]  # "max" means no limit


def free_disk_bytes(folder: Path) -> int:
    """Free space where a folder is or would be made."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    return shutil.disk_usage(there).free


def cpu_flags() -> frozenset[str] | None:
    """The features that the processor names; None where the system does not list them."""
    listing = Path("/proc/cpuinfo")
    if not listing.is_file():
        return None
    for line in listing.read_text(errors="replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip() in {"flags", "Features"}:
            return frozenset(value.split())
    return None


def c_compiler() -> str | None:
    """A compiler for the fast decode step: the system's, or the one in the `ziglang` wheel."""
    found = filter(None, map(shutil.which, ("cc", "gcc", "clang")))
    return next(found, "ziglang" if has_package("ziglang") else None)


def has_package(name: str) -> bool:
    """Whether a package is installed, without importing it."""
    return find_spec(name) is not None


def ask_torch() -> Torch:
    """Import torch in another process: a broken build may end the process that imports it."""
    answer = subprocess.run(
        [sys.executable, "-P", "-c", _PROBE], capture_output=True, text=True, check=False
    )
    if answer.returncode:
        lines = answer.stderr.strip().splitlines()
        return Torch(fault=lines[-1] if lines else f"exit code {answer.returncode}")
    version, sees_gpu = answer.stdout.split()
    return Torch(version=version, sees_gpu=sees_gpu == "True")
