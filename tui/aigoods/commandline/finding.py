"""The commands that look something up: names of economies and goods, facts of a dataset."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aigoods.commandline.language import DATASET_OPTION, Argument, Command, Option, Whole
from aigoods.commandline.remedies import questioned
from aigoods.errors import QueryError, UsageError
from aigoods.out import put
from aigoods.text import clean

if TYPE_CHECKING:
    from argparse import Namespace


def tell(dataset: str) -> int:
    """Print all that is known of a dataset, one fact a line, a tab after its name.

    Raises:
        DataError: it cannot be opened.

    """
    from aigoods.dataset.manifest_file import read_manifest

    with questioned(dataset) as folder:
        known = read_manifest(folder)
    partners = known.partners
    facts = (
        ("dataset", known.name),
        ("title", known.title),
        ("folder", str(folder)),
        ("source", known.source),
        ("release", known.release),
        ("edition", known.edition),
        ("grain", known.grain),
        ("basket", f"{known.basket.name}: {known.basket.title}"),
        ("codes", f"{len(known.basket.codes)}"),
        ("years", known.spelled(known.years)),
        ("provisional", known.spelled(known.provisional) if known.provisional else "none"),
        ("partners", known.spelled(partners.years) if partners else "none"),
        ("rows", f"{sum(entry.rows for entry in known.files.values())}"),
        ("licence", known.licence),
        ("citation", known.citation),
        ("origin", known.origin),
        ("retrieved", known.retrieved),
        *(("note", note.text) for note in known.notes),
    )
    put("".join(f"{name}\t{said}\n" for name, said in facts))
    return 0


def _info(given: Namespace) -> int:
    if given.cite:
        return cite(given.address, given.dataset)
    if given.address is not None:
        raise UsageError("An address is for --cite; give that, too.")
    return tell(given.dataset)


def cite(address: str | None, dataset: str) -> int:
    """Print the citation of a dataset, or of the answer to an address, in words and as BibTeX.

    Raises:
        AigoodsError: the dataset cannot be opened, or the address is wrong or has no answer.

    """
    from aigoods.output.citation import citation, today

    if address is None:
        from aigoods.dataset.manifest_file import read_manifest

        with questioned(dataset) as place:
            source = read_manifest(place)
        title, view, command = source.title, "", ""
    else:
        from aigoods.commandline.own import take_groups
        from aigoods.dataset.folder import open_dataset
        from aigoods.pages import answer, parse_scene
        from aigoods.pages.command import command_line

        take_groups()
        scene = parse_scene(address)
        with questioned(dataset) as place:
            found = answer(scene.view, open_dataset(place))
        source, title = found.manifest, found.title
        scene = replace(scene, view=found.view)
        view, command = str(found.view), command_line(scene, dataset or source.name)
    put(citation(source, today(), title, view, command))
    return 0


def _search(given: Namespace) -> int:
    from aigoods.catalog.search import candidates, search
    from aigoods.commandline.own import take_groups
    from aigoods.dataset.manifest_file import read_manifest

    take_groups()
    with questioned(given.dataset) as place:
        basket = read_manifest(place).basket
    found = search(given.text, candidates(basket), given.top)
    if not found:
        raise QueryError(f"Nothing is called {clean(given.text, 60)!r}.")
    put("".join(f"{each.kind}\t{each.key}\t{each.name}\n" for each in found))
    return 0


SEARCH = Command(
    "search",
    "Find economies, their groups and goods by name.",
    _search,
    ("Accents and case do not matter. One a line, tabs between: kind, key, name.",),
    ("aigoods search ivoire", "aigoods search chips"),
    (Argument("text", "A part of a name or a code."),),
    (
        DATASET_OPTION,
        Option(
            "top", ("--top",), "At most so many, 20 if left out.", "N", default=20, read=Whole(1)
        ),
    ),
)
INFO = Command(
    "info",
    "Show source, licence and citation.",
    _info,
    (
        "All that is known of a dataset, its notes too. One fact a line, a tab between its name "
        "and its value. With --cite how to cite it, or the answer to an address: in words, then "
        "as BibTeX.",
    ),
    (
        "aigoods info",
        "aigoods info --dataset core-hs4 | grep licence",
        "aigoods info --cite 'exporters?year=2022&goods=8542'",
    ),
    (Argument("address", "What to cite, such as 'exporters?year=2022&goods=8542'.", least=0),),
    (DATASET_OPTION, Option("cite", ("--cite",), "Print the citation, with the date of today.")),
)
