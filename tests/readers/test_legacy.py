"""Fonts of before Unicode into Unicode; what is Unicode stays as it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.readers.legacy import Run, decode, decode_runs, encoding_of

UNICODE = """ỦY BAN NHÂN DÂN HUYỆN YÊN LẠC
Số: 27/KH-UBND
KẾ HOẠCH TƯỚI TIÊU VỤ XUÂN
Điều 1. Huyện giữ nguyên lịch lấy nước của các trạm bơm; ưu tiên xã có ruộng cao, dễ hạn hoặc xa kênh.
Mỗi hợp tác xã cử hai người trực ở cống, ghi sổ, chụp ảnh, gửi về Phòng Kinh tế trước 17 giờ.
Kinh phí: 1.250 triệu đồng, trong đó ngân sách huyện 40%; quỹ thủy lợi nộp phần còn lại.
Tưởng rằng đủ nước, nhiều hộ đã bỏ mạ; nỗi lo ấy kéo dài mấy vụ, phải sửa từ gốc."""
TCVN3 = """ñy ban nh©n d©n huyÖn yªn l¹c
Sè: 27/KH-UBND
KÕ HO¹CH T¦íI TI£U Vô XU¢N
§iÒu 1. HuyÖn gi÷ nguyªn lÞch lÊy n\u00adíc cña c¸c tr¹m b¬m; \u00adu tiªn x· cã ruéng cao, dÔ h¹n hoÆc xa kªnh.
Mçi hîp t¸c x· cö hai ng\u00adêi trùc ë cèng, ghi sæ, chôp ¶nh, göi vÒ Phßng Kinh tÕ tr\u00adíc 17 giê.
Kinh phÝ: 1.250 triÖu ®ång, trong ®ã ng©n s¸ch huyÖn 40%; quü thñy lîi nép phÇn cßn l¹i.
T\u00adëng r»ng ®ñ n\u00adíc, nhiÒu hé ®· bá m¹; nçi lo Êy kÐo dµi mÊy vô, ph¶i söa tõ gèc."""
VNI = """UÛY BAN NHAÂN DAÂN HUYEÄN YEÂN LAÏC
Soá: 27/KH-UBND
KEÁ HOAÏCH TÖÔÙI TIEÂU VUÏ XUAÂN
Ñieàu 1. Huyeän giöõ nguyeân lòch laáy nöôùc cuûa caùc traïm bôm; öu tieân xaõ coù ruoäng cao, deã haïn hoaëc xa keânh.
Moãi hôïp taùc xaõ cöû hai ngöôøi tröïc ôû coáng, ghi soå, chuïp aûnh, göûi veà Phoøng Kinh teá tröôùc 17 giôø.
Kinh phí: 1.250 trieäu ñoàng, trong ñoù ngaân saùch huyeän 40%; quyõ thuûy lôïi noäp phaàn coøn laïi.
Töôûng raèng ñuû nöôùc, nhieàu hoä ñaõ boû maï; noãi lo aáy keùo daøi maáy vuï, phaûi söûa töø goác."""
FIRST = UNICODE.splitlines()[0]  # in a font of capitals that a plain text does not name
SYLLABLES = sorted({word for word in UNICODE.split() if word.isalpha()})


def test_tcvn3_becomes_unicode_its_capitals_by_their_neighbours() -> None:
    assert decode(TCVN3) == (UNICODE.replace(FIRST, FIRST.lower()), "tcvn3")


def test_vni_becomes_unicode() -> None:
    assert decode(VNI) == (UNICODE, "vni")


def test_a_minus_sign_is_the_letter_of_the_soft_hyphen() -> None:
    expected = decode(TCVN3)[0]
    assert decode(TCVN3.replace("\u00ad", "-"))[0] == expected
    assert decode(TCVN3.replace("\u00ad", "\u2212"))[0] == expected


def test_a_hyphen_stays_one_between_syllables_and_in_codes() -> None:
    text = TCVN3.replace("\u00ad", "-") + "\nV¨n hãa - x· héi, H¶i Phßng-Hµ Néi; Q§-UBND, t- vÊn"
    assert decode(text)[0].endswith("\nVăn hóa - xã hội, Hải Phòng-Hà Nội; QĐ-UBND, tư vấn")


def test_unicode_lines_of_an_old_text_stay() -> None:
    text = f"Điều 7. Số liệu của xã Hồng Châu\n{TCVN3}\nLà cô giáo có bài hát hay"
    decoded = decode(text)[0].splitlines()
    assert decoded[0] == "Điều 7. Số liệu của xã Hồng Châu"
    assert decoded[-1] == "Là cô giáo có bài hát hay"
    assert decoded[4] == UNICODE.splitlines()[3]


def test_other_languages_stay() -> None:
    french = "Le décret prévoit l'aménagement des forêts, à côté des tâches déjà confiées aux régions. " * 3
    assert decode(french) == (french, None)
    english = (
        "The plan sets targets for each district – and names who is to reach them by the end of 2030. " * 3
    )
    assert decode(english) == (english, None)


@given(st.lists(st.sampled_from([*SYLLABLES, "12/QĐ-UBND", "café", "%", "\n", "–", "1.000 đ", "·", "«Số»"])))
def test_no_unicode_text_is_changed(words: list[str]) -> None:
    text = " ".join(words)
    assert decode(text) == (text, None)
    for font in (".VnTime", "VNI-Times"):  # named by a style, while the text is Unicode
        assert decode_runs([Run(UNICODE, font), Run(text, font)]) == [UNICODE, text]


def test_fonts_name_their_encoding() -> None:
    named = [".VnTime", "ABCDEF+.VnArialH", '"VNI-Times"', "VNI Helve", "Times New Roman", "Vni"]
    assert [encoding_of(font) for font in named] == ["tcvn3", "tcvn3", "vni", "vni", None, None]


def test_runs_are_decoded_by_their_font_and_capitals_are_a_font() -> None:
    runs = [
        Run("ñy ban nh©n d©n", ".VnTimeH"),
        Run("\n", ""),
        Run("Huyện Mỹ Đức ", "Times New Roman"),
        Run("lÊy n\u00adíc", ".VnTime"),
        Run("; göi vÒ x· ®óng h¹n, b¸o c¸o kÕt qu¶ ", ".VnTime"),
        Run("Đã sửa", ".VnTime"),
    ]
    assert decode_runs(runs) == [
        *("ỦY BAN NHÂN DÂN", "\n", "Huyện Mỹ Đức ", "lấy nước"),
        *("; gửi về xã đúng hạn, báo cáo kết quả ", "Đã sửa"),
    ]


def test_a_mark_goes_to_its_vowel_in_the_run_before() -> None:
    runs = [Run("Coâng trình thu", "VNI-Times"), Run("ûy lôïi xa", "VNI-Times"), Run("õ", "VNI-Times")]
    assert decode_runs(runs) == ["Công trình thủ", "y lợi xã", ""]


def test_symbol_fonts_give_the_same_letters() -> None:
    symbols = "".join(chr(0xF000 + ord(c)) if ord(c) > 0x20 else c for c in "lÊy n\u00adíc vµo ruéng")
    assert decode_runs([Run(symbols, ".VnTime")]) == ["lấy nước vào ruộng"]
