//! Words for nodes: what they are, and where their names came from.

use cluster::{NameSource, NodeRole, RowState};

use crate::Lang;
use crate::say::pick;

/// What a node is.
pub fn node_role(role: NodeRole, lang: Lang) -> &'static str {
    match role {
        NodeRole::ControlPlane => pick!(lang, "control plane", "控制平面"),
        NodeRole::Worker => pick!(lang, "worker node", "工作节点"),
    }
}

/// Where the name of a node was taken from.
pub fn name_source(source: NameSource, lang: Lang) -> &'static str {
    match source {
        NameSource::Given => pick!(lang, "The name was given by you.", "名称由您指定。"),
        NameSource::Certificates => pick!(lang, "The name stands in its certificates.", "名称取自其证书。"),
        NameSource::Configuration => pick!(lang, "The name stands in its configuration.", "名称取自其配置。"),
        NameSource::Folder => {
            pick!(lang, "The name is that of the folder or archive.", "名称取自文件夹或归档的名称。")
        }
    }
}

/// Whether a row of a table has something to read.
pub fn row_state(state: &RowState, lang: Lang) -> &'static str {
    match state {
        RowState::Read => pick!(lang, "read", "已读取"),
        RowState::Missing => pick!(lang, "missing", "缺失"),
        RowState::NotExpected => pick!(lang, "not expected on this node", "此节点上本不应有"),
        RowState::NotDropped => pick!(lang, "not among the files", "未拖入"),
        RowState::Failed(_) => pick!(lang, "could not be read", "无法读取"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::speaks_both;

    #[test]
    fn every_word_about_a_node_is_there() {
        for one in [NodeRole::ControlPlane, NodeRole::Worker] {
            speaks_both(|lang| vec![node_role(one, lang).to_owned()]);
        }
        for one in [NameSource::Given, NameSource::Certificates, NameSource::Configuration, NameSource::Folder] {
            speaks_both(|lang| vec![name_source(one, lang).to_owned()]);
        }
        for one in [
            RowState::Read,
            RowState::Missing,
            RowState::NotExpected,
            RowState::NotDropped,
            RowState::Failed("EOF".to_owned()),
        ] {
            speaks_both(|lang| vec![row_state(&one, lang).to_owned()]);
        }
    }
}
