"""A disk that is full at any moment of an import: a sentence, and nothing is lost."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import aigoods
from aigoods.dataset.schema import ECONOMY_FILE, MANIFEST_FILE, PARTNERS_FILE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="mounts and limits are of POSIX")

SCRIPT = """
import json, os, resource, shutil, signal, sys
from pathlib import Path

disk, way = Path(sys.argv[1]), sys.argv[2]
os.environ["AIGOODS_DATA"] = str(disk / "data")
from aigoods.dataset import writer
from aigoods.dataset.folder import verify
from aigoods.dataset.shelf import locked
from aigoods.errors import AigoodsError
from aigoods.sources.importing import import_files
from aigoods.sources.source import Request
from made_baci import drawn, file_name, lay, table, wto_codes

codes = wto_codes("HS22")
source = lay(disk.parent / "src", {file_name(2022): table(drawn(1, 2022, codes, 3000))})
other = lay(disk.parent / "other", {file_name(2022): table(drawn(2, 2022, codes, 300))})

def imported(folder):
    return import_files([folder], Request(name="made"), lambda _: None)

def contents():
    files = sorted(disk.glob("data/*/*"))
    return {str(path): path.read_bytes() for path in files if path.name != ".lock"}

real, at_hand = shutil.rmtree, {}

def watched(path, *given, **named):
    if Path(path).is_dir():
        at_hand.update({each.name: each.stat().st_size for each in Path(path).iterdir()})
    real(path, *given, **named)

imported(source)
whole = sum(path.stat().st_size for path in (disk / "data" / "made").iterdir())
imported(other)
before = contents()
writer.shutil.rmtree = watched
ballast = disk / "ballast"
told = []
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for free in range(0, whole + 60_000, 4096):
    if way == "disk":
        size = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        with ballast.open("wb") as file:
            file.write(bytes(max(0, size - free)))
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (free, resource.RLIM_INFINITY))
    at_hand.clear()
    try:
        imported(source)
        said = ""
    except AigoodsError as error:
        said = str(error)
        assert contents() == before, free
        assert {each.name for each in (disk / "data").iterdir()} <= {"made", ".lock"}, free
    verify(disk / "data" / "made")
    told.append((said, dict(at_hand)))
    ballast.unlink(missing_ok=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    if not said:
        break
sizes = {path.name: path.stat().st_size for path in (disk / "data" / "made").iterdir()}
print(json.dumps([told, sizes]))
"""
MOUNT = 'mount -t tmpfs -o size=2m none "$1" && exec "$0" -c "$2" "$1" disk'


def own_mounts() -> list[str]:
    """Return the command that gives a process mounts of its own, empty where there is none."""
    for words in (["unshare", "-m"], ["unshare", "-rm"]):
        try:
            done = subprocess.run(
                [*words, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
            )
        except OSError:
            return []
        if done.returncode == 0:
            return words
    return []


def test_a_full_disk_at_any_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Page by page: at the tables, which are written side by side, and the manifest, till all fits.

    Where no disk can be mounted, files that may not grow further stand in for it.
    """
    disk = tmp_path / "disk"
    disk.mkdir()
    paths = (Path(aigoods.__file__).parents[1], Path(__file__).parents[1])
    monkeypatch.setenv("PYTHONPATH", ":".join(map(str, paths)))
    mounts = own_mounts()
    words = [*mounts, "sh", "-c", MOUNT, sys.executable, str(disk), SCRIPT]
    if not mounts:
        words = [sys.executable, "-c", SCRIPT, str(disk), "limit"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    told, sizes = json.loads(done.stdout)
    *failures, last = (said for said, _ in told)
    assert last == ""
    assert len(failures) > 4
    head = f"Cannot write the dataset to {disk / 'data' / 'made'}: "
    if mounts:
        assert set(failures) == {f"{head}the disk is full."}
    assert all(said.startswith(head) and said.endswith(".") for said in failures)
    cut = [
        next(name for name in (ECONOMY_FILE, PARTNERS_FILE, MANIFEST_FILE)
             if files.get(name, 0) < sizes[name])
        for said, files in told if said
    ]  # fmt: skip
    assert not mounts or (MANIFEST_FILE in cut and {ECONOMY_FILE, PARTNERS_FILE} & set(cut))
