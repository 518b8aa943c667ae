//! An audience that has nobody any more: its last lists still stand on the platforms.

use super::*;

/// The people of all lists of an audience.
fn on_lists(output: &str, audience: &str, name: &str) -> BTreeSet<String> {
    let list = Path::new(output).join(audience).join(name);
    let list = fs::read_to_string(list).unwrap();
    list.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect()
}

/// A first audience with lists, the values of which are then called otherwise, and a second one that keeps apart from it.
fn second_after_first_waits(by_priority: bool, between: impl FnOnce(&Path)) -> (Output, usize) {
    let folder = tempfile::tempdir().unwrap();
    let file = project(folder.path());
    changed(&file, |json| {
        let mut second = json["audiences"][0].clone();
        second["audience"]["id"] = 2.into();
        second["audience"]["name"] = "Second".into();
        second["audience"]["target"]["conditions"][0]["values"] = serde_json::json!(["Bean & Co"]);
        second["audience"]["size"] = serde_json::json!({ "percent": 100.0 });
        match by_priority {
            true => json["priority"] = serde_json::json!([1, 2]),
            false => second["audience"]["eligibility"] = serde_json::json!({ "not_in": [1] }),
        }
        json["audiences"].as_array_mut().unwrap().push(second);
    });
    let output = path(folder.path(), "lists");
    let run = || likely(&["run", &file, "--output", &output, "--overwrite"]);
    let night = run();
    assert!(night.status.success(), "{}", text(&night.stderr));
    let orders = folder.path().join("orders.csv");
    let shop = fs::read_to_string(&orders).unwrap();
    fs::write(&orders, shop.replace("Tea House", "The Tea House")).unwrap();
    between(folder.path());
    let night = run();
    let first = on_lists(&output, "Tea people", "tea-people-csv.csv");
    let second = on_lists(&output, "Second", "second-csv.csv");
    assert!(first.len() > 10 && second.len() > 10);
    (night, first.intersection(&second).count())
}

#[test]
fn who_is_on_the_last_lists_of_an_audience_that_waits_is_kept_out_of_others() {
    for by_priority in [false, true] {
        let (run, on_both) = second_after_first_waits(by_priority, |_| {});
        let said = text(&run.stderr);
        assert!(run.status.success(), "{said}");
        assert!(text(&run.stdout).contains("Tea people: nobody yet"), "{}", text(&run.stdout));
        assert!(said.contains("Second: “Tea people” has nobody now"), "{said}");
        assert_eq!(on_both, 0, "{by_priority}");
    }
}

#[test]
fn where_the_last_lists_of_an_audience_that_waits_are_not_known_others_stop() {
    let (run, _) = second_after_first_waits(false, |folder| {
        fs::write(folder.join("tea.members/1.unfinished"), "").unwrap();
    });
    // The lists of the night before stay as they were.
    let said = text(&run.stderr);
    assert_eq!(run.status.code(), Some(3), "{said}");
    assert!(said.contains("who was on its last lists is not known"), "{said}");
}
