"""Which releases there are: read from a version page of the test's own, made and hostile."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigoods.errors import NetworkError, UsageError
from aigoods.sources import web
from aigoods.sources.baci import EDITIONS, check_edition, read_release
from aigoods.sources.baci.releases import (
    BASE,
    archive_url,
    check_base,
    latest_release,
)
from loopback import File, Loopback, Reply

PAGE = "/baci/doc/baci_webpage.html"
LINKS = """<html><head><title>BACI</title></head><body>
<a href="https://www.cepii.fr/DATA_DOWNLOAD/baci/data/BACI_HS92_V202701.zip">HS92</a>
<a href="../data/BACI_HS12_V202601.zip">HS12</a> <a href='../data/BACI_HS17_V202601.zip'>HS17</a>
<a href="../data/BACI_HS22_V202501.zip">HS22, January 2025</a>
<a href="../data/BACI_HS22_V202601.zip">HS22 (3 years)</a>
<a href="../data/BACI_HS22_V202401b.zip">HS22, January 2024, corrected</a>
</body></html>"""


def latest(server: Loopback, page: bytes, edition: str = "HS22") -> str:
    server.files[PAGE] = File(page)
    return latest_release(edition, f"{server.url}/baci")


def failure(server: Loopback, edition: str = "HS22") -> str:
    with pytest.raises(NetworkError) as caught:
        latest_release(edition, f"{server.url}/baci")
    sentence = str(caught.value)
    assert caught.value.remedy == "import"
    assert sentence.isprintable()
    assert sentence.endswith(
        f"name a release yourself, or fetch an archive such as BACI_{edition}_V202601.zip of "
        f"{server.url}/baci on another machine and bring it here with scp."
    )
    return sentence


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_newest_release_of_the_edition_asked_for(server: Loopback, edition: str) -> None:
    assert latest(server, LINKS.encode(), edition) == "V202601"
    assert server.paths == [PAGE]


@given(
    releases=st.lists(
        st.tuples(
            st.integers(2000, 2099), st.integers(1, 12), st.sampled_from(["", "a", "b", "z"])
        ),
        min_size=1,
    ),
    noise=st.lists(st.text(max_size=20), max_size=5),
)
def test_of_several_the_newest_wherever_it_stands(
    shared: Loopback, releases: list[tuple[int, int, str]], noise: list[str]
) -> None:
    shared.reset()
    links = [f"BACI_HS22_V{year}{month:02}{letter}.zip" for year, month, letter in releases]
    page = " ".join([*links, *noise]).encode("utf-8", "replace")
    year, month, letter = max(releases)
    assert latest(shared, page) == f"V{year}{month:02}{letter}"


def test_a_release_found_makes_an_address() -> None:
    assert archive_url("HS22", "V202601") == (
        "https://www.cepii.fr/DATA_DOWNLOAD/baci/data/BACI_HS22_V202601.zip"
    )
    assert archive_url("HS12", "V202401b", "http://mirror.example:8080/cepii/") == (
        "http://mirror.example:8080/cepii/data/BACI_HS12_V202401b.zip"
    )


@pytest.mark.parametrize(
    "page",
    [
        b"", b"<html>Sign in to the hotel's network</html>", b"\xff\xfe\x00" * 1000,
        LINKS.replace("HS22", "HS23").encode(), LINKS.encode("utf-16"),
        b"BACI_HS22_V2026.zip BACI_HS22_V202613.zip BACI_HS22_V202600.zip BACI_HS22_V202601bb.zip",
        "BACI_HS22_V٢٠٢٦٠١.zip".encode(), b"BACI_HS22_V202601_zip", b"BACI_HS22_V202601\x1b.zip",
    ],
)  # fmt: skip
def test_a_page_that_names_no_release(server: Loopback, page: bytes) -> None:
    server.files[PAGE] = File(page)
    assert "answered with a page that names no release of BACI HS22, perhaps" in failure(server)


def test_of_a_huge_page_the_first_part_is_read(server: Loopback) -> None:
    huge = File(b"BACI_HS22_V202601.zip" + b" " * (5 << 20))
    server.files[PAGE] = huge
    assert latest_release("HS22", f"{server.url}/baci") == "V202601"
    huge.content = b" " * (5 << 20) + b"BACI_HS22_V202601.zip"
    assert "names no release" in failure(server)


def test_a_page_that_breaks_off_is_not_half_read(server: Loopback) -> None:
    server.files[PAGE] = File(LINKS.encode())
    server.cuts.append(LINKS.index("BACI_HS22_V202601"))
    assert f"broke the connection off ({server.cuts[0]} of {len(LINKS)} bytes came)" in failure(
        server
    )
    chunk = b"ff\r\nBACI_HS22_V202501.zip"
    server.replies.append(Reply(200, {"Transfer-Encoding": "chunked"}, chunk))
    assert "broke the connection off (" in failure(server)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(403), "refuses this network (403 Forbidden)"),
        (Reply(404), "has no baci_webpage.html (404 Not Found)"),
        (Reply(503), "answered 503 Service Unavailable"),
        (Reply(302, {"Location": "file:///etc/passwd"}), "which is no http or https address"),
        (Reply(raw=True), "broke the connection off (Remote end closed connection"),
    ],
)
def test_a_server_that_refuses(server: Loopback, reply: Reply, reason: str) -> None:
    server.replies.append(reply)
    assert reason in failure(server)
    assert len(server.asked) == 1


def test_a_server_that_falls_silent(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "TIMEOUT", 0.2)
    length = {"Content-Length": "999"}
    server.replies.append(Reply(200, length, LINKS.encode(), cut=400, ending="hold"))
    assert "broke the connection off (timed out)" in failure(server)


@pytest.mark.parametrize("edition", ["", "HS92", "HS2022", "HS22\x1b[2J", "../HS22"])
def test_an_edition_that_is_none(edition: str) -> None:
    with pytest.raises(UsageError, match="possible are HS12, HS17 and HS22") as caught:
        check_edition(edition)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "release",
    ["202601", "V2026", "V202613", "V202600", "w202601", "V202601bb", "V202601\n", "V٢٠٢٦٠١",
     "V202601/../x", " V202601"],
)  # fmt: skip
def test_a_release_that_is_none(release: str) -> None:
    with pytest.raises(UsageError, match="is no release of BACI; one is written V, year") as caught:
        read_release(release)
    assert str(caught.value).isprintable()


def test_a_release_may_have_a_letter() -> None:
    for release in ("V202601", "V202401b", "V209912z"):
        assert read_release(release) == read_release(release.lower()) == release
    assert read_release("") == ""


@pytest.mark.parametrize(
    ("base", "fault"),
    [
        ("", "is no http or https address"),
        ("mirror.example/baci", "is no http or https address"),
        ("file:///srv/baci", "is no http or https address"),
        ("ftp://mirror.example", "is no http or https address"),
        ("https://", "is no http or https address"),
        ("https://me:secret@mirror.example", "names a user"),
        ("https://mirror.example:port", "is no address"),
        ("http://[::1", "is no address"),
        ("https://mirror.example/?a=b", r"has a \? or a # in it"),
        ("https://mirror.example/#top", r"has a \? or a # in it"),
    ],
)
def test_a_mirror_that_is_none(base: str, fault: str) -> None:
    for ask in (
        partial(latest_release, "HS22", base),
        partial(archive_url, "HS22", "V202601", base),
    ):
        with pytest.raises(UsageError, match=f"The mirror .* {fault}; give one such as"):
            ask()


def test_a_mirror_has_no_slash_at_its_end() -> None:
    assert check_base("HTTPS://mirror.example/baci//") == "HTTPS://mirror.example/baci"
    assert check_base(BASE) == BASE
