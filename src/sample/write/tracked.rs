//! What Mixpanel and PostHog have in common: who did it, under `$` names, among the event's properties.

use serde::Serialize;

use super::segment::{Properties, properties};
use crate::sample::{EventKind, SampleEvent, Store};

/// The properties of an event with its person.
#[derive(Serialize)]
pub(super) struct Tracked<'a> {
    #[serde(rename = "$device_id")]
    device_id: String,
    #[serde(rename = "$user_id", skip_serializing_if = "Option::is_none")]
    user_id: Option<String>,
    #[serde(flatten)]
    own: Properties<'a>,
}

impl<'a> Tracked<'a> {
    /// Of an event; `None` for calls that only say who somebody is.
    pub(super) fn of(store: &'a Store, event: &SampleEvent) -> Option<Self> {
        let person = &store.people[event.person as usize];
        (event.kind != EventKind::Identify).then(|| Self {
            device_id: person.anonymous_id(event.device),
            user_id: person.user_id().filter(|_| event.known),
            own: properties(store, event),
        })
    }

    /// The ID that stands for the person: the known one, else the device's as the tool writes it.
    pub(super) fn distinct_id(&self, device: impl Fn(&str) -> String) -> String {
        self.user_id.clone().unwrap_or_else(|| device(&self.device_id))
    }
}
