//! (see the room's description in ARCHITECTURE.md)
