import polars as pl

from cxdata.statistics.suppression import complementary


def scores(*rows: tuple[str, int, str | None]) -> pl.DataFrame:
    table = pl.DataFrame(rows, schema={"total": pl.String, "n": pl.Int64, "hidden": pl.String}, orient="row")
    return table.with_columns(
        score=pl.when(pl.col("hidden").is_null()).then(10.0), low=pl.when(pl.col("hidden").ne_missing("few")).then(1.0)
    )


def test_a_single_hidden_part_takes_the_next_smallest_with_it():
    table = complementary(scores(("a", 7, "few"), ("a", 12, "thin"), ("a", 40, None)), ["total"])
    assert table["hidden"].to_list() == ["few", "cover", None]
    assert table["low"].to_list() == [None, None, 1.0]
    assert table["n"].to_list() == [7, 12, 40]


def test_two_hidden_parts_protect_each_other():
    table = complementary(scores(("a", 7, "few"), ("a", 8, "few"), ("a", 40, None)), ["total"])
    assert table["hidden"].to_list() == ["few", "few", None]


def test_an_empty_part_protects_nobody_and_each_total_stands_alone():
    table = complementary(
        scores(("a", 7, "few"), ("a", 0, "none"), ("a", 40, None), ("b", 50, None), ("b", 60, None)), ["total"]
    )
    assert table["hidden"].to_list() == ["few", "none", "cover", None, None]


def test_a_lone_part_has_nothing_to_take_with_it():
    assert complementary(scores(("a", 7, "few")))["hidden"].to_list() == ["few"]
    assert complementary(scores(("a", 50, None), ("a", 60, None)))["hidden"].to_list() == [None, None]
