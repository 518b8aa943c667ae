//! Locks whose data stays usable after a panic elsewhere.
//!
//! A panic on one worker becomes a failure of its job (see [`crate::jobs`]); the others only ever
//! leave whole values behind a lock, so that a poisoned one holds nothing half-changed.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Takes the lock, whatever happened to those who held it before.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the lock guarded, once nobody shares it any more.
pub fn into_inner<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}
