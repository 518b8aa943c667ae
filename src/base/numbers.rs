//! Numbers that read like a slice, wherever they are: in memory, in a file of sections, or in a file of no name that goes
//! with them.
//!
//! Where a program may take little memory ([`limit_memory`]), what grows with the number of people goes to the disk while it
//! is made ([`Growing`]) and is read where it lies; the system keeps in memory what fits. A desktop sets no such limit.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::marker::PhantomData;
use std::ops::{Deref, Range};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use memmap2::Mmap;

pub use bytemuck::Pod;

/// Bytes of one list that stay in memory while it grows.
#[cfg(not(test))]
static LIMIT: AtomicUsize = AtomicUsize::new(usize::MAX);

#[cfg(test)]
thread_local! {
    /// Tests run side by side, each with its own.
    static LIMIT: AtomicUsize = const { AtomicUsize::new(usize::MAX) };
}

#[cfg(not(test))]
fn limit<R>(with: impl FnOnce(&AtomicUsize) -> R) -> R {
    with(&LIMIT)
}

#[cfg(test)]
fn limit<R>(with: impl FnOnce(&AtomicUsize) -> R) -> R {
    LIMIT.with(with)
}

/// From now on lists of numbers that grow beyond so many bytes go to the disk.
pub fn limit_memory(bytes: usize) {
    limit(|limit| limit.store(bytes, Ordering::Relaxed));
}

/// Bytes of one list that may be in memory.
pub fn memory_limit() -> usize {
    limit(|limit| limit.load(Ordering::Relaxed))
}

/// What is in a file.
pub(super) enum Content {
    /// In memory; in words of eight bytes, so that numbers can be used where they lie.
    Read(Vec<u64>, usize),
    /// Where it lies; locked, so that clearing the cache does not take it away underneath.
    Mapped(Mmap, #[allow(dead_code, reason = "held, not looked at")] File),
}

impl Content {
    /// Of a file whose bytes may take so much memory.
    pub fn of(mut file: File, memory: u64) -> io::Result<Self> {
        let size = file.metadata()?.len();
        let mut words: Vec<u64> = Vec::new();
        let bytes = usize::try_from(size).ok().filter(|_| size <= memory);
        match bytes.filter(|bytes| words.try_reserve_exact(bytes.div_ceil(8)).is_ok()) {
            Some(bytes) => {
                words.resize(bytes.div_ceil(8), 0);
                file.read_exact(&mut bytemuck::cast_slice_mut(&mut words)[..bytes])?;
                Ok(Self::Read(words, bytes))
            }
            None => {
                file.lock_shared()?;
                Ok(Self::Mapped(map(&file)?, file))
            }
        }
    }
}

impl Deref for Content {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Read(words, bytes) => &bytemuck::cast_slice(words)[..*bytes],
            Self::Mapped(bytes, _) => bytes,
        }
    }
}

#[allow(unsafe_code, reason = "see below")]
fn map(file: &File) -> io::Result<Mmap> {
    // SAFETY: a mapping must not change underneath. Files of sections are written under another name,
    // renamed when they are whole, never written again, readable by their owner alone, and locked
    // while they are mapped; a file of [`Growing`] has no name by which another could find it. What is
    // read are plain numbers, for which every pattern of bits is valid; texts are checked whenever one is
    // looked at. Whoever cuts a file of sections short all the same ends the program
    // (docs/reliability.md), so only what does not fit in memory is mapped.
    unsafe { Mmap::map(file) }
}

/// Numbers in memory, or in a file. Reads like a slice.
#[derive(Clone)]
pub struct Numbers<T>(Held<T>);

#[derive(Clone)]
enum Held<T> {
    Memory(Vec<T>),
    Kept(Arc<Content>, Range<usize>, PhantomData<T>),
}

impl<T: Pod> Numbers<T> {
    /// Those at a place of a file; `None` where these bytes are no such numbers.
    pub(super) fn kept(file: &Arc<Content>, range: Range<usize>) -> Option<Self> {
        let bytes = file.get(range.clone())?;
        bytemuck::try_cast_slice::<u8, T>(bytes).ok()?;
        Some(Self(Held::Kept(file.clone(), range, PhantomData)))
    }

    /// Bytes of memory that are not the file's.
    pub fn memory(&self) -> usize {
        match &self.0 {
            Held::Memory(numbers) => size_of_val(numbers.as_slice()),
            Held::Kept(file, range, _) => match **file {
                Content::Read(..) => range.len(),
                Content::Mapped(..) => 0,
            },
        }
    }
}

impl<T> From<Vec<T>> for Numbers<T> {
    fn from(numbers: Vec<T>) -> Self {
        Self(Held::Memory(numbers))
    }
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self(Held::Memory(Vec::new()))
    }
}

impl<T> FromIterator<T> for Numbers<T> {
    fn from_iter<I: IntoIterator<Item = T>>(numbers: I) -> Self {
        Self(Held::Memory(numbers.into_iter().collect()))
    }
}

impl<T: Pod> Deref for Numbers<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Held::Memory(numbers) => numbers,
            Held::Kept(file, range, _) => bytemuck::cast_slice(&file[range.clone()]),
        }
    }
}

impl<T: Pod + PartialEq> PartialEq for Numbers<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Pod> fmt::Debug for Numbers<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} numbers", self.len())
    }
}

/// Bytes that are written to the disk at a time.
const AT_ONCE: usize = 1 << 20;

/// Numbers that come one after the other. Beyond [`memory_limit`] they go to the disk; where that is full or cannot be
/// written they stay in memory.
#[derive(Debug)]
pub struct Growing<T> {
    memory: Vec<T>,
    /// How many of them may be in memory.
    most: usize,
    /// What is written already, and how many numbers that are.
    file: Option<(File, usize)>,
}

impl<T: Pod> Default for Growing<T> {
    fn default() -> Self {
        Self::of(0)
    }
}

impl<T: Pod> Growing<T> {
    /// For about so many.
    pub fn of(count: usize) -> Self {
        let most = memory_limit() / size_of::<T>();
        Self { memory: Vec::with_capacity(count.min(most)), most, file: None }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.memory.len() + self.file.as_ref().map_or(0, |(_, written)| *written)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds one.
    #[inline]
    pub fn push(&mut self, number: T) {
        self.memory.push(number);
        if self.memory.len() > self.most {
            self.settle();
        }
    }

    /// Adds some.
    pub fn extend(&mut self, numbers: &[T]) {
        for some in numbers.chunks(AT_ONCE / size_of::<T>()) {
            self.memory.extend_from_slice(some);
            if self.memory.len() > self.most {
                self.settle();
            }
        }
    }

    /// Adds a list, which is taken as it is where it is the first and there is room for it.
    pub fn append(&mut self, numbers: Vec<T>) {
        if self.is_empty() && numbers.len() <= self.most {
            self.memory = numbers;
        } else {
            self.extend(&numbers);
        }
    }

    /// Brings what is in memory to the disk.
    fn settle(&mut self) {
        self.most = AT_ONCE.min(memory_limit()) / size_of::<T>();
        if let Err(error) = self.write() {
            tracing::warn!("There is no room on the disk for what is computed: {error}");
            self.most = usize::MAX;
        }
    }

    fn write(&mut self) -> io::Result<()> {
        let (mut file, written) = match self.file.take() {
            Some(file) => file,
            None => (tempfile::tempfile()?, 0),
        };
        let result = file.write_all(bytemuck::cast_slice(&self.memory));
        let taken = if result.is_ok() { self.memory.len() } else { 0 };
        self.file = Some((file, written + taken));
        if result.is_ok() {
            self.memory.clear();
            // The first time it was all that may be in memory.
            self.memory.shrink_to(self.most);
        }
        result
    }

    /// All of them.
    ///
    /// # Errors
    /// Those of the system, where they are on the disk and cannot be read.
    pub fn finish(mut self) -> io::Result<Numbers<T>> {
        if self.file.is_some() && self.most < usize::MAX && !self.memory.is_empty() {
            self.settle();
        }
        let Some((mut file, written)) = self.file else { return Ok(self.memory.into()) };
        let bytes = written * size_of::<T>();
        // What was written before the disk was full is put together with the rest.
        if self.memory.is_empty() {
            let content = Arc::new(Content::Mapped(map(&file)?, file));
            return Numbers::kept(&content, 0..bytes).ok_or(io::ErrorKind::InvalidData.into());
        }
        let mut all = vec![T::zeroed(); written];
        file.rewind()?;
        file.read_exact(bytemuck::cast_slice_mut(&mut all))?;
        all.append(&mut self.memory);
        Ok(all.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is in a list of these, written in the ways it can be.
    fn grown(numbers: &[u32], one_by_one: bool) -> Numbers<u32> {
        let mut growing = Growing::default();
        match one_by_one {
            true => numbers.iter().for_each(|&number| growing.push(number)),
            false => growing.extend(numbers),
        }
        assert_eq!(growing.len(), numbers.len());
        growing.finish().unwrap()
    }

    #[test]
    fn what_has_no_room_in_memory_is_read_from_the_disk_and_is_the_same() {
        let numbers: Vec<u32> = (0..1_500_000).collect();
        for one_by_one in [true, false] {
            let all = grown(&numbers, one_by_one);
            assert_eq!((&*all, all.memory()), (&*numbers, 6_000_000));
        }
        limit_memory(1 << 20);
        let made = [true, false].map(|one_by_one| grown(&numbers, one_by_one));
        let few = grown(&numbers[..1000], true);
        for all in made {
            assert_eq!((&*all, all.memory()), (&*numbers, 0));
        }
        assert_eq!((&*few, few.memory()), (&numbers[..1000], 4000));
        limit_memory(0);
        assert_eq!(*grown(&numbers[..10], true), numbers[..10]);
        assert!(grown(&[], true).is_empty());
    }

    #[test]
    fn what_was_on_the_disk_when_it_was_full_is_put_together_in_memory() {
        let numbers: Vec<u32> = (0..700_000).collect();
        let mut growing = Growing::default();
        growing.extend(&numbers[..500_000]);
        growing.write().unwrap();
        growing.most = usize::MAX;
        growing.extend(&numbers[500_000..]);
        assert_eq!(growing.len(), numbers.len());
        let all = growing.finish().unwrap();
        assert_eq!((&*all, all.memory()), (&*numbers, 2_800_000));
    }
}
