"""Folders of documents: manifests that are wrong in one way each, files that cannot be used, heads without a manifest."""

from __future__ import annotations

import json
import os
import socket
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from assistant.documents import files, load_corpus, read_corpus
from assistant.documents.citations import name_document
from assistant.documents.files import read_text
from assistant.errors import CorpusError
from assistant.messages import document_kind
from assistant.settings import Settings

ENTRY = {"id": "a", "path": "a.txt"}


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def with_manifest(folder: Path, manifest: Any) -> Path:
    return write(folder, {"a.txt": "KẾ HOẠCH\nTrồng cây", "manifest.json": json.dumps(manifest)})


def test_the_projects_corpus_has_two_plans_and_three_press_digests_in_the_manifests_order():
    documents = load_corpus(Settings().corpus_dir)
    assert [(d.id, d.kind, d.tier, d.place) for d in documents] == [
        ("hue-1002", "plan", "official", "Huế"),
        ("can-tho-1002", "plan", "official", "Cần Thơ"),
        ("ha-noi-nhan-luc-so-2025", "press digest", "press", "Hà Nội"),
        ("tphcm-nhan-luc-so", "press digest", "press", "Thành phố Hồ Chí Minh"),
        ("ha-noi-hoi-thao-nq57", "press digest", "press", "Hà Nội"),
    ]


def test_neither_plan_has_a_number_and_only_can_tho_has_a_date():
    hue, can_tho, *_ = load_corpus(Settings().corpus_dir)
    assert (hue.number, hue.date) == (None, None)  # 1002/QĐ-TTg is the decision that both carry out
    assert (can_tho.number, can_tho.date) == (None, "2025-09-15")


def test_every_text_is_composed_unicode():
    assert all(d.text == unicodedata.normalize("NFC", d.text) for d in load_corpus(Settings().corpus_dir))


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ([ENTRY | {"path": "b.txt"}], "b.txt cannot be read: No such file"),
        ([ENTRY | {"path": "."}], "can be indexed: . is a folder"),
        ([ENTRY | {"path": "b\0.txt"}], "b.txt cannot be read: No such file"),
        ([ENTRY | {"path": "n" * 300}], "cannot be read: File name too long"),
        ([ENTRY | {"path": "../outside.txt"}], "lies outside the corpus folder"),
        ([ENTRY | {"path": "/etc/hostname"}], "lies outside the corpus folder"),
        ([ENTRY, ENTRY], "is used twice"),
        ([ENTRY | {"id": "Kế hoạch"}], "is not a slug"),
        ([ENTRY | {"id": ""}], "is not a slug"),
        ([ENTRY | {"titel": "x"}], "unknown fields ['titel']"),
        ([ENTRY | {"tier": "rumour"}], "tier 'rumour'"),
        ([ENTRY | {"title": 5}], "cannot be used for ['title']"),
        ([ENTRY | {"place": ["Huế"]}], "cannot be used for ['place']"),
        ([ENTRY | {"date": "hôm qua"}], "cannot be used for ['date']"),
        ([ENTRY | {"date": "2025-13-01"}], "cannot be used for ['date']"),
        ([ENTRY | {"date": "20250915"}], "cannot be used for ['date']"),
        ([{"id": "a"}], "is not a manifest: KeyError 'path'"),
        (["a.txt"], "is not a manifest: TypeError"),
        (None, "is not a manifest: TypeError"),
        ([], "holds no document"),
    ],
)
def test_a_wrong_manifest_is_named_with_its_fault(tmp_path: Path, entries: Any, message: str):
    with pytest.raises(CorpusError) as caught:
        load_corpus(with_manifest(tmp_path, {"documents": entries}))
    assert message in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"documents"', '{"documents": 5}', "[" * 100_000])
def test_a_manifest_that_is_no_manifest_is_refused(tmp_path: Path, text: str):
    with pytest.raises(CorpusError, match="is not a manifest"):
        load_corpus(write(tmp_path, {"a.txt": "x", "manifest.json": text}))


def test_a_manifest_with_a_byte_order_mark_is_read(tmp_path: Path):
    manifest = json.dumps({"documents": [ENTRY]}).encode("utf-8-sig")
    assert [d.id for d in load_corpus(write(tmp_path, {"a.txt": "x", "manifest.json": manifest}))] == ["a"]


def test_what_the_manifest_says_beats_the_documents_head(tmp_path: Path):
    entry = ENTRY | {"title": "Kế hoạch trồng cây", "place": "Huế", "number": None, "tier": "press"}
    (document,) = load_corpus(with_manifest(tmp_path, {"documents": [entry]}))
    assert (document.title, document.place, document.number, document.tier) == (
        "Kế hoạch trồng cây",
        "Huế",
        None,
        "press",
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"K\xff\xfe", "is not UTF-8 text (byte 1)"),
        ("Kế hoạch".encode("cp1258", "ignore") + b"\x81", "is not UTF-8 text (byte 6)"),
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (b"a\0b", "holds binary data"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_its_fault_and_holds_up_no_other(
    tmp_path: Path, content: bytes, message: str
):
    read = read_corpus(write(tmp_path, {"good.txt": "x", "sub/wrong.txt": content, "z.txt": "z"}))
    assert [d.id for d in read.documents] == ["good", "z"]
    assert [str(file) for file in read.skipped] == [f"sub/wrong.txt {message}"]
    assert all(file.hint for file in read.skipped)


def test_a_folder_in_which_no_file_can_be_used_is_refused_with_the_first_fault(tmp_path: Path):
    folder = write(tmp_path, {"a.txt": b"\xff", "b.txt": b"", "c.md": b""})
    with pytest.raises(CorpusError) as caught:
        load_corpus(folder)
    assert caught.value.message == (
        f"no file of {folder} can be indexed: a.txt is not UTF-8 text (byte 0) (and 2 more)"
    )
    assert caught.value.hint == "save it again as UTF-8"


OUTSIDE = "lies outside the corpus folder"


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A folder of one document with links of each kind, and a secret beside it."""
    folder = write(
        tmp_path / "corpus", {"a.txt": "Trồng cây", "more/b.md": "Tưới cây", "words.data": "Bón cây"}
    )
    write(tmp_path / "beside", {"secret.txt": "Bí mật", "manifest.json": '{"documents": []}'})
    (folder / "out.txt").symlink_to("../beside/secret.txt")
    (folder / "folder-out").symlink_to(tmp_path / "beside")
    (folder / "again.txt").symlink_to("a.txt")
    (folder / "again-folder").symlink_to("more")
    (folder / "loop").symlink_to(".")
    (folder / "named.txt").symlink_to("words.data")
    (folder / "gone.txt").symlink_to("nowhere.txt")
    (folder / "round.txt").symlink_to("round.txt")
    return folder


def test_links_are_followed_within_the_folder_only_and_bring_in_nothing_twice(linked: Path):
    read = read_corpus(linked)
    assert [(d.id, d.text) for d in read.documents] == [
        ("a", "Trồng cây"),
        ("more-b", "Tưới cây"),
        ("named", "Bón cây"),
    ]
    assert [str(file) for file in read.skipped] == [
        f"folder-out {OUTSIDE}",
        "gone.txt cannot be read: No such file or directory",
        f"out.txt {OUTSIDE}",
        "round.txt cannot be read: Too many levels of symbolic links",
    ]


def test_a_folder_that_is_itself_a_link_is_read(linked: Path):
    link = linked.with_name("link")
    link.symlink_to(linked)
    assert read_corpus(link) == read_corpus(linked)


def test_a_manifest_leads_out_of_the_folder_by_no_path(linked: Path):
    paths = [
        "a.txt",
        "out.txt",
        "folder-out/secret.txt",
        "../beside/secret.txt",
        str(linked / "../beside/secret.txt"),
    ]
    entries = [
        {"id": f"d{n}", "path": path}
        for n, path in enumerate([*paths, "loop/more/b.md", "again.txt", "c.txt"])
    ]
    read = read_corpus(write(linked, {"manifest.json": json.dumps({"documents": entries})}))
    assert [(d.id, d.text) for d in read.documents] == [("d0", "Trồng cây"), ("d5", "Tưới cây")]
    assert [str(file) for file in read.skipped] == [
        *(f"{path} {OUTSIDE}" for path in paths[1:]),
        "again.txt is the file of “d0” already",
        "c.txt cannot be read: No such file or directory",
    ]


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("../beside/manifest.json", OUTSIDE),
        ("nowhere.json", "cannot be read: No such file or directory"),
        ("more", "is a folder"),
    ],
)
def test_a_manifest_that_is_a_link_to_nothing_usable_is_refused(linked: Path, target: str, message: str):
    (linked / "manifest.json").symlink_to(target)
    with pytest.raises(CorpusError) as caught:
        load_corpus(linked)
    assert caught.value.message == f"{linked / 'manifest.json'} {message}"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_sockets_and_devices_are_named_and_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(write(tmp_path, {"a.txt": "x"}))  # the name of a socket has to be short
    os.mkfifo("pipe.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.md")
        Path("null.txt").symlink_to(os.devnull)
        read = read_corpus(tmp_path)
    assert [d.id for d in read.documents] == ["a"]
    assert [str(file) for file in read.skipped] == [
        f"null.txt {OUTSIDE}",
        "pipe.txt is a pipe, a socket or a device",
        "socket.md is a pipe, a socket or a device",
    ]
    os.mkfifo("manifest.json")
    with pytest.raises(CorpusError, match=r"manifest\.json is a pipe, a socket or a device"):
        load_corpus(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(tmp_path: Path):
    folder = write(tmp_path, {"a.txt": "x", "b.txt": "y", "closed/c.txt": "z"})
    (folder / "b.txt").chmod(0)
    (folder / "closed").chmod(0)
    read = read_corpus(folder)
    (folder / "closed").chmod(0o700)
    assert [d.id for d in read.documents] == ["a"]
    assert [str(file) for file in read.skipped] == [
        "b.txt cannot be read: Permission denied",
        "closed cannot be read: Permission denied",
    ]


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_a_file_name_that_is_no_text_can_be_shown(tmp_path: Path):
    (tmp_path / os.fsdecode(b"\xff.txt")).write_bytes(b"")
    (file,) = read_corpus(write(tmp_path, {"a.txt": "x"})).skipped
    assert str(file) == "\ufffd.txt is empty"


def test_a_text_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(files, "MAX_TEXT_BYTES", 100)
    with pytest.raises(CorpusError, match="has 101 bytes, more than 100"):
        load_corpus(write(tmp_path, {"a.txt": "x" * 101}))
    (document,) = load_corpus(write(tmp_path, {"a.txt": "x" * 100}))
    assert len(document.text) == 100


def test_a_hundred_and_fifty_megabytes_are_refused_before_they_are_read(tmp_path: Path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(150_000_000)
    with pytest.raises(CorpusError, match="has 150,000,000 bytes"):
        load_corpus(tmp_path)


@pytest.mark.parametrize("files", [{}, {"plan.png": "x"}, {"README.md": "about this folder"}])
def test_a_folder_without_documents_is_refused(tmp_path: Path, files: dict[str, str | bytes]):
    with pytest.raises(CorpusError, match=r"holds no document"):
        load_corpus(write(tmp_path, files))


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path):
    with pytest.raises(CorpusError, match="does not exist"):
        load_corpus(tmp_path / "nowhere")


def test_files_without_a_manifest_are_read_by_name_from_all_folders(tmp_path: Path):
    (tmp_path / "folder.txt").mkdir()
    folder = write(
        tmp_path,
        {"Kế hoạch B.md": "# B", "a/x y.txt": "A", "a/X-Y.md": "Ă", "README.md": "no", "💥.txt": "C"},
    )
    assert [(d.id, d.title) for d in load_corpus(folder)] == [
        ("document", "C"),
        ("a-x-y-2", "A"),
        ("a-x-y", "Ă"),
        ("ke-hoach-b", "B"),
    ]


def test_text_is_composed_has_plain_line_ends_and_no_byte_order_mark(tmp_path: Path):
    file = write(tmp_path, {"a.txt": unicodedata.normalize("NFD", "\ufeffHuế\r\nCần Thơ\rđ")}) / "a.txt"
    assert read_text(file, tmp_path) == "Huế\nCần Thơ\nđ"


def test_a_text_without_words_is_named_after_its_file(tmp_path: Path):
    (document,) = load_corpus(write(tmp_path, {"trang.md": "***\n___"}))
    assert document.title == "trang"


TABLE_HEAD = """Trang chủ > Văn bản
| ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc |
| Số: 0123/KH-UBND | Lâm Đồng, ngày 5 tháng 3 năm 2025 |

**KẾ HOẠCH**
**PHÁT TRIỂN DU LỊCH SỐ, AI VÀ STEM TẠI LÂM ĐỒNG THEO NGHỊ QUYẾT SỐ 57-NQ/TW NGÀY 22/12/2024**

I. MỤC TIÊU
"""
CITING_HEAD = """KẾ HOẠCH
TRIỂN KHAI QUYẾT ĐỊNH SỐ 1002/QĐ-TTG NGÀY 24/5/2025
Ủy ban nhân dân thành phố Đà Nẵng ban hành kế hoạch như sau:
"""


def test_a_document_without_a_recognised_head_is_official_of_unknown_kind_with_its_first_line_as_title(
    tmp_path: Path,
):
    (document,) = load_corpus(write(tmp_path, {"quy-uoc.md": "\n# Quy ước thôn Bàu Sen\nNội dung."}))
    assert (document.title, document.tier, document.kind) == ("Quy ước thôn Bàu Sen", "official", "document")
    assert (document.number, document.issuer, document.place, document.date) == (None, None, None, None)
    assert (document_kind(document.kind, "vi"), document_kind(document.kind, "en")) == (
        "Chưa rõ loại",
        "Kind unknown",
    )


@pytest.mark.parametrize(
    ("given", "tier"),
    [
        ({}, "official"),
        ({"kind": "plan"}, "official"),
        ({"outlet": None}, "official"),
        ({"outlet": "Báo Lao Động"}, "press"),
        ({"kind": "press digest"}, "press"),
        ({"tier": "press"}, "press"),
        ({"tier": "official", "outlet": "Công báo"}, "official"),
    ],
)
def test_a_document_is_of_the_press_where_the_manifest_says_so_or_names_its_outlet(
    tmp_path: Path, given: dict[str, Any], tier: str
):
    manifest = json.dumps({"documents": [ENTRY | given]})
    (document,) = load_corpus(
        write(tmp_path, {"manifest.json": manifest, ENTRY["path"]: "Mưa lớn ở miền núi."})
    )
    assert document.tier == tier


def test_an_unknown_kind_with_a_number_is_named_by_its_title_and_cited_as_a_document(tmp_path: Path):
    entry = ENTRY | {"title": "Quy ước thôn Bàu Sen", "number": "04/QU"}
    manifest = json.dumps({"documents": [entry]})
    (document,) = load_corpus(
        write(tmp_path, {"manifest.json": manifest, ENTRY["path"]: "Giữ gìn đường làng."})
    )
    assert document.short_title == "Quy ước thôn Bàu Sen"
    assert name_document(document) == "Văn bản số 04/QU"


def test_short_titles_name_number_and_place(tmp_path: Path):
    documents = load_corpus(write(tmp_path, {"1.md": TABLE_HEAD, "2.md": CITING_HEAD}))
    assert documents[0].short_title == "Kế hoạch 0123/KH-UBND – Lâm Đồng"
    assert (
        documents[1].short_title == "Kế hoạch triển khai quyết định số 1002/QĐ-TTG ngày 24/5/2025 – Đà Nẵng"
    )
