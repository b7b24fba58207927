import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tools.with_postgres import private_postgres

from .registers import Register, on_postgres, on_sqlite


@pytest.fixture(scope="package")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a database that was made and holds nothing: restoring into it is quick."""
    register = on_sqlite(tmp_path_factory.mktemp("migrated") / "data")
    register.succeeds("migrate")
    return register.folder


@pytest.fixture(scope="package")
def example(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the example on SQLite, which no test changes: copy it with `on_sqlite(folder, example)`."""
    register = on_sqlite(tmp_path_factory.mktemp("example") / "data", migrated)
    register.succeeds("demo", "--no-serve")
    return register.folder


@pytest.fixture(scope="package")
def small(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a register with something of most kinds, which no test changes: copy it like the example."""
    register = on_sqlite(tmp_path_factory.mktemp("small") / "data", migrated)
    made = "import django; django.setup()\nfrom tests.integration.keeping.small import make\nmake()"
    done = register.python("-c", made)
    assert done.returncode == 0, done.stderr
    return register.folder


@pytest.fixture(scope="package")
def kept(small: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A backup of the small register and its register hash."""
    path = tmp_path_factory.mktemp("kept") / "small.zip"
    register = on_sqlite(path.parent / "data", small)
    return path, register.backup(path)


@pytest.fixture(scope="package")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server: the one that the tests run on, or a private one."""
    if connection.vendor == "postgresql":
        yield os.environ["DATABASE_URL"]
        return
    try:
        started = private_postgres()
        address = started.__enter__()
    except (RuntimeError, OSError, ImportError) as error:
        pytest.skip(f"No PostgreSQL can be started here: {error}")
    try:
        yield address
    finally:
        started.__exit__(None, None, None)


@pytest.fixture(scope="package")
def migrated_on_server(server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a PostgreSQL database that was made and holds nothing."""
    register = on_postgres(tmp_path_factory.mktemp("server") / "data", server)
    register.succeeds("migrate")
    return register.postgres.partition("?")[0].rsplit("/", 1)[1]


@pytest.fixture
def empty_on_server(tmp_path: Path, server: str, migrated_on_server: str) -> Register:
    """A copy of that one."""
    return on_postgres(tmp_path / "server", server, migrated_on_server)


@pytest.fixture
def empty(tmp_path: Path, migrated: Path) -> Register:
    """A database that was made and holds nothing, on SQLite."""
    return on_sqlite(tmp_path / "empty", migrated)


@pytest.fixture
def postgres(tmp_path: Path, server: str) -> Register:
    """A PostgreSQL database in which nothing was made yet."""
    return on_postgres(tmp_path / "postgres", server)
