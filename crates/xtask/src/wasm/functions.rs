//! Puts the functions of a module that are alike behind one another, and keeps one of those that are the same.
//!
//! Gzip finds what it has seen within the last 32 KiB, and the module is sixty times as long. The linker's order follows
//! the crates; in this one, what generic code was compiled to for many types lies together: 5 % less in the packed page.

use std::collections::HashMap;
use std::convert::Infallible;

use anyhow::Result;
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{CodeSection, Encode as _, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef};

/// So many instructions in a row make two functions alike.
const RUN: usize = 8;

/// What stands in more functions than this says nothing about two of them.
const COMMON: usize = 300;

/// The same module with its functions in another order, and each only once.
///
/// # Errors
/// The bytes are no module.
pub fn arrange(module: &[u8]) -> Result<Vec<u8>> {
    let functions = Functions::of(module)?;
    let kept = functions.kept()?;
    let mut order: Vec<usize> = (0..kept.len()).filter(|place| kept[*place] == *place).collect();
    let instructions = functions.bodies.iter().map(instructions).collect::<Result<Vec<_>>>()?;
    order = chain(&order, &instructions.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let mut renumbered = Renumbered { imported: functions.imported, numbers: vec![0; kept.len()], order };
    for (number, place) in (0..).zip(&renumbered.order) {
        renumbered.numbers[*place] = number;
    }
    for (place, kept) in kept.iter().enumerate() {
        renumbered.numbers[place] = renumbered.numbers[*kept];
    }
    let mut arranged = Module::new();
    renumbered.parse_core_module(&mut arranged, Parser::new(0), module).map_err(broken)?;
    Ok(arranged.finish())
}

/// The functions that a module defines, by their place among these.
struct Functions<'a> {
    /// How many are imported: these come first in the numbering.
    imported: u32,
    types: Vec<u32>,
    bodies: Vec<FunctionBody<'a>>,
}

impl<'a> Functions<'a> {
    fn of(module: &'a [u8]) -> Result<Functions<'a>> {
        let mut functions = Functions { imported: 0, types: Vec::new(), bodies: Vec::new() };
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        functions.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(types) => functions.types = types.into_iter().collect::<Result<_, _>>()?,
                Payload::CodeSectionEntry(body) => functions.bodies.push(body),
                _ => {}
            }
        }
        Ok(functions)
    }

    /// For each function the first one that is the same. Functions that differ only in which of two same functions
    /// they call are the same as well, so this goes on until nothing changes.
    fn kept(&self) -> Result<Vec<usize>> {
        let mut kept: Vec<usize> = (0..self.bodies.len()).collect();
        loop {
            let numbers = kept.iter().map(|place| u32::try_from(*place)).collect::<Result<_, _>>()?;
            let mut renumbered = Renumbered { imported: self.imported, numbers, order: Vec::new() };
            let mut first = HashMap::new();
            let mut now = Vec::with_capacity(kept.len());
            for (place, (body, kind)) in self.bodies.iter().zip(&self.types).enumerate() {
                now.push(*first.entry((kind, renumbered.body(body)?)).or_insert(place));
            }
            if now == kept {
                return Ok(kept);
            }
            kept = now;
        }
    }
}

/// The first byte of each instruction of a function: it says what kind it is.
fn instructions(body: &FunctionBody) -> Result<Vec<u8>> {
    let (bytes, start) = (body.as_bytes(), body.range().start);
    let operators = body.get_operators_reader()?.into_iter_with_offsets();
    operators.map(|read| Ok(bytes[read?.1 - start])).collect()
}

/// Goes from each function to the one that is most like it and was not visited yet. Where several are, to the first.
fn chain(functions: &[usize], bodies: &[&[u8]]) -> Vec<usize> {
    let runs: HashMap<usize, Vec<u64>> = functions.iter().map(|place| (*place, runs(bodies[*place]))).collect();
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for place in functions {
        for run in &runs[place] {
            holders.entry(*run).or_default().push(*place);
        }
    }
    holders.retain(|_, holders| (2..=COMMON).contains(&holders.len()));
    let mut left: Vec<bool> = vec![false; bodies.len()];
    functions.iter().for_each(|place| left[*place] = true);
    let mut chain = Vec::with_capacity(functions.len());
    let mut starts = functions.iter().copied();
    let mut next = None;
    while let Some(current) = next.or_else(|| starts.find(|place| left[*place])) {
        left[current] = false;
        chain.push(current);
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for holder in runs[&current].iter().filter_map(|run| holders.get(run)).flatten() {
            if left[*holder] {
                *shared.entry(*holder).or_default() += 1;
            }
        }
        // The share of their runs that both have, as a fraction; compared without dividing.
        let fraction = |place: usize, shared: usize| (shared, runs[&current].len() + runs[&place].len() - shared);
        next = shared
            .into_iter()
            .filter(|(_, shared)| *shared >= 3)
            .max_by(|(a, shared_a), (b, shared_b)| {
                let [(a_over, a_under), (b_over, b_under)] = [fraction(*a, *shared_a), fraction(*b, *shared_b)];
                (a_over * b_under).cmp(&(b_over * a_under)).then(b.cmp(a))
            })
            .map(|(place, _)| place);
    }
    chain
}

/// Each run of instructions in a function, once, as one number.
fn runs(body: &[u8]) -> Vec<u64> {
    let number = |run: &[u8]| run.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
    let mut runs: Vec<u64> = body.windows(RUN).map(number).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// Writes a module anew with other numbers for its functions.
struct Renumbered {
    imported: u32,
    /// The new number of each defined function, without the imported ones before it.
    numbers: Vec<u32>,
    /// Which functions are written, in their new order.
    order: Vec<usize>,
}

impl Renumbered {
    fn body(&mut self, body: &FunctionBody) -> Result<Vec<u8>> {
        let mut code = CodeSection::new();
        self.parse_function_body(&mut code, body.clone()).map_err(broken)?;
        let mut bytes = Vec::new();
        code.encode(&mut bytes);
        Ok(bytes)
    }
}

impl Reencode for Renumbered {
    type Error = Infallible;

    fn function_index(&mut self, number: u32) -> Result<u32, reencode::Error<Infallible>> {
        let Some(place) = number.checked_sub(self.imported) else { return Ok(number) };
        let number = usize::try_from(place).ok().and_then(|place| self.numbers.get(place));
        number.map(|number| self.imported + number).ok_or(reencode::Error::InvalidCodeSectionSize)
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), reencode::Error<Infallible>> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        self.order.iter().for_each(|place| {
            functions.function(types[*place]);
        });
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), reencode::Error<Infallible>> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for place in self.order.clone() {
            self.parse_function_body(code, bodies[place].clone())?;
        }
        Ok(())
    }
}

fn broken(error: reencode::Error<Infallible>) -> anyhow::Error {
    anyhow::anyhow!("{error}").context("cannot put the functions of the module in another order")
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODULE: &str = r#"(module
        (import "host" "told" (func $told (param i32)))
        (table (export "table") 4 funcref)
        (elem (i32.const 0) $twice $other $same $told)
        (func $one (result i32) (i32.const 1))
        (func $other (export "other") (result i32) (i32.mul (call $one) (i32.const 77)))
        (func $again (result i32) (i32.const 1))
        (func $twice (export "twice") (result i32) (call $told (i32.const 5)) (i32.add (call $one) (call $again)))
        (func $same (export "same") (result i32) (call $told (i32.const 5)) (i32.add (call $again) (call $one)))
        (func $wide (export "wide") (result i64) (i64.const 1)))"#;

    /// The bodies behind the exports and in the table, with what they call put in their place.
    fn shape(module: &[u8]) -> Vec<String> {
        let functions = Functions::of(module).unwrap();
        let told = |number: u32| described(&functions, number);
        let mut shape = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            match payload.unwrap() {
                Payload::ExportSection(exports) => {
                    let exports = exports.into_iter().map(Result::unwrap);
                    let functions = exports.filter(|export| export.kind == wasmparser::ExternalKind::Func);
                    shape.extend(functions.map(|export| format!("{} {}", export.name, told(export.index))));
                }
                Payload::ElementSection(elements) => {
                    let wasmparser::ElementItems::Functions(items) =
                        elements.into_iter().next().unwrap().unwrap().items
                    else {
                        panic!("a list of functions")
                    };
                    shape.extend(items.into_iter().map(|number| told(number.unwrap())));
                }
                _ => {}
            }
        }
        shape
    }

    fn described(functions: &Functions, number: u32) -> String {
        let Some(place) = number.checked_sub(functions.imported) else { return format!("import {number}") };
        let place = usize::try_from(place).unwrap();
        let operators = functions.bodies[place].get_operators_reader().unwrap().into_iter();
        let told = operators.map(|operator| match operator.unwrap() {
            wasmparser::Operator::Call { function_index } => format!("({})", described(functions, function_index)),
            other => format!("{other:?}"),
        });
        format!("{} {}", functions.types[place], told.collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn each_function_is_there_once_and_everything_means_the_same() {
        let module = wat::parse_str(MODULE).unwrap();
        let arranged = arrange(&module).unwrap();
        assert_eq!(shape(&arranged), shape(&module));
        // $again is $one, and so $same is $twice.
        assert_eq!(Functions::of(&arranged).unwrap().bodies.len(), 4);
        assert_eq!(arrange(&module).unwrap(), arranged);
    }

    #[test]
    fn like_comes_to_like() {
        let bodies = ["abcdefghijkl", "0123456789", "abcdefghijkx", "0123456799", "abcdefghijky"];
        let bodies: Vec<&[u8]> = bodies.iter().map(|body| body.as_bytes()).collect();
        assert_eq!(chain(&[0, 1, 2, 3, 4], &bodies), [0, 2, 4, 1, 3]);
    }
}
