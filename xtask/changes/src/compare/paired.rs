//! What is there in both versions, and what in one of them.

/// Two lists, of which each has something that the other may have as well.
pub(super) struct Paired<'a, T> {
    /// What both have.
    pub(super) both: Vec<(&'a T, &'a T)>,
    /// What only the old one has.
    pub(super) old: Vec<&'a T>,
    /// What only the new one has.
    pub(super) new: Vec<&'a T>,
}

impl<'a, T> Paired<'a, T> {
    /// Nothing is paired yet.
    pub(super) fn new(
        old: impl IntoIterator<Item = &'a T>,
        new: impl IntoIterator<Item = &'a T>,
    ) -> Self {
        Self { both: Vec::new(), old: old.into_iter().collect(), new: new.into_iter().collect() }
    }

    /// Pairs what has the same key, of what is left; what has no key is left. Returns the pairs that
    /// were made.
    pub(super) fn by<K: Eq + std::hash::Hash>(
        &mut self,
        key: impl Fn(&'a T) -> Option<K>,
    ) -> Vec<(&'a T, &'a T)> {
        let mut keys = std::collections::HashMap::new();
        for (index, new) in self.new.iter().enumerate() {
            if let Some(key) = key(new) {
                keys.entry(key).or_insert(index);
            }
        }
        let mut made = Vec::new();
        let mut taken = std::collections::HashSet::new();
        let mut left = Vec::new();
        for old in std::mem::take(&mut self.old) {
            let index = key(old).and_then(|key| keys.remove(&key));
            match index.and_then(|index| Some((index, *self.new.get(index)?))) {
                Some((index, new)) => {
                    taken.insert(index);
                    made.push((old, new));
                }
                None => left.push(old),
            }
        }
        self.old = left;
        let mut index = 0;
        self.new.retain(|_| {
            index += 1;
            !taken.contains(&(index - 1))
        });
        self.both.extend(&made);
        made
    }
}

/// Whether what both have is in another order.
pub(super) fn is_reordered<T: PartialEq>(old: &[T], new: &[T]) -> bool {
    let kept: Vec<&T> = old.iter().filter(|one| new.contains(one)).collect();
    let now: Vec<&T> = new.iter().filter(|one| old.contains(one)).collect();
    kept != now
}
