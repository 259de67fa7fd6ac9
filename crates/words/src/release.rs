//! Where a release came from, and what it counts as when it is not known itself.

use cluster::{Release, ReleaseSource};

use crate::Lang;
use crate::say::say;

/// Where the release was taken from, in one sentence.
pub fn release_source(source: &ReleaseSource, lang: Lang) -> String {
    match source {
        ReleaseSource::Chosen => say!(lang, "Chosen by you.", "由您选择。"),
        ReleaseSource::Configuration(path) => {
            say!(lang, "From kubernetesVersion in {path}.", "取自 {path} 中的 kubernetesVersion。")
        }
        ReleaseSource::StaticPod(path) => {
            say!(lang, "From the image tag of the static Pod in {path}.", "取自 {path} 中静态 Pod 的镜像标签。")
        }
        ReleaseSource::Marks(seen) => {
            say!(lang, "Guessed from marks in the files: {seen}.", "根据文件中的特征推测：{seen}。")
        }
        ReleaseSource::Newest => say!(
            lang,
            "Nothing told the release, so it is the newest one known here.",
            "没有任何线索表明版本，因此采用这里已知的最新版本。"
        ),
    }
}

/// How the asked release counts as the used one: unknown patches as the nearest older one, newer minors as the newest.
/// `None` when they are the same.
pub fn release_counted(asked: Release, used: Release, lang: Lang) -> Option<String> {
    if asked == used {
        return None;
    }
    let minor = asked.minor;
    // A minor version alone asks for its newest patch; it has no number of its own to show.
    if asked.patch == u16::MAX {
        return Some(if asked.minor == used.minor {
            say!(
                lang,
                "1.{minor} counts as {used}, the newest patch of it that is known here.",
                "1.{minor} 按 {used} 处理，这是这里已知的最新补丁版本。"
            )
        } else {
            say!(lang, "1.{minor} is not known here and counts as {used}.", "这里不了解 1.{minor}，按 {used} 处理。")
        });
    }
    Some(if asked.minor > used.minor {
        say!(
            lang,
            "{asked} is newer than this copy of KubeCerts knows and counts as {used}; look for a newer copy.",
            "{asked} 比这份 KubeCerts 所了解的版本更新，按 {used} 处理；请获取更新的版本。"
        )
    } else if asked.minor < used.minor {
        say!(
            lang,
            "{asked} is older than any release known here and counts as {used}.",
            "{asked} 比这里已知的所有版本都旧，按 {used} 处理。"
        )
    } else if asked.patch > used.patch {
        say!(
            lang,
            "{asked} is not known here and counts as {used}, the nearest older patch.",
            "这里不了解 {asked}，按 {used} 处理，即最接近的较早补丁版本。"
        )
    } else {
        say!(
            lang,
            "{asked} is not known here and counts as {used}, the oldest patch of it that is.",
            "这里不了解 {asked}，按 {used} 处理，即已知的最早补丁版本。"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::speaks_both;

    #[test]
    fn every_source_is_told() {
        let path = || "cp-1/kubeadm-config.yaml".to_owned();
        for source in [
            ReleaseSource::Chosen,
            ReleaseSource::Configuration(path()),
            ReleaseSource::StaticPod(path()),
            ReleaseSource::Marks("super-admin.conf".to_owned()),
            ReleaseSource::Newest,
        ] {
            speaks_both(|lang| vec![release_source(&source, lang)]);
        }
    }

    #[test]
    fn what_a_release_counts_as_is_told_with_the_reason() {
        let used = Release::new(33, 12);
        for (asked, part) in [
            (Release::new(33, u16::MAX), "newest patch"),
            (Release::new(38, u16::MAX), "1.38 is not known"),
            (Release::new(38, 0), "newer than"),
            (Release::new(12, 0), "older than any"),
            (Release::new(33, 14), "nearest older"),
            (Release::new(33, 1), "oldest patch"),
        ] {
            let text = release_counted(asked, used, Lang::En).unwrap();
            assert!(text.contains(part), "{text}");
            assert!(!text.contains("65535"), "{text}");
            speaks_both(|lang| vec![release_counted(asked, used, lang).unwrap()]);
        }
        assert_eq!(release_counted(used, used, Lang::Zh), None);
    }
}
