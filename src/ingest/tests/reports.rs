//! Reports that people save from an ERP, a booking system or a spreadsheet: titles above the header,
//! months and totals between the rows, encodings from before Unicode, day numbers, packed cells. All
//! tell of the same deeds and are read without help.

use std::fs;
use std::path::Path;

use super::*;

/// Lines of orders: number, customer, day of 2026, product; of which some were called off.
fn lines() -> Vec<(usize, usize, jiff::civil::Date, usize, bool)> {
    let line = |place: usize| {
        let order = place / 2;
        let day = jiff::civil::date(2026, 1, 5) + jiff::Span::new().days(order as i64 / 2);
        (order + 1000, 50_000 + order * 7 % 23, day, (place * 5 + place / 9) % 17, order % 11 == 4)
    };
    (0..240).map(line).collect()
}

/// A table: what a line says, between what divides and ends them.
fn table(
    head: &str,
    line: impl Fn(usize, usize, jiff::civil::Date, usize, bool) -> String,
    month: impl Fn(i8) -> String,
    foot: &str,
) -> String {
    let mut text = head.to_owned();
    let mut now = 1;
    for (order, customer, day, product, off) in lines() {
        if day.month() != now {
            text += &month(now);
            now = day.month();
        }
        text += &line(order, customer, day, product, off);
        text.push('\n');
    }
    text + foot
}

#[track_caller]
fn same_deeds(path: &Path) {
    let (files, suggestion, ready) = ready(&[path.to_owned()]);
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let fields =
        files[0].source.as_ref().map(|s| s.fields.iter().map(|f| &f.path).collect::<Vec<_>>());
    assert_eq!(suggestion.questions, Vec::<String>::new(), "{name}: {fields:?}");
    let kept: Vec<_> = lines().into_iter().filter(|line| !line.4).collect();
    let history = &ready.history;
    let people: std::collections::BTreeSet<usize> = kept.iter().map(|line| line.1).collect();
    assert_eq!(
        (history.person_count(), history.event_count()),
        (people.len(), kept.len()),
        "{name}"
    );
    let mut found = BTreeMap::new();
    for code in 0..history.person_count() as u32 {
        let past = history.past(code);
        for at in 0..past.len() {
            let day = jiff::Timestamp::from_second(from_clock(past.time[at])).unwrap();
            let day = day.to_zoned(jiff::tz::TimeZone::UTC).date();
            let product = history.items.values(past.item[at], 0);
            assert_eq!(product.len(), 1, "{name}");
            let product = history.columns[0].values.get(product[0]).to_owned();
            *found.entry((history.people.get(code).to_owned(), day, product)).or_insert(0) += 1;
        }
    }
    let mut wanted = BTreeMap::new();
    for (_, customer, day, product, _) in kept {
        *wanted.entry((customer.to_string(), day, format!("SKU-{product:02}"))).or_insert(0) += 1;
    }
    assert_eq!(found, wanted, "{name}");
    adds_up(&ready);
}

#[test]
fn titles_months_totals_and_encodings_before_unicode_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let written = |name: &str, text: &str, encoding: &'static encoding_rs::Encoding| {
        let path = folder.path().join(name);
        fs::write(&path, encoding.encode(text).0).unwrap();
        same_deeds(&path);
    };
    let names = "Belegdatum;Belegnr.;Kd-Nr.;Art.-Nr.;Bezeichnung;Menge;VK-Preis;Gesamt\n";
    let erp = table(
        &format!("Umsatz je Beleg\nMandant: Müller & Söhne, Köln;;;\n;;;;;;;\n{names}"),
        |order, customer, day, product, off| {
            let (day, minus) = (day.strftime("%d.%m.%Y"), if off { "-" } else { "" });
            format!(
                "{day};{order};{customer};SKU-{product:02};Tür {product};{minus}1;1.{product:03},50 €;9 €"
            )
        },
        |month| format!("Summe {month};;;;;99;;999,00 €\n{names}"),
        "Gesamtsumme;;;;;240;;99.999,00 €\n",
    );
    written("erp.csv", &erp, encoding_rs::WINDOWS_1252);
    let japanese = table(
        "注文番号,注文日時,会員番号,商品コード,商品名,数量,単価,注文ステータス\n",
        |order, customer, day, product, off| {
            let (y, m, d) = (day.year(), day.month(), day.day());
            let state = if off { "キャンセル" } else { "発送済み" };
            format!(
                "{order},{y}年{m}月{d}日 9:05,{customer},SKU-{product:02},急須と湯呑み,1,\"￥1,200\",{state}"
            )
        },
        |_| String::new(),
        "",
    );
    written("japanese.csv", &japanese, encoding_rs::SHIFT_JIS);
    let chinese = table(
        "订单编号,下单时间,会员编号,商品编号,商品名称,购买数量,订单状态\n",
        |order, customer, day, product, off| {
            let (y, m, d) = (day.year(), day.month(), day.day());
            let state = if off { "已退款" } else { "交易成功" };
            format!("{order},{y}/{m}/{d} 下午2:05,{customer},SKU-{product:02},紫砂茶壶,1,{state}")
        },
        |_| String::new(),
        "",
    );
    written("chinese.csv", &chinese, encoding_rs::GBK);
    let turkish = table(
        "Sipariş Tarihi;Müşteri No;Ürün Kodu;Ürün Adı;Adet;Sipariş Durumu\n",
        |_, customer, day, product, off| {
            let state = if off { "İade edildi" } else { "Teslim edildi" };
            format!(
                "{};{customer};SKU-{product:02};Çay bardağı ışık;1;{state}",
                day.strftime("%d.%m.%Y")
            )
        },
        |_| String::new(),
        "",
    );
    written("turkish.csv", &turkish, encoding_rs::WINDOWS_1254);
    let months = table(
        "Sales detail report,,,,\nGenerated 2026-11-01 08:00 by admin,,,,\n\nJanuary 2026,,,,\nDate,Customer No,Product Code,Quantity,Price\n",
        |_, customer, day, product, off| {
            let (day, minus) = (day.strftime("%b %d, %Y"), if off { "-" } else { "" });
            format!("\"{day}\",{customer},SKU-{product:02},{minus}1,\"$1,{product:03}.50\"")
        },
        |month| {
            format!(
                "Total,,,99,\n\nMonth {month},,,,\nDate,Customer No,Product Code,Quantity,Price\n"
            )
        },
        "Grand Total,,,240,\n\"Confidential, do not distribute\",,,,\n",
    );
    written("months.csv", &months, encoding_rs::UTF_8);
    let serial = table(
        "Order Date,Customer #,Item No,Qty\n",
        |_, customer, day, product, off| {
            let days = (day - jiff::civil::date(1899, 12, 30)).get_days();
            format!("{days}.604167,{customer},SKU-{product:02},{}1", if off { "-" } else { "" })
        },
        |_| String::new(),
        "",
    );
    written("serial.csv", &serial, encoding_rs::UTF_8);
}

#[test]
fn items_that_are_packed_into_one_cell_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.csv");
    let mut text = "order_id,date,status,customer_id,line_items\n".to_owned();
    for order in lines().chunk_by(|a, b| a.0 == b.0) {
        let (number, customer, day, _, off) = order[0];
        let items: Vec<String> = order
            .iter()
            .map(|line| format!("name:Tea; black|sku:SKU-{:02}|quantity:1|total:4.50", line.3))
            .collect();
        let state = if off { "refunded" } else { "completed" };
        text += &format!("{number},{day} 10:00:00,{state},{customer},{}\n", items.join(";"));
    }
    fs::write(&path, text).unwrap();
    same_deeds(&path);
}

#[test]
fn every_sheet_of_a_workbook_is_read_below_its_title() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sheets.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let all = lines();
    for month in all.chunk_by(|a, b| a.2.month() == b.2.month()) {
        let sheet = book.add_worksheet();
        sheet.set_name(month[0].2.strftime("%Y-%m").to_string()).unwrap();
        sheet.write(0, 0, "Raport sprzedaży").unwrap();
        let names = ["Lp.", "Data zamówienia", "Nr klienta", "Kod produktu", "Ilość", "Cena"];
        for (column, name) in names.iter().enumerate() {
            sheet.write(2, column as u16, *name).unwrap();
        }
        for (place, (_, customer, day, product, off)) in month.iter().enumerate() {
            let row = place as u32 + 3;
            sheet.write(row, 0, place as u32 + 1).unwrap();
            sheet.write(row, 1, day.to_string()).unwrap();
            sheet.write(row, 2, *customer as u32).unwrap();
            sheet.write(row, 3, format!("SKU-{product:02}")).unwrap();
            sheet.write(row, 4, if *off { -1 } else { 1 }).unwrap();
            sheet.write(row, 5, 12.5).unwrap();
        }
        sheet.write(month.len() as u32 + 3, 0, "Razem").unwrap();
        sheet.write(month.len() as u32 + 3, 4, month.len() as u32).unwrap();
    }
    book.save(&path).unwrap();
    same_deeds(&path);
}

#[test]
fn ids_with_something_between_them_are_several_products() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.csv");
    let mut text = "Order No,Order Date,Customer No,SKUs,Brands\n".to_owned();
    for order in 0..200 {
        let ids: Vec<String> =
            (0..1 + order % 3).map(|n| format!("SKU-{:02}", (order * 5 + n * 7) % 17)).collect();
        let brands: Vec<&str> = (0..1 + order % 3)
            .map(|n| ["Tea House", "Cup Works", "Halden"][(order + n) % 3])
            .collect();
        let (day, ids, brands) = (1 + order % 28, ids.join("; "), brands.join("; "));
        text += &format!("{order},2026-01-{day:02} 10:00,{},{ids},{brands}\n", 50_000 + order % 40);
    }
    fs::write(&path, text).unwrap();
    let (_, _, ready) = ready(&[path]);
    let history = &ready.history;
    assert_eq!((history.person_count(), history.event_count()), (40, 200));
    let values = |name: &str| history.columns[history.column(name).unwrap()].values.len();
    assert_eq!((values("Product ID"), values("Brand")), (17, 3));
    adds_up(&ready);
}
