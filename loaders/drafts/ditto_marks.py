"""What stands for the value above it in a table: ditto, do., 〃, ", idem, то же, 同上."""

from __future__ import annotations

_SIGNS = '〃 ″ ” “ „ ‟ " \'\' ´´ ,, -"- –"– —"— --"-- -„- –„– -“- -”- -〃- .,. 仝 々'
_WORDS = """
ditto; dito; ditto.; dto; dto.; do.; -do-; --do--; - do -; _do_; "do"; idem; idem.; id.; ídem; íd.;
ebd.; desgl.; dgl.; as above; same as above; as before; wie oben; wie vor; wie vorst.;
comme ci-dessus; come sopra; como arriba; igual que arriba; como acima; zie boven; als boven;
jak wyżej; jw.; j.w.; то же; тоже; то же самое; как выше; те саме; 同上; 上同; 同前;
同右; 상동; 위와 같음
"""
SURE = frozenset({*_SIGNS.split(), *(word.strip().casefold() for word in _WORDS.split(";"))})
LIKELY = frozenset({"do", "id", "same"})
"""Words that are names and codes too: they are marks where their column has a sure one."""

_LONGEST = max(map(len, SURE))


def folded(cell: str) -> str:
    """Return a cell as it is compared with the marks; "" for one that is too long for any."""
    return cell.strip().casefold() if len(cell) <= 2 * _LONGEST else ""


def is_ditto(cell: str) -> bool:
    """Tell whether a cell surely stands for the one above it."""
    return folded(cell) in SURE
