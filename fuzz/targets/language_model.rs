//! A model with one of its files changed: loading it gives an error or a pipeline that parses. The input itself taken for
//! a packed file or a wheel is read or refused.
//!
//! The first byte of the input chooses the file, the second what is done to it: its contents replaced by the rest of
//! the input, or changes made to it at places that the rest gives, four bytes each.

#![no_main]

use std::sync::LazyLock;

use language::{Components, Model, Pipeline};
use libfuzzer_sys::fuzz_target;

static TINY: LazyLock<Model> = LazyLock::new(|| {
    Model::from_bytes(include_bytes!("../../crates/language/tests/tiny.model")).expect("the model is whole")
});

fuzz_target!(|input: &[u8]| {
    let _ = Model::from_bytes(input);
    let [choice, replace, rest @ ..] = input else { return };
    let mut files: Vec<_> = TINY.files_by_path().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
    let choice = usize::from(*choice) % files.len();
    let contents = &mut files[choice].1;
    if replace % 2 == 0 {
        *contents = rest.to_vec();
    } else {
        for edit in rest.chunks_exact(4) {
            let place = usize::from(edit[0]) << 16 | usize::from(edit[1]) << 8 | usize::from(edit[2]);
            // Most of what decides stands at a file's start.
            let place = if replace % 4 == 1 { place % 256 } else { place };
            let length = contents.len();
            if let Some(byte) = contents.get_mut(place % length.max(1)) {
                *byte = edit[3];
            }
        }
        if replace % 8 == 7 {
            contents.truncate(rest.first().map_or(0, |&cut| usize::from(cut)) * contents.len() / 256);
        }
    }
    let model = Model::from_files(files);
    // Packing takes longest.
    if replace % 32 == 8 {
        let packed = Model::from_bytes(&model.pack()).expect("what was packed can be read");
        assert!(packed.same_as(&model));
    }
    if let Ok(pipeline) = Pipeline::new(&model, Components::default()) {
        pipeline.parse("The envoy won't leave Geneva: no deal (yet).");
    }
});
