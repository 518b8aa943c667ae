//! Cells: their type where a file has types, and what a spreadsheet must not run.

/// How a column's values are stored where the file has types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) enum CellType {
    Text,
    Whole,
    Decimal,
    Flag,
}

/// A cell that a spreadsheet would run as a formula, with an apostrophe in front; numbers and
/// telephone numbers are left alone.
pub(in crate::export) fn escape_formulas(cell: &mut String) {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let rest = cell.trim_start_matches(['+', '-']);
    let numeric = rest.bytes().any(|b| b.is_ascii_digit())
        && cell.len() - rest.len() <= 1
        && rest.chars().all(|c| c.is_ascii_digit() || " .,()/-".contains(c));
    if risky && !numeric {
        cell.insert(0, '\'');
    }
}
