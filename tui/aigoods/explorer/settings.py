"""The settings of the explorer: a TOML file with a theme and other keys for commands."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

from aigoods.catalog.groups import Group, own_group
from aigoods.errors import UsageError
from aigoods.explorer.command import Command
from aigoods.explorer.commands import COMMANDS
from aigoods.explorer.names import CHANGES, FULL, THEMES
from aigoods.text import clean
from aigoods.whole import in_words

SETTINGS_FILE = "settings.toml"
KNOWN = ("theme", "wire", "keys", "groups")
WIRE = "AIGOODS_WIRE"
TABLE_KEYS = ("enter", "up", "down", "j", "k", "G", "home", "end", "pageup", "pagedown")


class Settings(NamedTuple):
    """What the settings file says; empty texts where it says nothing.

    `commands` is the registry with the reader's own keys in place, `groups` are those of economies
    that the reader has named. `wire` is what is sent to the terminal, `CHANGES` or `FULL`.
    """

    theme: str = ""
    commands: tuple[Command, ...] = COMMANDS
    groups: tuple[Group, ...] = ()
    wire: str = CHANGES


def load_settings(folder: Path) -> Settings:
    """Return the settings kept in `folder`, plain ones where there is no file.

    `AIGOODS_WIRE` goes before what the file says of `wire`.

    Raises:
        UsageError: the file cannot be read, is not TOML, or has an unknown or wrong entry; the
            sentence names the file, the key and the nearest valid one.

    """
    path = folder / SETTINGS_FILE
    try:
        text = path.read_text(encoding="utf-8")
        import tomllib

        content = tomllib.loads(text)
    except (FileNotFoundError, NotADirectoryError):
        return Settings(wire=_wire(path, CHANGES))
    except OSError as error:
        raise UsageError(f"Cannot read the settings {path}: {in_words(error)}.") from None
    except ValueError as error:
        raise UsageError(f"The settings {path} are not TOML: {clean(str(error), 120)}.") from None
    if "dataset" in content:
        raise UsageError(
            f"The settings {path} name a dataset; choose it with aigoods data use NAME, and take "
            "that line out."
        )
    for key in content:
        _known(path, key, KNOWN, "key")
    theme = _text(path, content, "theme")
    if theme:
        _known(path, theme, THEMES, "theme")
    wire = _wire(path, _text(path, content, "wire") or CHANGES)
    keys = content.get("keys", {})
    if not isinstance(keys, dict):
        raise UsageError(f"The settings {path}: keys is a table, such as [keys].")
    groups = _groups(path, content.get("groups", {}))
    return Settings(theme, _commands(path, keys), groups, wire)


def _wire(path: Path, said: str) -> str:
    """Return what is sent to the terminal, where the settings say so.

    Raises:
        UsageError: they or the environment name nothing that can be sent.

    """
    _known(path, said, (CHANGES, FULL), "wire")
    own = os.environ.get(WIRE) or said
    if own not in (CHANGES, FULL):
        raise UsageError(f"{WIRE} is {clean(own, 40)!r}; it can be {CHANGES} or {FULL}.")
    return own


def _groups(path: Path, given: object) -> tuple[Group, ...]:
    """Return the reader's own groups.

    Raises:
        UsageError: they are no table, or one is no group of economies.

    """
    if not isinstance(given, dict):
        raise UsageError(f"The settings {path}: groups is a table, such as [groups].")
    found: dict[str, Group] = {}
    for said, members in given.items():
        try:
            group = own_group(said, members)
        except UsageError as error:
            raise UsageError(f"The settings {path}: in groups, {error}") from None
        if group.key in found:
            raise UsageError(
                f"The settings {path}: in groups, {clean(said, 40)!r} and "
                f"{found[group.key].name!r} are the same name; change one."
            )
        found[group.key] = group
    return tuple(found.values())


def _commands(path: Path, keys: dict[str, Any]) -> tuple[Command, ...]:
    """Return the registry with the keys of the settings.

    Raises:
        UsageError: a command does not exist, a key is no text, or two commands share a key.

    """
    for name in keys:
        _known(path, name, tuple(command.name for command in COMMANDS), "keys.")
    found = []
    owners = dict.fromkeys(TABLE_KEYS, "the table")
    for command in COMMANDS:
        wanted = keys.get(command.name)
        if wanted is not None:
            listed = [wanted] if isinstance(wanted, str) else wanted
            if not isinstance(listed, list) or not all(
                isinstance(key, str) and key.isprintable() and key for key in listed
            ):
                raise UsageError(
                    f"The settings {path}: keys.{command.name} is a key or a list of keys, such as "
                    '"f2".'
                )
            command = command._replace(keys=tuple(listed))
        for key in command.keys:
            if owners.get(key, command.name) != command.name and command.name != "open":
                raise UsageError(
                    f"The settings {path}: keys.{command.name} is {key!r}, which belongs to "
                    f"{owners[key]}; give another key."
                )
            owners[key] = command.name
        found.append(command)
    return tuple(found)


def _text(path: Path, content: dict[str, Any], key: str) -> str:
    value = content.get(key, "")
    if not isinstance(value, str):
        raise UsageError(f"The settings {path}: {key} is a text between quotes.")
    return value


def _known(path: Path, key: str, known: tuple[str, ...], what: str) -> None:
    if key in known:
        return
    from difflib import get_close_matches

    near = get_close_matches(key, known, 1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}."
    name = f"{what}{clean(key, 40)}" if what == "keys." else f"{what} {clean(key, 40)!r}"
    raise UsageError(f"The settings {path} have an unknown {name}; {hint}")


def to_toml(settings: Settings) -> str:
    """Return settings as TOML, every key with what is in force."""
    lines = [f'theme = "{settings.theme or THEMES[0]}"', f'wire = "{settings.wire}"']
    lines += ["", "[keys]"]
    lines += [
        f"{command.name} = [{', '.join(json.dumps(key) for key in command.keys)}]"
        for command in settings.commands
    ]
    if settings.groups:
        lines += ["", "[groups]"]
        lines += [
            f"{json.dumps(each.name, ensure_ascii=False)} = {json.dumps(each.members)}"
            for each in settings.groups
        ]
    return "\n".join(lines) + "\n"
