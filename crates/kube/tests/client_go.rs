//! Loading kubeconfigs like client-go, judged by what client-go said.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kube::kubeconfig::load_like_client_go;

#[test]
fn damaged_kubeconfigs_give_the_errors_of_client_go() {
    let mut count = 0;
    for line in include_str!("data/client-go.jsonl").lines() {
        let (bytes, expected): (String, String) = serde_json::from_str(line).unwrap();
        let bytes = STANDARD.decode(bytes).unwrap();
        let found = load_like_client_go(&bytes).map_or_else(|error| error.to_string(), |_| "ok".to_owned());
        assert_eq!(found, expected, "{}", String::from_utf8_lossy(&bytes));
        count += 1;
    }
    assert!(count > 100);
}
