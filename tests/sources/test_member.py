"""Files alone and inside a zip, read as blocks of whole lines: what comes out, what is refused."""

import gzip
import os
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aigoods.errors import DataError
from aigoods.sources.baci import member as member_module
from aigoods.sources.baci.member import Member
from made_baci import check_sentence, pack

NAME = "A.csv"
MB = 1 << 20


def codecs() -> list[ModuleType]:
    return [member_module._codec(), zlib]


@pytest.fixture(params=codecs(), ids=lambda codec: codec.__name__)
def codec(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module that inflates: the fast one, and the one that stands in for it."""
    module: ModuleType = request.param
    monkeypatch.setattr(member_module, "_codec", lambda: module)
    return module


def alone(path: Path, content: bytes) -> Member:
    path.write_bytes(content)
    return Member(path, len(content))


def zipped(path: Path, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> Member:
    return member(pack(path, {NAME: content}, method))


def member(path: Path) -> Member:
    with zipfile.ZipFile(path) as archive:
        (info,) = archive.infolist()
    return Member(path, info.file_size, info)


def gzipped(path: Path, content: bytes) -> Member:
    path.write_bytes(gzip.compress(content[:9]) + gzip.compress(content[9:]))
    return Member(path, len(content), gzipped=True)


def forms(folder: Path, content: bytes) -> list[Member]:
    return [
        alone(folder / NAME, content),
        gzipped(folder / f"{NAME}.gz", content),
        zipped(folder / "deflated.zip", content),
        zipped(folder / "stored.zip", content, zipfile.ZIP_STORED),
    ]


def refused(blocks: Iterator[bytes]) -> str:
    with pytest.raises(DataError) as caught:
        list(blocks)
    return check_sentence(caught.value)


LINES = st.lists(
    st.binary(max_size=30).map(lambda line: line.replace(b"\n", b"")), min_size=1, max_size=30
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES, size=st.integers(1, 300))
def test_blocks_put_together_are_the_file(tmp_path: Path, lines: list[bytes], size: int) -> None:
    content = b"\n".join(lines) + b"\n"
    for each in forms(tmp_path, content):
        first, *blocks = each.blocks(size)
        assert first == lines[0].removeprefix(b"\xef\xbb\xbf")
        assert b"".join(blocks) + b"\n" == content[len(lines[0]) :]
        assert all(block.startswith(b"\n") for block in blocks)


@pytest.mark.usefixtures("codec")
def test_blocks_are_about_as_large_as_asked_for(tmp_path: Path) -> None:
    content = b"t,i,j,k,v,q\n" + b"".join(b"2022,842,484,%d\n" % (n * n) for n in range(400_000))
    for each in forms(tmp_path, content):
        sizes = [len(block) for block in each.blocks(2 * MB)][1:]
        assert sum(sizes) == len(content) - 12
        assert max(sizes) < 4 * MB
        assert min(sizes[1:-1]) > MB


def test_a_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    for each in forms(tmp_path, b"\xef\xbb\xbft,i\r\n1,2\r\n"):
        assert list(each.blocks()) == [b"t,i\r", b"\n1,2\r"]


@pytest.mark.parametrize("content", [b"", b"t,i,j,k,v,q", b"\xef\xbb\xbf"])
def test_a_file_without_a_line(content: bytes, tmp_path: Path) -> None:
    for each in forms(tmp_path, content):
        assert refused(each.blocks()) == "A.csv has no line of data."


def test_a_header_alone_has_no_block(tmp_path: Path) -> None:
    for each in forms(tmp_path, b"t,i,j,k,v,q\n"):
        assert list(each.blocks()) == [b"t,i,j,k,v,q"]


@pytest.mark.parametrize("size", [1, 20, MB])
def test_no_line_break_at_the_end(size: int, tmp_path: Path) -> None:
    """A checksum says that the file is whole, and so does a last line with all its fields."""
    for last in (b"2022,842,484,854231,1.5,0.2", b"2022,842,484,854231,1.5,"):
        for each in forms(tmp_path, b"t,i,j,k,v,q\n2021,4,8,854231,1,1\n" + last):
            assert b"".join(each.blocks(size)).endswith(b"\n" + last)
            assert each.unended is (not each.checked)
    for last in (b"2022,842,484,854231,1.5", b"2", b"2022,842,484,854231,1.5,0.2,"):
        loose, *packed = forms(tmp_path, b"t,i,j,k,v,q\n2021,4,8,854231,1,1\n" + last)
        assert "ends in the middle of a line" in refused(loose.blocks(size))
        for each in packed:
            assert b"".join(each.blocks(size)).endswith(b"\n" + last)


@pytest.mark.usefixtures("codec")
def test_a_line_that_never_ends_is_refused_at_once(tmp_path: Path) -> None:
    """Ten gigabytes in one line, as a file of holes; and behind a header; and in a zip."""
    holes = tmp_path / NAME
    for head in (b"", b"t,i,j,k,v,q\n"):
        holes.write_bytes(head)
        os.truncate(holes, 10 << 30)
        tracemalloc.start()
        try:
            assert "has a line of over 64 KiB" in refused(Member(holes, 10 << 30).blocks())
            assert tracemalloc.get_traced_memory()[1] < 16 * MB
        finally:
            tracemalloc.stop()
    for head in (b"", b"t,i\n"):
        long = zipped(tmp_path / "long.zip", head + bytes(60 * MB))
        tracemalloc.start()
        try:
            assert "has a line of over 64 KiB" in refused(long.blocks())
            assert tracemalloc.get_traced_memory()[1] < 150 * MB
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize("head", [b"", b"t,i,j,k,v,q\n"], ids=["first", "second"])
def test_a_long_line_is_refused(head: bytes, tmp_path: Path) -> None:
    digits = b"".join(b"%d" % (n * n) for n in range(300_000))
    for each in forms(tmp_path, head + digits + b"\n2022\n"):
        assert "has a line of over 64 KiB; it is no file of BACI" in refused(each.blocks())


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert refused(Member(tmp_path / "gone.csv", 9).blocks()) == (
        f"Cannot read {tmp_path / 'gone.csv'}: No such file or directory."
    )
    assert "Is a directory" in refused(Member(tmp_path, 9).blocks())


CONTENT = b"t,i,j,k,v,q\n" + b"".join(
    b"2022,842,484,%06d,%d.%d,%d\n" % (n * 7919 % 999_999, n * 31, n % 999, n) for n in range(9000)
)


def patched(path: Path, old: bytes, new: bytes, which: int = -1) -> Member:
    """Return a member of a zip in which one place was changed."""
    content = path.read_bytes()
    parts = content.split(old)
    assert len(parts) > 1
    at = which % (len(parts) - 1) + 1
    path.write_bytes(old.join(parts[:at]) + new + old.join(parts[at:]))
    return member(path)


@pytest.mark.usefixtures("codec")
def test_a_wrong_checksum(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {NAME: CONTENT})
    crc = struct.pack("<L", zlib.crc32(CONTENT))
    said = refused(patched(path, crc, b"\0\1\2\3").blocks())
    assert said == ("a.zip is damaged: A.csv does not agree with its checksum; get it again.")


@pytest.mark.usefixtures("codec")
@pytest.mark.parametrize(
    ("size", "said"),
    [(len(CONTENT) - 1, "A.csv is longer than a.zip says"), (9, "A.csv is longer than a.zip says"),
     (len(CONTENT) + 1, "does not agree with its checksum")],
)  # fmt: skip
def test_a_size_that_lies(size: int, said: str, tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {NAME: CONTENT})
    lying = patched(path, struct.pack("<L", len(CONTENT)), struct.pack("<L", size))
    assert lying.size == size
    assert said in refused(lying.blocks())


@pytest.mark.usefixtures("codec")
def test_a_bomb_with_a_lying_size_is_left_where_it_grows_too_long(tmp_path: Path) -> None:
    """Seventy megabytes of plausible lines that says it is of four megabytes."""
    line = b"2022,842,484,854231,1.5,0.25\n"
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = line * 40_000
    packed = b"".join(packer.compress(piece) for _ in range(60)) + packer.flush()
    path = pack(tmp_path / "a.zip", {NAME: packed}, zipfile.ZIP_STORED)
    info = member(path).info
    assert info is not None
    info.compress_type, info.file_size = zipfile.ZIP_DEFLATED, 4 * MB
    came: list[int] = []

    def counted() -> Iterator[bytes]:
        for block in Member(path, 4 * MB, info).blocks():
            came.append(len(block))
            yield b""

    assert refused(counted()) == "A.csv is longer than a.zip says; get it again."
    assert sum(came) <= 4 * MB


@pytest.mark.usefixtures("codec")
def test_bytes_behind_the_end_of_the_stream(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {NAME: CONTENT})
    info = member(path).info
    assert info is not None
    info.compress_size += 40
    try:
        blocks = list(Member(path, info.file_size, info).blocks())
    except DataError as error:
        check_sentence(error)
    else:
        assert b"".join(blocks) == CONTENT[:11] + CONTENT[11:-1]


@pytest.mark.usefixtures("codec")
def test_a_zip_that_ends_inside_a_member(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {NAME: CONTENT})
    whole = member(path)
    os.truncate(path, path.stat().st_size // 2)
    assert refused(whole.blocks()) == "a.zip is cut short inside A.csv."
    os.truncate(path, 20)
    assert refused(whole.blocks()) == "a.zip is damaged before A.csv; get it again."


@pytest.mark.usefixtures("codec")
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1), flip=st.integers(1, 255), size=st.sampled_from([64, 4096, MB]))
def test_a_flipped_byte_is_found_or_makes_no_difference(
    tmp_path: Path, at: float, flip: int, size: int
) -> None:
    """Anywhere in the packed content: the checksum finds what the inflater does not."""
    small = CONTENT[:20_000] + b"\n"
    path = pack(tmp_path / "a.zip", {NAME: small})
    whole = member(path)
    content = bytearray(path.read_bytes())
    assert whole.info is not None
    first = 30 + len(NAME)
    place = first + int(at * (whole.info.compress_size - 1))
    content[place] ^= flip
    path.write_bytes(content)
    try:
        blocks = list(whole.blocks(size))
    except DataError as error:
        said = check_sentence(error)
        assert "a.zip" in said
    else:  # The mark of the last part of the stream says nothing that its length does not.
        assert b"".join(blocks) + b"\n" == small


def test_a_zip_of_the_large_format(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        file = archive.open(zipfile.ZipInfo(NAME), "w", force_zip64=True)
        file.write(CONTENT)
        file.close()
    assert b"".join(member(path).blocks()) + b"\n" == CONTENT


def test_a_zip_behind_other_bytes(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {NAME: CONTENT})
    path.write_bytes(b"#!/bin/sh\n" * 99 + path.read_bytes())
    assert b"".join(member(path).blocks()) + b"\n" == CONTENT


def test_the_text_of_a_small_file(tmp_path: Path) -> None:
    for each in forms(tmp_path, b"\xef\xbb\xbfcode,description\n1,\xff\n"):
        assert each.text() == "ï»¿code,description\n1,ÿ\n"
    with pytest.raises(DataError, match=r"A\.csv has 3 bytes; such a file has a few thousand\."):
        alone(tmp_path / NAME, b"123").text(most=2)


def test_names_are_safe_for_a_terminal() -> None:
    assert Member(Path("a\x1b[31m\nb.csv"), 1).name == "a[31m b.csv"
    assert Member(Path("a.zip"), 1, zipfile.ZipInfo("x/y\x1b]0;z\x07.csv")).name == "y]0;z.csv"


@pytest.mark.usefixtures("codec")
def test_what_is_packed_with_gzip_is_checked(tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.gz"
    whole = gzip.compress(CONTENT)
    flipped = whole[:-6] + b"\0\0" + whole[-4:]
    for content in (whole[:-9], whole[: len(whole) // 2], flipped, whole + b"more"):
        path.write_bytes(content)
        said = refused(Member(path, len(CONTENT), gzipped=True).blocks())
        assert said == "A.csv.gz is damaged or cut short; get it again."
    path.write_bytes(gzip.compress(b"t,i,j,k,v,q\n" + b"2022,1,1,1,1,1\n" * 900_000))
    said = refused(Member(path, 1, gzipped=True).blocks())
    assert said == "A.csv.gz grows 100-fold and more; it is no table of trade."
