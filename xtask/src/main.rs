//! What is not cargo's own. `cargo xtask` lists the tasks.

fn main() -> anyhow::Result<()> {
    anyhow::bail!("usage: cargo xtask TASK (none is defined yet)")
}
