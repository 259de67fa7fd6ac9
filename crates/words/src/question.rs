//! What the user is asked.

use cluster::Question;

use crate::Lang;
use crate::file_kind::locked;
use crate::say::say;

/// A question in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuestionText {
    /// The question.
    pub title: String,
    /// What hangs on the answer.
    pub explanation: String,
    /// The answers to choose from, in the order of the question's own values; empty where a text is asked for.
    pub answers: Vec<String>,
}

/// The question in words. The answers of `SameNode` are: a newer state, another node.
pub fn question(question: &Question, lang: Lang) -> QuestionText {
    match question {
        Question::SameNode { node, folders: [first, again], .. } => QuestionText {
            title: say!(lang, "Is this the node {node} again?", "这是同一个节点 {node} 吗？"),
            explanation: say!(
                lang,
                "{node} was dropped as {first} and again as {again}. A newer state takes the place of the older one, which is \
                 kept; another node gets a name of its own.",
                "{node} 先以 {first} 拖入，又以 {again} 拖入。较新的状态会取代旧的状态（旧的会保留）；如果是另一个节点，则会有自己的名称。"
            ),
            answers: vec![
                say!(lang, "A newer state of {node}", "{node} 的较新状态"),
                say!(lang, "Another node", "另一个节点"),
            ],
        },
        Question::Configuration { node, paths } => QuestionText {
            title: if node.is_empty() {
                say!(lang, "Which configuration belongs to this node?", "哪个配置属于此节点？")
            } else {
                say!(lang, "Which configuration belongs to {node}?", "哪个配置属于 {node}？")
            },
            explanation: say!(
                lang,
                "The folder of the certificates, the release and whether etcd is external are taken from it.",
                "证书目录、版本以及 etcd 是否为外部，都取自该配置。"
            ),
            answers: paths.clone(),
        },
        Question::Password { path, locked: what, wrong } => {
            let what = locked(*what, lang);
            QuestionText {
                title: if *wrong {
                    say!(
                        lang,
                        "The password is wrong. Try another one for {path}?",
                        "密码不正确。是否为 {path} 重新输入？"
                    )
                } else {
                    say!(lang, "Which password opens {path}?", "{path} 的密码是什么？")
                },
                explanation: say!(
                    lang,
                    "It is locked: {what}. The password is used once in this page and never stored.",
                    "该文件是{what}。密码只在本页内使用一次，不会被保存。"
                ),
                answers: Vec::new(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::speaks_both;
    use intake::Locked;

    #[test]
    fn every_question_is_asked() {
        let word = |text: &str| text.to_owned();
        let mut questions = vec![
            Question::SameNode { id: word("1"), node: word("cp-1"), folders: [word("a"), word("b")] },
            Question::Configuration { node: word("n"), paths: vec![word("a.yaml"), word("b.yaml")] },
        ];
        for wrong in [false, true] {
            for locked in [Locked::Pkcs8, Locked::LegacyPem, Locked::Pkcs12] {
                questions.push(Question::Password { path: word("client.p12"), locked, wrong });
            }
        }
        for one in questions {
            speaks_both(|lang| {
                let text = question(&one, lang);
                vec![text.title, text.explanation]
            });
        }
    }

    #[test]
    fn answers_follow_the_order_of_the_question() {
        let same = Question::SameNode {
            id: "1".to_owned(),
            node: "cp-1".to_owned(),
            folders: ["a".to_owned(), "b".to_owned()],
        };
        assert_eq!(question(&same, Lang::En).answers, ["A newer state of cp-1", "Another node"]);
        assert_eq!(question(&same, Lang::Zh).answers, ["cp-1 的较新状态", "另一个节点"]);
    }
}
