//! A module with its code parted by what the bytes mean, so that gzip packs it a fifth smaller.
//!
//! In a module each instruction is followed by its operands. Gzip predicts a byte from those just before it; but the number
//! of a local says little about the next instruction, and a call's target nothing. Here all instructions stand behind one
//! another, then all numbers of locals, all addresses, all calls, and so on: a dozen streams that each look like
//! themselves. What instructions often stand behind one another share a byte, so that gzip looks further back. How long a
//! function is, is left out, for its last instruction tells. `web/boot/reader.wat` puts the module together again, to the
//! very same bytes.
//!
//! All numbers are 32 bits wide, the lowest byte first:
//!
//! | at | what |
//! |---|---|
//! | 0 | how long the module is |
//! | 4 | how many functions it defines |
//! | 8, 12 | how much of it comes before the first of these, and after the last |
//! | 16 | where each stream begins: [`STREAMS`] numbers |
//! | 96 | what each byte of the stream of instructions stands for: 256 times 8 bytes, see [`Instruction::write`] |
//! | 2144 | the streams |

use anyhow::{Context as _, Result, ensure};
use wasmparser::{Parser, Payload};

/// How many streams there can be.
const STREAMS: usize = 20;

// The streams. What comes after these holds operands, see `Instruction::of`.
const BEFORE: usize = 0;
const AFTER: usize = 1;
const LOCALS: usize = 2;
const INSTRUCTIONS: usize = 3;

/// What one byte of the stream of instructions stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Instruction {
    /// Bytes that are the same each time, then operands from a stream.
    One { fixed: Vec<u8>, operands: Operands, stream: usize },
    /// The end of a function.
    Last,
    /// What two other bytes stand for, one behind the other.
    Pair([u8; 2]),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Operands {
    /// So many numbers in LEB128.
    Numbers(u8),
    /// So many bytes.
    Bytes(u8),
    /// A number, and one more number than it says.
    List,
}

impl Instruction {
    /// What an instruction is, by its bytes (WebAssembly core specification, section 5.4).
    ///
    /// What has no operand stream of its own is seldom, or has few forms: it is kept as it is. The width of an address,
    /// which follows a load or store, goes with the instruction.
    fn of(bytes: &[u8], next: Option<u8>) -> Instruction {
        let (fixed, operands, stream) = match (bytes[0], bytes.len()) {
            (0x0c, _) => (1, Operands::Numbers(1), 4),                            // br
            (0x0d, _) => (1, Operands::Numbers(1), 5),                            // br_if
            (0x0e, _) => (1, Operands::List, 6),                                  // br_table
            (0x10, _) => (1, Operands::Numbers(1), 7),                            // call
            (0x11, _) => (1, Operands::Numbers(2), 8),                            // call_indirect
            (0x20, _) => (1, Operands::Numbers(1), 9),                            // local.get
            (0x21 | 0x22, _) => (1, Operands::Numbers(1), 10),                    // local.set, local.tee
            (0x28..=0x35, _) => (2, Operands::Numbers(1), 11),                    // loads
            (0x36..=0x3e, _) => (2, Operands::Numbers(1), 12),                    // stores
            (0x41, 0..=3) if next == Some(0x6a) => (1, Operands::Numbers(1), 13), // i32.const before i32.add
            (0x41, 0..=3) => (1, Operands::Numbers(1), 14),                       // i32.const
            (0x41, _) => (1, Operands::Numbers(1), 15),                           // i32.const, most of them addresses
            (0x42, _) => (1, Operands::Numbers(1), 16),                           // i64.const
            (0x43, _) => (1, Operands::Bytes(4), 17),                             // f32.const
            (0x44, _) => (1, Operands::Bytes(8), 17),                             // f64.const
            (_, length) => (length, Operands::Numbers(0), 0),
        };
        Instruction::One { fixed: bytes[..fixed].to_vec(), operands, stream }
    }

    /// Up to four fixed bytes; how many these are, or 0xff for a pair, or 0xfe for the end; then the stream, and how many
    /// numbers or how many bytes of it are operands, both 0 for a list.
    fn write(&self) -> Result<[u8; 8]> {
        let mut written = [0; 8];
        match self {
            Instruction::One { fixed, operands, stream } => {
                written.get_mut(..fixed.len()).context("a long instruction")?.copy_from_slice(fixed);
                ensure!(fixed.len() <= 4, "an instruction of five fixed bytes or more");
                let [numbers, bytes] = match *operands {
                    Operands::Numbers(numbers) => [numbers, 0],
                    Operands::Bytes(bytes) => [0, bytes],
                    Operands::List => [0, 0],
                };
                written[4..].copy_from_slice(&[fixed.len().try_into()?, (*stream).try_into()?, numbers, bytes]);
            }
            Instruction::Last => written[4] = 0xfe,
            Instruction::Pair(pair) => {
                written[..2].copy_from_slice(pair);
                written[4] = 0xff;
            }
        }
        Ok(written)
    }
}

/// Parts a module.
///
/// # Errors
/// The bytes are no module, or it has more kinds of instructions than are foreseen.
pub fn part(module: &[u8]) -> Result<Vec<u8>> {
    let mut streams: [Vec<u8>; STREAMS] = Default::default();
    let mut kinds = vec![Instruction::Last];
    let mut functions = 0_u32;
    let mut read = 0;
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::CodeSectionStart { range, .. } => {
                read = range.start + number_length(&module[range.start..])?;
                streams[BEFORE].extend(&module[..read]);
            }
            Payload::CodeSectionEntry(body) => {
                functions += 1;
                let minimal: usize = (body.range().len().max(1).ilog2() / 7 + 1).try_into()?;
                ensure!(
                    body.range().start - read == minimal,
                    "the length of a function is written longer than it must be"
                );
                let operators = body.get_operators_reader()?;
                streams[LOCALS].extend(&module[body.range().start..operators.original_position()]);
                let places = operators.into_iter_with_offsets().map(|read| read.map(|(_, place)| place));
                let places = places.collect::<Result<Vec<_>, _>>()?;
                for place in places.windows(2) {
                    let bytes = &module[place[0]..place[1]];
                    let kind = Instruction::of(bytes, module.get(place[1]).copied());
                    if let Instruction::One { fixed, stream, .. } = &kind {
                        streams[*stream].extend(&bytes[fixed.len()..]);
                    }
                    let known = kinds.iter().position(|known| *known == kind);
                    streams[INSTRUCTIONS]
                        .push(known.unwrap_or(kinds.len()).try_into().context("256 kinds of instructions")?);
                    if known.is_none() {
                        kinds.push(kind);
                    }
                }
                streams[INSTRUCTIONS].push(0);
                read = body.range().end;
            }
            _ => {}
        }
    }
    streams[AFTER].extend(&module[read..]);
    pair(&mut streams[INSTRUCTIONS], &mut kinds);
    write(module.len(), functions, &kinds, &streams)
}

/// Takes the two bytes that most often stand behind one another for one that is free, until none is. Byte pair encoding;
/// no pair goes beyond the end of a function.
fn pair(instructions: &mut Vec<u8>, kinds: &mut Vec<Instruction>) {
    let mut ends = [false; 256];
    ends[0] = true;
    while let Ok(free) = u8::try_from(kinds.len()) {
        let mut counts = vec![0_u32; 1 << 16];
        for pair in instructions.windows(2).filter(|pair| !ends[usize::from(pair[0])]) {
            counts[usize::from(pair[0]) << 8 | usize::from(pair[1])] += 1;
        }
        let Some((number, count)) = (0..=u16::MAX).zip(counts).max_by_key(|(_, count)| *count) else { return };
        if count < 2 {
            return;
        }
        let pair = number.to_be_bytes();
        let mut paired = Vec::with_capacity(instructions.len());
        let mut rest = instructions.as_slice();
        while let Some((first, behind)) = rest.split_first() {
            let found = rest.starts_with(&pair);
            paired.push(if found { free } else { *first });
            rest = if found { &rest[2..] } else { behind };
        }
        *instructions = paired;
        ends[usize::from(free)] = ends[usize::from(pair[1])];
        kinds.push(Instruction::Pair(pair));
    }
}

fn write(length: usize, functions: u32, kinds: &[Instruction], streams: &[Vec<u8>; STREAMS]) -> Result<Vec<u8>> {
    let number = |number: usize| u32::try_from(number).map(u32::to_le_bytes);
    let mut parted = Vec::new();
    parted.extend(number(length)?);
    parted.extend(functions.to_le_bytes());
    parted.extend(number(streams[BEFORE].len())?);
    parted.extend(number(streams[AFTER].len())?);
    let mut place = parted.len() + STREAMS * 4 + 256 * 8;
    for stream in streams {
        parted.extend(number(place)?);
        place += stream.len();
    }
    for kind in kinds {
        parted.extend(kind.write()?);
    }
    parted.resize(parted.len() + (256 - kinds.len()) * 8, 0);
    streams.iter().for_each(|stream| parted.extend(stream));
    Ok(parted)
}

/// How many bytes the number in LEB128 at the start of these takes.
fn number_length(bytes: &[u8]) -> Result<usize> {
    let length = bytes.iter().position(|byte| *byte < 0x80).context("a number without an end")? + 1;
    ensure!(length <= 10, "a number of more than 64 bits");
    Ok(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODULE: &str = r#"(module
        (type $binary (func (param i32 i32) (result i32)))
        (memory 1)
        (table 2 funcref)
        (global $global (mut i32) (i32.const 0))
        (func $first (param i32) (result i32)
            (local i32 i64 i64 f64)
            (block (block (br_table 0 1 0 1 (local.get 0))) (br_if 0 (i32.const 5)) (br 0))
            (local.set 2 (i64.const 0x7fff_ffff_ffff_ffff))
            (local.set 4 (f64.const 1.5))
            (drop (f32.const 2.5))
            (global.set $global (i32.const 1048576))
            (i64.store offset=300 align=4 (local.get 0) (i64.load8_u offset=7 (local.get 0)))
            (memory.copy (i32.const 1) (i32.const 2) (i32.const 3))
            (call_indirect (type $binary) (i32.const -1) (i32.const 64) (i32.const 1)))
        (func $second (result i32) (call $first (i32.trunc_sat_f64_u (f64.const 2.5))))
        (data (i32.const 0) "data"))"#;

    fn number(parted: &[u8], place: usize) -> usize {
        u32::from_le_bytes(parted[place..place + 4].try_into().unwrap()).try_into().unwrap()
    }

    /// Puts a module together again, as `web/boot/reader.wat` does.
    fn whole(parted: &[u8]) -> Vec<u8> {
        let number = |place| number(parted, place);
        let mut reader =
            Reader { parted, places: (0..STREAMS).map(|stream| number(16 + stream * 4)).collect(), module: Vec::new() };
        reader.bytes(BEFORE, number(8));
        for _ in 0..number(4) {
            let start = reader.module.len();
            let pairs = reader.number(LOCALS);
            reader.numbers(LOCALS, pairs * 2);
            loop {
                let code = reader.take(INSTRUCTIONS);
                if !reader.instruction(code) {
                    break;
                }
            }
            let mut length = reader.module.len() - start;
            let mut written = Vec::new();
            while length >= 0x80 {
                written.push(u8::try_from(length & 0x7f).unwrap() | 0x80);
                length >>= 7;
            }
            written.push(u8::try_from(length).unwrap());
            reader.module.splice(start..start, written);
        }
        reader.bytes(AFTER, number(12));
        assert_eq!(reader.module.len(), number(0));
        reader.module
    }

    struct Reader<'a> {
        parted: &'a [u8],
        places: Vec<usize>,
        module: Vec<u8>,
    }

    impl Reader<'_> {
        /// Whether the function goes on behind it.
        fn instruction(&mut self, code: u8) -> bool {
            let place = 96 + usize::from(code) * 8;
            let kind: [u8; 8] = self.parted[place..place + 8].try_into().unwrap();
            let [first, second, _, _, length, stream, numbers, bytes] = kind;
            if length == 0xff {
                return self.instruction(first) && self.instruction(second);
            }
            if length == 0xfe {
                self.module.push(0x0b);
                return false;
            }
            self.module.extend(&kind[..usize::from(length)]);
            let stream = usize::from(stream);
            match (stream, numbers, bytes) {
                (0, ..) => {}
                (_, 0, 0) => {
                    let numbers = self.number(stream) + 1;
                    self.numbers(stream, numbers);
                }
                (_, numbers, 0) => self.numbers(stream, numbers.into()),
                (_, _, bytes) => self.bytes(stream, bytes.into()),
            }
            true
        }

        fn take(&mut self, stream: usize) -> u8 {
            self.places[stream] += 1;
            self.parted[self.places[stream] - 1]
        }

        fn bytes(&mut self, stream: usize, count: usize) {
            for _ in 0..count {
                let byte = self.take(stream);
                self.module.push(byte);
            }
        }

        fn number(&mut self, stream: usize) -> usize {
            let mut number = 0;
            for shift in (0..).step_by(7) {
                let byte = self.take(stream);
                self.module.push(byte);
                number |= usize::from(byte & 0x7f).checked_shl(shift).unwrap_or_default();
                if byte < 0x80 {
                    break;
                }
            }
            number
        }

        fn numbers(&mut self, stream: usize, count: usize) {
            for _ in 0..count {
                self.number(stream);
            }
        }
    }

    #[test]
    fn a_module_comes_back_as_it_was() {
        let many = format!("(module {})", "(func nop nop) (func nop nop nop)".repeat(40));
        for module in [MODULE, &many, "(module)", include_str!("../../../../web/boot/reader.wat")] {
            let module = wat::parse_str(module).unwrap();
            assert_eq!(whole(&part(&module).unwrap()), module);
        }
    }

    #[test]
    fn each_stream_holds_what_it_is_for() {
        let parted = part(&wat::parse_str(MODULE).unwrap()).unwrap();
        let place = |stream: usize| number(&parted, 16 + stream * 4);
        let stream = |stream: usize| &parted[place(stream)..place(stream + 1)];
        assert_eq!(stream(4), [0]);
        assert_eq!(stream(6), [3, 0, 1, 0, 1]);
        assert_eq!(stream(11), [7]);
        assert_eq!(stream(12), [0xac, 0x02]);
        assert_eq!(stream(15), [0x80, 0x80, 0xc0, 0x00]);
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(part(b"no module").is_err());
    }
}
