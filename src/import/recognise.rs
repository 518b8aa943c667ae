//! Which program wrote a file, by the names of its fields, and where such a file says who, when and
//! what.
//!
//! What is known of each program stands in `assets/formats.toml` with its source: a program that
//! renames a field needs no code. Content is not looked at, for values change from shop to shop,
//! names hardly ever do.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Container, FieldInfo, Format};

const FORMATS: &str = include_str!("../../assets/formats.toml");

/// What is known of a program's export.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownFormat {
    /// The program.
    pub format: Format,
    /// Where this was read, and when.
    pub source: String,
    /// Of each group one field must be there.
    all: Vec<Vec<String>>,
    /// None of these may be there.
    #[serde(default)]
    none: Vec<String>,
    /// These make it surer.
    #[serde(default)]
    more: Vec<String>,
    /// How sure with just what must be there.
    sure: f32,
    /// Fields with a known ID; the first that is there counts.
    #[serde(default)]
    pub person: Vec<String>,
    /// Fields with an anonymous ID; the first that is there counts.
    #[serde(default)]
    pub anonymous: Vec<String>,
    /// Fields with the time; the first that is there counts.
    #[serde(default)]
    pub time: Vec<String>,
    /// Fields with the event's name; of those that are there, the first one filled counts.
    #[serde(default)]
    pub event: Vec<String>,
    /// What every row is, where no field says it.
    #[serde(default)]
    pub fixed_event: Option<String>,
    /// Fields that are called like a product's ID and are none.
    #[serde(default)]
    pub not_product: Vec<String>,
    /// Whether an order of several items is several rows, and only the first has the order's fields.
    #[serde(default)]
    pub one_row_an_item: bool,
    /// Whether rows are people.
    #[serde(default)]
    pub people: bool,
    /// Fields with the program's own ID of a person, by which its files of events name them; taken
    /// where there are such files.
    #[serde(default)]
    pub own_id: Vec<String>,
    /// Rows that the program says not to count: a field, and what it holds then.
    #[serde(default)]
    pub leave_out: Vec<(String, Vec<String>)>,
}

#[derive(Deserialize)]
struct List {
    format: Vec<KnownFormat>,
}

static KNOWN: LazyLock<Vec<KnownFormat>> =
    LazyLock::new(|| match toml::from_str::<List>(FORMATS) {
        Ok(list) => list.format,
        Err(error) => {
            // It is part of the program, and a test reads it; without it every file is a plain table.
            tracing::error!("assets/formats.toml cannot be read: {error}");
            Vec::new()
        }
    });

/// What is known of files of this program that have these fields.
pub fn known(format: Format, fields: &[FieldInfo]) -> Option<&'static KnownFormat> {
    let of_format = KNOWN.iter().filter(|known| known.format == format);
    // A file may be recognised by what it is (Snowplow's rows without header) rather than by a rule.
    of_format.clone().find(|known| known.fit(fields).is_some()).or_else(|| {
        let mut all = of_format;
        all.next()
    })
}

/// The format and how sure that is, from 0 to 1.
pub fn recognise(container: Container, fields: &[FieldInfo]) -> (Format, f32) {
    if matches!(container, Container::Delimited { delimiter: b'\t', header: false })
        && (100..=140).contains(&fields.len())
    {
        return (Format::Snowplow, 0.95);
    }
    let mut best = (Format::Plain, 0.0_f32);
    for known in KNOWN.iter() {
        if let Some(sure) = known.fit(fields).filter(|sure| *sure > best.1) {
            best = (known.format, sure);
        }
    }
    match best {
        (Format::Plain, _) => (Format::Plain, 0.5),
        best => best,
    }
}

impl KnownFormat {
    /// How sure it is that fields are of this program; `None` where they are not.
    fn fit(&self, fields: &[FieldInfo]) -> Option<f32> {
        let has = |name: &String| {
            fields.iter().any(|f| {
                f.path.eq_ignore_ascii_case(name)
                    || f.path
                        .strip_prefix(name.as_str())
                        .is_some_and(|rest| rest.starts_with(['.', '[']))
            })
        };
        let fits = self.all.iter().all(|names| names.iter().any(has)) && !self.none.iter().any(has);
        let more = self.more.iter().filter(|name| has(name)).count();
        let share = more as f32 / self.more.len().max(1) as f32;
        fits.then_some(self.sure + (0.99 - self.sure) * share)
    }
}

/// The columns of a Snowplow enriched event, in order (Snowplow documentation, "Enriched TSV
/// format"); the files have no header.
pub const SNOWPLOW: [&str; 131] = [
    "app_id",
    "platform",
    "etl_tstamp",
    "collector_tstamp",
    "dvce_created_tstamp",
    "event",
    "event_id",
    "txn_id",
    "name_tracker",
    "v_tracker",
    "v_collector",
    "v_etl",
    "user_id",
    "user_ipaddress",
    "user_fingerprint",
    "domain_userid",
    "domain_sessionidx",
    "network_userid",
    "geo_country",
    "geo_region",
    "geo_city",
    "geo_zipcode",
    "geo_latitude",
    "geo_longitude",
    "geo_region_name",
    "ip_isp",
    "ip_organization",
    "ip_domain",
    "ip_netspeed",
    "page_url",
    "page_title",
    "page_referrer",
    "page_urlscheme",
    "page_urlhost",
    "page_urlport",
    "page_urlpath",
    "page_urlquery",
    "page_urlfragment",
    "refr_urlscheme",
    "refr_urlhost",
    "refr_urlport",
    "refr_urlpath",
    "refr_urlquery",
    "refr_urlfragment",
    "refr_medium",
    "refr_source",
    "refr_term",
    "mkt_medium",
    "mkt_source",
    "mkt_term",
    "mkt_content",
    "mkt_campaign",
    "contexts",
    "se_category",
    "se_action",
    "se_label",
    "se_property",
    "se_value",
    "unstruct_event",
    "tr_orderid",
    "tr_affiliation",
    "tr_total",
    "tr_tax",
    "tr_shipping",
    "tr_city",
    "tr_state",
    "tr_country",
    "ti_orderid",
    "ti_sku",
    "ti_name",
    "ti_category",
    "ti_price",
    "ti_quantity",
    "pp_xoffset_min",
    "pp_xoffset_max",
    "pp_yoffset_min",
    "pp_yoffset_max",
    "useragent",
    "br_name",
    "br_family",
    "br_version",
    "br_type",
    "br_renderengine",
    "br_lang",
    "br_features_pdf",
    "br_features_flash",
    "br_features_java",
    "br_features_director",
    "br_features_quicktime",
    "br_features_realplayer",
    "br_features_windowsmedia",
    "br_features_gears",
    "br_features_silverlight",
    "br_cookies",
    "br_colordepth",
    "br_viewwidth",
    "br_viewheight",
    "os_name",
    "os_family",
    "os_manufacturer",
    "os_timezone",
    "dvce_type",
    "dvce_ismobile",
    "dvce_screenwidth",
    "dvce_screenheight",
    "doc_charset",
    "doc_width",
    "doc_height",
    "tr_currency",
    "tr_total_base",
    "tr_tax_base",
    "tr_shipping_base",
    "ti_currency",
    "ti_price_base",
    "base_currency",
    "geo_timezone",
    "mkt_clickid",
    "mkt_network",
    "etl_tags",
    "dvce_sent_tstamp",
    "refr_domain_userid",
    "refr_dvce_tstamp",
    "derived_contexts",
    "domain_sessionid",
    "derived_tstamp",
    "event_vendor",
    "event_name",
    "event_format",
    "event_version",
    "event_fingerprint",
    "true_tstamp",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::import::Kind;

    fn fields(names: &[&str]) -> Vec<FieldInfo> {
        let field = |name: &&str| FieldInfo {
            path: (*name).to_owned(),
            filled: 1.0,
            kind: Kind::Text,
            time_format: Default::default(),
            time_ambiguous: false,
            examples: Vec::new(),
            distinct: 2,
        };
        names.iter().map(field).collect()
    }

    fn of(names: &[&str]) -> Format {
        recognise(Container::Delimited { delimiter: b',', header: true }, &fields(names)).0
    }

    #[test]
    fn the_list_is_read_and_every_entry_says_where_it_is_from() {
        let list: List = toml::from_str(FORMATS).unwrap();
        for known in &list.format {
            assert!(!known.source.is_empty() && !known.all.is_empty(), "{known:?}");
            assert!(known.all.iter().all(|group| !group.is_empty()), "{known:?}");
            assert!(known.sure > 0.5 && known.sure < 0.99, "{known:?}");
            assert!(known.event.is_empty() || known.fixed_event.is_none(), "{known:?}");
            // A file of just the fields that must be there is taken for what it is.
            let least: Vec<&str> = known.all.iter().map(|group| group[0].as_str()).collect();
            let fit = known.fit(&fields(&least));
            assert!(fit.is_some_and(|sure| sure >= known.sure), "{known:?}");
        }
        let formats: BTreeSet<Format> = list.format.iter().map(|known| known.format).collect();
        assert_eq!(formats.len(), 17, "{formats:?}");
    }

    #[test]
    fn exports_are_told_apart_by_their_fields() {
        for (names, format) in [
            (
                &["Purchase Date", "Bill-to Name", "Grand Total (Base)", "Customer Email"][..],
                Format::Magento,
            ),
            (&["item_id", "order_id", "sku", "name", "qty_ordered", "price"], Format::Magento),
            (&["order_id", "order_date", "item_name", "billing_email"], Format::WooCommerce),
            (&["Email", "Klaviyo ID", "First Name", "Last Name"], Format::Klaviyo),
            (&["Record ID", "First Name", "Email", "Lifecycle Stage"], Format::HubSpot),
            (&["id", "user_id", "external_user_id", "time", "name", "properties"], Format::Braze),
            (&["hit_time_gmt", "post_visid_high", "post_product_list"], Format::AdobeAnalytics),
            (&["idVisit", "visitorId", "userId", "actionDetails[].type"], Format::Matomo),
            (&["id", "eventType", "objectId", "objectType", "occurredAt"], Format::HubSpot),
            (&["order_id", "item_name", "item_sku", "billing_email", "date"], Format::WooCommerce),
            (
                &["uuid", "event", "properties.brand", "distinct_id", "timestamp", "person_id"],
                Format::PostHog,
            ),
            (&["event", "properties.distinct_id", "properties.time"], Format::Mixpanel),
            (&["user_id", "event", "timestamp", "product_id"], Format::Plain),
            (&["Kunde", "Datum", "Artikelnummer"], Format::Plain),
        ] {
            assert_eq!(of(names), format, "{names:?}");
        }
    }
}
