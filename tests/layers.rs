//! What ARCHITECTURE.md says of the code: the dependency rule, the invariants' tests, the page's policy.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

const ARCHITECTURE: &str = include_str!("../ARCHITECTURE.md");

/// Folders that stand alone, wherever they lie in the map.
const ALONE: [&str; 2] = ["crates/interaction", "xtask"];

/// Packages that are one folder's own business.
const HOMES: [(&str, &str); 7] = [
    ("reqwest", "crates/wolkvox"),
    ("hyper", "crates/simulator"),
    ("rusqlite", "crates/archive"),
    ("rust_xlsxwriter", "crates/export"),
    ("keyring", "crates/app"),
    ("libc", "crates/app"),
    ("tauri", "src-tauri"),
];

#[test]
fn a_folder_depends_only_on_folders_above_it() {
    let map = code_map();
    let place = |folder: &str| map.iter().position(|known| known == folder);
    for (folder, dependency) in dependencies() {
        let own = place(&folder).unwrap_or_else(|| panic!("ARCHITECTURE.md's code map does not name {folder}"));
        let Some(goal) = &dependency.folder else { continue };
        assert!(!ALONE.contains(&folder.as_str()), "{folder} stands alone, but depends on {goal}");
        let simulated = goal == "crates/simulator";
        if simulated && dependency.for_tests {
            continue;
        }
        assert!(place(goal).unwrap() < own, "{folder} depends on {goal}, which is not above it in the code map");
        assert!(!simulated || folder == "crates/app", "{folder} depends on the simulator, as only crates/app may");
    }
}

#[test]
fn http_sql_files_keychain_and_window_each_have_one_home() {
    for (folder, dependency) in dependencies() {
        let home = HOMES.iter().find(|(package, _)| *package == dependency.package);
        if let Some((package, home)) = home.filter(|_| !dependency.for_tests) {
            assert_eq!(&folder, home, "{package} belongs to {home}");
        }
    }
}

#[test]
fn every_invariant_names_tests_that_exist() {
    let (_, invariants) = ARCHITECTURE.split_once("## Invariants").unwrap();
    let invariants = invariants.split_whitespace().collect::<Vec<_>>().join(" ");
    for number in 1.. {
        let Some((_, item)) = invariants.split_once(&format!(" {number}. **")) else {
            assert!(number > 16, "there is no invariant {number}");
            break;
        };
        let item = item.split_once(&format!(" {}. **", number + 1)).map_or(item, |(item, _)| item);
        let (_, held) = item.split_once("*Held by ").unwrap_or_else(|| panic!("invariant {number} names no test"));
        let mut names = Vec::new();
        for quoted in held.split('`').skip(1).step_by(2) {
            if quoted.ends_with(".rs") {
                let source = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(quoted));
                let source = source.unwrap_or_else(|error| panic!("{quoted} of invariant {number}: {error}"));
                let lacks = |name: &&str| !source.contains(&format!("fn {name}("));
                let missing: Vec<&str> = names.drain(..).filter(lacks).collect();
                assert!(missing.is_empty(), "{quoted} has no test {missing:?}, as invariant {number} says");
            } else {
                names.push(quoted);
            }
        }
        assert!(names.is_empty(), "invariant {number} says of no file that it holds {names:?}");
    }
}

#[test]
fn the_pages_policy_allows_nothing_from_outside() {
    let configuration: Value = serde_json::from_str(include_str!("../tauri.conf.json")).unwrap();
    let policy = configuration["app"]["security"]["csp"].as_str().unwrap();
    let rules: Vec<(&str, &str)> = policy.split("; ").map(|rule| rule.split_once(' ').unwrap()).collect();
    assert!(rules.contains(&("default-src", "'none'")));
    for (name, sources) in &rules {
        // The way to the shell is no network: the webview hands these requests to the program itself.
        let to_the_shell = (*name, *sources) == ("connect-src", "ipc: http://ipc.localhost");
        assert!(to_the_shell || matches!(*sources, "'none'" | "'self'"), "{name} allows {sources}");
    }
    for name in ["base-uri", "form-action", "frame-ancestors"] {
        assert!(rules.contains(&(name, "'none'")), "{name} does not fall back to default-src");
    }
    let security = configuration["app"]["security"].as_object().unwrap();
    assert!(!security.contains_key("dangerousDisableAssetCspModification") && !security.contains_key("assetProtocol"));
    let window = &configuration["app"]["windows"][0];
    assert_eq!(window["incognito"], true);
    assert_eq!(configuration["app"]["windows"].as_array().unwrap().len(), 1);
    assert!(configuration["app"].get("withGlobalTauri").is_none());
}

#[test]
fn the_page_may_ask_for_the_commands_hear_events_zoom_and_nothing_else() {
    let capability: Value = serde_json::from_str(include_str!("../src-tauri/capabilities/main.json")).unwrap();
    let events = ["core:event:allow-listen", "core:event:allow-unlisten"];
    let expected = ["page", events[0], events[1], "core:webview:allow-set-webview-zoom"];
    assert_eq!(capability["permissions"], serde_json::json!(expected));
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
    assert!(capability.get("remote").is_none());
    let permission = include_str!("../src-tauri/permissions/page.toml");
    let allowed: Vec<&str> =
        permission.lines().filter_map(|line| line.strip_prefix("  \"")?.strip_suffix("\",")).collect();
    let bindings = include_str!("../ui/src/host/bindings.ts");
    let asked =
        bindings.split("__TAURI_INVOKE(\"").skip(1).filter_map(|rest| rest.split_once('"').map(|(name, _)| name));
    let asked: Vec<&str> = asked.collect();
    assert!(asked.len() > 20);
    assert_eq!(allowed, asked);
}

/// What one folder's manifest asks for.
struct Dependency {
    package: String,
    /// The folder, for one of the workspace.
    folder: Option<String>,
    for_tests: bool,
}

/// Every direct dependency of every package of the workspace, with the folder that has it.
fn dependencies() -> Vec<(String, Dependency)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut found = Vec::new();
    for package in metadata["packages"].as_array().unwrap() {
        let manifest = Path::new(package["manifest_path"].as_str().unwrap());
        let folder = folder_of(root, manifest.parent().unwrap());
        for dependency in package["dependencies"].as_array().unwrap() {
            let package = dependency["name"].as_str().unwrap().to_owned();
            let goal = dependency["path"].as_str().map(|path| folder_of(root, Path::new(path)));
            let for_tests = dependency["kind"] == "dev";
            found.push((folder.clone(), Dependency { package, folder: goal, for_tests }));
        }
    }
    assert!(found.len() > 20, "cargo metadata tells of too few dependencies to be right");
    found
}

/// A package's folder as the code map writes it. The root package is the shell.
fn folder_of(root: &Path, package: &Path) -> String {
    let inside = package.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
    if inside.is_empty() { "src-tauri".to_owned() } else { inside }
}

/// The folders of the code map, from the top.
fn code_map() -> Vec<String> {
    let rows = ARCHITECTURE.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| row.split_once('`')).map(|(folder, _)| folder.to_owned()).collect()
}
