//! Texts inside the schedulers' own files.

/// A word in a command line of systemd (`systemd.service(5)`): in quotes, with `%` and `$` as
/// themselves.
pub(super) fn systemd(word: &str) -> String {
    let mut quoted = String::from("\"");
    for c in word.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '%' | '$' => quoted.extend([c, c]),
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A word in a line of a crontab: for the shell in quotes, and with `%` as itself (`crontab(5)`).
pub(super) fn cron(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''").replace('%', r"\%"))
}

/// A text in XML.
pub(super) fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // Other control characters cannot stand in XML at all.
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A word in a command line of Windows, as `CommandLineToArgvW` takes it apart again.
pub(super) fn windows(word: &str) -> String {
    let mut quoted = String::from("\"");
    let mut slashes = 0;
    for c in word.chars() {
        match c {
            '\\' => slashes += 1,
            '"' => {
                quoted.extend(std::iter::repeat_n('\\', slashes + 1));
                slashes = 0;
            }
            _ => slashes = 0,
        }
        quoted.push(c);
    }
    quoted.extend(std::iter::repeat_n('\\', slashes));
    quoted.push('"');
    quoted
}
