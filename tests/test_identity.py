"""Ids: the same file gives the same ones, no two records share one, and a correction keeps it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index_mappings.json_values import Json
from index_mappings.mapping import RecordMapping
from index_mappings.record import Record
from loaders.drafts.draft import Reject, Remark, Where
from loaders.drafts.identity import ID_BYTES, derived_id, fit_id
from loaders.publishing.corrections import Correction, keep_ids, title_likeness
from loaders.publishing.ledger import Ledger
from loaders.publishing.repeats import settle
from service.lasting.derived_ids import is_derived, slug

Values = dict[str, Json]


def record(date: str, title: str, summary: str = "") -> Values:
    found = {"date": {"display": date} if date else None, "title": title, "summary": summary}
    return {name: value for name, value in found.items() if value}


def first_id(values: Values, source: str = "s") -> str:
    date = (values.get("date") or {}).get("display", "")
    return derived_id(source, date, values.get("title", ""))


def noted(*drafts: Values | tuple[str, Values], source: str = "s") -> Ledger:
    """Return a ledger with drafts; those with an id in front have it from their source."""
    ledger = Ledger()
    for number, draft in enumerate(drafts, 1):
        own, values = draft if isinstance(draft, tuple) else ("", draft)
        id = own or first_id(values, source)
        ledger.note_draft(source, id, values, Where("page.txt", number * 10), own=bool(own))
    ledger.close_drafts()
    return ledger


def ids(ledger: Ledger) -> list[str]:
    return [entry.id for entry in ledger.entries()]


def reloaded(
    mapping: RecordMapping, before: list[Values], after: list[Values | tuple[str, Values]]
) -> tuple[list[str], list[str], tuple[Correction, ...]]:
    """Return the ids before a reload, those after it, and the corrections."""
    with noted(*before) as old:
        list(settle(old, mapping))
        live = [Record(e.id, {**e.values, "source": "s", "position": e.position})
                for e in old.entries()]  # fmt: skip
    with noted(*after) as ledger:
        list(settle(ledger, mapping))
        for item in live:
            date = item.date()
            ledger.note_live(
                item, date.display if date else "", item.text("title"), item.text("summary")
            )
        ledger.close_live()
        corrections = keep_ids(ledger, "s", mapping)
        return [item.id for item in live], ids(ledger), corrections


class TestDerivedIds:
    def test_they_are_readable_stable_and_short(self) -> None:
        id = derived_id("Korean War, 1950", "May 1, 1950", "Cable, A to B")
        assert id == "korean-war-1950-d50301eb825a"
        assert is_derived(id, "Korean War, 1950")
        assert not is_derived(id, "Korean War")

    @given(st.text(max_size=300), st.text(max_size=50), st.text(max_size=50))
    def test_any_text_gives_an_id_that_fits(self, source: str, date: str, title: str) -> None:
        text = source.encode("utf-8", "ignore").decode()
        id = derived_id(text, date.encode("utf-8", "ignore").decode(), "t")
        assert 13 < len(id.encode()) <= ID_BYTES
        assert is_derived(id, text)
        del title

    def test_a_name_without_letters_gives_a_slug_all_the_same(self) -> None:
        assert slug("***") != slug("???") != ""
        assert slug("Đặng Tiểu Bình") == "dang-tieu-binh"

    @given(st.text(st.characters(exclude_categories=("Cs",)), max_size=700))
    def test_an_own_id_fits_and_long_ones_stay_apart(self, own_id: str) -> None:
        assert len(fit_id(own_id).encode()) <= ID_BYTES

    def test_long_own_ids_that_begin_alike_stay_apart(self) -> None:
        assert fit_id("ü" * 400 + "a") != fit_id("ü" * 400 + "b")


class TestRepeats:
    def test_one_date_and_title_with_two_summaries_are_two_records(
        self, mapping: RecordMapping
    ) -> None:
        one, two = record("1950", "Cable", "First."), record("1950", "Cable", "Second.")
        with noted(one, two) as ledger, noted(two, one) as turned:
            assert list(settle(ledger, mapping)) == []
            list(settle(turned, mapping))
            assert len(set(ids(ledger))) == 2
            assert ids(ledger) == ids(turned)[::-1]

    def test_records_alike_in_everything_are_numbered_and_reported(
        self, mapping: RecordMapping
    ) -> None:
        one = record("1950", "Cable", "Same.")
        with noted(one, one, one) as ledger:
            remarks = list(settle(ledger, mapping))
            assert len(set(ids(ledger))) == 3
            assert [remark.where.line for remark in remarks] == [20, 30]
            assert all(isinstance(remark, Remark) for remark in remarks)

    def test_an_own_id_seen_twice_is_rejected(self, mapping: RecordMapping) -> None:
        with noted(("a/1", record("1950", "Cable")), ("a/1", record("1951", "Letter"))) as ledger:
            (reject,) = settle(ledger, mapping)
            assert isinstance(reject, Reject)
            assert reject.where.line == 20
            assert "'a/1'" in reject.reason
            assert "page.txt:10" in reject.reason
            assert ids(ledger) == ["a/1"]

    def test_an_own_id_keeps_what_another_record_would_derive(self, mapping: RecordMapping) -> None:
        one = record("1950", "Cable", "First.")
        with noted(one, (first_id(one), record("1951", "Letter"))) as ledger:
            assert list(settle(ledger, mapping)) == []
            assert ids(ledger)[1] == first_id(one)
            assert len(set(ids(ledger))) == 2


class TestCorrections:
    def test_a_mended_word_in_a_title_keeps_the_id(self, mapping: RecordMapping) -> None:
        before, after, (correction,) = reloaded(
            mapping,
            [record("1950", "Cable, Lin Bao to Mao Zedong")],
            [record("1950", "Cable, Lin Biao to Mao Zedong")],
        )
        assert before == after
        assert correction.changed == ("title",)
        assert correction.where.line == 10

    def test_a_mended_date_keeps_the_id(self, mapping: RecordMapping) -> None:
        before, after, (correction,) = reloaded(
            mapping, [record("1950", "Cable", "On fees.")], [record("1951", "Cable", "On fees.")]
        )
        assert before == after
        assert correction.changed == ("date",)

    def test_a_mended_date_keeps_the_id_of_the_only_one_of_its_title(
        self, mapping: RecordMapping
    ) -> None:
        old = [record("1950", "Minutes of the Board"), record("1949", "Letter")]
        new = [record("1951", "Minutes of the Board"), record("1949", "Letter")]
        before, after, _ = reloaded(mapping, old, new)
        assert before == after

    def test_another_letter_of_another_day_is_another_letter(self, mapping: RecordMapping) -> None:
        old = [record("1948", "Letter"), record("1949", "Letter")]
        new = [record("1950", "Letter"), record("1949", "Letter")]
        before, after, corrections = reloaded(mapping, old, new)
        assert before[1] == after[1]
        assert before[0] != after[0]
        assert corrections == ()

    def test_a_new_summary_with_the_next_number_is_another_record(
        self, mapping: RecordMapping
    ) -> None:
        before, after, _ = reloaded(
            mapping,
            [record("1950", "Telegram 3355, Smith to Jones", "On fees.")],
            [record("1950", "Telegram 3356, Smith to Jones", "On harbors.")],
        )
        assert before != after

    def test_a_second_record_of_one_date_and_title_leaves_the_first_its_id(
        self, mapping: RecordMapping
    ) -> None:
        one, two = record("1950", "Cable", "First."), record("1950", "Cable", "Second.")
        before, after, corrections = reloaded(mapping, [one], [two, one])
        assert after[1] == before[0]
        assert after[0] != before[0]
        assert corrections == ()

    def test_ids_stay_when_every_date_is_written_anew(self, mapping: RecordMapping) -> None:
        old = [record(f"{year}", f"Cable {year}", f"About {year}.") for year in range(1000, 1300)]
        new = [record(f"in {y}", f"Cable {y}", f"About {y}.") for y in range(1000, 1300)]
        before, after, corrections = reloaded(mapping, old, new)
        assert before == after
        assert len(corrections) == 300

    def test_an_id_kept_by_a_correction_is_not_taken_by_a_newcomer(
        self, mapping: RecordMapping
    ) -> None:
        original = record("1950", "Cable, Lin Bao", "On fees.")
        mended = record("1950", "Cable, Lin Biao", "On fees.")
        newcomer = record("1950", "Cable, Lin Bao", "On another matter.")
        with noted(newcomer, mended) as ledger:
            list(settle(ledger, mapping))
            # The live record was mended before: its id is that of its former title.
            live = Record(first_id(original), {**mended, "source": "s", "position": 1})
            ledger.note_live(live, "1950", "Cable, Lin Biao", "On fees.")
            ledger.close_live()
            assert keep_ids(ledger, "s", mapping) == ()
            assert ids(ledger)[1] == live.id
            assert ids(ledger)[0] != live.id

    def test_a_source_that_begins_to_give_ids_keeps_answering_to_the_old_ones(
        self, mapping: RecordMapping
    ) -> None:
        values = record("1950", "Cable, Lin Biao", "On fees.")
        before, after, (correction,) = reloaded(mapping, [values], [("MS 1", values)])
        assert after == ["MS 1"]
        assert (correction.id, correction.was) == ("MS 1", before[0])


def test_likeness_of_titles() -> None:
    assert title_likeness("cable lin bao to mao zedong", "cable lin biao to mao zedong") > 0.9
    assert title_likeness("telegram 3355", "telegram 3356") == 0
    assert title_likeness("cable lin biao to mao", "letter from the embassy at rome") == 0
