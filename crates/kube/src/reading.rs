//! What every reader of this crate hands back, and the way it takes fields out of a tree.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

use crate::Tree;

/// A thing read from a document, with the contents it carries and what was wrong with it.
pub struct Reading<T> {
    /// What was read; a field that could not be read counts as absent.
    pub value: T,
    /// Contents of fields: PEM or anything else, not looked into here. Private keys are among them.
    pub embedded: Vec<Embedded>,
    /// Fields that could not be read.
    pub problems: Vec<FieldProblem>,
}

/// The content of a field.
pub struct Embedded {
    /// The field, such as `users[kubernetes-admin].client-certificate-data` or `data[tls.crt]`.
    pub field: String,
    /// Its bytes, decoded from base64 where the field holds that.
    pub bytes: Zeroizing<Vec<u8>>,
}

/// What was wrong with a field.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum FieldProblem {
    /// It should hold base64 and does not, or only with white space that Kubernetes refuses.
    Base64 {
        /// The field.
        field: String,
    },
    /// It is of the wrong type.
    Type {
        /// The field.
        field: String,
        /// What it should be: `text`, `list`, `mapping`, `true or false`, `number`.
        expected: &'static str,
    },
    /// The key stands twice in its mapping; the last one counts.
    Duplicate {
        /// The field.
        field: String,
    },
}

/// Takes fields out of a tree and notes what is wrong with them.
#[derive(Default)]
pub(crate) struct Fields {
    pub(crate) embedded: Vec<Embedded>,
    pub(crate) problems: Vec<FieldProblem>,
}

impl Fields {
    /// Begins with a document: a key given twice anywhere is noted.
    pub(crate) fn of(document: &Tree) -> Self {
        let duplicate = document.first_duplicate().map(|field| FieldProblem::Duplicate { field });
        Self { embedded: Vec::new(), problems: duplicate.into_iter().collect() }
    }

    pub(crate) fn finish<T>(self, value: T) -> Reading<T> {
        Reading { value, embedded: self.embedded, problems: self.problems }
    }

    pub(crate) fn wrong_type(&mut self, field: impl Into<String>, expected: &'static str) {
        self.problems.push(FieldProblem::Type { field: field.into(), expected });
    }

    /// A text at a path; absent when it is not there, or null, or something else (which is noted).
    pub(crate) fn text(&mut self, tree: &Tree, path: &[&str]) -> Option<String> {
        match tree.at(path)? {
            Tree::Null => None,
            Tree::Text(text) => Some(text.clone()),
            _ => {
                self.wrong_type(path.join("."), "text");
                None
            }
        }
    }

    /// As [`Fields::text`], empty when absent.
    pub(crate) fn text_or_empty(&mut self, tree: &Tree, path: &[&str]) -> String {
        self.text(tree, path).unwrap_or_default()
    }

    /// A truth value at a path.
    pub(crate) fn boolean(&mut self, tree: &Tree, path: &[&str]) -> Option<bool> {
        match tree.at(path)? {
            Tree::Null => None,
            Tree::Boolean(value) => Some(*value),
            _ => {
                self.wrong_type(path.join("."), "true or false");
                None
            }
        }
    }

    /// A whole number at a path.
    pub(crate) fn number<N: std::str::FromStr>(&mut self, tree: &Tree, path: &[&str]) -> Option<N> {
        let number = match tree.at(path)? {
            Tree::Null => return None,
            Tree::Number(text) => text.parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(path.join("."), "number");
        }
        number
    }

    /// The elements of a list at a path; none when absent.
    pub(crate) fn list<'a>(&mut self, tree: &'a Tree, path: &[&str]) -> &'a [Tree] {
        match tree.at(path) {
            None | Some(Tree::Null) => &[],
            Some(Tree::Sequence(elements)) => elements,
            Some(_) => {
                self.wrong_type(path.join("."), "list");
                &[]
            }
        }
    }

    /// The texts of a list at a path.
    pub(crate) fn texts(&mut self, tree: &Tree, path: &[&str]) -> Vec<String> {
        let elements = self.list(tree, path);
        let texts: Vec<String> = elements.iter().filter_map(Tree::as_text).map(str::to_owned).collect();
        if texts.len() < elements.len() {
            self.wrong_type(path.join("."), "list of texts");
        }
        texts
    }

    /// The entries of a mapping at a path; none when absent.
    pub(crate) fn entries<'a>(&mut self, tree: &'a Tree, path: &[&str]) -> &'a [(String, Tree)] {
        match tree.at(path) {
            None | Some(Tree::Null) => &[],
            Some(Tree::Mapping(entries)) => entries,
            Some(_) => {
                self.wrong_type(path.join("."), "mapping");
                &[]
            }
        }
    }

    /// Decodes base64, noting a fault; white space costs a note, not the content.
    pub(crate) fn base64(&mut self, text: &str, field: &str) -> Option<Zeroizing<Vec<u8>>> {
        let mut fault = false;
        let compact: Zeroizing<String> = Zeroizing::new(
            text.chars()
                .filter(|c| {
                    fault |= matches!(c, ' ' | '\t');
                    !matches!(c, ' ' | '\t' | '\r' | '\n')
                })
                .collect(),
        );
        let decoded = BASE64.decode(compact.as_bytes()).ok().map(Zeroizing::new);
        if fault || decoded.is_none() {
            self.problems.push(FieldProblem::Base64 { field: field.to_owned() });
        }
        decoded
    }

    pub(crate) fn embed(&mut self, field: String, bytes: Zeroizing<Vec<u8>>) {
        self.embedded.push(Embedded { field, bytes });
    }
}

/// The standard alphabet with padding, as Go's `base64.StdEncoding` takes it: stray bits at the end are let pass.
pub(crate) const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireCanonical),
);
