"""Alembic, driven from here: the tables of an older version become those of this one."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

# The newest revision in `migrations/versions`; a test holds it to that.
HEAD = "0001"


def migrate(engine: Engine) -> None:
    """Bring the tables up to `HEAD`. Two processes at once do it one after the other."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
