use std::path::PathBuf;

use super::when::{Days, Schedule};
use super::{cron, launchd, quote, systemd, windows};

fn schedule(days: Days) -> Schedule {
    Schedule {
        project: PathBuf::from("/home/anna/100% Tee & \"Mehr\"/Anna's shop.likely"),
        program: PathBuf::from("/opt/likely/likely"),
        days,
        hour: 6,
        minute: 5,
    }
}

#[test]
fn a_timer_of_systemd_names_its_days_and_time() {
    let daily = systemd::timer(&schedule(Days::Daily));
    assert!(daily.contains("\nOnCalendar=*-*-* 06:05:00\nPersistent=true\n"), "{daily}");
    let weekdays = systemd::timer(&schedule(Days::Weekdays));
    assert!(weekdays.contains("\nOnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 06:05:00\n"), "{weekdays}");
    let service = systemd::service(&schedule(Days::Daily)).unwrap();
    let command = r#"ExecStart="/opt/likely/likely" "run" "/home/anna/100%% Tee & \"Mehr\"/Anna's shop.likely" "--overwrite" "--wait" "60""#;
    assert!(service.contains(command), "{service}");
}

#[test]
fn a_crontab_keeps_the_persons_own_lines() {
    let own = "# mine\nMAILTO=anna\n5 4 * * * backup\n";
    let once = cron::with(own, &schedule(Days::Mondays)).unwrap();
    assert!(once.starts_with(own), "{once}");
    let line = once.lines().last().unwrap();
    assert!(
        line.starts_with("5 6 * * 1 '/opt/likely/likely' 'run' '/home/anna/100\\% Tee"),
        "{line}"
    );
    assert!(line.contains(r"Anna'\''s shop.likely' '--overwrite'"), "{line}");
    // Again is the same; taken away is as it was.
    assert_eq!(cron::with(&once, &schedule(Days::Mondays)).unwrap(), once);
    let name = schedule(Days::Daily).name();
    assert!(cron::has(&once, &name) && !cron::has(own, &name));
    assert_eq!(cron::without(&once, &name), own);
}

#[test]
fn an_agent_of_launchd_and_a_task_of_windows_are_whole_xml() {
    for days in Days::ALL {
        let agent = launchd::agent(&schedule(days)).unwrap();
        let task = windows::task(&schedule(days)).unwrap();
        for text in [&agent, &task] {
            let tags = |start: &str| text.matches(start).count();
            assert_eq!(tags("<dict>"), tags("</dict>"), "{text}");
            assert!(text.contains("100% Tee &amp; "), "{text}");
        }
        let times = days.weekdays().len().max(1);
        assert_eq!(agent.matches("<key>Hour</key><integer>6</integer>").count(), times);
    }
    let weekly = windows::task(&schedule(Days::Sundays)).unwrap();
    assert!(weekly.contains("<DaysOfWeek><Sunday /></DaysOfWeek>"), "{weekly}");
    assert!(weekly.contains("T06:05:00"), "{weekly}");
}

#[test]
fn a_word_of_windows_comes_apart_as_it_was() {
    assert_eq!(quote::windows(r"C:\Anna's shop\"), r#""C:\Anna's shop\\""#);
    assert_eq!(quote::windows(r#"a\"b"#), r#""a\\\"b""#);
}

#[test]
fn a_path_that_no_file_of_a_scheduler_can_hold_is_refused() {
    let odd = Schedule { project: PathBuf::from("/home/a\nb.likely"), ..schedule(Days::Daily) };
    assert!(odd.command().unwrap_err().to_string().contains("rename"), "{odd:?}");
}
