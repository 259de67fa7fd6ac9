//! One stable sort for all lists.
//!
//! The standard library's sort is compiled anew, some 4 KB, for each type and each order. Sorting places instead of
//! values needs it once.

use std::cmp::Ordering;

/// Sorts a list; what is equal stays in its order.
pub fn sort<T: Ord>(items: &mut Vec<T>) {
    sort_by(items, T::cmp);
}

/// Sorts a list; what compares equal stays in its order.
pub fn sort_by<T>(items: &mut Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut places: Vec<usize> = (0..items.len()).collect();
    sort_places(&mut places, &mut |one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(places.into_iter().filter_map(|place| taken.get_mut(place)?.take()));
}

/// Sorts a list by a key of each value; what has the same key stays in its order.
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, mut key: impl FnMut(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts a list by a key that is dear to make, once for each value; what has the same key stays in its order.
pub fn sort_by_cached_key<T, K: Ord>(items: &mut Vec<T>, mut key: impl FnMut(&T) -> K) {
    let mut keyed: Vec<(K, T)> = items.drain(..).map(|item| (key(&item), item)).collect();
    sort_by(&mut keyed, |one, other| one.0.cmp(&other.0));
    items.extend(keyed.into_iter().map(|(_, item)| item));
}

#[inline(never)]
fn sort_places(places: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    places.sort_by(|one, other| compare(*one, *other));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_sorts_as_the_standard_library_does() {
        let mut random = 1_u32;
        for length in [0, 1, 2, 30, 1000] {
            let mut items: Vec<(u32, String)> = (0..length)
                .map(|index: u32| {
                    random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (random >> 29, index.to_string())
                })
                .collect();
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            sort_by_key(&mut items, |item| item.0);
            assert_eq!(items, expected);
            expected.sort_by_cached_key(|item| item.1.clone());
            sort_by_cached_key(&mut items, |item| item.1.clone());
            assert_eq!(items, expected);
            expected.sort_by(|one, other| other.cmp(one));
            sort_by(&mut items, |one, other| other.cmp(one));
            assert_eq!(items, expected);
        }
    }
}
