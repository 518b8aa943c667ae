//! The names that fields and events go by in exports, and what they say.

use crate::import::{FieldInfo, Source};

/// Names of a person's known ID, the surest first.
pub(super) const PERSON: [&str; 27] = [
    "userid",
    "customerid",
    "personid",
    "householdid",
    "memberid",
    "clientid",
    "subscriberid",
    "contactid",
    "shopperid",
    "profileid",
    "buyerid",
    "visitorid",
    "accountid",
    "externalid",
    "user",
    "customer",
    "customernumber",
    "customerno",
    "uid",
    "distinctid",
    "email",
    "emailaddress",
    "customeremail",
    "billingemail",
    "useremail",
    "person",
    "domainuserid",
];

/// Names of an anonymous ID.
pub(super) const ANONYMOUS: [&str; 7] = [
    "anonymousid",
    "userpseudoid",
    "deviceid",
    "amplitudeid",
    "networkuserid",
    "cookieid",
    "visitorid",
];

/// Names of the time, the surest first.
pub(super) const TIME: [&str; 23] = [
    "timestamp",
    "eventtimestamp",
    "eventtime",
    "derivedtstamp",
    "time",
    "datetime",
    "occurredat",
    "createdat",
    "created",
    "orderdate",
    "purchasedate",
    "invoicedate",
    "transactiontimestamp",
    "transactiondate",
    "date",
    "paidat",
    "originaltimestamp",
    "collectortstamp",
    "sentat",
    "receivedat",
    "ts",
    "eventdate",
    "at",
];

/// Names of the event's name.
pub(super) const EVENT: [&str; 8] =
    ["eventtext", "event", "eventname", "eventtype", "action", "activity", "interaction", "verb"];
/// Names of the ID of a message or a row, the surest first.
pub(super) const MESSAGE: [&str; 8] =
    ["messageid", "insertid", "eventid", "eventuuid", "messageuuid", "rowid", "lineitemid", "uuid"];
/// Names of a product's ID, the surest first.
pub(super) const PRODUCT: [&str; 30] = [
    "productid",
    "itemid",
    "articleid",
    "contentid",
    "sku",
    "lineitemsku",
    "stockcode",
    "itemsku",
    "productsku",
    "movieid",
    "filmid",
    "bookid",
    "songid",
    "trackid",
    "videoid",
    "courseid",
    "propertyid",
    "listingid",
    "offerid",
    "gtin",
    "ean",
    "upc",
    "isbn",
    "asin",
    "productcode",
    "itemcode",
    "tisku",
    "planid",
    "packageid",
    "subscriptionid",
];

/// Standard columns and the names they go by.
pub(super) const COLUMNS: [(&str, &[&str]); 8] = [
    (
        "Name",
        &[
            "name",
            "title",
            "productname",
            "itemname",
            "description",
            "lineitemname",
            "tiname",
            "producttitle",
            "articletitle",
            "headline",
        ],
    ),
    (
        "Brand",
        &["brand", "vendor", "itembrand", "publisher", "manufacturer", "productbrand", "make"],
    ),
    (
        "Category",
        &[
            "category",
            "itemcategory",
            "productcategory",
            "section",
            "genre",
            "genres",
            "ticategory",
            "googleproductcategory",
            "maincategory",
            "categories",
        ],
    ),
    ("Subcategory", &["subcategory", "itemcategory2", "producttype", "topic", "subsection"]),
    ("Variant", &["variant", "itemvariant", "size", "color", "colour"]),
    ("Price", &["price", "variantprice", "unitprice", "lineitemprice", "itemprice", "tiprice"]),
    ("Audience", &["audience", "agegroup", "forkids"]),
    ("Plan", &["plan", "planname", "tier", "membership", "subscriptionplan"]),
];

/// Parts of names that are never worth a model column.
pub(super) const NOT_COLUMNS: [&str; 48] = [
    "handle",
    "option",
    "eventid",
    "billing",
    "shipping",
    "financial",
    "fulfillment",
    "marketing",
    "payment",
    "search",
    "customer",
    "lineitem",
    "published",
    "total",
    "listid",
    "url",
    "image",
    "link",
    "mail",
    "phone",
    "address",
    "firstname",
    "lastname",
    "messageid",
    "insertid",
    "uuid",
    "orderid",
    "basketid",
    "invoice",
    "invoiceno",
    "transactionid",
    "checkoutid",
    "cartid",
    "sessionid",
    "session",
    "useragent",
    "ip",
    "latitude",
    "longitude",
    "token",
    "path",
    "referrer",
    "position",
    "quantity",
    "revenue",
    "week",
    "query",
    "rating",
];

/// Parts of event names that undo interest.
pub(super) const UNDOES: [&str; 13] = [
    "removed",
    "remove",
    "refund",
    "cancel",
    "return",
    "unsubscribe",
    "delete",
    "uninstall",
    "dislike",
    "unfollow",
    "churn",
    "chargeback",
    "expired",
];

/// The list that a field is in: `properties.products[]` of `properties.products[].sku`.
pub(super) fn list_of(path: &str) -> Option<&str> {
    path.rfind(']').map(|end| &path[..=end])
}

pub(super) fn rank_in(names: &[&str], path: &str) -> Option<usize> {
    let leaf = leaf(path);
    // `user.id` is the user ID.
    let whole = ["id", "code", "email", "mail"].contains(&leaf.as_str()).then(|| {
        let parts: Vec<&str> = path.rsplitn(3, ['.', ']']).collect();
        parts.get(1).map(|before| format!("{}{leaf}", self::leaf(before)))
    });
    let is =
        |name: &str| name == leaf || whole.as_ref().is_some_and(|w| w.as_deref() == Some(name));
    names.iter().position(|name| is(name))
}

/// How surely a field is a product's ID, the surest 0.
pub(super) fn product_rank(path: &str) -> Option<usize> {
    // Snowplow's product entity calls it just `id`.
    let entity = path.ends_with("[product].data.id").then_some(0);
    entity.or_else(|| rank_in(&PRODUCT, path))
}

pub(super) fn best<'a>(source: &'a Source, names: &[&str]) -> Option<&'a FieldInfo> {
    let ranked = source.fields.iter().filter(|f| f.filled > 0.0);
    ranked
        .filter_map(|f| rank_in(names, &f.path).map(|rank| (rank, f)))
        // A field nested less deeply wins where two have the same name.
        .min_by_key(|(rank, f)| (*rank, f.path.matches(['.', '[']).count()))
        .map(|(_, f)| f)
}

/// A field's name without case, separators and nesting: `properties.products[].Product-ID` is
/// `productid`.
pub(super) fn leaf(path: &str) -> String {
    let last = path.rsplit(['.', ']']).next().unwrap_or(path);
    last.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

pub(super) fn standard(path: &str) -> Option<(usize, usize)> {
    COLUMNS
        .iter()
        .enumerate()
        .find_map(|(order, (_, names))| rank_in(names, path).map(|alias| (order, alias)))
}

/// Whether an event undoes interest, by its name.
pub(super) fn undoes(name: &str) -> bool {
    let name = name.to_lowercase();
    UNDOES.iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_nesting_case_and_separators() {
        assert_eq!(leaf("properties.products[].Product-ID"), "productid");
        assert_eq!(leaf("CustomerID"), "customerid");
        assert_eq!(leaf("items[].item_id"), "itemid");
    }

    #[test]
    fn a_nested_id_is_the_id_of_what_it_is_in() {
        assert_eq!(rank_in(&["userid"], "user.id"), Some(0));
        assert_eq!(rank_in(&["customeremail"], "order.customer.email"), Some(0));
        assert_eq!(rank_in(&["userid"], "items[].id"), None);
        assert_eq!(product_rank("contexts.data[product].data.id"), Some(0));
    }

    #[test]
    fn events_that_undo_interest_are_known_by_name() {
        assert!(undoes("Product Removed") && undoes("Order Refunded") && undoes("order_cancelled"));
        assert!(!undoes("Order Completed") && !undoes("Product Viewed"));
    }
}
