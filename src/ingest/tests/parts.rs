//! Files read in groups and people put together in shards, as many machines do it: the same past and the same
//! report as in one go.

use std::collections::BTreeMap;

use crate::base::known_as::KnownAs;
use crate::base::progress::Progress;
use crate::catalog::ReadPlan;
use crate::history::{Common, History, HistoryError, Hours, LeftOut, Piece, Seconds, Who};
use crate::import::Options;
use crate::ingest::{
    Away, BuildReport, Built, Gathering, Sifted, build_report, feed, needs_identity, read_parts,
};

/// Pieces as they travel, by shard.
type Travelling = BTreeMap<u32, Vec<Vec<u8>>>;

fn send(pieces: Vec<(u32, Piece)>, to: &mut Travelling) {
    for (shard, piece) in pieces {
        to.entry(shard).or_default().push(serde_json::to_vec(&piece).unwrap());
    }
}

fn gathered(plan: &ReadPlan, pieces: &[Vec<u8>]) -> Gathering {
    let mut gathering = Gathering::new(plan.columns.len());
    for piece in pieces {
        gathering.add(serde_json::from_slice(piece).unwrap()).unwrap();
    }
    gathering
}

/// What a plan gives with so many files read together and people in so many shards; `None` without events.
pub(super) fn in_parts(
    plan: &ReadPlan,
    known_as: &KnownAs,
    together: usize,
    shards: usize,
) -> Option<Built> {
    let (options, none) = (Options::default(), Progress::none());
    let (feed, products) = feed(plan, &options, &none).unwrap();
    let (mut read, mut pieces) = (Vec::new(), Travelling::new());
    let places: Vec<usize> = (0..plan.files.len()).collect();
    for group in places.chunks(together) {
        let sent = std::sync::Mutex::default();
        let take = |pieces| {
            send(pieces, &mut sent.lock().unwrap());
            Ok(())
        };
        let to = Away { shards, take: &take };
        read.push(read_parts(plan, (feed.as_ref(), known_as), group, &options, to, &none).unwrap());
        for (shard, more) in sent.into_inner().unwrap() {
            pieces.entry(shard).or_insert_with(Vec::new).extend(more);
        }
    }
    let mut sifted = Sifted::default();
    if needs_identity(plan) {
        let mut identified = Travelling::new();
        for own in pieces.values() {
            let (pieces, found) = gathered(plan, own).identified(plan, shards, &none).unwrap();
            sifted.add(&found);
            send(pieces, &mut identified);
        }
        pieces = identified;
    }
    assert_eq!(pieces.len(), shards, "a shard was told nothing");
    let mut histories = Vec::new();
    for own in pieces.values() {
        let (history, found) = gathered(plan, own).history(plan, feed.as_ref(), &none).unwrap();
        sifted.add(&found);
        histories.push(history);
    }
    let told: Vec<_> = histories.iter().map(History::told).collect();
    let events = told.iter().map(|told| told.events).sum();
    let first = told.iter().filter_map(|told| told.first).min();
    let (columns, kinds) = (&plan.columns, &plan.events);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("everyone");
    let ids = histories.iter().map(|shard| Ok::<_, HistoryError>(shard.people.clone()));
    Who::keep(ids, &file, "key", &none).unwrap();
    let who = Who::open(&file, "key", shards, 0, &none).unwrap();
    let mut common = Common::of(told, who, feed.as_ref(), columns, kinds, &none).unwrap();
    let among = |(shard, history): (usize, History)| history.among_all(shard == 0, &common.shared);
    let histories: Vec<History> =
        histories.into_iter().enumerate().map(among).collect::<Option<_>>().unwrap();
    let mut hours = Hours::default();
    histories.iter().for_each(|shard| hours.add(shard.hours(first.unwrap_or(0))));
    let outline = common.outline(first, &hours);
    let history = common.whole(&histories, &outline).unwrap();
    let report = build_report(plan, products, read, &sifted, (events, &outline)).ok()?;
    Some(Built { history, report })
}

/// Rows by what became of them, over all files: which file a repeated row is missing from depends on chance.
fn rows(report: &BuildReport) -> BTreeMap<String, u64> {
    let mut rows = BTreeMap::new();
    for file in &report.files {
        let mut count = |what: &str, n: u64| *rows.entry(what.to_owned()).or_insert(0) += n;
        count("read", file.report.read);
        count("used", file.report.used);
        file.report.skipped.iter().for_each(|s| count(&s.reason.to_string(), s.rows));
        let skipped: u64 = file.report.skipped.iter().map(|s| s.rows).sum();
        assert_eq!(file.report.read, file.report.used + skipped, "{file:?}");
    }
    rows
}

/// Both say the same.
pub(super) fn same(whole: &Built, parts: Built) {
    let (one, other) = (&whole.report, &parts.report);
    assert_eq!(rows(one), rows(other));
    let summed = |r: &BuildReport| (r.with_product, r.matched, r.joined, r.left_out, r.later);
    assert_eq!(summed(one), summed(other));
    assert_eq!(one.unmatched_product, other.unmatched_product);
    let mut own = parts.history;
    (own.joined, own.left_out) = (whole.history.joined, whole.history.left_out);
    if whole.report.left_out == LeftOut::default() {
        assert!(whole.history == own, "another past");
    } else {
        // Values that only people had who are left out are none in parts, and belong to nobody in the whole.
        assert!(pasts(&whole.history) == pasts(&own), "another past");
        assert_eq!(whole.history.dense_end(), own.dense_end());
    }
}

/// An event in words: its time, its kind, and the values of each column.
type Event = (Seconds, String, Vec<Vec<String>>);

/// What everybody did.
fn pasts(history: &History) -> BTreeMap<String, Vec<Event>> {
    let texts = |item: u32, column: usize| {
        let values = history.items.values(item, column).iter();
        let mut texts: Vec<String> =
            values.map(|&value| history.columns[column].values.get(value).to_owned()).collect();
        texts.sort();
        texts
    };
    let one = |person: usize| {
        let past = history.past(person as u32);
        let event = |i: usize| {
            let columns = (0..history.columns.len()).map(|column| texts(past.item[i], column));
            let kind = history.events[past.kind[i] as usize].clone();
            (past.time[i], kind, columns.collect::<Vec<_>>())
        };
        let mut events: Vec<_> = (0..past.time.len()).map(event).collect();
        events.sort();
        (history.people.get(person as u32).to_owned(), events)
    };
    (0..history.person_count()).map(one).collect()
}
