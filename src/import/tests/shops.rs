//! Workbooks, and exports in which several rows are one thing.

use super::*;

#[test]
fn workbooks_are_read_like_tables() {
    let folder = Folder::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet();
    let sheet = book.add_worksheet();
    for (column, name) in ["id", "note", "at", "n"].iter().enumerate() {
        sheet.write(0, column as u16, *name).unwrap();
    }
    let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let at = rust_xlsxwriter::ExcelDateTime::parse_from_str("2025-01-31 12:30:05").unwrap();
    sheet.write(1, 0, "007").unwrap();
    sheet.write(1, 1, "a \"b\", c").unwrap();
    sheet.write_with_format(1, 2, &at, &day).unwrap();
    sheet.write(1, 3, 17850.0).unwrap();
    let path = folder.file("a.xlsx", book.save_to_buffer().unwrap());
    let source = open(&path, &Options::default(), &Progress::none()).unwrap();
    assert_eq!((source.container, source.estimated_rows), (Container::Excel, Some(1)));
    let wanted = [text("id"), text("note"), time("at"), text("n")];
    let (rows, _) = load(&path, &wanted, &Options::default()).unwrap();
    assert_eq!(rows, strings(&[&["007", "a \"b\", c", "1738326605000", "17850"]]));
}

#[test]
fn reading_a_workbook_stops_wherever_it_asks_whether_to() {
    let folder = Folder::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "id").unwrap();
    for row in 1..5_000 {
        sheet.write(row, 0, format!("person {}", row * 7919 % 4999)).unwrap();
    }
    let path = folder.file("a.xlsx", book.save_to_buffer().unwrap());
    let watched = Progress::new();
    let open = |progress: &Progress| open(&path, &Options::default(), progress);
    let source = open(&watched).unwrap();
    let request = Request { fields: vec![text("id")], limit: None };
    let read = |progress: &Progress| {
        read(&source, &request, &Options::default(), &|_| progress.check(), progress)
    };
    for after in (0..watched.asked()).step_by(200) {
        let stopped = open(&Progress::stops_after(after));
        assert!(matches!(stopped, Err(ImportError::Stopped(_))), "opening, after {after}");
    }
    let watched = Progress::new();
    assert_eq!(read(&watched).unwrap().used, 4_999);
    // While it is unpacked as well as row by row.
    assert!(watched.asked() > 5_005, "{}", watched.asked());
    for after in (0..watched.asked()).step_by(200).chain(0..10) {
        let stopped = read(&Progress::stops_after(after));
        assert!(matches!(stopped, Err(ImportError::Stopped(_))), "after {after}");
    }
}

#[test]
fn shopify_orders_are_filled_down() {
    let folder = Folder::new();
    let path = folder.file(
        "orders.csv",
        "Name,Email,Financial Status,Created at,Total,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Vendor\n\
         #1001,a@example.com,paid,2026-09-03 10:14:00 -0400,30.00,1,Mug,10.00,M1,Acme\n\
         #1001,,,,,2,Cup,10.00,C1,Acme\n\
         ,,,,,1,Jar,1.00,J1,Acme\n\
         #1002,,paid,2026-09-04 10:14:00 -0400,5.00,1,Mug,5.00,M1,Acme\n",
    );
    let source = open(&path, &Options::default(), &Progress::none()).unwrap();
    assert_eq!(source.format, Format::ShopifyOrders);
    let wanted =
        [text("Name"), text("Email"), time("Created at"), text("Total"), text("Lineitem sku")];
    let (rows, report) = load(&path, &wanted, &Options::default()).unwrap();
    assert_eq!(report.used, 4);
    assert_eq!(
        rows,
        strings(&[
            &["#1001", "a@example.com", "1788444840000", "", "C1"],
            &["#1001", "a@example.com", "1788444840000", "", "J1"],
            &["#1001", "a@example.com", "1788444840000", "30.00", "M1"],
            &["#1002", "", "1788531240000", "5.00", "M1"],
        ])
    );
}

#[test]
fn products_of_several_variants_are_filled_down() {
    let folder = Folder::new();
    let path = folder.file(
        "products.csv",
        "Handle,Title,Vendor,Type,Published,Option1 Name,Option1 Value,Variant SKU,Variant Price\n\
         jar,Jar,Brot,Storage,true,Size,S,J1,10.00\njar,,,,,,L,J2,12.00\ncup,Cup,Acme,,true,,,C1,5\n",
    );
    let source = open(&path, &Options::default(), &Progress::none()).unwrap();
    assert_eq!(source.format, Format::ShopifyProducts);
    let wanted = [text("Variant SKU"), text("Title"), text("Type"), text("Variant Price")];
    let (rows, _) = load(&path, &wanted, &Options::default()).unwrap();
    let all: &[&[&str]] = &[
        &["C1", "Cup", "", "5"],
        &["J1", "Jar", "Storage", "10.00"],
        &["J2", "Jar", "Storage", "12.00"],
    ];
    assert_eq!(rows, strings(all));
}
