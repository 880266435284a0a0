//! The event lexicon codes its own examples: here a line in thirty, all of them with `cargo xtask lexicon`.

use coding::event::check::{ProblemKind, check, check_lines};
use coding::{Coder, DataFiles, LikelihoodTable};
use language::Pipeline;

fn coder(files: &DataFiles) -> Coder {
    Coder::new(files, LikelihoodTable::default()).unwrap()
}

#[test]
fn lines_code_their_own_examples() {
    let coder = coder(&DataFiles::default());
    let some: Vec<_> = coder.lexicon_lines().into_iter().step_by(30).collect();
    let pipeline = Pipeline::english();
    let mut wrong = check_lines(&coder, &some, |text| pipeline.parse(text));
    wrong.retain(|problem| problem.kind != ProblemKind::Parties);
    assert_eq!(wrong, []);
}

#[test]
fn a_line_that_does_not_code_its_example_is_found() {
    let verbs = "word\tsubject\tobject\tpreposition\tcomplement\ttype\tmode\tactor\trecipient\texample\n\
                 praise\t\t\t\t\tSUPPORT\t\t\t\t[Norway] praised {Chad}.\n\
                 praise\t\tparty\t\t\tACCUSE\t\t\t\t[Norway] hailed {Chad}.\n\
                 hail\t\t\t\t\tSUPPORT\t\t\t\t[Chad] hailed {Norway}.\n\
                 scold\t\t\t\t\tACCUSE\t\t\t\tThe envoy of [Chad] was scolded by {Norway}.\n";
    let mut files = DataFiles::default();
    files.replace("events/verbs.tsv", verbs.to_owned());
    files.replace("events/nouns.tsv", "word\ttype\tmode\tactor\trecipient\texample\n".to_owned());
    let pipeline = Pipeline::english();
    let problems = check(&coder(&files), |text| pipeline.parse(text));
    let told: Vec<(usize, ProblemKind)> = problems.iter().map(|problem| (problem.line.line, problem.kind)).collect();
    assert_eq!(told, [(2, ProblemKind::Unread), (3, ProblemKind::Unread), (5, ProblemKind::Parties)]);
}
