"""How much of a text is Vietnamese: the share of its words that are real syllables, by the rules of their spelling.

A text layer made by OCR in another language, a text in a font of before Unicode, and one whose letters have no code all
look like text and are none. Their words break the rules within a line or two: an onset, a rhyme of a closed list, no
tone but sắc and nặng before c, ch, p and t.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from assistant.language.lexicon import load_lexicon

LEAST_SHARE = (
    0.8  # Unicode text of offices has .93 and more, text in old fonts and of wrong layers .6 and less
)
LEAST_WORDS = 12  # of fewer words a share says nothing
_ENGLISH_SHARE = 0.2  # of function words; English has .3 and more, Vietnamese next to none
_ONSETS = frozenset(["", *"b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()])
_RHYMES = frozenset(
    """
    a e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iu iêu oa oai oao oay oe oeo oi ôi ơi ua uao uau uây ue uê uêu ui uôi
    uơ uy uya uyu ưa ưi ươi ươu ưu yêu
    am ăm âm em êm im om ôm ơm um ưm iêm yêm uôm ươm oam oăm
    an ăn ân en ên in on ôn ơn un ưn iên yên uôn ươn oan oăn oen uân uên uyên uyn yn
    ang ăng âng eng ong ông ung ưng iêng yêng uông ương oang oăng oong uâng
    anh ênh inh oanh uênh uynh ynh
    ap ăp âp ep êp ip op ôp ơp up ưp iêp ươp oap uyp yp
    at ăt ât et êt it ot ôt ơt ut ưt iêt yêt uôt ươt oat oăt oet uât uêt uyêt uyt yt
    ac ăc âc ec oc ôc uc ưc iêc uôc ươc oac oăc ooc
    ach êch ich oach uêch uych ych
    """.split()
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_HIGH_OR_LOW = "\u0301\u0323"  # sắc and nặng
# Codes, numbers, addresses of mails and pages are of no language.
_OF_NO_LANGUAGE = re.compile(r"\S*[\d/@_\\]\S*|\bwww\.\S+")
_DIGIT_FOR_LETTER = re.compile(
    r"(?<![^\s(“\"])([A-Za-z]+)\d([a-z]+)(?![^\s),.;:”\"])"
)  # "c6ng", of a wrong layer
# Old fonts have letters where Latin-1 has signs, so only ASCII and what lies behind Latin-1 parts words.
_WORD = re.compile(r"[^\s\x00-@\[-`{-\x7f\u2000-\u206f\u2100-\u2bff\u3000-\u303f\uf000-\uf0ff\ufff0-\uffff]+")
_LETTER = re.compile("[A-Za-zĐđ]")
_ACRONYM = re.compile(r"[A-ZĐ]{2,6}")


def is_real_syllable(word: str) -> bool:
    """Whether a word is a Vietnamese syllable as it is written, with its tone: "hoạch", not "hoach"."""
    return len(word) <= 10 and _is_real(word.lower())


@lru_cache(maxsize=16384)
def _is_real(word: str) -> bool:
    decomposed = unicodedata.normalize("NFD", word)
    tones = [character for character in decomposed if character in _TONES]
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    return any(_fits(bare[:cut], bare[cut:], tones) for cut in range(4))


def _fits(onset: str, rhyme: str, tones: list[str]) -> bool:
    if onset not in _ONSETS or rhyme not in _RHYMES:
        return False
    if rhyme[0] in "ieêy" and onset in ("c", "ng"):
        return False  # k, gh and ngh stand before i, e and ê
    if rhyme[0] in "eê" and onset == "g":
        return False
    if rhyme[0] not in "ieêy" and onset in ("k", "gh", "ngh"):
        return False
    return not rhyme.endswith(("c", "ch", "p", "t")) or (bool(tones) and tones[0] in _HIGH_OR_LOW)


def words_of(text: str) -> list[str]:
    """The words of a text that are of some language; no codes, no acronyms, no single letters of lists."""
    words = _WORD.findall(_OF_NO_LANGUAGE.sub(" ", _DIGIT_FOR_LETTER.sub(r"\1¤\2", text)))
    return [word for word in words if not _LETTER.fullmatch(word) and not _is_acronym(word)]


def _is_acronym(word: str) -> bool:
    return _ACRONYM.fullmatch(word) is not None and not is_real_syllable(word)


def share_of_syllables(text: str) -> float | None:
    """The share of a text's words that are real syllables; None where there are too few to tell."""
    words = words_of(unicodedata.normalize("NFC", text))
    if len(words) < LEAST_WORDS:
        return None
    return sum(map(is_real_syllable, words)) / len(words)


def is_english(text: str) -> bool:
    """Whether the words of a text, whose share of syllables is low, are those of English."""
    words = words_of(text)
    function_words = load_lexicon().stop_english
    found = sum(word.lower() in function_words and not is_real_syllable(word) for word in words)
    return found > _ENGLISH_SHARE * len(words)
