//! A YAML or JSON document as a tree that forgets nothing a reader of ours needs.

use std::cell::Cell;
use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};

/// One value of a YAML or JSON document.
///
/// serde_yaml_ng's own value refuses a mapping with a key given twice; Kubernetes takes the last one. So does
/// [`Tree::get`], and [`Tree::first_duplicate`] tells where a key stands twice.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Tree {
    /// `null`, `~` or nothing.
    #[default]
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// An integer or another number, as text.
    Number(String),
    /// A text.
    Text(String),
    /// A sequence.
    Sequence(Vec<Tree>),
    /// A mapping, in the order of the file; keys as text.
    Mapping(Vec<(String, Tree)>),
}

impl Tree {
    /// The value of a key; of one given twice the last, as Kubernetes reads it.
    pub fn get(&self, key: &str) -> Option<&Tree> {
        self.entries().iter().rev().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// What Go's encoding/json calls a value of this kind in its errors.
    pub fn json_kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "bool",
            Self::Number(_) => "number",
            Self::Text(_) => "string",
            Self::Sequence(_) => "array",
            Self::Mapping(_) => "object",
        }
    }

    /// The value at the end of a path of keys.
    pub fn at(&self, path: &[&str]) -> Option<&Tree> {
        path.iter().try_fold(self, |tree, key| tree.get(key))
    }

    /// The text, where it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Tree::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The entries of a mapping; none of anything else.
    pub fn entries(&self) -> &[(String, Tree)] {
        match self {
            Tree::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The elements of a sequence; none of anything else.
    pub fn elements(&self) -> &[Tree] {
        match self {
            Tree::Sequence(elements) => elements,
            _ => &[],
        }
    }

    /// Whether there is nothing: `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Tree::Null)
    }

    /// The path of the first key that stands twice in its mapping, such as `metadata.name`.
    pub fn first_duplicate(&self) -> Option<String> {
        match self {
            Tree::Mapping(entries) => {
                let mut seen = HashSet::with_capacity(entries.len());
                entries.iter().find_map(|(key, value)| {
                    if seen.insert(key.as_str()) {
                        value.first_duplicate().map(|rest| format!("{key}.{rest}"))
                    } else {
                        Some(key.clone())
                    }
                })
            }
            Tree::Sequence(elements) => elements
                .iter()
                .enumerate()
                .find_map(|(index, element)| element.first_duplicate().map(|rest| format!("[{index}].{rest}"))),
            _ => None,
        }
    }
}

/// How much a document may still unfold to, so that aliases of aliases, or a long text named a thousand times, end in
/// an error and not in all the memory there is.
pub(crate) struct Budget {
    left: Cell<usize>,
}

impl Budget {
    /// A bound for an input of that many bytes: honest aliases repeat some of it, a bomb all of it many times.
    pub(crate) fn of_input(length: usize) -> Self {
        Self { left: Cell::new(length.saturating_mul(8).saturating_add(1 << 16)) }
    }

    /// Whether the bound was reached.
    pub(crate) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    fn take<E: Error>(&self, bytes: usize) -> Result<(), E> {
        match self.left.get().checked_sub(bytes.saturating_add(1)) {
            Some(left) if left > 0 => {
                self.left.set(left);
                Ok(())
            }
            _ => {
                self.left.set(0);
                Err(E::custom("the document unfolds to too much"))
            }
        }
    }
}

impl<'de> DeserializeSeed<'de> for &Budget {
    type Value = Tree;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(TreeVisitor(self))
    }
}

/// Unfolds the merge key `<<` (YAML 1.1): its entries count where the mapping has none of that name.
fn merge(entries: Vec<(String, Tree)>) -> Vec<(String, Tree)> {
    if entries.iter().all(|(key, _)| key != "<<") {
        return entries;
    }
    let (merged, mut own): (Vec<_>, Vec<_>) = entries.into_iter().partition(|(key, _)| key == "<<");
    let mut names: HashSet<String> = own.iter().map(|(key, _)| key.clone()).collect();
    let sources = merged.into_iter().flat_map(|(_, value)| match value {
        Tree::Sequence(elements) => elements,
        other => vec![other],
    });
    for source in sources {
        if let Tree::Mapping(entries) = source {
            own.extend(entries.into_iter().filter(|(key, _)| names.insert(key.clone())));
        }
    }
    own
}

struct TreeVisitor<'a>(&'a Budget);

impl<'de> Visitor<'de> for TreeVisitor<'_> {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        self.0.take(0)?;
        Ok(Tree::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Tree, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Tree, E> {
        self.0.take(0)?;
        Ok(Tree::Boolean(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Tree, E> {
        self.0.take(0)?;
        Ok(Tree::Number(value.to_string()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Tree, E> {
        self.0.take(0)?;
        Ok(Tree::Number(value.to_string()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Tree, E> {
        self.0.take(0)?;
        Ok(Tree::Number(value.to_string()))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Tree, E> {
        self.0.take(0)?;
        Ok(Tree::Number(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Tree, E> {
        self.0.take(0)?;
        Ok(Tree::Number(value.to_string()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Tree, E> {
        self.0.take(value.len())?;
        Ok(Tree::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Tree, A::Error> {
        self.0.take(0)?;
        let mut elements = Vec::new();
        while let Some(element) = sequence.next_element_seed(self.0)? {
            elements.push(element);
        }
        Ok(Tree::Sequence(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut mapping: A) -> Result<Tree, A::Error> {
        self.0.take(0)?;
        let mut entries = Vec::new();
        while let Some(key) = mapping.next_key_seed(self.0)? {
            let key = match key {
                Tree::Null => "null".to_owned(),
                Tree::Boolean(value) => value.to_string(),
                Tree::Number(text) | Tree::Text(text) => text,
                // No key of ours; what is wrong elsewhere in the document is told first.
                Tree::Sequence(_) | Tree::Mapping(_) => "?".to_owned(),
            };
            entries.push((key, mapping.next_value_seed(self.0)?));
        }
        Ok(Tree::Mapping(merge(entries)))
    }

    /// A value with a tag: the tag says nothing to Kubernetes. One with a tag and no content is an empty text, as Go's
    /// YAML reads it.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Tree, A::Error> {
        let (_tag, content) = data.variant_seed(self.0)?;
        Ok(match content.newtype_variant_seed(self.0)? {
            Tree::Null => Tree::Text(String::new()),
            tree => tree,
        })
    }
}
