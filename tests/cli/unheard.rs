//! New files in the project's folders, and sheets, that are not like what the project knows.

use super::adopted::with_folder;
use super::*;

/// What a run says once a file of this text came into the folder, and how it ended.
fn after(name: &str, rows: &str) -> (String, Option<i32>) {
    let folder = tempfile::tempdir().unwrap();
    let (file, data) = with_folder(folder.path());
    let people = (0..40).map(|i| format!("{i:05},c{i}@ex.org,yes\n")).collect::<String>();
    let people = format!("customer_id,email,email_opt_in\n{people}");
    fs::write(data.join("customers-1.csv"), people).unwrap();
    let inspected = likely(&["inspect", "--json", &path(&data, "customers-1.csv")]);
    let answer: serde_json::Value = serde_json::from_slice(&inspected.stdout).unwrap();
    changed(&file, |json| {
        let people = serde_json::json!({
            "path": path(&data, "customers-1.csv"), "relative": "data/customers-1.csv"
        });
        json["files"].as_array_mut().unwrap().push(people);
        let role = answer["catalog"]["files"][0].clone();
        assert!(role.get("people").is_some(), "{role}");
        json["catalog"]["files"].as_array_mut().unwrap().push(role);
    });
    fs::write(data.join(name), rows).unwrap();
    let run = likely(&["run", &file, "--overwrite"]);
    (text(&run.stderr), run.status.code())
}

#[test]
fn a_new_file_with_all_that_is_used_and_more_is_read() {
    let people = "customer_id,phone,email,email_opt_in\n00003,1234567,b@ex.org,no\n";
    let (said, code) = after("customers-2.csv", people);
    assert!(said.contains("customers-2.csv is new in your folders and was read like"), "{said}");
    assert_eq!(code, Some(0), "{said}");
    let orders = "customer_id,order_date,event,product_id,brand,coupon\n\
                  00003,2025-10-09T10:00:00Z,Order Completed,x,Tea House,y\n";
    let (said, code) = after("orders-2.csv", orders);
    assert!(said.contains("orders-2.csv is new in your folders and was read like"), "{said}");
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn a_new_file_that_may_say_who_refused_and_was_not_read_is_no_success() {
    for (name, rows) in [
        ("opt-outs.csv", "email\na@ex.org\n"),
        ("customers-2.csv", "customer_id,email,opt_in_email\n00003,b@ex.org,no\n"),
        ("customers-2.csv", "customer_id,email_opt_in\n00003,no\n"),
    ] {
        let (said, code) = after(name, rows);
        assert_eq!(code, Some(3), "{said}");
        assert!(said.contains("it seems to hold people"), "{said}");
    }
    // What says nothing of people is left out as before.
    let (said, code) = after("notes.csv", "day,remark\n1,fine\n");
    assert!(said.contains("notes.csv is new in your folders, like no file"), "{said}");
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn a_sheet_of_other_columns_that_says_who_may_be_contacted_is_asked_about_and_is_no_success() {
    let folder = tempfile::tempdir().unwrap();
    let file = project(folder.path());
    let orders = fs::read_to_string(folder.path().join("orders.csv")).unwrap();
    let book = path(folder.path(), "shop.xlsx");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in orders.lines().enumerate() {
        for (column, cell) in line.split(',').enumerate() {
            sheet.write(row as u32, column as u16, cell).unwrap();
        }
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name("Customers").unwrap();
    for (row, cells) in [["customer_id", "email_opt_in"], ["00003", "no"]].iter().enumerate() {
        sheet.write(row as u32, 0, cells[0]).unwrap();
        sheet.write(row as u32, 1, cells[1]).unwrap();
    }
    workbook.save(&book).unwrap();
    let inspected = likely(&["inspect", &book]);
    let said = text(&inspected.stdout);
    assert!(said.contains("the sheet “Customers” has other columns and is not read"), "{said}");
    changed(&file, |json| json["files"][0]["path"] = book.clone().into());
    let run = likely(&["run", &file]);
    let said = text(&run.stderr);
    assert_eq!(run.status.code(), Some(3), "{said}");
    assert!(said.contains("The sheet “Customers” of shop.xlsx has other columns"), "{said}");
}
