//! What the lock has of a type, looked up by its members.

use std::collections::HashSet;

use super::Remembered;
use crate::lock::LockedType;

/// What the lock has of a type. Of its members there may be thousands, and each is asked for several
/// times.
pub(in crate::lower) struct KnownType<'l> {
    /// All of it.
    pub(in crate::lower) locked: &'l LockedType,
    /// The members, which also tell their positions and names.
    pub(in crate::lower) members: Remembered<'l>,
    nullable: HashSet<&'l str>,
    always: HashSet<&'l str>,
    boxed: HashSet<&'l str>,
}

impl<'l> KnownType<'l> {
    pub(super) fn new(locked: &'l LockedType) -> Self {
        let set = |keys: &'l [String]| keys.iter().map(String::as_str).collect();
        Self {
            locked,
            members: Remembered::new(&locked.members, &locked.names),
            nullable: set(&locked.nullable),
            always: set(&locked.always),
            boxed: set(&locked.boxed),
        }
    }

    /// Whether a field was an `Option` in which null could not be sent.
    pub(in crate::lower) fn was_without_null(&self, key: &str) -> bool {
        self.members.has(key) && !self.nullable.contains(key)
    }

    /// Whether a field that only requests or only responses have was no `Option`.
    pub(in crate::lower) fn was_always_there(&self, key: &str) -> bool {
        self.always.contains(key)
    }

    /// Whether a member was there as it is, and not in a box.
    pub(in crate::lower) fn had_no_box(&self, key: &str) -> bool {
        self.members.has(key) && !self.boxed.contains(key)
    }
}

#[cfg(test)]
mod tests {
    use super::KnownType;
    use crate::lock::LockedType;

    /// Unions may have two members of one key, of which the last counts.
    #[test]
    fn members_are_looked_up_by_their_keys() {
        let list = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        let locked = LockedType {
            members: list(&["id", "string", "parent", "string"]),
            nullable: list(&["id"]),
            always: list(&["id"]),
            boxed: list(&["parent", "gone"]),
            ..LockedType::default()
        };
        let known = KnownType::new(&locked);
        let of = |is: &dyn Fn(&str) -> bool| {
            let keys = ["id", "string", "parent", "gone", "new"];
            keys.into_iter().filter(|key| is(key)).collect::<Vec<_>>()
        };
        assert_eq!(of(&|key| known.members.has(key)), ["id", "string", "parent"]);
        assert_eq!(of(&|key| known.was_without_null(key)), ["string", "parent"]);
        assert_eq!(of(&|key| known.was_always_there(key)), ["id"]);
        assert_eq!(of(&|key| known.had_no_box(key)), ["id", "string"]);
        assert_eq!(known.members.position("string"), 3);
    }
}
