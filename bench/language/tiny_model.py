#!/usr/bin/env python3
"""Makes the tiny pipeline with static vectors that tests and fuzzing load, and what spaCy makes of a few sentences:

    PYTHON_WITH_SPACY bench/language/tiny_model.py DIRECTORY

It has the architecture of spaCy's models with vectors (`md`, `lg`) at a small size and random weights, so its labels
mean nothing; that ours gives the same ones is what counts. `DIRECTORY/model` is the pipeline, `DIRECTORY/expected.jsonl`
what spaCy gives. `cargo xtask pack DIRECTORY/model crates/language/tests/tiny.model` packs it.
"""
import json
import pathlib
import sys

import numpy
import spacy
from spacy.training import Example
from thinc.api import fix_random_seed

SENTENCES = [
    "The envoy left Geneva on Monday without a deal.",
    "\"We won't wait,\" the minister said; her aides disagreed.",
    "Talks stalled.\n\nNobody moved, and the border stayed shut for 3 years.",
    "Oslo",
    "",
    "a  b\tc d",
]
WORDS = ["the", "envoy", "left", "Geneva", "Monday", "deal", "minister", "said", "border", "years"]

TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 20,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
        "rows": [30, 20, 20, 20, 5, 5],
        "include_static_vectors": True,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": 20,
        "depth": 3,
        "window_size": 1,
        "maxout_pieces": 2,
    },
}


def transitions(state, tok2vec):
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": state,
        "extra_state_tokens": state == "ner",
        "hidden_width": 12,
        "maxout_pieces": 3,
        "use_upper": True,
        "nO": None,
        "tok2vec": tok2vec,
    }


def main(folder):
    fix_random_seed(5)
    nlp = spacy.blank("en")
    nlp.vocab.reset_vectors(shape=(len(WORDS), 9))
    generator = numpy.random.default_rng(5)
    for word in WORDS:
        nlp.vocab.set_vector(word, generator.normal(size=9).astype("f"))
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 20, "upstream": "tok2vec"}
    nlp.add_pipe("tok2vec", config={"model": TOK2VEC})
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False,
                                              "tok2vec": listener}})
    nlp.add_pipe("parser", config={"model": transitions("parser", listener), "min_action_freq": 1})
    nlp.add_pipe("ner", config={"model": transitions("ner", TOK2VEC)})
    doc = nlp.make_doc("The envoy left Geneva on Monday .")
    gold = {"tags": ["DT", "NN", "VBD", "NNP", "IN", "NNP", "."], "heads": [1, 2, 2, 2, 2, 4, 2],
            "deps": ["det", "nsubj", "ROOT", "dobj", "prep", "pobj", "punct"],
            "entities": ["O", "O", "O", "U-GPE", "O", "U-DATE", "O"]}
    nlp.initialize(lambda: [Example.from_dict(doc, gold)])
    # Fresh layers that end a model start at zero: all labels would tie.
    for name in ("tagger", "parser", "ner"):
        for layer in nlp.get_pipe(name).model.walk():
            for parameter in layer.param_names:
                if layer.has_param(parameter) and layer.name in ("softmax", "linear", "layernorm"):
                    value = layer.get_param(parameter)
                    layer.set_param(parameter, generator.normal(size=value.shape).astype("f"))
    folder.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(folder / "model", exclude=["vocab/strings"])
    with open(folder / "expected.jsonl", "w", encoding="utf-8") as out:
        for text in SENTENCES:
            tokens = [[t.idx, t.idx + len(t), t.tag_, t.head.i, t.dep_, t.ent_type_, t.ent_iob_ == "B", bool(t.is_sent_start)]
                      for t in nlp(text)]
            out.write(json.dumps({"text": text, "tokens": tokens}) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
