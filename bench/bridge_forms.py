"""Renew the keys of the forms of the bridges that come with the program.

    python bench/bridge_forms.py

They are written into `service/bridges/shipped_forms.txt`, a line each. A change of the lists in
`service/bridges/shipped` needs it.
"""

from __future__ import annotations

from pathlib import Path

import service.bridges
from service.bridges.file import shipped
from service.bridges.shipped_forms import FILE, keys_of


def main() -> None:
    """Write the file."""
    where = Path(service.bridges.__file__).with_name(FILE)
    where.write_text("\n".join(keys_of(shipped())) + "\n", "utf-8")


if __name__ == "__main__":
    main()
