//! Every command that the documents show runs and succeeds.
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::Command;

const PREFIX: &str = "$ cargo run --release -- ";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The commands of `document`'s console blocks that run this program.
fn commands(document: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(document).unwrap();
    let mut inside = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix(PREFIX).filter(|_| inside) {
            found.push(command.to_owned());
        }
    }
    found
}

/// A command's words: between double quotes, spaces are part of a word.
fn words(command: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for (n, stretch) in command.split('"').enumerate() {
        if n % 2 == 1 {
            words.push(stretch.to_owned());
        } else {
            words.extend(stretch.split(' ').filter(|word| !word.is_empty()).map(str::to_owned));
        }
    }
    words
}

#[test]
fn commands_of_the_readme_run() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(root().join("examples").canonicalize().unwrap(), folder.path().join("examples"))
        .unwrap();
    let commands = commands(&root().join("README.md"));
    assert!(commands.len() >= 3, "the README shows its commands in console blocks");
    for command in commands {
        let output = Command::new(env!("CARGO_BIN_EXE_standoff"))
            .current_dir(folder.path())
            .args(words(&command))
            .output()
            .unwrap();
        assert!(output.status.success(), "{command}\n{}", String::from_utf8_lossy(&output.stderr));
        assert!(!output.stdout.is_empty(), "{command}");
    }
    assert!(folder.path().join("brief.html").is_file(), "the README's first command writes its page");
}
