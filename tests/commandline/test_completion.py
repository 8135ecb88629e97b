"""What the shell is offered while a command is typed, as argcomplete asks for it."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from aigoods.catalog.economies import find, name
from aigoods.catalog.goods import Code
from aigoods.commandline import completion
from aigoods.dataset.places import places
from calling import call, run, shell
from worlds import World

CODES = (Code("280461", "Silicon", "raw materials", "Silicon"),)
WORLD = World(CODES, (2004, 2005), ((2004, "TWN", "USA", "280461", 5),))


def offered(line: str, at: int | None = None, kind: str = "zsh") -> list[str]:
    """Return what the program offers for a line with the cursor at its end or at a place in it."""
    inside, outside = os.pipe()
    asked = f"exec 8>&{outside}; exec {shlex.quote(sys.executable)} -m aigoods"
    with os.fdopen(inside, "rb") as answers:
        done = subprocess.run(
            ["bash", "-c", asked],
            pass_fds=[outside],
            capture_output=True,
            check=False,
            timeout=60,
            env={
                **os.environ,
                "_ARGCOMPLETE": "1",
                "_ARGCOMPLETE_SHELL": kind,
                "_ARGCOMPLETE_IFS": "\n",
                "_ARGCOMPLETE_SUPPRESS_SPACE": "1",
                "COMP_LINE": line,
                "COMP_POINT": str(len(line) if at is None else at),
                "COMP_TYPE": "9",
            },
        )
        os.close(outside)
        text = answers.read().decode()
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    return [word.strip() for word in text.split("\n") if word]


def test_commands_options_and_their_values() -> None:
    assert offered("aigoods ex") == [
        "exporters:Rank the exporters of some goods.",
        "exposure:Show who depends on a supplier.",
        "explain:Show how a number is made, and of which rows.",
    ]
    assert offered("aigoods data f") == ["fetch:Download BACI from CEPII and import it."]
    assert [word.split(":")[0] for word in offered("aigoods exporters --y")] == ["--year"]
    assert offered("aigoods exporters --year 202", kind="fish") == [
        "2024",
        "2023",
        "2022",
        "2021",
        "2020",
    ]
    assert offered("aigoods exporters --measure u", kind="bash") == ["unit-value"]
    assert offered("aigoods economy MEX --chart=l", kind="bash") == ["--chart=lines"]
    assert offered("aigoods exporters --within eastern-as") == ["eastern-asia:Eastern Asia"]
    assert offered("aigoods completion z", kind="bash") == ["zsh"]


def test_economies_by_code_and_by_name_in_the_case_typed() -> None:
    assert offered("aigoods economy ME") == ["MEX:Mexico"]
    assert offered("aigoods economy me") == ["mex:Mexico"]
    assert offered("aigoods pair MEX cote") == ["cote-d-ivoire:Côte d'Ivoire"]
    assert offered("aigoods series CHN KOR viet") == ["viet-nam:Viet Nam"]
    assert offered("aigoods exporters --marks CHN,TW", kind="bash") == ["CHN,TWN"]
    for word, economy in completion.economies("", "").items():
        assert name(find(word)) == economy


def test_goods_have_their_names_beside_them() -> None:
    assert offered("aigoods exporters --goods 8542") == ["8542:integrated circuits"]
    both = offered("aigoods goods 854", kind="bash")
    assert both[-1] == "8542  (integrated circuits)"
    assert offered("aigoods goods 8542", kind="bash") == ["8542"]


def test_goods_and_years_are_those_of_the_dataset_on_the_line(
    make_dataset: Callable[..., Path],
) -> None:
    folder = make_dataset(WORLD, places().data / "mine")
    manifest = completion.manifest("mine")
    usual = completion.manifest("")
    assert manifest is not None
    assert usual is not None
    assert manifest.years != usual.years
    wanted = [str(year) for year in reversed(manifest.years)]
    for line in (
        "aigoods exporters --dataset mine --year ",
        "aigoods exporters --dataset=mine --year ",
        f"aigoods exporters --goods 'x' --dataset {folder} --year ",
    ):
        assert offered(line, kind="fish") == wanted
    assert offered("aigoods goods --dataset mine 28", kind="fish")[0] == "280461"
    behind = "aigoods exporters --year  --dataset mine"
    assert offered(behind, len("aigoods exporters --year "), kind="fish") == wanted
    assert completion.dataset_on("aigoods goods '85 --dataset mine") == "mine"
    assert offered("aigoods exporters --dataset mi", kind="bash") == ["mine"]
    assert offered("aigoods exporters --dataset nowhere --year ", kind="fish") == []
    assert offered("aigoods data verify mi", kind="bash") == ["mine"]


def test_files_are_offered_where_files_are_wanted(tmp_path: Path) -> None:
    (tmp_path / "BACI_HS17_V202601.zip").touch()
    assert offered("aigoods data import BA", kind="bash") == ["BACI_HS17_V202601.zip"]


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_code(name: str) -> None:
    done = call(f"completion {name}")
    assert (done.code, done.said) == (0, "")
    assert "_ARGCOMPLETE" in done.text


def test_bash_completes_with_the_code_that_is_printed() -> None:
    ask = (
        'source <(aigoods completion bash); COMP_LINE="aigoods economy ME"; COMP_POINT=18; '
        "COMP_TYPE=9; COMP_WORDS=(aigoods economy ME); COMP_CWORD=2; "
        '_python_argcomplete aigoods; echo "${COMPREPLY[0]}"'
    )
    done = shell(ask)
    assert done.stdout.decode().strip() == "MEX", done.stderr


def test_no_completion_is_made_where_none_is_asked_for() -> None:
    assert run("--version", COMP_LINE="aigoods ec", COMP_POINT="10").stdout.startswith(b"aigoods ")


def test_groups_and_lists_of_them() -> None:
    assert offered("aigoods exporters --within merc") == ["mercosur:Mercosur"]
    assert offered("aigoods exporters --one asean,US") == ["asean,USmca:USMCA"]
