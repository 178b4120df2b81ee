"""A mapping file is checked whole: every fault at once, with its path and the nearest name."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from index_mappings.checking.faults import faults
from index_mappings.checking.json_schema import as_file, json_schema
from index_mappings.facet_kinds.registry import FACET_KINDS
from index_mappings.field_kinds.registry import FIELD_KINDS
from index_mappings.labels import Label
from index_mappings.mapping import MappingError, load, names, parse
from service.cli import main
from service.schemas.taken_names import taken_names

ROOT = Path(__file__).parents[1]
Change = Callable[[dict[str, Any]], Any]


def body_of(*changes: Change) -> dict[str, Any]:
    body = copy.deepcopy(dict(load("records").body))
    for change in changes:
        change(body)
    return body


def told(*changes: Change) -> dict[str, str]:
    found: dict[str, str] = {}
    for fault in faults(body_of(*changes), taken_names()):
        found[fault.path] = f"{found.get(fault.path, '')}{fault.message}\n"
    return found


def meta(body: dict[str, Any]) -> Any:
    return body["mappings"]["_meta"]


def properties(body: dict[str, Any]) -> Any:
    return body["mappings"]["properties"]


def analysis(body: dict[str, Any]) -> Any:
    return body["settings"]["analysis"]


M, P, A = "mappings._meta", "mappings.properties", "settings.analysis"


@pytest.mark.parametrize("name", names())
def test_what_is_shipped_is_well(name: str) -> None:
    assert faults(load(name).body) == ()


FAULTS: list[tuple[Change, str, str]] = [
    (lambda b: b.update(mapings={}), "mapings", "did you mean 'mappings'?"),
    (lambda b: b.pop("settings"), "settings", "missing"),
    (lambda b: b["mappings"].update(dynamic=True), "mappings.dynamic", "not a valid string"),
    (lambda b: b["mappings"].update(dynamic="true"), "mappings.dynamic", "strict"),
    (lambda b: meta(b).update(facet=[]), f"{M}.facet", "did you mean 'facets'?"),
    (lambda b: meta(b).update(sorts={}), f"{M}.sorts", "not a valid list"),
    (lambda b: meta(b).pop("title"), f"{M}.title", "missing"),
    (lambda b: meta(b).update(title="titel"), f"{M}.title", "did you mean 'title'?"),
    (lambda b: meta(b)["fields"][0].update(kind="txt"), f"{M}.fields[0].kind", "'text'"),
    (lambda b: meta(b)["fields"][0].update(labl="T"), f"{M}.fields[0].labl", "'label'"),
    (lambda b: meta(b)["fields"][0].pop("purpose"), f"{M}.fields[0].purpose", "missing"),
    (lambda b: meta(b)["fields"].append("type"), f"{M}.fields[37]", "a JSON object"),
    (lambda b: meta(b)["fields"].append(meta(b)["fields"][0]), f"{M}.fields[37].name", "twice"),
    (lambda b: meta(b)["fields"][0].update(name="a b"), f"{M}.fields[0].name", "pattern"),
    (lambda b: meta(b)["fields"][0].update(search=["titel"]), f"{M}.fields[0].search[0]",
     "did you mean 'title'?"),
    (lambda b: meta(b)["fields"][0].update(search=["type"]), f"{M}.fields[0].search[0]",
     "must be 'text'"),
    (lambda b: meta(b)["fields"][0].update(kind="date"), f"{M}.fields[0].kind", "title.from"),
    (lambda b: meta(b)["facets"][1].update(kind="term"), f"{M}.facets[1].kind", "'terms'"),
    (lambda b: meta(b)["facets"][1].update(field="tipe"), f"{M}.facets[1].field", "'type'"),
    (lambda b: meta(b)["facets"][1].update(path="tipe"), f"{M}.facets[1].path", "'type'"),
    (lambda b: meta(b)["facets"][1].update(path="title"), f"{M}.facets[1].path", "'keyword'"),
    (lambda b: meta(b)["facets"][1].pop("path"), f"{M}.facets[1].path", "needs the index path"),
    (lambda b: meta(b)["facets"][1].update(size="10"), f"{M}.facets[1].size", "whole number"),
    (lambda b: meta(b)["facets"][1].update(size=True), f"{M}.facets[1].size", "whole number"),
    (lambda b: meta(b)["facets"][1].update(size=0), f"{M}.facets[1].size", "or equal to 1"),
    (lambda b: meta(b)["facets"][1].update(widest=9), f"{M}.facets[1].widest", "has no 'widest'"),
    (lambda b: meta(b)["facets"][1].update(name="page"), f"{M}.facets[1].name", "argument"),
    (lambda b: meta(b)["facets"][0].update(field="title"), f"{M}.facets[0].field", "kind date"),
    (lambda b: meta(b)["facets"][1].update(kind="tree"), f"{M}.facets[1].field", "kind ancestors"),
    (lambda b: meta(b)["facets"][1].update(kind="range"), f"{M}.facets[1].edges", "needs it"),
    (lambda b: meta(b)["facets"][1].update(kind="range", edges=[2, 1]), f"{M}.facets[1].edges",
     "greater than the one before"),
    (lambda b: meta(b)["facets"][1].update(kind="range", edges=[]), f"{M}.facets[1].edges",
     "1 to 100 numbers"),
    (lambda b: meta(b)["facets"][1].update(kind="range", edges=["1"]), f"{M}.facets[1].edges[0]",
     "not a number"),
    (lambda b: meta(b)["facets"][1].update(kind="range", edges=[1]), f"{M}.facets[1].path",
     "must be 'long' or 'double'"),
    (lambda b: meta(b)["facets"][1].update(edges=[1]), f"{M}.facets[1].edges", "has no 'edges'"),
    (lambda b: properties(b).update(position={"type": "keyword"}), f"{M}.fields[22].kind",
     "'long' or 'double'"),
    (lambda b: meta(b)["facets"].append(meta(b)["facets"][0]), f"{M}.facets[13].name", "twice"),
    (lambda b: meta(b)["sorts"][1].update(key="dat"), f"{M}.sorts[1].key", "'date'"),
    (lambda b: meta(b)["sorts"][1].pop("key"), f"{M}.sorts[1].key", "what its key is made of"),
    (lambda b: meta(b)["sorts"][1].update(path="computed.sort_dat"), f"{M}.sorts[1].path",
     "did you mean 'computed.sort_date'?"),
    (lambda b: meta(b)["sorts"][1].update(path="type"), f"{M}.sorts[1].path", "made at load"),
    (lambda b: meta(b)["highlights"][0].update(field="titel"), f"{M}.highlights[0].field",
     "'title'"),
    (lambda b: meta(b)["search"].update(fields=[]), f"{M}.search.fields", "shorter"),
    (lambda b: meta(b)["search"]["fields"][0].update(weight="1"), f"{M}.search.fields[0].weight",
     "not a number"),
    (lambda b: meta(b)["search"]["fields"][0].update(weight=-1), f"{M}.search.fields[0].weight",
     "greater than or equal"),
    (lambda b: meta(b)["search"]["fields"][0].update(field="everythin"),
     f"{M}.search.fields[0].field", "did you mean 'everything'?"),
    (lambda b: meta(b)["search"]["fields"].reverse(), f"{M}.search.fields[3].field",
     "needs the path that it belongs to listed before it"),
    (lambda b: meta(b)["search"].update(exact_title="computed.titel_key"),
     f"{M}.search.exact_title", "did you mean 'computed.title_key'?"),
    (lambda b: meta(b)["search"]["named"]["fields"].append("urll"), f"{M}.search.named.fields[3]",
     "'url'"),
    (lambda b: meta(b)["search"].update(near={"distance": 0, "weight": 0.1, "words": 16}),
     f"{M}.search.near.distance",
     "or equal to 1"),
    (lambda b: meta(b)["search"]["kinds"].update(field="typ"), f"{M}.search.kinds.field",
     "'type'"),
    (lambda b: properties(b).pop("extent"), f"{M}.fields[21].name", "no path of the index"),
    (lambda b: properties(b)["date"]["properties"].pop("from"), f"{M}.fields[7].kind",
     "date.from"),
    (lambda b: properties(b)["computed"]["properties"]["year"]["properties"].pop("years"),
     f"{M}.facets[0]", "computed.year.years"),
    (lambda b: properties(b)["computed"]["properties"]["year"]["properties"].update(
        month={"type": "keyword"}),
     f"{P}.computed.properties.year.properties.month", "did you mean 'months'?"),
    (lambda b: properties(b)["computed"]["properties"]["year"]["properties"].update(
        months={"type": "long"}),
     f"{M}.facets[0]", "must be 'keyword'"),
    (lambda b: properties(b)["title"].pop("fields"), f"{M}.fields[0].search[0]", "title.folded"),
    (lambda b: properties(b)["title"].update(analyzer="stemed"), f"{P}.title.analyzer",
     "did you mean 'stemmed'?"),
    (lambda b: properties(b)["title"].pop("analyzer"), f"{P}.title.analyzer", "needs an analyzer"),
    (lambda b: properties(b)["title"].update(copy_to="everythng"), f"{P}.title.copy_to",
     "did you mean 'everything'?"),
    (lambda b: properties(b)["title"].update(copy_to=[1]), f"{P}.title.copy_to", "index path"),
    (lambda b: properties(b)["title"].update(position_increment_gap=100),
     f"{P}.title.position_increment_gap", "equal to 1"),
    (lambda b: properties(b)["title"].pop("position_increment_gap"),
     f"{P}.title.position_increment_gap", "gap of 1"),
    (lambda b: properties(b)["title"].update(index="no"), f"{P}.title.index", "true nor false"),
    (lambda b: properties(b)["title"].update(norms=False), f"{P}.title.norms", "no key"),
    (lambda b: properties(b).update(at={"type": "geo_point"}), f"{P}.at.type", "not known"),
    (lambda b: properties(b).update(at={}), f"{P}.at", "needs a 'type'"),
    (lambda b: b["settings"].update(similarity={}), "settings.similarity", "no key"),
    (lambda b: analysis(b)["tokenizer"]["words"].update(pattern="["),
     f"{A}.tokenizer.words.pattern", "not a pattern"),
    (lambda b: analysis(b)["tokenizer"]["words"].update(group=1), f"{A}.tokenizer.words.group",
     "equal to 0"),
    (lambda b: analysis(b)["analyzer"]["folded"].update(tokenizer="word"),
     f"{A}.analyzer.folded.tokenizer", "did you mean 'words'?"),
    (lambda b: analysis(b)["analyzer"]["folded"]["filter"].append("lowercas"),
     f"{A}.analyzer.folded.filter[2]", "did you mean 'lowercase'?"),
    (lambda b: analysis(b)["filter"]["stems"].update(language="english"),
     f"{A}.filter.stems.language", "not known"),
    (lambda b: meta(b).update(citation="{titel}"), f"{M}.citation", "did you mean 'title'?"),
    (lambda b: meta(b).update(citation="{title}[, {date}"), f"{M}.citation", "no partner"),
    (lambda b: meta(b).update(citation="{title:x}"), f"{M}.citation", "is written {name}"),
    (lambda b: meta(b)["examples"].update(phrse="x"), f"{M}.examples.phrse", "'phrase'"),
    (lambda b: meta(b)["examples"].update(field="titel:estimate"), f"{M}.examples.field",
     "'title'"),
    (lambda b: meta(b)["examples"].update(phrase=""), f"{M}.examples.phrase", "shorter"),
    (lambda b: meta(b)["search"]["questions"].update(askng=[]), f"{M}.search.questions.askng",
     "'asking'"),
    (lambda b: meta(b)["search"]["references"][1].update(pattern="("),
     f"{M}.search.references[1].pattern", "not a pattern"),
    (lambda b: meta(b)["search"]["references"][1].update(key="{volum}"),
     f"{M}.search.references[1].key", "did you mean 'volume'?"),
    (lambda b: meta(b)["search"]["references"][1].update(words=[]),
     f"{M}.search.references[1].words", "shorter"),
    (lambda b: meta(b)["fields"][0].update(label={}), f"{M}.fields[0].label", "by language"),
    (lambda b: meta(b)["fields"][0].update(label={"English": "T"}), f"{M}.fields[0].label",
     "is not a language code"),
    (lambda b: meta(b)["facets"][0].update(label={"en": 3}), f"{M}.facets[0].label", "'en'"),
    (lambda b: meta(b)["fields"][0].update(name="links"), f"{M}.fields[0].name", "answers"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "path", "says"), FAULTS, ids=[row[1] for row in FAULTS])
def test_a_fault_is_told_with_its_path(change: Change, path: str, says: str) -> None:
    found = told(change)
    assert path in found, found
    assert says in found[path]


def test_all_faults_are_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = body_of(FAULTS[0][0], FAULTS[8][0], FAULTS[17][0], FAULTS[46][0])
    paths = {FAULTS[0][1], FAULTS[8][1], FAULTS[17][1], FAULTS[46][1]}
    with pytest.raises(MappingError) as error:
        parse("mine", body)
    assert {fault.path for fault in error.value.faults} == paths
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(body))
    for command, code in ((["mapping", "check", str(file)], 1), (["indices"], 2), (["check"], 2)):
        with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
            patch.setenv("SEARCHROOM_MAPPING", str(file))
            patch.setenv("SEARCHROOM_ENGINE", f"embedded:{tmp_path / 'index'}")
            main(command)
        assert ended.value.code == code
        said = "".join(capsys.readouterr())
        assert str(file) in said
        assert all(f"\n  {path}: " in said for path in paths), said


@pytest.mark.parametrize(
    "name", ["q", "text", "ids", "after", "index", "similar", "since", "numbers", "lang", "with"]
)
def test_no_facet_has_the_name_of_another_argument(name: str) -> None:
    body = body_of(lambda b: meta(b)["facets"][1].update(name=name))
    said = {fault.path: fault.message for fault in faults(body, taken_names())}
    assert said[f"{M}.facets[1].name"] == f"{name!r} is the name of another argument of addresses"
    assert f"{M}.facets[1].name" not in {fault.path for fault in faults(body)}


def test_the_names_of_facets_that_are_shipped_are_not_taken() -> None:
    assert taken_names().isdisjoint(
        facet.name for mapping in map(load, names()) for facet in mapping.facets
    )
    assert {"id", "computed"}.isdisjoint(taken_names()), "the check knows these by itself"
    assert (
        "has for itself"
        in told(lambda b: meta(b)["facets"][1].update(name="id"))[f"{M}.facets[1].name"]
    )


@pytest.mark.parametrize("command", [["mapping", "check"], ["indices"]])
def test_every_command_refuses_a_facet_with_a_taken_name(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(body_of(lambda b: meta(b)["facets"][1].update(name="text"))))
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
        patch.setenv("SEARCHROOM_MAPPING", str(file))
        patch.setenv("SEARCHROOM_ENGINE", f"embedded:{tmp_path / 'index'}")
        main(command)
    assert ended.value.code
    assert "facets[1].name: 'text' is the name of another" in "".join(capsys.readouterr())


def test_the_command_says_that_a_mapping_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["mapping", "check", "artworks"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == "mapping artworks is valid: 22 fields, 10 facets, 4 sorts\n"


@pytest.mark.parametrize("raw", [b"", b"[1]", b"{", b"\xff", b"[" * 200_000, b"3", b"null"])
def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "mine.json"
    file.write_bytes(raw)
    with pytest.raises(MappingError, match=r"mine\.json"):
        load(str(file))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


def _places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    found = [at] if at else []
    for key, inner in items:
        if isinstance(inner, dict | list):
            found += _places(inner, (*at, key))
        else:
            found.append((*at, key))
    return found


PLACES = _places(dict(load("artworks").body))


@given(st.sampled_from(PLACES), _JSON)
@pytest.mark.slow
def test_no_value_at_any_place_ends_in_another_error(place: tuple[Any, ...], value: Any) -> None:
    body = copy.deepcopy(dict(load("artworks").body))
    here: Any = body
    for step in place[:-1]:
        here = here[step]
    here[place[-1]] = value
    try:
        parse("mine", body)
    except MappingError as error:
        assert error.faults


class TestJsonSchema:
    def test_the_shipped_file_is_what_the_format_gives(self) -> None:
        shipped = (ROOT / "index_mappings/mapping-schema.json").read_text()
        assert shipped == as_file(), (
            "searchroom mapping schema > index_mappings/mapping-schema.json"
        )

    @pytest.mark.parametrize("name", names())
    def test_it_takes_what_is_shipped(self, name: str) -> None:
        Draft202012Validator.check_schema(json_schema())
        Draft202012Validator(json_schema()).validate(dict(load(name).body))

    @pytest.mark.parametrize(
        "change",
        [
            lambda b: meta(b).update(facet=[]),
            lambda b: meta(b)["fields"][0].update(kind="txt"),
            lambda b: meta(b)["facets"][1].update(kind="term"),
            lambda b: meta(b)["facets"][1].update(size="10"),
            lambda b: properties(b)["title"].update(norms=False),
            lambda b: properties(b)["title"]["fields"]["folded"].update(type="txt"),
            lambda b: properties(b)["sender"]["properties"]["name"].update(norms=False),
        ],
    )
    def test_it_refuses_what_the_check_refuses(self, change: Change) -> None:
        assert not Draft202012Validator(json_schema()).is_valid(body_of(change))

    def test_it_completes_the_kinds(self) -> None:
        defined = json_schema()["$defs"]
        assert set(defined["Field"]["properties"]["kind"]["enum"]) == set(FIELD_KINDS)
        assert set(defined["Facet"]["properties"]["kind"]["enum"]) == set(FACET_KINDS)


def test_a_label_may_be_a_text_for_each_language() -> None:
    body = body_of(lambda b: meta(b)["facets"][0].update(label={"en": "Year", "de": "Jahr"}))
    assert Draft202012Validator(json_schema()).is_valid(body)
    label = parse("records", body).facets[0].label
    assert label == "Year"
    assert isinstance(label, Label)
    said = [label.in_language(language) for language in ("de", "de-AT", "fr")]
    assert said == ["Jahr", "Jahr", "Year"]
