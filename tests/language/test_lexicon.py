"""The tables of words: sound in themselves, and read as the rules say."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import SettingsError
from assistant.language.diacritics import is_syllable
from assistant.language.english import english_bases, is_english, translate
from assistant.language.lexicon import (
    expand_abbreviations,
    find_phrases,
    load_abbreviations,
    load_beside,
    load_lexicon,
    words,
)
from assistant.language.places import find_places
from assistant.language.text import fold, nfc, place_tones
from assistant.language.vocabulary import VOCABULARY


def read_table(name: str) -> dict[str, Any]:
    """One of the package's data files; a key that stands twice in a table is an error of the reader's."""
    return tomllib.loads((VOCABULARY / name).read_text(encoding="utf-8"))


SYNONYMS = read_table("lexicon.toml")["synonyms"]
ENGLISH: dict[str, dict[str, list[str]]] = read_table("english.toml")
ABBREVIATIONS: dict[str, str] = read_table("abbreviations.toml")["abbreviations"]
BESIDE: list[dict[str, Any]] = read_table("abbreviations.toml")["beside"]
GROUPS: list[list[str]] = [*SYNONYMS["groups"], *SYNONYMS["one_way"]]


def repeated(items: list[str]) -> list[str]:
    return [item for item, count in Counter(items).items() if count > 1]


# Synonyms


def test_every_group_has_two_members_and_none_twice() -> None:
    for group in GROUPS:
        spelled = [" ".join(words(member)) for member in group]
        assert len(spelled) >= 2, group
        assert not repeated(spelled), group


def test_no_two_groups_are_the_same() -> None:
    assert not repeated([" | ".join(sorted(group)) for group in SYNONYMS["groups"]])
    assert not repeated([group[0] for group in SYNONYMS["one_way"]])


def test_phrases_are_lower_case_in_normal_form_with_tones_in_one_place() -> None:
    for member in (member for group in GROUPS for member in group):
        assert member == place_tones(nfc(member)).lower()


def test_no_group_holds_a_place() -> None:
    assert [m for group in SYNONYMS["groups"] for m in group if find_places(m)] == []


def test_a_group_stands_for_its_other_members_both_ways() -> None:
    synonyms = load_lexicon().synonyms
    assert "khóa học" in synonyms["chương trình đào tạo"]
    assert "chương trình đào tạo" in synonyms["khóa học"]


def test_a_one_way_entry_stands_for_what_is_behind_it_only() -> None:
    synonyms = load_lexicon().synonyms
    assert "kinh phí" in synonyms["tiền"]
    assert "tiền" not in synonyms["kinh phí"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("học bổng", "học phí"),
        ("đào tạo", "bồi dưỡng"),
        ("giáo viên", "giảng viên"),
        ("học sinh", "sinh viên"),
        ("kinh phí", "chi"),
        ("công nghệ số", "số"),
        ("lao động", "nhân lực"),
        ("bằng cấp", "chứng chỉ"),
        ("thực tập", "trao đổi"),
        ("ngân sách nhà nước", "ngân sách địa phương"),
        ("ngắn hạn", "dài hạn"),
        ("sơ kết", "tổng kết"),
        ("phê duyệt", "thẩm định"),
        ("cao đẳng", "đại học"),
        ("thạc sĩ", "tiến sĩ"),
    ],
)
def test_what_differs_in_substance_does_not_stand_for_one_another(one: str, other: str) -> None:
    synonyms = load_lexicon().synonyms
    assert other not in synonyms.get(one, ())


# Stop words


def test_what_takes_any_subject_is_no_stop_word() -> None:
    lexicon = load_lexicon()
    assert not repeated([" ".join(words(said)) for said in read_table("lexicon.toml")["words"]["general"]])
    assert lexicon.general & lexicon.stop == set()


def test_each_compound_holds_a_stop_word_and_is_none_itself() -> None:
    stop = load_lexicon().stop
    compounds = [" ".join(words(phrase)) for phrase in read_table("lexicon.toml")["words"]["compounds"]]
    assert not repeated(compounds)
    assert [phrase for phrase in compounds if phrase in stop or not find_phrases(phrase.split(), stop)] == []


# English


def test_no_english_term_has_two_wordings() -> None:
    terms = [
        " ".join(words(term)) for wordings in ENGLISH.values() for said in wordings.values() for term in said
    ]
    assert not repeated(terms)
    assert not repeated([wording for wordings in ENGLISH.values() for wording in wordings])


def test_wordings_are_in_normal_form_with_tones_in_one_place() -> None:
    for wording in (wording for wordings in ENGLISH.values() for wording in wordings):
        assert wording == place_tones(nfc(wording))
        assert words(wording)


def test_english_terms_are_plain_lower_case() -> None:
    for term in (term for wordings in ENGLISH.values() for said in wordings.values() for term in said):
        assert term.isascii()
        assert term == term.lower()


def test_no_english_term_holds_a_word_of_everyday_vietnamese() -> None:
    """Such a word would count for English in a question typed without diacritics."""
    everyday = "cac cua cho co do den duoc nam trong thanh pho nao nhieu bao gi chi hoc dong minh ho khong thi va".split()
    vocabulary = {word for term in load_lexicon().english for word in term.split()}
    stop = load_lexicon().stop_english
    assert [word for word in everyday if is_syllable(word) and word in vocabulary - stop] == []


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("allocating", "allocate"),
        ("advised", "advise"),
        ("cities'", "city"),
        ("city's", "city"),
        ("agencies", "agency"),
        ("studied", "study"),
        ("planned", "plan"),
        ("classes", "class"),
        ("budgets", "budget"),
        ("organizing", "organise"),
        ("trained", "train"),
        ("running", "run"),
    ],
)
def test_inflected_words_are_taken_back_to_their_base(word: str, base: str) -> None:
    assert base in english_bases(word)


@pytest.mark.parametrize("word", ["class", "is", "as", "sing", "bed", "gas", "s"])
def test_no_base_is_shorter_than_three_letters_or_the_word_itself(word: str) -> None:
    assert all(len(base) > 2 and base != word for base in english_bases(word))


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Who is allocating the funds?", "Who is phân bổ the kinh phí?"),
        ("Which agency appraises budget estimates?", "cơ quan nào thẩm định dự toán?"),
        ("studying STEM fields", "theo học các ngành STEM"),
        ("organized international conferences", "tổ chức hội nghị, hội thảo quốc tế"),
        ("high-tech human resources", "nguồn nhân lực công nghệ cao"),
        ("the Department of Finance's report", "the Sở Tài chính báo cáo"),
        ("THE MINISTRY OF HEALTH", "THE Bộ Y tế"),
        ("people’s committees", "Ủy ban nhân dân"),
        ("What must Hue University do?", "What must Đại học Huế do?"),
        ("University of Da Nang", "Đại học Đà Nẵng"),
        ("collaborative zebra 2030", "collaborative zebra 2030"),
    ],
)
def test_policy_terms_are_translated_and_the_rest_stays(question: str, read: str) -> None:
    assert translate(question) == read


def test_no_term_goes_across_punctuation() -> None:
    assert "trung học phổ thông" not in translate("How high, school or college?")


def test_small_words_of_a_question_are_not_taken_for_inflected_terms() -> None:
    assert translate("as this does his") == "as this does his"


@pytest.mark.parametrize(
    "subject", ["salary", "hospital", "weather", "housing", "football", "airport", "tax"]
)
def test_subjects_that_plans_seldom_hold_are_translated(subject: str) -> None:
    assert translate(subject) != subject


@pytest.mark.parametrize(
    "question",
    [
        "Ty le lao dong qua dao tao nam 2030 la bao nhieu",
        "GRDP chi cho R&D nam 2030",
        "ai chi dao hoc sinh",
        "Internet toc do cao",
        "dien bien 2028 stem bn %",
        "lab stem nam 2027 bn cai",
    ],
)
def test_vietnamese_without_diacritics_is_not_read_as_english(question: str) -> None:
    assert not is_english(question)


@pytest.mark.parametrize("turn", ["u sure?", "thx a lot", "pls list them", "stem majors by 2028"])
def test_english_as_it_is_chatted_is_english(turn: str) -> None:
    assert is_english(turn)


# Abbreviations


def test_no_abbreviation_has_two_meanings() -> None:
    meanings: dict[str, set[str]] = {}
    for key, value in ABBREVIATIONS.items():
        meanings.setdefault(fold(key), set()).add(value)
    assert [key for key, values in meanings.items() if len(values) > 1] == []


def test_meanings_are_in_normal_form_and_hold_no_abbreviation() -> None:
    for value in ABBREVIATIONS.values():
        assert value == place_tones(nfc(value))
        assert expand_abbreviations(value) == value


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("UBND TP báo cáo", "Ủy ban nhân dân thành phố báo cáo"),
        ("ubnd bao cao", "Ủy ban nhân dân bao cao"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
        ("Sở GD & ĐT", "Sở Giáo dục và Đào tạo"),
        ("so gdđt", "so Giáo dục và Đào tạo"),
        ("LĐ – TB&XH", "Lao động - Thương binh và Xã hội"),
        ("BHYT và BHXH", "bảo hiểm y tế và bảo hiểm xã hội"),
        ("bao nhieu hssv", "bao nhieu học sinh, sinh viên"),
        ("đào tạo về AI", "đào tạo về trí tuệ nhân tạo"),
        ("ai phụ trách", "ai phụ trách"),
        ("SYT và syt", "Sở Y tế và syt"),
        ("BÁO CÁO GỬI UBND THÀNH PHỐ HUẾ", "BÁO CÁO GỬI Ủy ban nhân dân THÀNH PHỐ HUẾ"),
        ("88/2025/NĐ-CP", "88/2025/NĐ-CP"),
        ("57-NQ/TW", "57-NQ/TW"),
        ("1002/QĐ-TTg", "1002/QĐ-TTg"),
        ("CÔNG NGHỆ AI Ở HUẾ LÀ GÌ", "CÔNG NGHỆ AI Ở HUẾ LÀ GÌ"),
        ("bn phần trăm", "bao nhiêu phần trăm"),
        ("bnhiu xã", "bao nhiêu xã"),
        ("xl, cn số hay bhyt", "xin lỗi, công nghệ số hay bảo hiểm y tế"),
        ("so ct với năm ngoái", "so ct với năm ngoái"),
        ("Huế vs Cần Thơ", "Huế vs Cần Thơ"),
        ("Ở TP. Vinh thì sao", "Ở thành phố Vinh thì sao"),
        ("TP.Vinh làm gì", "thành phố Vinh làm gì"),
        ("Ai lo CNTT. Còn chợ?", "Ai lo công nghệ thông tin. Còn chợ?"),
    ],
)
def test_abbreviations_are_written_out(typed: str, read: str) -> None:
    assert expand_abbreviations(typed) == read


@pytest.mark.parametrize(
    ("entry", "text"),
    [(n, text) for n, entry in enumerate(BESIDE) for text in (*entry["reads"], *entry["leaves"])],
)
def test_a_short_form_is_written_out_where_the_words_beside_it_say_so(entry: int, text: str) -> None:
    assert (load_beside()[entry].write_out(text) != text) == (text in BESIDE[entry]["reads"])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("gđ 2026-2030 gđ sở nói gì", "giai đoạn 2026-2030 giám đốc sở nói gì"),
        ("50k người học j v ạ", "50.000 người học gì vậy ạ"),
        ("hỗ trợ 15tr k", "hỗ trợ 15 triệu không"),
        ("điểm k khoản 2", "điểm k khoản 2"),
    ],
)
def test_short_forms_beside_one_another_are_each_written_out(typed: str, read: str) -> None:
    assert expand_abbreviations(typed) == read


def test_an_abbreviation_that_could_be_a_syllable_counts_in_capitals_only() -> None:
    ambiguous = [key for key in ABBREVIATIONS if is_syllable(fold(key)) and fold(key) not in ("ko", "bnhieu")]
    assert {"AI", "SYT", "BYT"} <= set(ambiguous)
    for key in ambiguous:
        assert expand_abbreviations(f"x {key.upper()} x") == f"x {ABBREVIATIONS[key]} x"
        assert expand_abbreviations(f"x {key.lower()} x") == f"x {key.lower()} x"


def test_a_users_file_extends_and_overrides(tmp_path: Path) -> None:
    extra = tmp_path / "own.toml"
    extra.write_text('[abbreviations]\n"QWK" = "quy chế làm việc"\n"NS" = "nhân sự"\n', encoding="utf-8")
    assert (
        expand_abbreviations("QWK về NS của UBND", extra) == "quy chế làm việc về nhân sự của Ủy ban nhân dân"
    )
    assert expand_abbreviations("QWK về NS") == "QWK về ngân sách"


@pytest.mark.parametrize(
    "content", ["no toml [", '[other]\n"A" = "b"\n', 'abbreviations = "text"\n', b"\xff\xfe"]
)
def test_a_users_file_that_cannot_be_used_is_named_in_the_error(tmp_path: Path, content: str | bytes) -> None:
    extra = tmp_path / "own.toml"
    extra.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(SettingsError, match=r"own\.toml"):
        load_abbreviations(extra)


def test_a_users_file_that_is_missing_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml"):
        load_abbreviations(tmp_path / "none.toml")


# Matching


def test_the_longest_phrase_wins_and_none_stands_inside_another() -> None:
    phrases = ("đào tạo", "chương trình đào tạo", "ngắn hạn")
    assert find_phrases("chương trình đào tạo ngắn hạn".split(), phrases) == [(0, 4), (4, 6)]


def test_words_are_lower_case_with_tones_in_one_place() -> None:
    assert words("Hoà bình, 2,5% STEM’s R&D") == ["hòa", "bình", "2,5", "stem's", "r", "d"]
