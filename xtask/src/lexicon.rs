//! `cargo xtask lexicon`: which lines of the event lexicon do not code their own example, read from `data/` as it lies.

use anyhow::{Context, ensure};
use coding::event::check::{ProblemKind, check};
use coding::{Coder, DataFiles, LikelihoodTable};
use language::Pipeline;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Name the lines whose actors or recipients are not as marked, too.
    #[arg(long)]
    parties: bool,
}

#[allow(clippy::print_stderr, reason = "what is wrong is what the task tells")]
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let coder = coder()?;
    let pipeline = pipeline()?;
    let problems = check(&coder, |text| pipeline.parse(text));
    let wrong = problems.iter().filter(|problem| problem.kind != ProblemKind::Parties).count();
    for problem in &problems {
        if arguments.parties || problem.kind != ProblemKind::Parties {
            eprintln!(
                "data/{}, line {} ({:?}): '{}': {}",
                problem.line.file, problem.line.line, problem.kind, problem.line.name, problem.says
            );
        }
    }
    eprintln!("{} lines, {wrong} wrong, {} with other parties", coder.lexicon_lines().len(), problems.len() - wrong);
    ensure!(wrong == 0, "not every line codes its own example");
    Ok(())
}

/// With the data files as they lie in the repository, whatever was compiled in.
pub(crate) fn coder() -> anyhow::Result<Coder> {
    let folder = crate::root().join("data");
    let mut files = DataFiles::default();
    for name in files.names().collect::<Vec<_>>() {
        let path = folder.join(name);
        files.replace(name, std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?);
    }
    Ok(Coder::new(&files, LikelihoodTable::default())?)
}

/// With the model as it lies in the repository.
pub(crate) fn pipeline() -> anyhow::Result<Pipeline> {
    let model = crate::root().join("data/model/en_core_web_sm-3.8.0.model");
    Pipeline::open(&model).with_context(|| format!("reading {}", model.display()))
}
