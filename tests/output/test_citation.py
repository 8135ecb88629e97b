"""Citations: in words and as BibTeX, with all that is needed to ask again."""

import dataclasses
import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from aigoods.dataset.folder import Dataset, open_dataset
from aigoods.dataset.places import embedded_folder
from aigoods.output.citation import citation
from aigoods.text import clean

DAY = date(2026, 11, 26)
texts = st.text(max_size=40)


def entry(said: str) -> tuple[str, dict[str, str]]:
    """Return the key and the fields of the entry of BibTeX; braces in it are balanced."""
    text = said.partition("\n\n")[2]
    bare = re.sub(r"\\[{}]", "", text)
    depth = 0
    for character in bare:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
    found = re.match(r"@misc\{([a-z0-9-]+),\n", text)
    assert found is not None
    return found[1], dict(re.findall(r"^  (\w+) = \{(.*)\},$", text, re.MULTILINE))


def test_all_that_is_needed_to_ask_again_is_there(dataset: Dataset) -> None:
    command = "aigoods exporters --year 2022 --dataset core-hs4"
    said = citation(
        dataset.manifest, DAY, "Exporters of 50% & more, 2022", "exporters?year=2022", command
    )
    words, _, _ = said.partition("\n\n")
    for word in ("Gaulier, G.", "BACI V202601", "HS2017", "core-hs4", "2026-11-26", command):
        assert word in words
    assert "View: exporters?year=2022" in words.splitlines()
    key, fields = entry(said)
    assert key == "baci-v202601-core-hs4-exporters-year-2022"
    assert fields["title"] == r"Exporters of 50\% \& more, 2022"
    assert fields["urldate"] == "2026-11-26"
    assert fields["year"] == "2026"
    assert "-{}-year 2022" in fields["note"]
    assert said.endswith("}\n")


def test_a_whole_dataset_has_neither_view_nor_command(dataset: Dataset) -> None:
    said = citation(dataset.manifest, DAY, dataset.manifest.title, "", "")
    assert "View:" not in said
    assert "Command:" not in said
    assert entry(said)[0] == "baci-v202601-core-hs4"


@given(texts, texts, texts, texts)
def test_any_text_stays_text(title: str, source: str, address: str, licence: str) -> None:
    known = open_dataset(embedded_folder()).manifest
    hostile = dataclasses.replace(known, source=source, licence=licence)
    said = citation(hostile, DAY, title, address, "aigoods")
    _, fields = entry(said)
    for value in fields.values():
        assert not re.search(r"(?<!\\)[&%$#_]", value)
        assert not re.search(r"\\(?![&%$#_{}]|text(backslash|asciitilde|asciicircum)\{\})", value)
    assert clean(said) == " ".join(said.split())
