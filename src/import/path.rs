//! Field paths and the tree of wanted paths that a row is matched against.
//!
//! - `properties.brand`: a member of a member. A key that itself has a dot is written `a\.b`.
//! - `products[].brand`: of every member of a list; unfolds the row into one row a member.
//! - `contexts.data[product].data.id`: of the members of a list that are `{"schema": …, "data": …}`
//!   (Snowplow's self-describing JSON) only those whose schema is called so. One member, or one
//!   object without a list, stays in its row; several unfold it.
//! - `event_params.page_title`: where the value at `event_params` is a list of
//!   `{"key": …, "value": …}` (GA4) or `{"name": …, "value": …}` (Shopify), the member is looked up
//!   by its key, and a `value` that is an object with one filled member stands for that member.
//! - A text that holds JSON is looked into as if it were the JSON itself.

use std::collections::BTreeMap;

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Into the member of this name.
    Key(String),
    /// Into every member of a list.
    Each,
    /// Into the self-describing members of this name.
    Named(String),
}

/// The steps of a path. An `[]` at the very end is dropped: a list of plain values is one cell.
pub fn steps(path: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut key = String::new();
    let mut open = true;
    let mut chars = path.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => key.extend(chars.next()),
            '.' => {
                if open {
                    steps.push(Step::Key(std::mem::take(&mut key)));
                }
                open = true;
            }
            '[' if chars.peek() == Some(&']') => {
                chars.next();
                if open && !(key.is_empty() && steps.is_empty()) {
                    steps.push(Step::Key(std::mem::take(&mut key)));
                }
                steps.push(Step::Each);
                open = false;
            }
            '[' => match entity(chars.clone()) {
                Some(name) => {
                    chars.by_ref().take(name.len() + 1).for_each(drop);
                    if open && !(key.is_empty() && steps.is_empty()) {
                        steps.push(Step::Key(std::mem::take(&mut key)));
                    }
                    steps.push(Step::Named(name));
                    open = false;
                }
                None => {
                    open = true;
                    key.push(c);
                }
            },
            _ => {
                open = true;
                key.push(c);
            }
        }
    }
    if open {
        steps.push(Step::Key(key));
    }
    while steps.last() == Some(&Step::Each) {
        steps.pop();
    }
    steps
}

/// The name of a self-describing member whose `[` was just taken: `product` of `product].data`.
fn entity(mut rest: impl Iterator<Item = char>) -> Option<String> {
    let mut name = String::new();
    loop {
        match rest.next()? {
            ']' => break,
            c if c.is_ascii_alphanumeric() || matches!(c, '_' | '-') => name.push(c),
            _ => return None,
        }
    }
    (!name.is_empty() && rest.next() == Some('.')).then_some(name)
}

/// A key as it is written inside a path.
pub fn escape(key: &str) -> String {
    if key.contains(['.', '\\', '[']) {
        key.replace('\\', "\\\\").replace('.', "\\.").replace('[', "\\[")
    } else {
        key.to_owned()
    }
}

/// A node of a [`Tree`].
#[derive(Debug, Clone, Default)]
pub struct Node {
    /// Where the value here is put, when it is wanted itself.
    pub slot: Option<usize>,
    keys: Vec<(Box<[u8]>, usize)>,
    /// The node of every member of a list.
    pub each: Option<usize>,
    /// The nodes of self-describing members, by name.
    named: Vec<(Box<[u8]>, usize)>,
}

impl Node {
    /// The node below `key`.
    #[inline]
    pub fn key(&self, key: &[u8]) -> Option<usize> {
        self.keys.iter().find(|(k, _)| **k == *key).map(|(_, n)| *n)
    }

    /// Whether anything is wanted below.
    pub fn is_leaf(&self) -> bool {
        self.keys.is_empty() && self.each.is_none() && self.named.is_empty()
    }

    /// The node of self-describing members of this name.
    pub fn named(&self, name: &[u8]) -> Option<usize> {
        self.named.iter().find(|(n, _)| **n == *name).map(|(_, node)| *node)
    }

    /// Whether self-describing members are wanted by name.
    pub fn has_named(&self) -> bool {
        !self.named.is_empty()
    }

    /// Whether members are wanted by name.
    pub fn has_keys(&self) -> bool {
        !self.keys.is_empty()
    }

    /// The names wanted below, and their nodes.
    pub fn keys(&self) -> impl Iterator<Item = (&[u8], usize)> {
        self.keys.iter().map(|(k, n)| (&**k, *n))
    }
}

/// Wanted paths as a tree; node 0 is the row.
#[derive(Debug, Clone)]
pub struct Tree(Vec<Node>);

impl Tree {
    /// The deepest path that is looked for.
    const DEEPEST: usize = 64;

    /// A tree of paths with the slot each goes to.
    pub fn new(paths: impl IntoIterator<Item = (Vec<Step>, usize)>) -> Self {
        let mut tree = Self(vec![Node::default()]);
        for (steps, slot) in paths {
            let mut at = 0;
            for step in steps.into_iter().take(Self::DEEPEST) {
                at = tree.below(at, step);
            }
            tree.0[at].slot = Some(slot);
        }
        tree
    }

    fn below(&mut self, at: usize, step: Step) -> usize {
        let new = self.0.len();
        let found = match &step {
            Step::Key(key) => self.0[at].key(key.as_bytes()),
            Step::Each => self.0[at].each,
            Step::Named(name) => self.0[at].named(name.as_bytes()),
        };
        if let Some(found) = found {
            return found;
        }
        match step {
            Step::Key(key) => self.0[at].keys.push((key.into_bytes().into(), new)),
            Step::Each => self.0[at].each = Some(new),
            Step::Named(name) => self.0[at].named.push((name.into_bytes().into(), new)),
        }
        self.0.push(Node::default());
        new
    }

    /// The node with this index.
    pub fn node(&self, index: usize) -> &Node {
        &self.0[index]
    }
}

/// Gives each different path a number.
#[derive(Debug, Default)]
pub struct Slots(BTreeMap<String, usize>);

impl Slots {
    /// The number of `path`.
    pub fn of(&mut self, path: &str) -> usize {
        let next = self.0.len();
        *self.0.entry(path.to_owned()).or_insert(next)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The paths with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (&str, usize)> {
        self.0.iter().map(|(p, n)| (p.as_str(), *n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_split_into_steps_and_escaped_keys_come_back() {
        let key = |k: &str| Step::Key(k.into());
        assert_eq!(steps("a"), [key("a")]);
        assert_eq!(steps("a.b[].c"), [key("a"), key("b"), Step::Each, key("c")]);
        assert_eq!(steps("genres[]"), [key("genres")]);
        assert_eq!(steps("a[][].b"), [key("a"), Step::Each, Step::Each, key("b")]);
        assert_eq!(steps(r"a\.b.c"), [key("a.b"), key("c")]);
        let product = Step::Named("product".into());
        assert_eq!(steps("c.data[product].id"), [key("c"), key("data"), product, key("id")]);
        assert_eq!(steps("price [EUR]"), [key("price [EUR]")]);
        for odd in ["a.b", r"back\slash", "x[]", "x[y].z", "", "plain"] {
            assert_eq!(steps(&escape(odd)), [key(odd)], "{odd}");
        }
    }

    #[test]
    fn a_tree_shares_what_paths_share() {
        let tree = Tree::new([(steps("a.b"), 0), (steps("a.c[].d"), 1), (steps("a"), 2)]);
        let a = tree.node(0).key(b"a").unwrap();
        assert_eq!(tree.node(a).slot, Some(2));
        assert!(tree.node(0).key(b"z").is_none() && tree.node(a).key(b"b").is_some());
    }
}
