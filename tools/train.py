#!/usr/bin/env python3
"""Learns rules/general/scores.toml, the weights by which two texts are held against each other.

  cargo build --release
  python3 tools/train.py --gainsay target/release/gainsay PAIRS.csv... [--aim SET=P/F1] [--write]

Each PAIRS.csv has the columns id, a, b and label (contradict, agree or neutral). The shipped weights were learnt from
development halves of public sets: SICK (captions), NegNLI on SNLI, ConjNLI, FraCaS, FEVER symmetric, VitaminC (real
revisions), Emergent (headlines and rumours), HealthVer. None of their text is kept here, only the weights.

One small logistic regression for each ground of conflict, over the pairs where that ground is open, all sets mixed: a set
weighs less than its pairs (POWER), so that the largest does not drown the rest. Thresholds are chosen together, for the
mean over the sets of F1, less what `--aim` asks for and is not reached. Printed: each set's precision, recall and F1 with the weights that are written, and
left out (learnt from all the other sets only). Needs numpy.
"""
import argparse, csv, os, subprocess, tempfile
import numpy as np

csv.field_size_limit(10**9)
# How much less a pair of a larger set weighs: 0 would weigh every pair alike, 1 every set.
POWER = 0.35
SHARED = "cover_short cover_long touch_short left_short left_long names_shared names_left shared apart length stretch asks headline left_one left_verbs left_names_only subject_left cover_body left_body short_whole"
NEGATION = " scope clause scope_cover scope_clause head scope_name scope_matches negated_short none lexical both both_matched denial opposites opposites_undone exclusives refutes denies restricts doubts figures_met scope_left scope_broader scope_subject opposed scope_whole clause_whole short_turned"
DENIAL = " refutes denies refutes_long refutes_both refutes_cover headline_refutes headline_negates withdraws negates begins_no doubts confirms both both_matched denial scope clause head"
FEATURES = {
    "negation": SHARED + NEGATION,
    "passage": SHARED + NEGATION,
    "absence": SHARED + NEGATION,
    "denial": SHARED + DENIAL,
    "headline": SHARED + DENIAL,
    "quantity": SHARED + " figure_context figure_unit figure_gap figure_bounded figure_exact figure_equal figure_both figures_met figures_alone times_met time_context time_clash time_as_of scope names_swapped restricts times_unlike figure_near",
    "date": SHARED + " time_context time_gap time_bounded time_fine time_as_of figure_clash times_met times_alone figures_met scope names_swapped",
    "opposite": SHARED + " touch_long opposites opposites_verbs opposites_nouns opposites_undone exclusives near frame negates restricts scope names_swapped",
    "name": SHARED + " touch_long slot_names slot_words slot_tight clashes slot_tight_names left_one_named left_one_slot names_odd names_swapped frame figures_met figures_alone times_met times_alone opposites exclusives negates restricts doubts nations nations_near complements slots_undone opposed",
}
GROUNDS = {ground: names.split() for ground, names in FEATURES.items()}
# What must not turn round: more of this never speaks against (or for) a conflict of the ground.
RISING = {"negation": ["scope", "head"], "passage": ["scope", "head"], "absence": ["scope", "head"], "denial": ["refutes", "denies"], "headline": ["refutes", "denies"], "quantity": ["figure_context", "figure_unit", "figure_bounded"], "date": ["time_context", "time_bounded"], "opposite": ["opposites", "exclusives"], "name": ["slot_names"]}
FALLING = {"negation": ["apart", "both_matched"], "passage": ["apart", "both_matched"], "absence": ["apart", "both_matched"], "denial": ["refutes_both"], "headline": ["refutes_both"], "quantity": ["figures_met"], "date": ["times_met"], "opposite": ["opposites_undone"], "name": []}


def read(program, path):
    """One set: its labels, and for each ground the pairs where it is open with their features."""
    with open(path, newline="", encoding="utf-8") as f: labels = {r["id"]: r["label"] == "contradict" for r in csv.DictReader(f)}
    with tempfile.TemporaryDirectory() as folder:
        table = os.path.join(folder, "features.csv")
        done = subprocess.run([program, "compare", path, "--features", table, "-o", os.path.join(folder, "rows.csv"), "--quiet"])
        if done.returncode not in (0, 3): raise SystemExit(f"{program} failed on {path}")
        with open(table, newline="", encoding="utf-8") as f: rows = list(csv.reader(f))
    names, rows = rows[0][2:], rows[1:]
    order = {pair: i for i, pair in enumerate(labels)}
    found = {g: ([], []) for g in GROUNDS}
    for row in rows:
        if row[1] in found:
            found[row[1]][0].append(order[row[0]])
            found[row[1]][1].append([float(row[2 + names.index(name)]) for name in GROUNDS[row[1]]])
    shape = lambda g, v: np.array(v, float).reshape(-1, len(GROUNDS[g]))
    return np.array(list(labels.values())), {g: (np.array(at, int), shape(g, values)) for g, (at, values) in found.items()}


def learn(ground, sets, ridge):
    """Weights and bias of one ground: Newton's method, a ridge on standardised features, signs held where they must not turn."""
    X = np.vstack([s[1][ground][1] for s in sets])
    y = np.concatenate([s[0][s[1][ground][0]] for s in sets]).astype(float)
    n = [len(s[1][ground][0]) for s in sets]
    w = np.concatenate([np.full(k, 1 / max(k, 1) ** POWER) for k in n])
    w *= len(y) / w.sum()
    mean, spread = np.average(X, axis=0, weights=w), X.std(axis=0) + 1e-9
    Z = np.hstack([np.ones((len(X), 1)), (X - mean) / spread])
    names, held, beta = GROUNDS[ground], set(), None
    while True:
        keep = [0] + [i + 1 for i in range(len(names)) if i not in held]
        beta = newton(Z[:, keep], y, w, ridge)
        full = np.zeros(Z.shape[1]); full[keep] = beta
        wrong = {i for i, name in enumerate(names) if (name in RISING[ground] and full[i + 1] < 0) or (name in FALLING[ground] and full[i + 1] > 0)}
        if not wrong: break
        held |= wrong
    weights = full[1:] / spread
    return weights, full[0] - (weights * mean).sum()


def newton(Z, y, w, ridge):
    beta = np.zeros(Z.shape[1])
    penalty = np.full(Z.shape[1], ridge); penalty[0] = 1e-6
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(Z @ beta, -30, 30)))
        step = np.linalg.solve((Z * (w * p * (1 - p))[:, None]).T @ Z + np.diag(penalty), Z.T @ (w * (y - p)) - penalty * beta)
        beta += step
        if np.abs(step).max() < 1e-6: break
    return beta


def scores(models, one):
    """For each pair and ground the probability; -1 where the ground is not open."""
    labels, found = one
    out = np.full((len(labels), len(GROUNDS)), -1.0)
    for k, g in enumerate(GROUNDS):
        at, X = found[g]
        weights, bias = models[g]
        if len(at): out[at, k] = 1 / (1 + np.exp(-np.clip(X @ weights + bias, -30, 30)))
    return out


def reached(labels, said):
    tp = (labels & said).sum()
    p, r = tp / max(1, said.sum()), tp / max(1, labels.sum())
    return p, r, 2 * p * r / max(1e-9, p + r)


GRID = np.arange(0.26, 0.98, 0.02)
MOVES = [(a, b) for a in (-6, -3, -1, 1, 3, 6) for b in (-6, -3, -1, 1, 3, 6)]


def choose(tables, aims):
    """Thresholds for the best mean over the sets, one ground after the other until nothing improves, from several starts."""
    passed = [np.stack([p >= t for t in [*GRID, 1.01]]) for _, p in tables]  # grid x pairs x grounds
    def total(places):
        value = 0.0
        for (labels, _), over, (precision, f1) in zip(tables, passed, aims):
            p, _, f = reached(labels, np.logical_or.reduce([over[at, :, k] for k, at in enumerate(places)]))
            value += f - 10 * max(0.0, precision - p) - 10 * max(0.0, f1 - f)
        return value / len(tables)
    best, found = -9.0, None
    for start in (6, 12, 18, 24, 30, 36):
        places = [start] * len(GROUNDS)
        value = total(places)
        for _ in range(6):
            before = value
            for k in range(len(GROUNDS)):
                for at in range(len(GRID) + 1):
                    trial = [*places[:k], at, *places[k + 1:]]
                    if (new := total(trial)) > value + 1e-6: value, places = new, trial
            # Then two at a time, a little up or down: what one loses another may win.
            for i in range(len(GROUNDS)):
                for j in range(i):
                    for move in MOVES:
                        trial = list(places)
                        trial[i], trial[j] = (min(max(trial[k] + d, 0), len(GRID)) for k, d in ((i, move[0]), (j, move[1])))
                        if (new := total(trial)) > value + 1e-6: value, places = new, trial
            if value == before: break
        # Last, all at once by chance: the moves of one and two do not leave every ridge.
        chance = np.random.default_rng(start)
        for _ in range(3000):
            trial = [min(max(at + int(step), 0), len(GRID)) for at, step in zip(places, chance.integers(-4, 5, len(GROUNDS)) * (chance.random(len(GROUNDS)) < 0.5))]
            if (new := total(trial)) > value + 1e-6: value, places = new, trial
        if value > best: best, found = value, places
    return np.array([[*GRID, 1.01][at] for at in found])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="+"); parser.add_argument("--gainsay", required=True)
    parser.add_argument("--ridge", type=float, default=1.0); parser.add_argument("--write", action="store_true")
    parser.add_argument("--without", default="", help="features to leave out, for an ablation"); parser.add_argument("--quick", action="store_true", help="no leaving out")
    parser.add_argument("--aim", action="append", default=[], help="SET=PRECISION/F1: what the thresholds should reach on a set; may be repeated")
    args = parser.parse_args()
    for g in GROUNDS: GROUNDS[g] = [n for n in GROUNDS[g] if n not in args.without.split(",")]
    names = [os.path.basename(p).removesuffix(".csv") for p in args.pairs]
    sets = [read(args.gainsay, p) for p in args.pairs]
    wanted = dict(aim.split("=") for aim in args.aim)
    aims = [tuple(map(float, wanted.get(n, "0/0").split("/"))) for n in names]
    models = {g: learn(g, sets, args.ridge) for g in GROUNDS}
    tables = [(s[0], scores(models, s)) for s in sets]
    thresholds = choose(tables, aims)
    for i, name in enumerate(names):
        row = reached(tables[i][0], (tables[i][1] >= thresholds).any(axis=1))
        line = f"{name:24} P {row[0]:.3f} R {row[1]:.3f} F1 {row[2]:.3f}"
        if not args.quick:
            others = sets[:i] + sets[i + 1:]
            left = {g: learn(g, others, args.ridge) for g in GROUNDS}
            t = choose([(s[0], scores(left, s)) for s in others], aims[:i] + aims[i + 1:])
            row = reached(sets[i][0], (scores(left, sets[i]) >= t).any(axis=1))
            line += f"   left out: P {row[0]:.3f} R {row[1]:.3f} F1 {row[2]:.3f}"
        by = [f"{g} {int((tables[i][1][:, k] >= thresholds[k]).sum())}/{int((tables[i][0] & (tables[i][1][:, k] >= thresholds[k])).sum())}" for k, g in enumerate(GROUNDS)]
        print(line, "  ", " ".join(by))
    print("thresholds", dict(zip(GROUNDS, thresholds.round(2))))
    if args.write: write(models, thresholds)


def write(models, thresholds):
    out = ["# How two texts are weighed against each other, by ground of conflict. Learnt by tools/train.py, which names its data.",
           "# value = logistic(bias + sum of weight x feature); a conflict from `threshold` on. Features: src/pair/features.rs.", ""]
    for k, (g, (weights, bias)) in enumerate(models.items()):
        out += [f"[{g}]", f"bias = {bias:.4f}", f"threshold = {thresholds[k]:.2f}", f"[{g}.weights]"]
        out += [f"{name} = {weight:.4f}" for name, weight in zip(GROUNDS[g], weights) if abs(weight) >= 5e-5] + [""]
    with open(os.path.join(os.path.dirname(__file__), "..", "rules", "general", "scores.toml"), "w") as f: f.write("\n".join(out))


main()
