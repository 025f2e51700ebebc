//! The binary carries the built web pages. Where they are not built yet, an empty folder stands in, so that cargo builds
//! without Node; the server then says what to run.

use std::path::Path;

fn main() {
    for app in ["workspace", "widget", "demo"] {
        let dist = Path::new("../../web/apps").join(app).join("dist");
        std::fs::create_dir_all(&dist).expect("the web folder can be written");
        println!("cargo::rerun-if-changed={}", dist.display());
    }
}
