from __future__ import annotations

from pathlib import Path

import pytest

from assistant.conversations import MOST, ConversationsError, ConversationStore

DAY_MS = 86_400_000


@pytest.fixture
def store(tmp_path: Path) -> ConversationStore:
    return ConversationStore(tmp_path / "kept" / "conversations.sqlite3", days=30)


def titles(store: ConversationStore, owner: str) -> list[str]:
    return [one.title for one in store.all(owner)]


def test_each_sees_their_own_the_latest_first(store: ConversationStore) -> None:
    store.add("user lan", "a", "Đường xã", '{"n": 1}')
    store.add("user nam", "a", "Cầu treo", '{"n": 2}')
    store.add("user lan", "b", "Chợ quê", '{"n": 3}', at=store.all("user lan")[0].at + 5)
    store.add("user lan", "a", "Tên khác", '{"n": 4}', at=store.all("user lan")[0].at + 5)
    kept = store.all("user lan")
    assert [(one.id, one.title, one.turns) for one in kept] == [
        ("a", "Đường xã", ('{"n": 1}', '{"n": 4}')),
        ("b", "Chợ quê", ('{"n": 3}',)),
    ]
    assert [one.turns for one in store.all("user nam")] == [('{"n": 2}',)]


def test_a_title_is_changed_for_its_owner_alone(store: ConversationStore) -> None:
    for owner in ("user lan", "user nam"):
        store.add(owner, "a", "Đường xã", "{}")
    store.rename("user lan", "a", "Đường thôn")
    assert (titles(store, "user lan"), titles(store, "user nam")) == (["Đường thôn"], ["Đường xã"])


def test_what_is_deleted_is_not_in_the_file_any_more(store: ConversationStore) -> None:
    store.add("user lan", "a", "x", '{"question": "Chuyện kho thóc cũ"}')
    store.add("user nam", "a", "y", "{}")
    store.delete("user nam", "b")
    assert "kho thóc cũ".encode() in store.path.read_bytes()
    store.delete("user lan", "a")
    assert store.all("user lan") == ()
    assert titles(store, "user nam") == ["y"]
    assert "kho thóc cũ".encode() not in store.path.read_bytes()


def test_the_file_does_not_name_who_asked(store: ConversationStore) -> None:
    store.add("user lan@so.gov.vn", "a", "x", "{}")
    assert b"lan@so" not in store.path.read_bytes()


def test_what_is_older_than_it_may_be_goes_for_everybody(store: ConversationStore) -> None:
    store.add("user lan", "now", "x", "{}")
    now = store.all("user lan")[0].at
    store.add("user nam", "old", "Chuyện cũ", "{}", at=now - 31 * DAY_MS)
    store.add("user nam", "young", "Chuyện mới", "{}", at=now - 29 * DAY_MS)
    assert titles(store, "user lan") == ["x"]  # looking at one's own is enough
    assert titles(store, "user nam") == ["Chuyện mới"]
    assert "Chuyện cũ".encode() not in store.path.read_bytes()


def test_of_too_many_the_oldest_go(store: ConversationStore) -> None:
    store.add("user lan", "first", "x", "{}")
    begun = store.all("user lan")[0].at
    for number in range(MOST):
        store.add("user lan", f"c{number}", "y", "{}", at=begun + 1 + number)
    kept = store.all("user lan")
    assert (len(kept), kept[-1].id) == (MOST, "c0")


def test_a_file_that_is_no_database_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "conversations.sqlite3"
    path.write_bytes(b"not a database, but long enough to be read as one" * 20)
    with pytest.raises(ConversationsError, match="cannot be used"):
        ConversationStore(path, days=1).all("user lan")
