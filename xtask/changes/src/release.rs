//! Which version of the crate a change needs, by the rules of cargo.

use semver::{Prerelease, Version};

use crate::verdict::Level;

/// The lowest version, of those that are no releases before another, that may follow `old` after
/// changes of a level.
///
/// Before 1.0.0, the number behind the first dot is what a breaking change raises, and that behind the
/// second all other changes; in 0.0.z there is only one number to raise. Cargo takes none of the
/// releases before a version for another, so that what follows them may be anything that is higher.
#[must_use]
pub fn lowest(old: &Version, level: Level) -> Version {
    let &Version { major, minor, patch, .. } = old;
    if !old.pre.is_empty() {
        return Version::new(major, minor, patch);
    }
    match (level, major, minor) {
        (Level::None, ..) => old.clone(),
        (Level::Major, 1.., _) => Version::new(major.saturating_add(1), 0, 0),
        (Level::Minor, 1.., _) | (Level::Major, 0, 1..) => {
            Version::new(major, minor.saturating_add(1), 0)
        }
        (Level::Patch, 1.., _) | (_, 0, _) => Version::new(major, minor, patch.saturating_add(1)),
    }
}

/// Whether a version may follow another after changes of a level.
#[must_use]
pub fn is_enough(old: &Version, new: &Version, level: Level) -> bool {
    let order = new.cmp_precedence(old);
    if level == Level::None {
        return order.is_ge();
    }
    // What comes before a version has raised it as far as that has.
    let raised = Version { pre: Prerelease::EMPTY, ..new.clone() };
    let is_raised = !old.pre.is_empty() || raised.cmp_precedence(&lowest(old, level)).is_ge();
    order.is_gt() && is_raised
}

#[cfg(test)]
mod tests {
    use semver::Version;

    use super::{is_enough, lowest};
    use crate::verdict::Level::{self, Major, Minor, None, Patch};

    fn version(text: &str) -> Version {
        Version::parse(text).expect("it is a version")
    }

    #[test]
    fn what_has_to_be_raised_is_as_cargo_has_it() {
        let check = |old: &str, [none, patch, minor, major]: [&str; 4]| {
            for (level, expected) in [(None, none), (Patch, patch), (Minor, minor), (Major, major)]
            {
                assert_eq!(lowest(&version(old), level), version(expected), "{old} {level:?}");
            }
        };
        check("1.2.3", ["1.2.3", "1.2.4", "1.3.0", "2.0.0"]);
        check("0.2.3", ["0.2.3", "0.2.4", "0.2.4", "0.3.0"]);
        check("0.0.3", ["0.0.3", "0.0.4", "0.0.4", "0.0.4"]);
        check("1.0.0-beta.2", ["1.0.0"; 4]);
        let most = u64::MAX;
        check(
            &format!("{most}.0.0"),
            [
                &*format!("{most}.0.0"),
                &format!("{most}.0.1"),
                &format!("{most}.1.0"),
                &format!("{most}.0.0"),
            ],
        );
    }

    #[test]
    fn a_version_is_enough_if_it_is_higher_by_as_much() {
        let check = |old: &str, new: &str, level: Level, expected: bool| {
            let found = is_enough(&version(old), &version(new), level);
            assert_eq!(found, expected, "{old} to {new}, {level:?}");
        };
        check("0.1.0", "0.1.0", None, true);
        check("0.1.0", "0.1.0+7", None, true);
        check("0.1.0", "0.1.0", Patch, false);
        check("0.1.0", "0.1.1", Minor, true);
        check("0.1.0", "0.1.9", Major, false);
        check("0.1.0", "0.2.0", Major, true);
        check("0.1.0", "1.0.0", Major, true);
        check("0.0.1", "0.0.2", Major, true);
        check("1.1.0", "1.1.7", Minor, false);
        check("1.1.0", "2.0.0", Patch, true);
        // One that went down never is.
        check("0.2.0", "0.1.9", None, false);
        check("2.0.0", "1.9.0", Patch, false);
        // Releases before another.
        check("0.1.0", "0.2.0-alpha.1", Major, true);
        check("0.1.0", "0.1.1-alpha.1", Major, false);
        check("0.2.0", "0.2.0-alpha.1", None, false);
        check("0.2.0-alpha.1", "0.2.0-alpha.2", Major, true);
        check("0.2.0-alpha.1", "0.2.0-alpha.1", Patch, false);
        check("0.2.0-alpha.1", "0.2.0", Major, true);
        // What cannot be raised any more.
        let highest = format!("{}.0.0", u64::MAX);
        check(&highest, &highest, Major, false);
    }
}
