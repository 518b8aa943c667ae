//! Undo and redo of what the person decided.

use crate::base::language::Message;

/// How many steps are kept.
const STEPS: usize = 200;

/// A value with its past and undone states. One gesture (a drag, typing into one field) is one
/// step: changes with the same name, one after the other, are taken together.
#[derive(Debug, Clone, Default)]
pub struct Undo<T> {
    now: T,
    past: Vec<(T, Message)>,
    undone: Vec<(T, Message)>,
    /// Whether the next change of the same name still belongs to the last step.
    open: bool,
    version: u64,
    steps: u64,
}

impl<T: Clone + PartialEq> Undo<T> {
    /// Starts with a value and no past.
    pub fn new(now: T) -> Self {
        Self { now, past: Vec::new(), undone: Vec::new(), open: false, version: 0, steps: 0 }
    }

    /// The value.
    pub fn get(&self) -> &T {
        &self.now
    }

    /// Another number after every change: what follows from the value is kept as long as it is the
    /// same.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Another number after every step forward or back: another one than before would be undone next.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Changes the value. `name` is shown ("Undo: change size"). Returns whether anything changed.
    pub fn change(&mut self, name: Message, change: impl FnOnce(&mut T)) -> bool {
        let before = self.now.clone();
        change(&mut self.now);
        if self.now == before {
            return false;
        }
        self.version += 1;
        let continues = self.open && self.past.last().is_some_and(|(_, last)| *last == name);
        if !continues {
            self.steps += 1;
            self.past.push((before, name));
            if self.past.len() > STEPS {
                self.past.remove(0);
            }
        }
        self.undone.clear();
        self.open = true;
        true
    }

    /// Changes the value without a step of its own: for what follows from data, not from the
    /// person (a suggestion filled in, a file found again).
    pub fn adjust(&mut self, change: impl FnOnce(&mut T)) {
        change(&mut self.now);
        self.version += 1;
    }

    /// Changes the value as it is, as it was and as it may be again: what is no step (files were
    /// written, something was offered) is not undone by going back over others.
    pub fn adjust_always(&mut self, change: impl Fn(&mut T)) {
        let steps = self.past.iter_mut().chain(&mut self.undone);
        steps.for_each(|(value, _)| change(value));
        self.adjust(change);
    }

    /// Ends a gesture: the next change is a step of its own.
    pub fn settle(&mut self) {
        self.open = false;
    }

    /// Goes a step back.
    pub fn undo(&mut self) -> bool {
        let Some((before, name)) = self.past.pop() else {
            return false;
        };
        self.version += 1;
        self.steps += 1;
        self.undone.push((std::mem::replace(&mut self.now, before), name));
        self.open = false;
        true
    }

    /// Takes the last undo back.
    pub fn redo(&mut self) -> bool {
        let Some((after, name)) = self.undone.pop() else {
            return false;
        };
        self.version += 1;
        self.steps += 1;
        self.past.push((std::mem::replace(&mut self.now, after), name));
        self.open = false;
        true
    }

    /// What undo would take back.
    pub fn undo_name(&self) -> Option<&Message> {
        self.past.last().map(|(_, name)| name)
    }

    /// What redo would bring back.
    pub fn redo_name(&self) -> Option<&Message> {
        self.undone.last().map(|(_, name)| name)
    }
}
