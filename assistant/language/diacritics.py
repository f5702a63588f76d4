"""Diacritics given back to a question, from the syllables of the corpus and the wording of questions.

Two models pick, for each syllable typed without diacritics, the spelling that fits its neighbours (Viterbi): pairs of
words over the corpus and the lexicon, which know what is asked about, and pairs and triples over questions
(`phrasing`), which know how it is asked. A syllable that no text knows and that is no Vietnamese syllable is taken for a typing
error and may become a known one at one edit's distance.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.judging import judging
from assistant.language.lexicon import load_lexicon, words
from assistant.language.phrasing import END, NUMBER, START, Phrasing, load_phrasing
from assistant.language.text import fold, has_diacritics, place_tones

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_HYPHENED = re.compile(r"(?<![\w-])([a-z]+)-([a-z]+)(?![\w-])")
_PATHS = 40  # kept from word to word; more of them change nothing
_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x".split()
_RHYMES = re.compile(
    r"(?:[aăâeêioôơuưy]|[ao][iyou]|eo|[êâiươ]u|[uươoơôưy]i|[âu]y|ay|au|ia|ua|ưa|oa[iyo]?|oe[o]?|u[eêơyâ]|uyê|uya|uây|uôi|ươi|ươu|iêu|yêu|uêu|uyu|uao|oai|oay|oeo)"
    r"|(?:[aăâeêioôơuưy]|iê|yê|uô|ươ|oa|oă|oe|uâ|uê|uy|uyê|oo|ua)(?:c|ch|m|n|ng|nh|p|t)"
)
_BARE_RHYMES = re.compile(fold(_RHYMES.pattern))
_UNTONED = str.maketrans(
    "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ",
    "aaaaaăăăăăâââââeeeeeêêêêêiiiiioooooôôôôôơơơơơuuuuuưưưưưyyyyy",
)
_TILDE_AS_HOOK = str.maketrans("ãẵẫẽễĩõỗỡũữỹ", "ảẳẩẻểỉỏổởủửỷ")  # tones that most people say alike and mix up
_LEAST_PAIR = 2  # times that the corpus must have a pair of syllables for one word to contract it
_LEAST_TYPO = (
    4  # letters of a word that can be told to be mistyped; of "abc" everything is at one edit's distance
)


def is_syllable(word: str) -> bool:
    """Whether a word has the form of a Vietnamese syllable, with or without its diacritics."""
    bare = word.lower().translate(_UNTONED)
    for length in (3, 2, 1, 0):
        onset, rhyme = bare[:length], bare[length:]
        if (length == 0 or onset in _ONSETS) and (_RHYMES.fullmatch(rhyme) or _BARE_RHYMES.fullmatch(rhyme)):
            # Before i, e, ê: k, gh and ngh; before the other vowels: c, g and ng. Of gi before i one i is written: gì.
            return not (
                onset in ("c", "g", "ng") and rhyme[0] in "ieê" and (onset, rhyme[0]) != ("g", "i")
            ) and not (onset in ("k", "gh", "ngh") and rhyme[0] in "aăâoôơuư")
    return False


@dataclass(slots=True)
class Restorer:
    """Syllable counts of a corpus; `restore` is pure."""

    phrasing: Phrasing = field(default_factory=load_phrasing)
    unigrams: Counter[str] = field(default_factory=Counter)
    bigrams: Counter[tuple[str, str]] = field(default_factory=Counter)
    continuations: Counter[str] = field(default_factory=Counter)  # how many different words come before
    spellings: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _before: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _deletes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def learn(cls, texts: Iterable[str], phrasing: Phrasing | None = None) -> Restorer:
        """A restorer that knows the syllables of the texts, of the lexicon and of questions."""
        restorer = cls(phrasing or load_phrasing())
        for text in texts:
            restorer._count(words(text), 1)
        for phrase in load_lexicon().phrases:
            restorer._count(phrase.split(), 3)
        for phrase in load_lexicon().asked:
            restorer._count(phrase.split(), 20)
        restorer.continuations.update(second for _, second in restorer.bigrams)
        for first, second in restorer.bigrams:
            restorer._before[second].add(first)
        known = [word for word, _ in restorer.unigrams.most_common()]
        asked = (word for word in restorer.phrasing.words if word not in (START, END, NUMBER))
        for word in dict.fromkeys([*known, *asked]):
            restorer.spellings[fold(word)].append(word)
        for folded in restorer.spellings:
            for shorter in _deletions(folded):
                restorer._deletes[shorter].add(folded)
        return restorer

    def _count(self, said: list[str], weight: int) -> None:
        sequence = [NUMBER if word[0].isdigit() else word for word in said]
        for _ in range(weight):  # a Counter counts faster than a loop adds
            self.bigrams.update(zip([START, *sequence], [*sequence, END], strict=True))
            self.unigrams.update(said)
            self.unigrams[NUMBER] += sequence.count(NUMBER)

    def restore(self, text: str, *, keep: frozenset[str] = frozenset(), within: str | None = None) -> str:
        """The text with each syllable in its most likely spelling; what was typed with diacritics stays as it is.

        `keep`: lower-case words that are left alone. `within`: the whole of which the text is a part, which tells whether
        diacritics were typed.
        """
        text = self._join_split_words(place_tones(text))
        matches = list(_TOKEN.finditer(text))
        typed_words = ["", *(m.group() for m in matches), ""]
        said = [word for word in _TOKEN.findall(text if within is None else within) if not word.isdigit()]
        accented = sum(map(has_diacritics, said)) / max(len(said), 1)
        keep |= self._foreign_compounds(text)
        options = [
            self._options(word, accented, keep, around)
            for word, around in zip(
                typed_words[1:-1], zip(typed_words, typed_words[2:], strict=False), strict=False
            )
        ]
        chosen = self._best_path(options)
        pieces, position = [], 0
        for match, word in zip(matches, chosen, strict=True):
            typed = match.group()
            written = typed if typed.isdigit() else _like(typed, word)
            pieces += [text[position : match.start()], written]
            position = match.end()
        return "".join(pieces) + text[position:]

    def write_out_contractions(self, text: str) -> str:
        """The text with each word of two syllables in full of which only the first letters of one are typed: "ctrình"."""
        return _WORD.sub(lambda typed: self._contracted(typed.group()) or typed.group(), place_tones(text))

    def _contracted(self, typed: str) -> str | None:
        """The pair of syllables that a word contracts, the most frequent one of the corpus; None for any other word."""
        word = typed.lower()
        if typed.isupper() or fold(word) in self.spellings or is_syllable(word):
            return None
        pairs: list[tuple[int, str, str]] = []
        for length in (1, 2, 3):
            onset, rest = word[:length], word[length:]
            if onset not in _ONSETS or rest[:1] == onset or not is_syllable(rest):
                continue  # "ttrường" is a slip of the finger
            pairs += [
                (self.bigrams[first, second], first, second)
                for second in ([rest] if has_diacritics(rest) else self.spellings.get(rest, ()))
                for first in self._before.get(second, ())
                if first.startswith(onset) or (not has_diacritics(word) and fold(first).startswith(onset))
            ]
        count, first, second = max(pairs, default=(0, "", ""))
        return f"{_like(typed, first)} {second}" if count >= _LEAST_PAIR else None

    def _join_split_words(self, text: str) -> str:
        """The text with "inter net" written as one word, where only the whole is known."""

        def join(match: re.Match[str]) -> str:
            whole = fold(match.group(1) + match.group(2))
            parts_known = fold(match.group(1)) in self.spellings and fold(match.group(2)) in self.spellings
            return (
                match.group(1) + match.group(2)
                if whole in self.spellings and not parts_known and len(whole) > 5
                else match.group()
            )

        return re.sub(r"([^\W\d_]+) (?=[^\W\d_])([^\W\d_]+)", join, text)

    def _foreign_compounds(self, text: str) -> frozenset[str]:
        """The words on both sides of a hyphen that nobody spells with diacritics together: "co-op", not "te-xa"."""
        return frozenset(
            word
            for first, second in _HYPHENED.findall(text.lower())
            if not any(
                self.bigrams[a, b]
                for a in self.spellings.get(first, ())
                for b in self.spellings.get(second, ())
                if has_diacritics(a + b)
            )
            for word in (first, second)
        )

    def _follows(self, word: str, around: tuple[str, str]) -> bool:
        """Whether the corpus has the word beside one of its neighbours, however those are spelled."""
        before, after = around
        return any(self.bigrams[b, word] for b in self.spellings.get(fold(before), ()) if before) or any(
            self.bigrams[word, a] for a in self.spellings.get(fold(after), ()) if after
        )

    def _options(
        self, typed: str, accented: float, keep: frozenset[str], around: tuple[str, str]
    ) -> list[tuple[str, float]]:
        """(spelling, cost) of what a typed word may stand for; `around` are the words before and after it."""
        constants = judging().typing
        if typed.isdigit():
            return [(NUMBER, 0.0)]
        word = typed.lower()
        folded = fold(word)
        if word in keep or (typed.isupper() and len(typed) > 1 and not is_syllable(word)):
            return [(word, 0.0)]
        if word != folded:  # typed with diacritics
            options = [(word, 0.0)]
            if word not in self.spellings.get(folded, ()):
                # One wrong tone or mark: known spellings of the same letters, at a price.
                valid = is_syllable(word) and not _lacks_tone(word)
                options += [
                    (s, _tone_cost(word, s, accented) if valid else constants.invalid_tone)
                    for s in self.spellings.get(folded, ())
                    if not valid or self._follows(s, around)
                ]
        elif (
            accented >= constants.mostly and word not in self.spellings.get(folded, ()) and is_syllable(word)
        ):
            # Among words with diacritics a bare syllable is one without any ("sang", "ha"), unless its neighbours know better.
            known = self.spellings.get(folded, ())
            options = [(s, 0.0) for s in known if self._follows(s, around)] or [(word, 0.0)]
        elif folded in self.spellings:
            # The more of a text has diacritics, the more a bare syllable is meant as typed.
            options = [
                (s, 0.0 if s == word else constants.meant_bare * accented) for s in self.spellings[folded]
            ]
        else:
            options = [(word, 0.0)]
        if (
            folded not in self.spellings
            and not is_syllable(word)
            and len(word) >= _LEAST_TYPO
            and not word.isdigit()
        ):
            near = {f for shorter in (folded, *_deletions(folded)) for f in self._deletes.get(shorter, ())}
            near |= set(self._deletes.get(folded, ())) | {
                d for d in _deletions(folded) if d in self.spellings
            }
            options += [(s, constants.typo) for f in near if one_edit(folded, f) for s in self.spellings[f]]
        return options

    def _best_path(self, options: list[list[tuple[str, float]]]) -> list[str]:
        """The spellings of least total cost."""
        paths: dict[tuple[str, str], tuple[float, list[str]]] = {(START, START): (0.0, [])}
        for candidates in options:
            following: dict[tuple[str, str], tuple[float, list[str]]] = {}
            for (first, second), (before, path) in paths.items():
                for word, cost in candidates:
                    total = before + cost - math.log(self._likelihood(first, second, word))
                    if (second, word) not in following or total < following[second, word][0]:
                        following[second, word] = (total, [*path, word])
            paths = dict(sorted(following.items(), key=lambda item: item[1][0])[:_PATHS])
        return min(paths.values(), key=lambda item: item[0])[1]

    def _likelihood(self, first: str, second: str, word: str) -> float:
        """How likely a word is behind two others, by the corpus and by questions.

        Pairs of the corpus are backed off to how many words a word follows (after Kneser-Ney).
        """
        constants = judging().typing
        alone = (self.continuations[word] + constants.unseen) / (len(self.bigrams) or 1)
        pair = self.bigrams[second, word] / (self.unigrams[second] + constants.pair_discount)
        asked = self.phrasing.likelihood(first, second, word)
        return (1 - constants.asked) * (pair + constants.back_off * alone) + constants.asked * asked


def _lacks_tone(word: str) -> bool:
    """Whether a syllable that ends in a stop has no tone, as none is spelled: "lươt"."""
    return word.endswith(("c", "ch", "p", "t")) and word == word.translate(_UNTONED)


def _tone_cost(typed: str, meant: str, accented: float) -> float:
    """What it costs that a valid syllable is one with another tone or mark; less for two tones that are mixed up."""
    constants = judging().typing
    if typed.translate(_TILDE_AS_HOOK) == meant.translate(_TILDE_AS_HOOK):
        return constants.other_tone
    return constants.other_tone + constants.meant_bare * accented


def _deletions(word: str) -> set[str]:
    return {word[:n] + word[n + 1 :] for n in range(len(word))} if len(word) > 2 else set()


def one_edit(first: str, second: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours turns one word into the other."""
    if abs(len(first) - len(second)) > 1 or first == second:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    a, b = first[start:], second[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:] and len(b) > 1)


def _like(typed: str, word: str) -> str:
    """The word in the case that was typed."""
    if fold(typed) == word:
        return typed
    if typed.isupper() and len(typed) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if typed[:1].isupper() else word
