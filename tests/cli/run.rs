//! The lists of a project.

use super::*;

#[test]
fn a_run_from_what_was_kept_writes_the_same_lists() {
    let folder = tempfile::tempdir().unwrap();
    let file = project(folder.path());
    let run = |name: &str, extra: &[&str]| {
        let output = path(folder.path(), name);
        let run = likely(&[&["run", &file, "--output", &output], extra].concat());
        assert!(run.status.success(), "{}", text(&run.stderr));
        fs::read(Path::new(&output).join("Tea people/tea-people-csv.csv")).unwrap()
    };
    let first = run("first", &["--fresh"]);
    assert!(first == run("second", &[]), "kept on the way");
    assert!(first == run("third", &[]), "from what was kept");
    assert!(first == run("fourth", &["--fresh", "--memory", "0.000001"]), "short of memory");
}

#[test]
fn run_makes_a_projects_lists_and_never_over_old_ones_unless_told() {
    let folder = tempfile::tempdir().unwrap();
    let (file, output) = (project(folder.path()), path(folder.path(), "lists"));
    let run = likely(&["run", &file, "--output", &output]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let made = folder.path().join("lists/Tea people");
    let list = fs::read_to_string(made.join("tea-people-csv.csv")).unwrap();
    let control = fs::read_to_string(made.join("tea-people-control-group.csv")).unwrap();
    assert_eq!(list.lines().count() + control.lines().count(), 30 + 2, "30 people, two headers");
    assert!(control.lines().count() > 1, "somebody is held out");
    let drinkers = list.lines().skip(1).filter(|l| {
        let id: u32 = l.split(',').next().unwrap().parse().unwrap();
        id.is_multiple_of(3)
    });
    assert!(drinkers.count() >= 20, "the regulars are in");
    let again = likely(&["run", &file, "--output", &output]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("was not touched"), "{}", text(&again.stderr));
    let told = likely(&["run", &file, "--output", &output, "--overwrite"]);
    assert!(told.status.success(), "{}", text(&told.stderr));
    assert_eq!(fs::read_to_string(made.join("tea-people-csv.csv")).unwrap(), list);
}

#[test]
fn run_leaves_out_suppressed_people_and_those_of_other_audiences() {
    let folder = tempfile::tempdir().unwrap();
    let file = project(folder.path());
    let stop = path(folder.path(), "opt-outs.txt");
    // Without a header; the third is the SHA-256 of "00004".
    let hash = "a5062280775101377f2ed2a5ac021f9c5ba0be42d583135ef8e94df6316d979e";
    fs::write(&stop, format!("00001\n00002\n{hash}\n")).unwrap();
    let mut text_of: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let mut others = text_of["audiences"][0].clone();
    others["audience"]["id"] = 2.into();
    others["audience"]["name"] = "Everyone else".into();
    others["audience"]["control_percent"] = 0.into();
    others["audience"]["size"] = serde_json::json!({ "percent": 100.0 });
    others["audience"]["eligibility"] =
        serde_json::json!({ "not_in": [1], "suppression": [{ "path": "opt-outs.txt" }] });
    // The one that leaves the other out comes first in the project.
    let first = text_of["audiences"][0].clone();
    text_of["audiences"] = serde_json::json!([others, first]);
    text_of["audiences"][0]["audience"]["eligibility"]["suppression"][0]["path"] =
        stop.clone().into();
    fs::write(&file, text_of.to_string()).unwrap();
    let output = path(folder.path(), "lists");
    let run = likely(&["run", &file, "--output", &output]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let ids = |list: &str| -> Vec<String> {
        let list = fs::read_to_string(folder.path().join("lists").join(list)).unwrap();
        list.lines().skip(1).map(|l| l.split(',').next().unwrap().to_owned()).collect()
    };
    let mut tea = ids("Tea people/tea-people-csv.csv");
    tea.extend(ids("Tea people/tea-people-control-group.csv"));
    let rest = ids("Everyone else/everyone-else-csv.csv");
    let suppressed = ["00001", "00002", "00004"];
    assert!(rest.iter().all(|id| !tea.contains(id) && !suppressed.contains(&id.as_str())));
    let tea = tea.iter().filter(|id| !suppressed.contains(&id.as_str()));
    assert_eq!(rest.len(), 120 - suppressed.len() - tea.count());
    // A file that is gone stops the audience: nobody is contacted by mistake.
    fs::remove_file(&stop).unwrap();
    let gone = likely(&["run", &file, "--output", &output, "--overwrite"]);
    assert_eq!(gone.status.code(), Some(3));
    assert!(text(&gone.stderr).contains("is not where it was"), "{}", text(&gone.stderr));
    // A circle is refused in words.
    text_of["audiences"][0]["audience"]["eligibility"]["suppression"] = serde_json::json!([]);
    text_of["audiences"][1]["audience"]["eligibility"] = serde_json::json!({ "not_in": [2] });
    fs::write(&file, text_of.to_string()).unwrap();
    let circle = likely(&["run", &file, "--output", &output, "--overwrite"]);
    assert_eq!(circle.status.code(), Some(1));
    assert!(text(&circle.stderr).contains("in a circle"), "{}", text(&circle.stderr));
}

#[test]
fn run_writes_a_destination_of_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    let (file, output) = (project(folder.path()), path(folder.path(), "lists"));
    let mut saved: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let column = |header: &str, content: &str, hashing: &str| serde_json::json!({ "header": header, "content": content, "form": "trimmed", "hashing": hashing });
    let mine = serde_json::json!({
        "key": "own-1",
        "name": "Our shop",
        "delimiter": "semicolon",
        "columns": [column("Kunde", "person_id", "always"), column("Rang", "rank", "never")],
    });
    saved["audiences"][0]["lists"] =
        serde_json::json!({ "choices": [{ "destination": mine, "hashed": false }] });
    saved["destinations"] = serde_json::json!([mine]);
    fs::write(&file, saved.to_string()).unwrap();
    let run = likely(&["run", &file, "--output", &output]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let list = fs::read_to_string(folder.path().join("lists/Tea people/tea-people-own-1.csv"));
    let list = list.unwrap();
    let mut lines = list.lines();
    assert_eq!(lines.next(), Some("Kunde;Rang"));
    let first: Vec<&str> = lines.next().unwrap().split(';').collect();
    assert!(first[0].len() == 64 && first[1].parse::<u32>().is_ok(), "{first:?}");
}

#[test]
fn run_says_who_came_and_left_since_the_last_lists_and_bears_a_damaged_record() {
    let folder = tempfile::tempdir().unwrap();
    let (file, output) = (project(folder.path()), path(folder.path(), "lists"));
    let run = |extra: &[&str]| {
        let args = [&["run", &file, "--output", &output, "--overwrite"], extra].concat();
        let run = likely(&args);
        assert!(run.status.success(), "{}", text(&run.stderr));
        (text(&run.stdout), text(&run.stderr))
    };
    let (first, _) = run(&["--as-of", "2025-06-01T00:00:00Z"]);
    assert!(!first.contains("Since"), "{first}");
    let records = folder.path().join("tea.members");
    let kept: Vec<PathBuf> = fs::read_dir(&records).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(kept.len(), 1);
    let bytes = fs::read(&kept[0]).unwrap();
    assert!(!bytes.windows(5).any(|w| w == b"00003"), "nobody's ID is in it");
    let (second, _) = run(&[]);
    assert!(second.contains("Since") && second.contains("stayed"), "{second}");
    let ids = |name: &str| -> Vec<String> {
        let list = fs::read_to_string(folder.path().join("lists/Tea people").join(name));
        let list = list.unwrap_or_default();
        list.lines().skip(1).map(|l| l.split(',').next().unwrap().to_owned()).collect()
    };
    let (list, added) = (ids("tea-people-csv.csv"), ids("tea-people-csv-added.csv"));
    let removed = ids("tea-people-csv-removed.csv");
    assert!(!added.is_empty() && added.len() < list.len() && !removed.is_empty(), "{second}");
    assert!(
        added.iter().all(|id| list.contains(id)) && !removed.iter().any(|id| list.contains(id))
    );
    for kept in fs::read_dir(&records).unwrap() {
        fs::write(kept.unwrap().path(), "LKLYMEMB, cut off").unwrap();
    }
    let (third, warned) = run(&[]);
    assert!(warned.contains("damaged"), "{warned}");
    assert!(!third.contains("Since"), "{third}");
}

#[test]
fn forget_that_could_not_look_into_a_record_does_not_end_like_one_that_worked() {
    let folder = tempfile::tempdir().unwrap();
    let (file, output) = (project(folder.path()), path(folder.path(), "lists"));
    assert!(likely(&["run", &file, "--output", &output]).status.success());
    let people = path(folder.path(), "gone.csv");
    fs::write(&people, "00003\n").unwrap();
    // What other tests keep at the same time is not thrown away for this one.
    let forget = || {
        let mut command = program::program(&["forget", &file, "--people", &people]);
        command.env("XDG_CACHE_HOME", folder.path().join("cache")).output().unwrap()
    };
    assert_eq!(forget().status.code(), Some(0), "{}", text(&forget().stderr));
    let record = folder.path().join("tea.members/1-5-lists.members");
    fs::write(record, "LKLYMEMB, cut off").unwrap();
    let half = forget();
    assert_eq!(half.status.code(), Some(3), "{}", text(&half.stderr));
    assert!(text(&half.stdout).contains("1-5-lists.members"), "{}", text(&half.stdout));
}

#[test]
fn in_order_of_priority_everyone_is_in_one_list_only() {
    let folder = tempfile::tempdir().unwrap();
    let file = project(folder.path());
    let mut json: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let mut wider = json["audiences"][0].clone();
    wider["audience"]["id"] = 2.into();
    wider["audience"]["name"] = "All tea people".into();
    wider["audience"]["size"] = serde_json::json!({ "people": 50 });
    json["audiences"].as_array_mut().unwrap().push(wider);
    // The third was deleted.
    json["priority"] = serde_json::json!([3, 1, 2]);
    fs::write(&file, json.to_string()).unwrap();
    let output = path(folder.path(), "lists");
    let ids = |name: &str| -> Vec<String> {
        let folder = folder.path().join("lists").join(name);
        let files = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
        let lists = files.filter(|f| f.extension().is_some_and(|e| e == "csv"));
        let rows = lists.flat_map(|f| {
            let text = fs::read_to_string(f).unwrap();
            text.lines().skip(1).map(|l| l[..5].to_owned()).collect::<Vec<_>>()
        });
        rows.collect()
    };
    // Asked for alone, it is still kept apart from the one before it.
    let run = likely(&["run", &file, "--output", &output, "--audience", "All tea people"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let said = text(&run.stdout);
    assert!(said.contains("20 people") && said.contains("30 more are in an audience"), "{said}");
    let alone = ids("All tea people");
    let run = likely(&["run", &file, "--output", &output, "--overwrite"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let first = ids("Tea people");
    assert_eq!((first.len(), ids("All tea people").len()), (30, 20));
    assert!(alone.iter().all(|id| !first.contains(id)));
}

#[test]
fn two_accounts_of_one_mailbox_get_one_campaign() {
    let folder = tempfile::tempdir().unwrap();
    let file = project(folder.path());
    let orders = folder.path().join("orders.csv");
    let shop = fs::read_to_string(&orders).unwrap();
    // Every other account is the same mailbox in capitals.
    let mut lines = shop.lines();
    let mut text_of = lines.next().unwrap().to_owned() + "\n";
    for line in lines {
        let (id, rest) = line.split_once(',').unwrap();
        let number: u32 = id.parse().unwrap();
        let name = ["kim", "Kim"][number as usize % 2];
        text_of += &format!("{name}{}@shop.example,{rest}\n", number / 2);
    }
    fs::write(&orders, text_of).unwrap();
    changed(&file, |json| {
        json["audiences"][0]["audience"]["control_percent"] = 0.into();
        let mut wider = json["audiences"][0].clone();
        wider["audience"]["id"] = 2.into();
        wider["audience"]["name"] = "Second".into();
        wider["audience"]["size"] = serde_json::json!({ "percent": 100.0 });
        wider["audience"]["control_percent"] = 30.into();
        json["audiences"].as_array_mut().unwrap().push(wider);
        json["priority"] = serde_json::json!([1, 2]);
    });
    let output = path(folder.path(), "lists");
    let run = likely(&["run", &file, "--output", &output]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let mailboxes = |list: &str| -> BTreeSet<String> {
        let rows = fs::read_to_string(Path::new(&output).join(list)).unwrap();
        rows.lines().skip(1).map(|row| row.split(',').next().unwrap().to_lowercase()).collect()
    };
    let first = mailboxes("Tea people/tea-people-csv.csv");
    let held = mailboxes("Second/second-control-group.csv");
    let second = mailboxes("Second/second-csv.csv");
    assert!(first.len() > 10 && held.len() > 3 && second.len() > 10);
    assert!(first.is_disjoint(&held), "held out of one, written to by the other");
    assert!(first.is_disjoint(&second), "written to by both");
}

#[test]
fn an_audience_that_lies_within_another_stops_none_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = project(folder.path());
    changed(&file, |json| {
        json["audiences"][0]["audience"]["control_percent"] = 0.into();
        for (id, name, people) in [(2, "Within", 20), (3, "Wider", 50)] {
            let mut other = json["audiences"][0].clone();
            other["audience"]["id"] = id.into();
            other["audience"]["name"] = name.into();
            other["audience"]["size"] = serde_json::json!({ "people": people });
            json["audiences"].as_array_mut().unwrap().push(other);
        }
        json["priority"] = serde_json::json!([1, 2, 3]);
    });
    let output = path(folder.path(), "lists");
    let run = likely(&["run", &file, "--output", &output, "--json"]);
    assert_eq!(run.status.code(), Some(3), "{}", text(&run.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let results: Vec<&str> =
        (0..3).map(|n| answer["audiences"][n]["result"].as_str().unwrap()).collect();
    assert_eq!(results, ["written", "failed", "written"], "{answer}");
    let wider = fs::read_to_string(Path::new(&output).join("Wider/wider-csv.csv")).unwrap();
    assert_eq!(wider.lines().count(), 1 + 20, "50 without the first 30");
}

#[test]
fn a_control_group_that_came_out_empty_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = project(folder.path());
    let output = path(folder.path(), "lists");
    let said = |percent: f64| {
        changed(&file, |json| {
            json["audiences"][0]["audience"]["control_percent"] = percent.into();
            json["audiences"][0]["audience"]["size"] = serde_json::json!({ "people": 3 });
        });
        let run = likely(&["run", &file, "--output", &output, "--overwrite"]);
        assert!(run.status.success(), "{}", text(&run.stderr));
        text(&run.stderr).contains("Nobody was drawn for its control group")
    };
    assert!(said(0.001), "nobody is held out, and it is not said");
    assert!(!said(0.0), "none was wanted");
}

#[test]
fn a_campaign_is_measured_and_its_list_recommends() {
    let folder = tempfile::tempdir().unwrap();
    let file = project(folder.path());
    let output = path(folder.path(), "lists");
    let measure =
        |extra: &[&str]| likely(&[&["measure", &file, "--audience", "Tea people"], extra].concat());
    let none = measure(&[]);
    assert_eq!(none.status.code(), Some(1));
    assert!(text(&none.stderr).contains("no lists of this audience were written"));
    let mut json: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    json["audiences"][0]["audience"]["recommend"] =
        serde_json::json!({ "column": "Brand", "count": 1, "leave_out": "nothing" });
    json["audiences"][0]["audience"]["size"] = serde_json::json!({ "people": 120 });
    fs::write(&file, json.to_string()).unwrap();
    let run = likely(&["run", &file, "--output", &output, "--as-of", "2025-08-01T00:00:00Z"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let list = fs::read_to_string(folder.path().join("lists/Tea people/tea-people-csv.csv"));
    let list = list.unwrap();
    assert!(list.lines().next().unwrap().ends_with("recommended_1"), "{list}");
    assert!(list.lines().nth(1).unwrap().ends_with("Tea House"), "{list}");
    let measured = measure(&["--json"]);
    assert!(measured.status.success(), "{}", text(&measured.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&measured.stdout).unwrap();
    let (list, held) = (&answer["list"]["people"], &answer["control_group"]["people"]);
    assert_eq!(list.as_u64().unwrap() + held.as_u64().unwrap(), 120);
    assert_eq!(answer["days"], 14);
    assert!(answer["list"]["engaged"].as_u64().unwrap() > 20, "{answer}");
    assert!(answer["effect"]["difference_between"][0].is_number());
    let words = text(&measure(&["--days", "30"]).stdout);
    assert!(words.contains("on the list engaged") && words.contains("held out"), "{words}");
    let late = measure(&["--from", "2027-01-01"]);
    assert!(text(&late.stderr).contains("nothing to measure yet"), "{}", text(&late.stderr));
    let nobody = likely(&["measure", &file, "--audience", "Coffee people"]);
    assert!(text(&nobody.stderr).contains("Coffee people"));
}

#[test]
fn audiences_of_similar_names_never_write_over_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let (file, output) = (project(folder.path()), path(folder.path(), "lists"));
    changed(&file, |json| {
        let first = json["audiences"][0].clone();
        for (id, name) in [(2, "Tea/people"), (3, "Tea:people"), (4, "tea people")] {
            let mut other = first.clone();
            other["audience"]["id"] = id.into();
            other["audience"]["name"] = name.into();
            other["audience"]["control_percent"] = 0.into();
            json["audiences"].as_array_mut().unwrap().push(other);
        }
        json["audiences"][0]["audience"]["control_percent"] = 0.into();
    });
    let run = likely(&["run", &file, "--output", &output]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let lists = fs::read_dir(&output).unwrap().map(|e| e.unwrap().path());
    let lists: Vec<PathBuf> = lists.map(|p| p.join("tea-people-csv.csv")).collect();
    assert_eq!(lists.len(), 4, "{lists:?}");
    assert!(lists.iter().all(|list| list.exists()), "{lists:?}");
}

#[test]
fn a_condition_on_what_nobody_has_is_said_and_never_lets_everyone_in() {
    let folder = tempfile::tempdir().unwrap();
    let file = project(folder.path());
    let people: String = (0..200).map(|i| format!("{i:05},{}\n", ["free", "pro"][i % 2])).collect();
    let people_file = path(folder.path(), "people.csv");
    fs::write(&people_file, format!("user_id,plan\n{people}")).unwrap();
    let output = path(folder.path(), "lists");
    let run = |rules: serde_json::Value| {
        changed(&file, |json| {
            let people = serde_json::json!({ "id": "user_id", "fields": ["user_id", "plan"] });
            json["files"] = serde_json::json!([json["files"][0], { "path": people_file }]);
            json["catalog"]["files"] =
                serde_json::json!([json["catalog"]["files"][0], { "people": people }]);
            json["audiences"][0]["audience"]["eligibility"] = serde_json::json!({ "rules": rules });
        });
        likely(&["run", &file, "--output", &output, "--overwrite"])
    };
    let did_not = serde_json::json!({ "did": false, "condition": { "column": "Brand", "values": ["Tea Hause"] } });
    let has_not =
        |values: &[&str]| serde_json::json!({ "trait": "plan", "is": false, "values": values });
    let told = run(serde_json::json!([did_not, has_not(&["pro ", "Free"])]));
    let words = text(&told.stderr);
    assert!(told.status.success(), "{words}");
    assert!(words.contains("Nobody has “Tea Hause” as Brand"), "{words}");
    assert!(words.contains("Did you mean “Tea House”?"), "{words}");
    assert!(words.contains("Nobody has “Free” as plan"), "{words}");
    let stopped = run(serde_json::json!([has_not(&["Free"])]));
    assert_eq!(stopped.status.code(), Some(1));
    let words = text(&stopped.stderr);
    assert!(words.contains("leaves out people with plan = Free, and nobody"), "{words}");
}

#[test]
fn whoever_is_never_known_is_left_out_and_what_others_did_before_is_theirs() {
    let folder = tempfile::tempdir().unwrap();
    let orders = shop(folder.path());
    // The same past, of which every other row was before the login; and visitors nobody knows.
    let mut rows = String::from("customer_id,anonymous_id,order_date,event,product_id,brand\n");
    let text_of = fs::read_to_string(&orders).unwrap();
    for (place, row) in text_of.lines().skip(1).enumerate() {
        let (person, rest) = row.split_once(',').unwrap();
        let known = if place % 2 == 0 { person } else { "" };
        rows += &format!("{known},visitor-{person},{rest}\n");
        if place % 5 == 0 {
            rows += &format!(",nobody-{person},{rest}\n");
        }
    }
    let log: String =
        (0..120).map(|p| format!("visitor-{p:05},2025-09-01T10:00:00Z,p\n")).collect();
    let strangers = "nobody-x,2025-09-01T10:00:00Z,p\n";
    let list = |name: &str, files: &[(&str, String)], only_known: bool| {
        let own = folder.path().join(name);
        fs::create_dir(&own).unwrap();
        let file = project(&own);
        let paths: Vec<String> = files
            .iter()
            .map(|(name, content)| {
                let file = path(&own, name);
                fs::write(&file, content).unwrap();
                file
            })
            .collect();
        let mut arguments = vec!["inspect", "--json"];
        arguments.extend(paths.iter().map(String::as_str));
        let answer: serde_json::Value = serde_json::from_slice(&likely(&arguments).stdout).unwrap();
        changed(&file, |json| {
            json["files"] = paths.iter().map(|path| serde_json::json!({ "path": path })).collect();
            json["catalog"] = answer["catalog"].clone();
            json["catalog"]["leave_out_anonymous"] = only_known.into();
            json["audiences"][0]["audience"]["size"] = serde_json::json!({ "percent": 100.0 });
            json["as_of"] = 1_759_000_000_i64.into();
        });
        let run = likely(&["run", &file, "--output", &path(&own, "lists")]);
        assert!(run.status.success(), "{}", text(&run.stderr));
        let made = own.join("lists/Tea people");
        let list = fs::read_to_string(made.join("tea-people-csv.csv")).unwrap();
        let control = fs::read_to_string(made.join("tea-people-control-group.csv")).unwrap();
        let mut ids: Vec<String> =
            list.lines().skip(1).chain(control.lines().skip(1)).map(str::to_owned).collect();
        ids.sort();
        (ids, text(&run.stderr))
    };
    let header = "anonymous_id,order_date,product_id\n";
    let web = |more: &str| ("visits.csv", format!("{header}{log}{more}"));
    let (known, said) = list("known", &[("orders.csv", rows.clone()), web(strangers)], true);
    assert!(said.contains("known only by an anonymous ID"), "{said}");
    let (all, _) = list("all", &[("orders.csv", rows), web(strangers)], false);
    assert_eq!(known.len(), 120);
    assert!(known.iter().all(|row| row.starts_with('0')), "{known:?}");
    assert!(all.len() > 200, "{}", all.len());
    // As if all had been logged in all the time.
    let visits: String = log.replace("visitor-", "");
    let visits = ("visits.csv", format!("customer_id,order_date,product_id\n{visits}"));
    let (usual, _) = list("usual", &[("orders.csv", text_of), visits], false);
    assert_eq!(known, usual);
}

#[test]
fn an_audience_that_leaves_out_one_that_is_not_there_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = project(folder.path());
    changed(&file, |json| {
        json["audiences"][0]["audience"]["eligibility"] = serde_json::json!({ "not_in": [7] });
        json["audiences"][0]["lists"] = serde_json::json!({ "folder": "mine/tea" });
    });
    let run = likely(&["run", &file]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let said = text(&run.stderr);
    assert!(said.contains("an audience that is not in the project (number 7)"), "{said}");
    // A folder without a root is one beside the project, wherever the program is started.
    assert!(folder.path().join("mine/tea/tea-people-csv.csv").exists());
    // Two of one number, as after merging by hand.
    changed(&file, |json| {
        let twice = json["audiences"][0].clone();
        json["audiences"].as_array_mut().unwrap().push(twice);
    });
    let before = fs::read(&file).unwrap();
    let run = likely(&["run", &file, "--overwrite"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(text(&run.stderr).contains("have the same number (1)"), "{}", text(&run.stderr));
    assert!(fs::read(&file).unwrap() == before);
}

#[cfg(unix)]
#[test]
fn nobody_else_may_write_into_folders_that_are_made() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let (file, output) = (project(folder.path()), path(folder.path(), "new/lists"));
    let run = program::program(&["run", &file, "--output", &output]);
    let mut shell = Command::new("sh");
    shell.args(["-c", "umask 000; exec \"$0\" \"$@\""]).arg(run.get_program()).args(run.get_args());
    shell.envs(run.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let run = shell.output().unwrap();
    assert!(run.status.success(), "{}", text(&run.stderr));
    for made in ["new", "new/lists", "new/lists/Tea people", "tea.members"] {
        let mode = fs::metadata(folder.path().join(made)).unwrap().permissions().mode();
        assert_eq!(mode & 0o022, 0, "{made}: {mode:o}");
    }
}
