#!/usr/bin/env python3
"""Learns the weights of `gainsay against` and writes rules/general/against_weights.toml.

  gainsay against CLAIMS ARTICLES --features FEATURES.csv -o /dev/null.csv
  python3 tools/against.py FEATURES.csv GOLD.csv [--write]

GOLD.csv has the columns claim, article and label: agree, contradict, discuss or unrelated. The shipped weights were learnt from
the training half of FNC-1 (Fake News Challenge, stage 1: 49,972 headlines and bodies, 1,683 articles). Nothing of the texts goes into
the weights but how often a sign goes with a label.

First prints how well the weights do on stories that they were not learnt from: claims and articles that any label but
"unrelated" joins are one story, and no story is on both sides of a fold. Needs numpy.
"""
import argparse, collections, csv, os
import numpy as np

STANCES = ["contradict", "agree", "discuss"]
NAMES = {"contradict": "contradicts", "agree": "agrees", "discuss": "discusses"}
# Contradictions are few; without this they are hardly ever said.
CONTRADICT_WEIGHT = 3.0
# A contradiction is said from this share on: least_contradiction in rules/general/against.toml.
LEAST_CONTRADICTION = 0.38
# What takes a side has this much of the claim: least_side_cover there.
LEAST_SIDE_COVER = 0.33
PENALTY = {"related": 1.0, "stance": 100.0}
# Whether an article is about a claim is a matter of shared words alone: all other signs together add .002 to F1 where unrelated
# pairs are random ones, and would be wrong where they are look-alikes.
ABOUT = ["cover", "cover_lead", "cover_best", "cosine", "rare"]


def load(features, gold):
    label = {(r["claim"], r["article"]): r["label"] for r in csv.DictReader(open(gold, encoding="utf-8"))}
    with open(features, encoding="utf-8") as file:
        reader = csv.reader(file)
        names = next(reader)[2:]
        rows = [(tuple(r[:2]), [float(x) for x in r[2:]]) for r in reader if tuple(r[:2]) in label]
    return label, names, [k for k, _ in rows], np.array([x for _, x in rows])


def folds(label, count=5):
    """A fold for each claim and article, whole stories together."""
    parent = {}

    def find(x):
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for (claim, article), value in label.items():
        a, b = find(("c", claim)), find(("a", article))
        if value != "unrelated":
            parent[a] = b
    size = collections.Counter(find(x) for x in parent)
    load, place = [0] * count, {}
    for story, n in sorted(size.items(), key=lambda item: (-item[1], item[0])):
        place[story] = load.index(min(load))
        load[place[story]] += n
    return {x: place[find(x)] for x in parent}


def softmax(z):
    z = np.exp(z - z.max(axis=1, keepdims=True))
    return z / z.sum(axis=1, keepdims=True)


def fit(x, y, classes, penalty, weight, steps=400):
    """Softmax regression by accelerated gradient descent on standardised features; weights and biases of the raw ones."""
    mean, spread = x.mean(axis=0), x.std(axis=0)
    spread[spread < 1e-9] = 1.0
    a = np.hstack([(x - mean) / spread, np.ones((len(x), 1))])
    target = np.eye(classes)[y] * weight[:, None]
    w = v = np.zeros((a.shape[1], classes))
    ridge = np.full((a.shape[1], 1), penalty)
    ridge[-1] = 0.0
    # The largest curvature, by a few power steps.
    u = np.ones(a.shape[1])
    for _ in range(20):
        u = a.T @ (weight * (a @ u))
        u /= np.linalg.norm(u)
    rate = 1.0 / (0.5 * (u @ (a.T @ (weight * (a @ u)))) + penalty)
    for step in range(1, steps + 1):
        look = w + (step - 1) / (step + 2) * (w - v)
        v = w
        w = look - rate * (a.T @ (softmax(a @ look) * weight[:, None] - target) + ridge * look)
    raw = w[:-1] / spread[:, None]
    return raw, w[-1] - mean @ raw


def learn(x, labels, names):
    related = (labels != "unrelated").astype(int)
    own = [names.index(name) for name in ABOUT]
    few, bias = fit(x[:, own], related, 2, PENALTY["related"], np.ones(len(x)))
    about = np.zeros((x.shape[1], 2))
    about[own] = few
    own = x[related == 1]
    y = np.array([STANCES.index(label) for label in labels[related == 1]])
    stance = fit(own, y, 3, PENALTY["stance"], np.where(y == 0, CONTRADICT_WEIGHT, 1.0))
    return (about[:, 1] - about[:, 0], bias[1] - bias[0]), stance


def judge(x, weights, names):
    (about, bias), (stance, biases) = weights
    shares = softmax(x @ stance + biases)
    best = np.where(shares[:, 0] >= LEAST_CONTRADICTION, 0, 1 + shares[:, 1:].argmax(axis=1))
    best[x[:, names.index("cover")] < LEAST_SIDE_COVER] = 2
    return [STANCES[b] if r > 0 else "unrelated" for b, r in zip(best, x @ about + bias)]


def tell(name, label, said):
    stances = ["agree", "contradict", "discuss", "unrelated"]
    points = best = 0.0
    gold, out, hit = (collections.Counter() for _ in range(3))
    for key, right in label.items():
        value = said.get(key, "unrelated")
        gold[right] += 1
        out[value] += 1
        hit[right] += value == right
        best += 0.25 if right == "unrelated" else 1.0
        if right == "unrelated":
            points += 0.25 * (value == right)
        elif value != "unrelated":
            points += 0.25 + 0.75 * (value == right)
    f = {s: 2 * hit[s] / max(1, gold[s] + out[s]) for s in stances}
    scores = "  ".join(f"{s} {f[s]:.3f}" for s in stances)
    print(f"{name:12} FNC {points / best:.3f}  macro-F1 {sum(f.values()) / 4:.3f}  {scores}")


def written(names, weights):
    (about, bias), (stance, biases) = weights
    tables = [("related", about, bias)] + [(NAMES[s], stance[:, n], biases[n]) for n, s in enumerate(STANCES)]
    lines = ["# How each sign is weighed. Learnt by tools/against.py, which names its data. A value is the bias and the sum of weight x sign."]
    for name, table, bias in tables:
        lines += ["", f"[{name}]", f"bias = {bias:.4f}", f"[{name}.weights]"]
        lines += [f"{n} = {w:.4f}" for n, w in zip(names, table) if w]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("features")
    parser.add_argument("gold")
    parser.add_argument("--write", action="store_true", help="write the weights learnt from all rows")
    args = parser.parse_args()
    label, names, keys, x = load(args.features, args.gold)
    labels = np.array([label[k] for k in keys])
    fold = folds(label)
    claim, article = (np.array([fold[side, k[n]] for k in keys]) for n, side in enumerate("ca"))
    said = {}
    for n in range(5):
        test, train = article == n, (article != n) & (claim != n)
        guessed = judge(x[test], learn(x[train], labels[train], names), names)
        said.update(zip([k for k, t in zip(keys, test) if t], guessed))
    tell("held out", label, said)
    weights = learn(x, labels, names)
    tell("all", label, dict(zip(keys, judge(x, weights, names))))
    if args.write:
        path = os.path.join(os.path.dirname(__file__), "..", "rules", "general", "against_weights.toml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(written(names, weights))


if __name__ == "__main__":
    main()
