//! The container file and the manifests under `deploy/`: that they are well formed, and that what they rely on in the
//! program and in one another is there.

#![allow(clippy::unwrap_used, reason = "tests stop at once")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use yaml_rust2::{Yaml, YamlLoader};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn documents(file: &str) -> Vec<Yaml> {
    let text = fs::read_to_string(root().join("deploy").join(file)).unwrap();
    YamlLoader::load_from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn texts(list: &Yaml) -> Vec<String> {
    list.as_vec().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// The options of a command of the program, by the fields that hold them.
fn options() -> BTreeSet<String> {
    let mut options = BTreeSet::new();
    for file in ["src/cli/cluster.rs", "src/cli/run.rs"] {
        let code = fs::read_to_string(root().join(file)).unwrap();
        let mut lines = code.lines().map(str::trim).peekable();
        while let Some(line) = lines.next() {
            if let Some(named) = line.split("long = \"").nth(1) {
                options.insert(named.split('"').next().unwrap().to_owned());
            } else if line.starts_with("#[arg(long") {
                let field = lines.peek().unwrap().split(':').next().unwrap();
                options.insert(field.trim_start_matches("pub(super) ").replace('_', "-"));
            }
        }
    }
    assert!(options.contains("bind-host") && options.contains("source"), "{options:?}");
    options
}

/// The value after an option.
fn value<'a>(arguments: &'a [String], option: &str) -> &'a str {
    let place = arguments.iter().position(|a| a == option);
    place.and_then(|place| arguments.get(place + 1)).unwrap_or_else(|| panic!("no {option}"))
}

/// All commands: the name of the service or workload, its container, its arguments.
fn commands() -> Vec<(String, Yaml, Vec<String>)> {
    let mut all = Vec::new();
    let compose = &documents("compose.yaml")[0];
    for (name, service) in compose["services"].as_hash().unwrap() {
        let name = name.as_str().unwrap().to_owned();
        all.push((name, service.clone(), texts(&service["command"])));
    }
    for pod in pods() {
        for container in pod["containers"].as_vec().unwrap() {
            let name = container["name"].as_str().unwrap().to_owned();
            all.push((name, container.clone(), texts(&container["args"])));
        }
    }
    all
}

fn manifests() -> Vec<Yaml> {
    let files = ["scheduler.yaml", "executors.yaml", "run.yaml", "network.yaml"];
    files.iter().flat_map(|file| documents(&format!("kubernetes/{file}"))).collect()
}

/// What runs in each workload.
fn pods() -> Vec<Yaml> {
    let pods = manifests().into_iter().filter_map(|manifest| match manifest["kind"].as_str() {
        Some("Deployment") => Some(manifest["spec"]["template"]["spec"].clone()),
        Some("CronJob") => {
            Some(manifest["spec"]["jobTemplate"]["spec"]["template"]["spec"].clone())
        }
        _ => None,
    });
    pods.collect()
}

#[test]
fn commands_are_the_programs_and_fit_together() {
    let known = options();
    let (mut schedulers, mut asked) = (0, BTreeSet::new());
    for (name, container, arguments) in commands() {
        assert_eq!(container["image"].as_str(), Some("likely-cluster"), "{name}");
        for option in arguments.iter().filter_map(|a| a.strip_prefix("--")) {
            assert!(known.contains(option), "{name}: the program has no --{option}");
        }
        match arguments[0].as_str() {
            "scheduler" => {
                schedulers += 1;
                assert_eq!(value(&arguments, "--bind-port"), "50050");
            }
            "executor" => {
                let (host, port) =
                    (value(&arguments, "--scheduler-host"), value(&arguments, "--scheduler-port"));
                asked.insert(format!("{host}:{port}"));
                let memory: f64 = value(&arguments, "--memory").parse().unwrap();
                assert!(memory < 1.0, "the engine's share is no more than half of 2 GB");
                let external = value(&arguments, "--external-host");
                assert!(external == name || external == "$(POD_IP)", "{external}");
            }
            "run" => {
                let url = value(&arguments, "--scheduler").strip_prefix("df://").unwrap();
                asked.insert(url.to_owned());
                assert_eq!(value(&arguments, "--shared"), "/shared");
            }
            other => panic!("{name}: the program has no command {other}"),
        }
    }
    assert_eq!(schedulers, 2);
    // Those who ask find the scheduler under the name that it has there.
    assert_eq!(
        asked.into_iter().collect::<Vec<_>>(),
        ["likely-scheduler:50050", "scheduler:50050"]
    );
    let service = &documents("kubernetes/scheduler.yaml")[0];
    assert_eq!(service["metadata"]["name"].as_str(), Some("likely-scheduler"));
    assert_eq!(service["spec"]["ports"][0]["port"].as_i64(), Some(50050));
}

#[test]
fn manifests_are_of_kinds_that_kubernetes_has() {
    let of = |manifest: &Yaml| {
        let text = |name: &str| manifest[name].as_str().unwrap().to_owned();
        assert!(manifest["metadata"]["name"].as_str().is_some());
        (text("apiVersion"), text("kind"))
    };
    let expected = [
        ("v1", "Service"),
        ("apps/v1", "Deployment"),
        ("apps/v1", "Deployment"),
        ("batch/v1", "CronJob"),
        ("networking.k8s.io/v1", "NetworkPolicy"),
    ];
    let expected = expected.map(|(version, kind)| (version.to_owned(), kind.to_owned()));
    assert_eq!(manifests().iter().map(of).collect::<Vec<_>>(), expected);
    for manifest in manifests().iter().filter(|m| m["kind"].as_str() == Some("Deployment")) {
        let (spec, template) = (&manifest["spec"], &manifest["spec"]["template"]);
        let wanted = spec["selector"]["matchLabels"]["app"].as_str();
        assert_eq!(wanted, template["metadata"]["labels"]["app"].as_str());
    }
    let run = &manifests()[3]["spec"];
    assert_eq!(run["schedule"].as_str().unwrap().split(' ').count(), 5);
    assert_eq!(run["concurrencyPolicy"].as_str(), Some("Forbid"));
    let job = &run["jobTemplate"]["spec"]["template"]["spec"];
    assert_eq!(job["restartPolicy"].as_str(), Some("Never"));
}

#[test]
fn everyone_is_one_user_and_sees_one_folder() {
    let container_file = fs::read_to_string(root().join("deploy/Containerfile")).unwrap();
    assert!(container_file.contains("\nUSER 10001\n"));
    for pod in pods() {
        assert_eq!(pod["securityContext"]["runAsUser"].as_i64(), Some(10001));
        let volumes = pod["volumes"].as_vec().cloned().unwrap_or_default();
        let names: Vec<&str> = volumes.iter().map(|v| v["name"].as_str().unwrap()).collect();
        for container in pod["containers"].as_vec().unwrap() {
            assert!(container["resources"]["limits"]["memory"].as_str().is_some());
            let mounts = container["volumeMounts"].as_vec().cloned().unwrap_or_default();
            for mount in &mounts {
                assert!(names.contains(&mount["name"].as_str().unwrap()));
            }
            let works = container["name"].as_str() != Some("scheduler");
            let shared = mounts.iter().any(|mount| mount["mountPath"].as_str() == Some("/shared"));
            assert_eq!(works, shared);
        }
    }
    let compose = &documents("compose.yaml")[0];
    for (name, service) in compose["services"].as_hash().unwrap() {
        let volumes = service["volumes"].as_vec().cloned().unwrap_or_default();
        let shared = volumes.iter().any(|v| v.as_str() == Some("shared:/shared"));
        assert_eq!(name.as_str() != Some("scheduler"), shared, "{name:?}");
    }
}

/// Whoever reads the lake may: the same credentials, from a secret, and nowhere in the manifests.
#[test]
fn those_who_read_objects_are_told_how() {
    let secret = |container: &Yaml| {
        let from = container["envFrom"][0]["secretRef"]["name"].as_str();
        from.map(str::to_owned)
    };
    let mut told = BTreeSet::new();
    for container in pods().iter().flat_map(|pod| pod["containers"].as_vec().unwrap().clone()) {
        let reads = container["name"].as_str() != Some("scheduler");
        assert_eq!(reads, secret(&container).is_some(), "{container:?}");
        told.extend(secret(&container));
    }
    assert_eq!(told.len(), 1, "{told:?}");
    for (_, _, arguments) in commands() {
        if arguments[0] == "run" {
            let source = value(&arguments, "--source").split_once('=').unwrap().1.to_owned();
            let there = [source.as_str(), value(&arguments, "--output")];
            assert!(
                there.iter().all(|p| p.starts_with("s3://"))
                    || there.iter().all(|p| p.starts_with('/'))
            );
        }
    }
    for file in ["executors.yaml", "run.yaml", "scheduler.yaml"] {
        let text = fs::read_to_string(root().join("deploy/kubernetes").join(file)).unwrap();
        let secrets = ["SECRET_ACCESS_KEY:", "name: AWS_SECRET", "name: AZURE_"];
        assert!(!secrets.iter().any(|word| text.contains(word)), "{file}");
    }
}

#[test]
fn the_container_is_built_from_what_is_there_and_as_the_documents_say() {
    let file = fs::read_to_string(root().join("deploy/Containerfile")).unwrap();
    let build = "--release --no-default-features --features cluster";
    let documents = fs::read_to_string(root().join("docs/cluster.md")).unwrap();
    assert!(file.contains(build) && documents.contains(build));
    for line in file.lines().filter(|l| l.starts_with("COPY ") && !l.contains("--from")) {
        let words: Vec<&str> = line.split_whitespace().skip(1).collect();
        for source in &words[..words.len() - 1] {
            assert!(Path::new(&root()).join(source).exists(), "{source}");
        }
    }
    // Cargo wants what the manifest names to be there, also where it is not built.
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let benches = manifest.contains("[[bench]]");
    assert_eq!(benches, file.contains("COPY benches "));
    let server = manifest.contains("path = \"tests/object_store/server.rs\"");
    assert_eq!(server, file.contains("COPY tests/object_store tests/object_store"));
}
