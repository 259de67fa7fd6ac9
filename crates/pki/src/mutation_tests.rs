//! Every reader of the crate under mutated input: none may panic, and none may take long.

use std::time::Instant;

use crate::{
    Certificate, PrivateKey, PublicKey, Request, asn1_tree, go_certificate_error, go_private_key, pem, samples,
};

/// A small generator of the xorshift family (Marsaglia 2003): repeatable from its printed seed.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }
}

fn mutate(input: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=numbers.below(3) {
        let at = numbers.below(bytes.len());
        let octet = [0, 1, 2, 0x30, 0x7f, 0x80, 0x84, 0xff, numbers.next().to_le_bytes()[0]][numbers.below(9)];
        match numbers.below(5) {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, octet),
            2 if !bytes.is_empty() => {
                bytes.remove(at);
            }
            _ => {
                if let Some(old) = bytes.get_mut(at) {
                    *old = octet;
                }
            }
        }
    }
    bytes
}

#[test]
fn no_reader_panics_on_mutated_input() {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0x5eed_2026_u64);
    println!("seed {seed} (set SEED to repeat or vary)");
    let mut numbers = Numbers(seed.max(1));
    let files = samples::names();
    let texts: Vec<_> = files.iter().map(|name| samples::bytes(name)).collect();
    let ders: Vec<_> =
        texts.iter().flat_map(|text| pem::blocks(text)).filter_map(|block| block.body.clone().ok()).collect();
    let mut slowest = std::time::Duration::ZERO;
    for round in 0..20_000 {
        let begun = Instant::now();
        if round % 4 == 0 {
            let text = mutate(&texts[numbers.below(texts.len())], &mut numbers);
            let _ = (pem::blocks(&text).len(), pem::go_blocks(&text).len());
            // Arithmetic on keys is slow without optimisation: a part of the rounds is enough.
            if round % 200 == 0 {
                let _ = go_private_key(&text);
            }
        } else {
            let der = mutate(&ders[numbers.below(ders.len())], &mut numbers);
            let certificate = Certificate::from_der(&der).map(|certificate| certificate.details());
            let _ = (certificate.is_ok(), go_certificate_error(&der), asn1_tree(&der).len());
            let _ = (PublicKey::from_der(&der).is_ok(), Request::from_der(&der).is_ok());
            if round % 100 == 1 {
                let _ = PrivateKey::from_der(&der).is_ok();
            }
        }
        slowest = slowest.max(begun.elapsed());
    }
    println!("slowest input {slowest:?}");
    assert!(slowest.as_secs() < 5, "seed {seed}: one input took {slowest:?}");
}
