//! Lists within a sentence.

use crate::Lang;
use crate::say::pick;

/// `a`, `a and b`, `a, b and c`; 中文：`a`、`a 和 b`、`a、b 和 c`. Empty for an empty list.
pub fn list<T: AsRef<str>>(items: &[T], lang: Lang) -> String {
    let Some((last, first)) = items.split_last() else { return String::new() };
    if first.is_empty() {
        return last.as_ref().to_owned();
    }
    let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
    format!("{}{}{}", first.join(pick!(lang, ", ", "、")), pick!(lang, " and ", " 和 "), last.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_two_are_joined_by_a_word() {
        let cases: [(&[&str], &str, &str); 4] = [
            (&[], "", ""),
            (&["ca"], "ca", "ca"),
            (&["ca", "sa"], "ca and sa", "ca 和 sa"),
            (&["a", "b", "c"], "a, b and c", "a、b 和 c"),
        ];
        for (items, english, chinese) in cases {
            assert_eq!(list(items, Lang::En), english);
            assert_eq!(list(items, Lang::Zh), chinese);
        }
    }
}
