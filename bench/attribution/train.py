#!/usr/bin/env python3
"""Learns the network of attribution, `data/attribution/network.tsv`, from PolNeAR's training articles.

`cargo xtask train attribution polnear_train.jsonl.gz` runs all of it; step by step it is

    cargo xtask train attribution polnear_train.jsonl.gz --tokens TOKENS
    python3 bench/attribution/train.py polnear_train.jsonl.gz TOKENS FOUR_FIFTHS
    cargo xtask train attribution polnear_train.jsonl.gz --network FOUR_FIFTHS [--cross]
    python3 bench/attribution/train.py polnear_train.jsonl.gz TOKENS data/attribution/network.tsv --all

The first command writes the tokens of the articles and their vectors in context as Standoff parses them. The second
learns a network from four fifths of them, and prints how well sources, cues and contents are found in the other fifth
(every fifth article, from the first) before the third stage and before grammar mends them. The third learns from that
fifth which of the network's attributions stand; `--cross` measures it instead. The last learns the network that is
kept, from all articles. Needs PyTorch 2 and NumPy, no accelerator; a network takes some 20 minutes of one core.

It looks at the words as `crates/coding/src/attribution/network.rs` and `scope.rs` do; a difference between the two would
show as lower figures of `--cross` than this script prints.
"""
import argparse, gzip, json, random, re, time
from collections import Counter, deque

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

KINDS = "speech writing evidence citing question request promise thought knowledge intention support blame vote seeming".split()
VECTOR, PAD = 96, 8
LAYERS, SCOPE_LAYERS = (1, 2, 4), (1, 2, 4)  # how far each layer's neighbours are
WIDTH, SCOPE_WIDTH = 64, 48
LEAST = {"lemma": 8, "word": 150}  # seen less often, a word has no row of its own


# Articles

class Article:
    """Tokens, what people marked, and what the network is told."""

    def __init__(self, gold, parse, vectors):
        self.text, self.gold, self.tokens = gold["text"], gold["attributions"], parse["tokens"]
        get = lambda key: [t[key] for t in self.tokens]
        self.n = len(self.tokens)
        self.vectors = vectors
        self.head, self.arc, self.lemma, self.pos = np.array(get("head")), get("arc"), get("lemma"), get("pos")
        self.sentence, self.paragraph, self.space, self.mark = get("sentence"), get("paragraph"), get("space"), get("mark")
        self.quote = [-1 if q is None else q for q in get("quote")]
        self.word, self.continues, self.kinds = get("word"), get("continues"), get("kinds")
        self.start, self.end = np.array([t["span"][0] for t in self.tokens]), np.array([t["span"][1] for t in self.tokens])
        self.flags = np.array([[k in t["kinds"] for k in KINDS] + t["marks"] for t in self.tokens], dtype=np.float32)
        self.children = [[] for _ in range(self.n)]
        for i, h in enumerate(self.head):
            if h != i:
                self.children[h].append(i)
        edges = [0] + [i for i in range(1, self.n) if self.sentence[i] != self.sentence[i - 1]] + [self.n]
        self.sentences = list(zip(edges, edges[1:]))

    def tokens_of(self, span):
        first, last = np.searchsorted(self.end, span[0], "right"), np.searchsorted(self.start, span[1], "left")
        return [i for i in range(first, last) if not self.space[i]]

    def label(self, rows):
        self.words = np.array([[rows[k].get(t[f], 0) for k, f in zip(WORDS, WORDS)] for t in self.tokens], dtype=np.int64)
        self.cue_label, self.told, self.tellers = (np.zeros(self.n, dtype=np.int64) for _ in range(3))
        marked = []
        for one in self.gold:
            for span in one["cue"]:
                for k, i in enumerate(self.tokens_of(span)):
                    self.cue_label[i] = 2 if k else 1
            cue, source, content = ([i for span in one[role] for i in self.tokens_of(span)] for role in ("cue", "source", "content"))
            self.tellers[source], self.told[content] = 1, 1
            if cue:
                marked.append(((cue[0], cue[-1] + 1), source, content))
        is_cue = self.cue_label > 0
        self.scopes = []
        for cue, source, content in marked:
            anchor, window, places = self.scope(cue, is_cue, rows["place"])
            labels = np.zeros(window[1] - window[0], dtype=np.int64)
            for tokens, label in ((content, 2), (source, 1)):
                for i in tokens:
                    if window[0] <= i < window[1] and not cue[0] <= i < cue[1]:
                        labels[i - window[0]] = label
            self.scopes.append((anchor, *window, places, labels))

    def anchor(self, cue):
        tops = [i for i in range(*cue) if self.head[i] == i or not cue[0] <= self.head[i] < cue[1]]
        known = [i for i in tops if self.kinds[i] and self.pos[i] != "AUX"]
        return (known + [i for i in tops if self.pos[i] in ("VERB", "NOUN", "ADJ")] + tops + [cue[0]])[0]

    def window(self, cue):
        S, first, last = self.sentences, self.sentence[cue[0]], self.sentence[cue[1] - 1]
        quoted = lambda s: any(self.quote[i] >= 0 for i in range(*S[s]))
        paragraph = lambda s: self.paragraph[S[s][0]]
        a, b = first, last
        while a > 0 and first - a < 6 and quoted(a - 1):
            second = S[a][0] + 1
            if paragraph(a - 1) != paragraph(a) and not (second < self.n and self.continues[second]):
                break
            a -= 1
        words = [i for i in range(*S[last]) if not self.space[i]]
        colon = bool(words) and self.word[words[-1]] == ":"
        while b + 1 < len(S) and b - last < 40:
            opens, same = self.quote[S[b + 1][0]] >= 0 or self.mark[S[b + 1][0]], paragraph(b + 1) == paragraph(b)
            if not ((b == last and colon) or (quoted(b + 1) and (same or opens)) or (same and b == last)):
                break
            b += 1
        return S[a][0], S[b][1]

    def ways(self, anchor):
        from_, to = self.sentences[self.sentence[anchor]]
        ways, open_ = {anchor: ((), 0)}, deque([anchor])
        while open_:
            at = open_.popleft()
            arcs, length = ways[at]
            steps = [(self.head[at], "^" + self.arc[at])] if self.head[at] != at else []
            for next_, arc in steps + [(c, self.arc[c]) for c in self.children[at]]:
                if next_ not in ways and from_ <= next_ < to:
                    ways[next_] = (arcs + (arc,) if len(arcs) < 3 else arcs, length + 1)
                    open_.append(next_)
        return ways

    def scope(self, cue, is_cue, rows):
        anchor, window = self.anchor(cue), self.window(cue)
        ways, quote = self.ways(anchor), self.quote
        near = -1
        for by in range(12):
            after, before = cue[1] + by, cue[0] - by - 1
            if after < window[1] and quote[after] >= 0:
                near = quote[after]
                break
            if before >= window[0] and quote[before] >= 0:
                near = quote[before]
                break
        other = [is_cue[i] and not cue[0] <= i < cue[1] for i in range(*window)]
        begun = np.cumsum([is_ and (at == 0 or not other[at - 1]) for at, is_ in enumerate(other)])
        out = np.zeros((window[1] - window[0], 7), dtype=np.int64)
        for i in range(*window):
            o, way, at = out[i - window[0]], ways.get(i), i - window[0]
            if cue[0] <= i < cue[1]:
                o[0] = 1
            elif way is None:
                o[0] = 2
            else:
                o[:len(way[0])] = [rows.get(arc, 0) for arc in way[0]]
            o[3] = step(way[1]) + 1 if way else 0
            o[4] = 1 + step(cue[0] - i - 1) if i < cue[0] else 11 + step(i - cue[1]) if i >= cue[1] else 0
            whose = 3 if self.mark[i] else 0 if quote[i] < 0 else 1 if quote[i] == quote[cue[0]] else 2 if quote[i] == near else 4
            o[5] = (max(-2, min(2, self.sentence[i] - self.sentence[anchor])) + 2) * 5 + whose
            x, y = (at + 1, cue[0] - window[0]) if i < cue[0] else (cue[1] - window[0], at)
            cues = begun[y - 1] - begun[x] + other[x] if y > x and not cue[0] <= i < cue[1] else 0
            o[6] = min(cues, 3) * 2 + other[at]
        return anchor, window, out


WORDS = ("lemma", "word", "tag", "arc", "entity")


def step(count):
    return next((i for i, most in enumerate((0, 1, 2, 3, 5, 8, 14, 25, 50)) if count <= most), 9)


def read(gold, tokens):
    open_ = gzip.open if gold.endswith(".gz") else open
    numbers = np.memmap(re.sub(r"\.[^./]*$", "", tokens) + ".vectors", dtype="<f4", mode="r").reshape(-1, VECTOR)
    articles, at = [], 0
    with open_(gold, "rt", encoding="utf-8") as marked, open(tokens, encoding="utf-8") as parses:
        for one, parse in zip(marked, parses):
            parse = json.loads(parse)
            count = len(parse["tokens"])
            articles.append(Article(json.loads(one), parse, np.array(numbers[at:at + count])))
            at += count
    return articles


def vocabulary(articles):
    rows = {}
    for key in WORDS:
        seen = Counter(t[key] for a in articles for t in a.tokens)
        rows[key] = {w: i + 1 for i, w in enumerate(sorted(w for w, n in seen.items() if n >= LEAST.get(key, 1)))}
    arcs = [arc for arc in rows["arc"] if arc]
    rows["place"] = {arc: i + 3 for i, arc in enumerate(sorted(arcs + ["^" + arc for arc in arcs]))}
    return rows


# The network

class Chain(nn.Module):
    """Scores of labels behind labels."""

    def __init__(self, count):
        super().__init__()
        self.pairs, self.first = nn.Parameter(torch.zeros(count, count)), nn.Parameter(torch.zeros(count))

    def loss(self, nodes, labels, mask):
        """Minus the logarithm of how likely the labels are, sequence by sequence; all pairs are joined in turns."""
        batch, length, count = nodes.shape
        nothing = torch.full((count, count), -1e4).fill_diagonal_(0.0)
        steps = torch.where(mask[:, :, None, None], self.pairs + nodes.unsqueeze(2), nothing)[:, 1:]
        while steps.shape[1] > 1:
            if steps.shape[1] % 2:
                steps = torch.cat([steps, nothing.expand(batch, 1, count, count)], 1)
            steps = torch.logsumexp(steps[:, 0::2].unsqueeze(4) + steps[:, 1::2].unsqueeze(2), 3)
        total = nodes[:, 0] + self.first
        if length > 1:
            total = torch.logsumexp(total.unsqueeze(2) + steps[:, 0], 1)
        right = (nodes.gather(2, labels.unsqueeze(2)).squeeze(2) * mask).sum(1) + self.first[labels[:, 0]]
        right = right + (self.pairs[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum(1)
        return torch.logsumexp(total, 1) - right

    def best(self, nodes, mask):
        batch, length, count = nodes.shape
        scores, back = nodes[:, 0] + self.first, []
        for t in range(1, length):
            value, from_ = (scores.unsqueeze(2) + self.pairs).max(1)
            here = mask[:, t].unsqueeze(1)
            scores = torch.where(here, value + nodes[:, t], scores)
            back.append(torch.where(here, from_, torch.arange(count).expand(batch, count)))
        labels = [scores.argmax(1)]
        for from_ in reversed(back):
            labels.insert(0, from_.gather(1, labels[0].unsqueeze(1)).squeeze(1))
        return torch.stack(labels, 1)


class Layer(nn.Module):
    """Adds to each row what comes of it, its neighbours and, given heads, its head's and its dependents'."""

    def __init__(self, width, by, pieces, drop):
        super().__init__()
        self.by, self.drop = by, drop
        self.affine, self.norm = nn.Linear(width * pieces, width), nn.LayerNorm(width)

    def forward(self, rows, mask, head=None):
        by = min(self.by, rows.shape[-2])
        none = torch.zeros_like(rows[..., :by, :])
        around = [torch.cat([none, rows[..., :-by, :]], -2), rows, torch.cat([rows[..., by:, :], none], -2)]
        if head is not None:
            around += [rows[head], torch.zeros_like(rows).index_add_(0, head, rows)]
        around = F.dropout(torch.cat(around, -1), self.drop, self.training)
        return self.norm(rows + F.relu(self.affine(around))) * mask


def table(count, width, spread):
    rows = nn.Embedding(count, width)
    nn.init.normal_(rows.weight, 0, spread)
    return rows


class Network(nn.Module):
    def __init__(self, rows, drop):
        super().__init__()
        self.drop = drop
        widths = {"lemma": 32, "word": 12, "tag": 12, "arc": 12, "entity": 6}
        self.words = nn.ModuleList([table(len(rows[key]) + 1, widths[key], 0.3) for key in WORDS])
        self.input, self.norm = nn.Linear(VECTOR + sum(widths.values()) + len(KINDS) + 14, WIDTH), nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList([Layer(WIDTH, by, 5, drop) for by in LAYERS])
        self.cue, self.cue_chain, self.told = nn.Linear(WIDTH, 3), Chain(3), nn.Linear(WIDTH, 4)
        self.reach, self.anchor, self.gate = (nn.Linear(WIDTH, SCOPE_WIDTH) for _ in range(3))
        arcs = len(rows["place"]) + 3
        self.places = nn.ModuleList([table(count, SCOPE_WIDTH, 0.2) for count in (arcs, arcs, arcs, 12, 22, 25, 8)])
        self.reach_norm = nn.LayerNorm(SCOPE_WIDTH)
        self.scope_layers = nn.ModuleList([Layer(SCOPE_WIDTH, by, 3, drop) for by in SCOPE_LAYERS])
        self.scope_out, self.scope_chain = nn.Linear(SCOPE_WIDTH, 3), Chain(3)

    def see(self, vectors, words, flags, head, mask):
        if self.training:  # sometimes a word is one that was never seen
            words = words.clone()
            words[torch.rand(len(words)) < 0.1, 0] = 0
        rows = torch.cat([vectors, *(table(words[:, i]) for i, table in enumerate(self.words)), flags], 1)
        rows = self.norm(F.relu(self.input(F.dropout(rows, self.drop * 0.6, self.training)))) * mask
        for layer in self.layers:
            rows = layer(rows, mask, head)
        return rows

    def scope(self, rows, index, anchor, places, mask):
        mask = mask.unsqueeze(2).float()
        gate, base = torch.tanh(self.gate(rows[anchor])).unsqueeze(1), self.anchor(rows[anchor]).unsqueeze(1)
        reach = self.reach(rows)[index] * (1 + gate) + base
        for i, table in enumerate(self.places):
            reach = reach + table(places[..., i])
        reach = self.reach_norm(F.relu(reach)) * mask
        for layer in self.scope_layers:
            reach = layer(reach, mask)
        return self.scope_out(reach)


# Learning

def together(articles, learning):
    """Articles one behind the other, some places of nothing between them."""
    parts, first, at = [[] for _ in range(5)], [], 0
    for a in articles:
        vectors = torch.from_numpy(a.vectors)
        # Sometimes the parse is another's, without vectors.
        parts[0] += [vectors * 0 if learning and random.random() < 0.07 else vectors, torch.zeros(PAD, VECTOR)]
        parts[1] += [torch.from_numpy(a.words), torch.zeros(PAD, len(WORDS), dtype=torch.long)]
        parts[2] += [torch.from_numpy(a.flags), torch.zeros(PAD, a.flags.shape[1])]
        parts[3] += [torch.from_numpy(a.head) + at, torch.arange(at + a.n, at + a.n + PAD)]
        parts[4] += [torch.ones(a.n, 1), torch.zeros(PAD, 1)]
        first.append(at)
        at += a.n + PAD
    return [torch.cat(part) for part in parts], first


def padded(rows, length):
    out = np.zeros((len(rows), length) + rows[0].shape[1:], dtype=np.int64)
    for i, row in enumerate(rows):
        out[i, :len(row)] = row
    return torch.from_numpy(out)


def groups(items, length, size):
    """Items of like length, so that little is padded."""
    items = sorted(items, key=length)
    for i in range(0, len(items), size):
        group = items[i:i + size]
        longest = length(group[-1])
        mask = torch.arange(longest) < torch.tensor([length(one) for one in group]).unsqueeze(1)
        yield group, longest, mask


def sentences(articles, first):
    for a, at in zip(articles, first):
        for start, end in a.sentences:
            labels = a.cue_label[start:end].copy()
            labels[0] = min(labels[0], 1)
            yield at + start, at + end, labels


def by_sentence(articles, first):
    for group, longest, mask in groups(sentences(articles, first), lambda s: s[1] - s[0], 128):
        yield group, padded([np.arange(s, e) for s, e, _ in group], longest), mask, padded([l for *_, l in group], longest)


def by_scope(scopes):
    for group, longest, mask in groups(scopes, lambda s: s[2] - s[1], 64):
        index, places = padded([np.arange(s[1], s[2]) for s in group], longest), padded([s[3] for s in group], longest)
        yield group, index, torch.tensor([s[0] for s in group]), places, mask, padded([s[4] for s in group], longest)


def losses(net, articles):
    inputs, first = together(articles, True)
    rows = net.see(*inputs)
    cue, told = net.cue(rows), net.told(rows)
    cues = sum(net.cue_chain.loss(cue[index], labels, mask).sum() for _, index, mask, labels in by_sentence(articles, first))
    scopes = []
    for a, at in zip(articles, first):
        for anchor, start, end, places, labels in a.scopes:
            if end - start <= 240:
                if random.random() < 0.15:  # other cues are not always found
                    places = places.copy()
                    places[:, 6] = 0
                scopes.append((anchor + at, start + at, end + at, places, labels))
    scope = sum(
        net.scope_chain.loss(net.scope(rows, index, anchor, places, mask), labels, mask).sum()
        for _, index, anchor, places, mask, labels in by_scope(scopes))
    pad = np.zeros(PAD, dtype=np.int64)
    for columns, key in ((told[:, :2], "told"), (told[:, 2:], "tellers")):
        labels = torch.from_numpy(np.concatenate([part for a in articles for part in (getattr(a, key), pad)]))
        scope = scope + 0.6 * F.cross_entropy(columns, labels, reduction="sum")
    return (cues + 0.5 * scope) / len(rows) * 10


def learn(articles, rows, options):
    net = Network(rows, options.drop)
    articles, size = list(articles), 4
    steps = options.passes * -(-len(articles) // size)
    optimiser = torch.optim.AdamW(net.parameters(), 3e-3, weight_decay=0.01, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min(1, (s + 1) / 40) * max(0.02, 1 - s / steps))
    average, step = [w.clone() for w in net.state_dict().values()], 0
    for number in range(options.passes):
        began, total = time.time(), 0.0
        random.shuffle(articles)
        for at in range(0, len(articles), size):
            loss = losses(net, articles[at:at + size])
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            kept = min(0.997, (1 + step) / (10 + step))
            with torch.no_grad():
                for mean, weight in zip(average, net.state_dict().values()):
                    mean.mul_(kept).add_(weight, alpha=1 - kept)
            total += loss.item()
        print(f"pass {number + 1}: {total * size / len(articles):.4f}, {time.time() - began:.0f} s", flush=True)
    net.load_state_dict(dict(zip(net.state_dict(), average)))
    return net.eval()


# Measuring

def runs(indices):
    out = []
    for i in sorted(indices):
        if out and out[-1][1] == i:
            out[-1][1] = i + 1
        else:
            out.append([i, i + 1])
    return out


@torch.no_grad()
def found(net, article, rows):
    """Source, cue and content of each cue, as tokens."""
    inputs, _ = together([article], False)
    seen = net.see(*inputs)
    labels, cue = np.zeros(article.n, dtype=np.int64), net.cue(seen)
    for group, index, mask, _ in by_sentence([article], [0]):
        for (start, end, _), best in zip(group, net.cue_chain.best(cue[index], mask).numpy()):
            labels[start:end] = best[:end - start]
    cues = []
    for i, label in enumerate(labels):
        if label == 2 and cues and cues[-1][1] == i:
            cues[-1][1] = i + 1
        elif label:
            cues.append([i, i + 1])
    scopes = []
    for cue in cues:
        anchor, window, places = article.scope(cue, labels > 0, rows["place"])
        scopes.append((anchor, *window, places, np.zeros(window[1] - window[0], dtype=np.int64), cue))
    for group, index, anchor, places, mask, _ in by_scope(scopes) if scopes else ():
        for one, best in zip(group, net.scope_chain.best(net.scope(seen, index, anchor, places, mask), mask).numpy()):
            role = lambda label: [i for i in range(one[1], one[2]) if best[i - one[1]] == label and not one[5][0] <= i < one[5][1]]
            sources = sorted(runs(role(1)), key=lambda run: abs(run[0] - one[5][0]))[:1]
            if role(2):
                yield [i for run in sources for i in range(*run)], list(range(*one[5])), role(2)


def measure(net, articles, rows):
    """F1 of exact spans, each role's spans of an article taken together and counted in words."""
    counts = np.zeros((3, 3))
    for a in articles:
        words = [m.span() for m in re.finditer(r"\w+", a.text)]
        covered = lambda spans: {i for i, (s, e) in enumerate(words) if any(x <= s and e <= y for x, y in spans)}
        ours = list(found(net, a, rows))
        for r, role in enumerate(("source", "cue", "content")):
            spans = [(a.start[x], a.end[y - 1]) for one in ours for x, y in runs(one[r])]
            left, right = ({tuple(run) for run in runs(covered(s))} for s in ([s for g in a.gold for s in g[role]], spans))
            counts[r] += len(left & right), len(right - left), len(left - right)
    for role, (both, more, less) in zip(("source", "cue", "content"), counts):
        p, r = both / max(1, both + more), both / max(1, both + less)
        print(f"exact {role:8} P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(1e-9, p + r):.3f}", flush=True)


# Writing

HEADER = """\
# The network of attribution (crates/coding/src/attribution/network.rs), learnt by bench/attribution/train.py from the
# training articles of PolNeAR (Newell, Margolin and Ruths 2018, An Attribution Relations Corpus for Political News;
# annotations under CC BY 4.0). No sentence of the corpus is held here, only numbers of words, tags and arcs.
#
# table    what the row belongs to: words and places have tables of their own, maps have weights and a bias (one row of
#          weights for each number that comes out), norms a gain and a shift
# row      its name there: a word, tag or arc; or its number
# step     the value of one step
# numbers  how many steps each number of the row has
"""


def write(net, rows, path):
    state, lines = {k: v.numpy() for k, v in net.state_dict().items()}, []

    def put(name, names, numbers, bits):
        most = (1 << (bits - 1)) - 1
        for row, values in zip(names, np.atleast_2d(numbers)):
            value = float(f"{np.abs(values).max() / most or 1e-9:.6g}")
            steps = np.clip(np.round(values / value), -most, most).astype(int)
            lines.append(f"{name}\t{row}\t{value:.6g}\t{' '.join(map(str, steps))}")

    def words(name, key, known, others):
        put(name, others + sorted(known, key=known.get), state[key], 8)

    def affine(name, key):
        put(name + ".weights", range(len(state[key + ".weight"])), state[key + ".weight"], 8)
        put(name + ".bias", [0], state[key + ".bias"], 16)

    def norm(name, key):
        put(name + ".gain", [0], state[key + ".weight"], 16)
        put(name + ".shift", [0], state[key + ".bias"], 16)

    def chain(name, key):
        put(name + ".first", [0], state[key + ".first"], 16)
        put(name + ".pairs", [0], state[key + ".pairs"].reshape(1, -1), 16)

    def layers(name, key, all_by):
        for i, by in enumerate(all_by):
            affine(f"{name}.{i + 1}", f"{key}.{i}.affine")
            norm(f"{name}.{i + 1}", f"{key}.{i}.norm")
            lines.append(f"{name}.{i + 1}.by\t0\t1\t{by}")

    for i, key in enumerate(WORDS):
        words(key, f"words.{i}.weight", rows[key], ["<other>"])
    affine("input", "input")
    norm("input", "norm")
    layers("layer", "layers", LAYERS)
    affine("cue", "cue")
    chain("cue", "cue_chain")
    for name in ("reach", "anchor", "gate"):
        affine(name, name)
    norm("reach", "reach_norm")
    for i, name in enumerate(("first", "second", "third")):
        words(f"place.{name}", f"places.{i}.weight", rows["place"], ["<none>", "<cue>", "<far>"])
    for i, name in enumerate(("arcs", "apart", "quote", "cues"), 3):
        put(f"place.{name}", range(len(state[f"places.{i}.weight"])), state[f"places.{i}.weight"], 8)
    layers("scope.layer", "scope_layers", SCOPE_LAYERS)
    affine("scope", "scope_out")
    chain("scope", "scope_chain")
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEADER + "\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("tokens")
    parser.add_argument("network", help="the file to write")
    parser.add_argument("--passes", type=int, default=14)
    parser.add_argument("--drop", type=float, default=0.3, help="share of the numbers that are left out while learning")
    parser.add_argument("--fold", type=int, default=0)
    parser.add_argument("--all", action="store_true", help="learn from the articles held out as well")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    articles = read(options.gold, options.tokens)
    seen = [a for i, a in enumerate(articles) if options.all or i % 5 != options.fold]
    rows = vocabulary(seen)
    for a in articles:
        a.label(rows)
    print(f"{len(articles)} articles, learning from {len(seen)}", flush=True)
    net = learn(seen, rows, options)
    write(net, rows, options.network)
    if not options.all:
        measure(net, [a for i, a in enumerate(articles) if i % 5 == options.fold], rows)


if __name__ == "__main__":
    main()
