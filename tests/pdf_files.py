"""PDFs made by hand, as small as they can be, and read by nothing but patterns."""

from __future__ import annotations

import re
import zlib


def pdf(
    *pages: str, packed: bool = False, before: bytes = b"", kids: str = "", labels: str = ""
) -> bytes:
    """Return a PDF whose pages have these words; `before` are the first bytes of each stream."""
    objects: list[bytes] = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    places = []
    for words in pages:
        lines = "".join(f"({line}) Tj 0 -14 Td " for line in words.split("\n") if line)
        stream = before + f"BT /F1 12 Tf 72 720 Td {lines}ET".encode("latin-1")
        packing = b"/Filter/FlateDecode" if packed else b""
        stream = zlib.compress(stream, 9) if packed else stream
        head = f"<</Length {len(stream)}".encode()
        objects.append(head + packing + b">>stream\n" + stream + b"\nendstream")
        places.append(len(objects) + 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>".encode()
        )
    objects[0] = f"<</Type/Catalog/Pages 2 0 R{labels}>>".encode()
    listed = kids or " ".join(f"{place} 0 R" for place in places)
    objects[1] = f"<</Type/Pages/Kids[{listed}]/Count {len(places)}>>".encode()
    made, offsets = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        offsets.append(len(made))
        made += f"{number} 0 obj\n".encode() + item + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    return made + (
        f"xref\n0 {count}\n0000000000 65535 f \n".encode() + table
        + f"trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF\n".encode()
    )  # fmt: skip


def words_in(data: bytes) -> list[str]:
    """Return the words of each page of such a PDF, read without a library."""
    found = []
    for stream in re.findall(rb"stream\n(.*?)\nendstream", data, re.DOTALL):
        raw = zlib.decompress(stream) if stream[:1] == b"\x78" else stream
        found.append(" ".join(re.findall(r"\((.*?)\) Tj", raw.decode("latin-1"))))
    return found
