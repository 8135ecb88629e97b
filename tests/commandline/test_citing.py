"""How a dataset, or the answer to an address, is cited from the command line."""

from datetime import date

import pytest

from calling import call


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aigoods.output.citation.today", lambda: date(2026, 11, 26))


def test_a_dataset_is_cited() -> None:
    said = call("info --cite --dataset chips-hs6").text
    assert said.startswith("Gaulier, G. and Zignago, S. (2010) BACI:")
    assert "dataset chips-hs6, retrieved 2026-11" in said
    assert "Accessed 2026-11-26" in said
    assert "@misc{baci-v202601-chips-hs6,\n" in said


def test_the_answer_to_an_address_is_cited_with_its_command() -> None:
    done = call("info --cite 'exporters?year=2022&goods=8542#chart=lines&marks=MEX'")
    line = next(line for line in done.text.splitlines() if line.startswith("Command: "))
    command = "exporters --year 2022 --goods 8542 --dataset core-hs4 --marks MEX --chart=lines"
    assert line == f"Command: aigoods {command}"
    assert call(f"{command} --format table").code == 0


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("info exporters", 2, "An address is for --cite; give that, too."),
        ("info --cite nowhere", 2, "There is no page 'nowhere'"),
        ("info --cite 'exporters?year=1900'", 1, "1900"),
        ("info --cite --dataset nowhere", 1, "There is no dataset"),
    ],
)
def test_what_cannot_be_cited_is_refused(line: str, code: int, said: str) -> None:
    done = call(line)
    assert (done.code, done.out) == (code, b"")
    assert said in done.said
