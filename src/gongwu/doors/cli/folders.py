"""Where Gongwu keeps things on this machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Folders:
    """None of them need exist: whoever writes into one makes it."""

    config: Path
    data: Path
    cache: Path
    log: Path


def find_folders(environ: Mapping[str, str]) -> Folders:
    """The platform's own folders, or all four under `GONGWU_HOME`."""
    if home := environ.get("GONGWU_HOME"):
        root = Path(home).expanduser().absolute()
        return Folders(
            config=root / "config", data=root / "data", cache=root / "cache", log=root / "log"
        )
    import platformdirs  # costs the start of every command; not needed under GONGWU_HOME

    places = platformdirs.PlatformDirs("gongwu", appauthor=False)
    return Folders(
        config=places.user_config_path,
        data=places.user_data_path,
        cache=places.user_cache_path,
        log=places.user_log_path,
    )
