//! Which program wrote a file, by the names of its fields.

use super::{Container, FieldInfo, Format};

/// The format and how sure that is, from 0 to 1.
pub fn recognise(container: Container, fields: &[FieldInfo]) -> (Format, f32) {
    if matches!(container, Container::Delimited { delimiter: b'\t', header: false })
        && (100..=140).contains(&fields.len())
    {
        return (Format::Snowplow, 0.95);
    }
    let has = |name: &str| {
        fields.iter().any(|f| {
            f.path.eq_ignore_ascii_case(name)
                || f.path.strip_prefix(name).is_some_and(|rest| rest.starts_with(['.', '[']))
        })
    };
    let rules = rules();
    let mut best = (Format::Plain, 0.0_f32);
    for rule in &rules {
        if !rule.all.iter().all(|names| names.iter().any(|n| has(n)))
            || rule.none.iter().any(|n| has(n))
        {
            continue;
        }
        let more =
            rule.more.iter().filter(|n| has(n)).count() as f32 / rule.more.len().max(1) as f32;
        let sure = rule.sure + (0.99 - rule.sure) * more;
        if sure > best.1 {
            best = (rule.format, sure);
        }
    }
    match best {
        (Format::Plain, _) => (Format::Plain, 0.5),
        best => best,
    }
}

/// What tells a format.
struct Rule {
    format: Format,
    /// Of each group one name must be there.
    all: &'static [&'static [&'static str]],
    /// None of these may be there.
    none: &'static [&'static str],
    /// These make it surer.
    more: &'static [&'static str],
    /// How sure with just what must be there.
    sure: f32,
}

fn rules() -> [Rule; 12] {
    let rule = |format, all, none, more, sure| Rule { format, all, none, more, sure };
    [
        rule(
            Format::SegmentLogs,
            &[
                &["type", "action"],
                &["userId", "anonymousId", "messageId", "properties", "traits"],
                &["event", "traits", "properties", "name", "groupId"],
            ],
            &["event_type", "user_pseudo_id"],
            &[
                "messageId",
                "anonymousId",
                "context",
                "timestamp",
                "originalTimestamp",
                "sentAt",
                "receivedAt",
                "userId",
                "properties",
            ],
            0.6,
        ),
        rule(
            Format::Warehouse,
            &[
                &["received_at", "sent_at", "original_timestamp", "uuid_ts"],
                &["user_id", "anonymous_id", "id"],
            ],
            &["user_pseudo_id", "event_type", "domain_userid"],
            &[
                "anonymous_id",
                "user_id",
                "event_text",
                "sent_at",
                "original_timestamp",
                "timestamp",
                "context_library_name",
                "uuid_ts",
            ],
            0.6,
        ),
        rule(
            Format::Ga4,
            &[
                &["event_name", "ecommerce", "event_params"],
                &["user_pseudo_id", "event_params", "items"],
                &["event_timestamp", "event_date", "geo", "device"],
            ],
            &["domain_userid"],
            &[
                "event_timestamp",
                "event_date",
                "event_name",
                "event_params",
                "user_pseudo_id",
                "items",
                "geo",
                "device",
                "traffic_source",
            ],
            0.7,
        ),
        rule(
            Format::Mixpanel,
            &[
                &["event"],
                &[
                    "properties.distinct_id",
                    "properties.$insert_id",
                    "properties.mp_processing_time_ms",
                    "distinct_id",
                ],
                &["properties.time", "time"],
            ],
            &["type", "messageId"],
            &[
                "properties.distinct_id",
                "properties.$insert_id",
                "properties.time",
                "properties.mp_processing_time_ms",
            ],
            0.7,
        ),
        rule(
            Format::Amplitude,
            &[
                &["event_type"],
                &["event_time", "client_event_time", "server_upload_time"],
                &["amplitude_id", "device_id", "event_properties", "$insert_id"],
            ],
            &[],
            &[
                "amplitude_id",
                "device_id",
                "event_properties",
                "user_properties",
                "session_id",
                "uuid",
                "library",
                "server_upload_time",
            ],
            0.7,
        ),
        rule(
            Format::Snowplow,
            &[
                &["collector_tstamp", "derived_tstamp"],
                &["domain_userid", "network_userid", "user_id"],
            ],
            &[],
            &[
                "event_id",
                "derived_tstamp",
                "collector_tstamp",
                "event_name",
                "app_id",
                "unstruct_event",
                "contexts",
                "ti_sku",
            ],
            0.8,
        ),
        rule(
            Format::ShopifyOrders,
            &[&["Name"], &["Lineitem name"], &["Lineitem quantity", "Lineitem price"]],
            &[],
            &[
                "Email",
                "Financial Status",
                "Created at",
                "Lineitem sku",
                "Vendor",
                "Lineitem price",
                "Lineitem quantity",
            ],
            0.85,
        ),
        rule(
            Format::ShopifyProducts,
            &[
                &["Handle", "URL handle"],
                &["Title"],
                &["Vendor"],
                &["Variant SKU", "SKU", "Variant Price", "Price"],
            ],
            &[],
            &[
                "Body (HTML)",
                "Type",
                "Tags",
                "Published",
                "Option1 Name",
                "Variant SKU",
                "Variant Price",
            ],
            0.85,
        ),
        rule(
            Format::GoogleMerchant,
            &[
                &["id", "g:id"],
                &["title", "g:title"],
                &[
                    "availability",
                    "g:availability",
                    "google_product_category",
                    "google product category",
                ],
                &["link", "price", "g:price"],
            ],
            &["event_name"],
            &[
                "description",
                "link",
                "image_link",
                "image link",
                "brand",
                "gtin",
                "mpn",
                "condition",
                "price",
            ],
            0.7,
        ),
        rule(
            Format::WooCommerce,
            &[
                &["order_id", "order_number", "Order ID", "Order Number"],
                &["item_name", "line_items", "Item Name", "item_sku", "SKU"],
                &[
                    "billing_email",
                    "customer_email",
                    "customer_id",
                    "customer_user",
                    "Email (Billing)",
                ],
            ],
            &[],
            &[
                "order_date",
                "status",
                "order_status",
                "item_sku",
                "item_quantity",
                "shipping_total",
                "payment_method",
            ],
            0.7,
        ),
        // Other programs' tables of the same kinds, which read the same.
        rule(
            Format::Ga4,
            &[&["event_timestamp"], &["event_name"], &["user_pseudo_id"]],
            &[],
            &["event_date"],
            0.8,
        ),
        rule(
            Format::Warehouse,
            &[&["context_library_name"], &["timestamp"]],
            &[],
            &["event_text"],
            0.7,
        ),
    ]
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
