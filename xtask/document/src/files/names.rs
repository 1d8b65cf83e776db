//! The names of components that are parts of other files. Each comes from the file and the place in
//! it alone, so that what else is referred to changes none, but for one that wants the same.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::place::Component;
use crate::pointer::segments;

/// The names of the components by their numbers, but for those that need none.
pub(super) fn names(
    document: &Value,
    components: &[Component],
    paths: &[String],
    is_inner: impl Fn(usize) -> bool,
) -> BTreeMap<usize, String> {
    let mut by_section: BTreeMap<&str, Vec<(usize, Vec<String>)>> = BTreeMap::new();
    for (number, (component, path)) in components.iter().zip(paths).enumerate() {
        if !is_inner(number) {
            let longer = candidates(path, &component.source.pointer);
            by_section.entry(component.section).or_default().push((number, longer));
        }
    }
    let mut names = BTreeMap::new();
    for (section, wanted) in by_section {
        let taken = document.get("components").and_then(|it| it.get(section)?.as_object());
        let taken = taken.map(|it| it.keys().cloned().collect()).unwrap_or_default();
        settle(taken, wanted, &mut names);
    }
    names
}

/// Gives each the shortest of its names that no other has or wants. All that want the same get longer
/// ones, so that none depends on which is found first.
fn settle(
    mut taken: HashSet<String>,
    mut wanted: Vec<(usize, Vec<String>)>,
    names: &mut BTreeMap<usize, String>,
) {
    let longest = wanted.iter().map(|(_, longer)| longer.len()).max().unwrap_or_default();
    for length in 0..longest {
        let mut wishes: HashMap<String, usize> = HashMap::new();
        for name in wanted.iter().filter_map(|(_, longer)| longer.get(length)) {
            *wishes.entry(name.clone()).or_default() += 1;
        }
        wanted.retain(|(number, longer)| {
            let Some(name) = longer.get(length) else { return true };
            let is_free = wishes.get(name) == Some(&1) && !taken.contains(name);
            if is_free {
                names.insert(*number, name.clone());
            }
            !is_free
        });
        taken.extend(wishes.into_keys());
    }
    // Signs between words may be in the words as well.
    wanted.sort_by(|(_, one), (_, other)| one.cmp(other));
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (number, longer) in wanted {
        let name = longer.last().cloned().unwrap_or_default();
        let count = counts.entry(name.clone()).or_insert(1);
        let numbered = loop {
            *count += 1;
            let numbered = format!("{name}_{count}");
            if taken.insert(numbered.clone()) {
                break numbered;
            }
        };
        names.insert(number, numbered);
    }
}

/// What a node of a file may be called, the shortest first: by the last part of the pointer, or else
/// the file; with the file and the folders before it; with all of the pointer; and with all of the path.
fn candidates(path: &str, pointer: &str) -> Vec<String> {
    let mut files: Vec<String> = path.split('/').map(str::to_owned).collect();
    if let Some(file) = files.last_mut()
        && let Some((stem, _)) = file.rsplit_once('.')
        && !stem.is_empty()
    {
        *file = stem.to_owned();
    }
    let keys: Vec<String> = segments(pointer).map(Cow::into_owned).collect();
    let is_number = |key: &String| key.bytes().all(|byte| byte.is_ascii_digit());
    // An entry of a list is called after the list.
    let start = keys.iter().rposition(|key| !is_number(key)).unwrap_or_default();
    let own: Vec<&str> = keys[start..].iter().map(String::as_str).collect();
    let mut names = Vec::new();
    for count in 0..=files.len() {
        let folders = files[files.len() - count..].iter().map(String::as_str);
        let parts: Vec<&str> = folders.chain(own.iter().copied()).collect();
        if !parts.is_empty() {
            names.push(parts.join("_"));
        }
    }
    let all: Vec<&str> = files.iter().chain(&keys).map(String::as_str).collect();
    names.push(all.join("_"));
    let whole = path.replace(['/', '.'], "_");
    names.push(std::iter::once(whole).chain(keys).collect::<Vec<_>>().join("_"));
    names
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashSet};

    use super::{candidates, settle};

    #[test]
    fn names_are_those_of_the_place() {
        let check = |path: &str, pointer: &str, expected: &[&str]| {
            assert_eq!(candidates(path, pointer), expected);
        };
        check("pet.yaml", "", &["pet", "pet", "pet_yaml"]);
        check("a/pet.v1.yaml", "", &["pet.v1", "a_pet.v1", "a_pet.v1", "a_pet_v1_yaml"]);
        let longer = ["Pet", "b_Pet", "a_b_Pet", "a_b_x_Pet", "a_b_yaml_x_Pet"];
        check("a/b.yaml", "/x/Pet", &longer);
        let longer = ["oneOf_0", "b_oneOf_0", "b_x_oneOf_0", "b_yaml_x_oneOf_0"];
        check("b.yaml", "/x/oneOf/0", &longer);
        check(".yaml", "", &[".yaml", ".yaml", "_yaml"]);
    }

    /// Whichever is found first.
    #[test]
    fn all_that_want_a_name_get_longer_ones() {
        let nodes = [("a/pet.yaml", ""), ("b/pet.yaml", ""), ("c/cat.yaml", ""), ("c/x.yaml", "")];
        let expected = ["a_pet", "b_pet", "c_cat", "x"];
        for reversed in [false, true] {
            let wanted = nodes.iter().map(|(path, pointer)| candidates(path, pointer));
            let mut wanted: Vec<_> = wanted.enumerate().collect();
            if reversed {
                wanted.reverse();
            }
            let mut names = BTreeMap::new();
            settle(HashSet::from(["cat".to_owned()]), wanted, &mut names);
            assert!(names.values().eq(expected), "{names:?}");
        }
        let twins = vec![(0, candidates("a_b.yaml", "")), (1, candidates("a/b.yaml", ""))];
        let mut names = BTreeMap::new();
        settle(HashSet::from(["b".to_owned()]), twins, &mut names);
        assert!(names.values().eq(["a_b", "a_b_yaml"]), "{names:?}");
    }
}
