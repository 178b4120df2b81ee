"""The `searchroom` command. Commands of other packages are found by entry point.

A command is a click command under the entry point group `searchroom.commands`; that is how
`load` gets here although nothing in `service` knows of loaders.

Exit codes: 0 done, 1 done with something to look at, 2 not done, 130 interrupted.
"""

from __future__ import annotations

import sys
import traceback
from functools import cache
from pkgutil import resolve_name
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from index_mappings.mapping_error import MappingError
from service.errors import SearchroomError
from service.late import lasting

if TYPE_CHECKING:
    from importlib.metadata import EntryPoints

COMMANDS = "searchroom.commands"
OURS = MappingProxyType(
    {
        "check": "service.commands.check:check",
        "face": "service.commands.face:face",
        "indices": "service.commands.indices:indices",
        "mapping": "service.commands.mapping:mapping",
        "missed": "service.commands.missed:missed",
        "recover": "service.commands.recover:recover",
        "search": "service.commands.search:search",
        "serve": "service.commands.serve:serve",
    }
)
"""The commands of the service, each with its place: one is imported when it is asked for, since
all of them take half a second."""


@cache
def _installed() -> EntryPoints:
    """Return the commands that are installed; all that is installed is read for it, once."""
    # with the readers of archives and mail: a server, whose command is ours, starts without them
    from importlib.metadata import entry_points  # noqa: PLC0415

    return entry_points(group=COMMANDS)


class _Commands(click.Group):
    """The commands of the service and those that other packages bring."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *OURS, *_installed().names})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = super().get_command(ctx, cmd_name)
        with lasting():
            if command is None and cmd_name in OURS:
                command = resolve_name(OURS[cmd_name])
            elif command is None and cmd_name in _installed().names:
                command = _installed()[cmd_name].load()
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="searchroom")
def cli() -> None:
    """Load the catalogue of an archive, and serve it to be searched."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and end the process; errors are one sentence on standard error."""
    try:
        code = cli.main(arguments, "searchroom", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        print("interrupted", file=sys.stderr)
        sys.exit(130)
    except (SearchroomError, MappingError) as error:
        print(f"searchroom: {error}", file=sys.stderr)
        sys.exit(2)
    except OSError as error:  # a full disk, a file that may not be written
        about = f": {error.filename!r}" if error.filename else ""
        print(f"searchroom: {error.strerror or error}{about}", file=sys.stderr)
        sys.exit(2)
    except Exception:
        # A defect of ours. Python's own exit code for it is 1, which says done.
        traceback.print_exc()
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)
