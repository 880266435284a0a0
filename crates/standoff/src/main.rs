//! standoff
fn main() {}
