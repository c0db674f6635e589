//! axe-core over what the page shows.

use std::fmt::Write as _;
use std::sync::LazyLock;

use super::Page;

static AXE: LazyLock<String> = LazyLock::new(|| {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(file).expect("axe-core comes with the page's packages")
});

/// Frames of messages run no scripts, so axe's own would wait for an answer that never comes.
const RUN: &str = "
const done = arguments[arguments.length - 1];
axe.run(document, { iframes: false, resultTypes: ['violations'] })
  .then((found) => done(found.violations.map((one) => ({
    id: one.id, help: one.help, nodes: one.nodes.map((node) => `${node.target} ${node.html.slice(0, 160)} ${node.any.concat(node.all).map((c) => c.message).join('; ')}`)
  }))), (error) => done([{ id: 'axe', help: String(error), nodes: [] }]))";

impl Page<'_> {
    /// Asserts that axe finds nothing on what is shown. `screen` names it in a failure.
    pub(crate) fn audit(&self, screen: &str) {
        let found = self.findings();
        assert!(found.is_empty(), "axe on {screen}:\n{found}");
    }

    /// What axe finds, in words.
    pub(crate) fn findings(&self) -> String {
        self.rest();
        if self.js("return typeof axe === 'undefined'").as_bool() == Some(true) {
            self.js(&AXE);
        }
        let found = self.js_later(RUN, Vec::new());
        let mut said = String::new();
        for one in found.as_array().unwrap() {
            let _ = writeln!(said, "{}: {}", one["id"].as_str().unwrap(), one["help"].as_str().unwrap());
            for node in one["nodes"].as_array().unwrap() {
                let _ = writeln!(said, "    {}", node.as_str().unwrap());
            }
        }
        said
    }
}
