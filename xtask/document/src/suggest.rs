//! What a misspelt name was probably meant to be.

use crate::diagnostics::quoted;

/// "did you mean ...?", if one of the candidates is close to the name.
pub fn did_you_mean<'c>(name: &str, candidates: impl Iterator<Item = &'c str>) -> Option<String> {
    nearest(name, candidates).map(|candidate| format!("did you mean {}?", quoted(candidate)))
}

/// The candidate that takes the fewest typing errors to make from the name, if there are few.
pub fn nearest<'c>(name: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    // Longer names are rare, and comparing them takes long.
    const LONGEST: usize = 80;

    let length = name.chars().count();
    let tolerance = (length / 4).max(1);
    let close = candidates.filter_map(|candidate| {
        if length > LONGEST || length.abs_diff(candidate.chars().count()) > tolerance {
            return None;
        }
        let distance = if name.eq_ignore_ascii_case(candidate) {
            0
        } else {
            strsim::osa_distance(name, candidate)
        };
        (distance <= tolerance).then_some((distance, candidate))
    });
    close.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// The allowed values as they are listed in a message.
pub(crate) fn alternatives(values: &[&str]) -> String {
    let (last, others) =
        values.split_last().map_or(("", &[][..]), |(last, others)| (*last, others));
    let others: Vec<_> = others.iter().map(|value| format!("`{value}`")).collect();
    match others.as_slice() {
        [] => format!("`{last}`"),
        others => format!("{} or `{last}`", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn only_close_names_are_suggested() {
        let known = ["in", "items", "operationId", "description"];

        assert_eq!(nearest("descripton", known.into_iter()), Some("description"));
        assert_eq!(nearest("OPERATIONID", known.into_iter()), Some("operationId"));
        assert_eq!(nearest("itmes", known.into_iter()), Some("items"));
        assert_eq!(nearest("summary", known.into_iter()), None);
    }
}
