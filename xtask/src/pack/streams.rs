//! A module's commonest operands, apart from the instructions they belong to: locals repeat other locals, and instructions other
//! instructions, which LZMA sees only where they stand together. This saves 8 %.

use crate::sh::Done;
use std::ops::Range;

/// A module in parts. Whoever reads `rest` knows from each instruction where an operand was taken out.
pub(super) struct Streams {
    /// Where the bodies of functions stand in the module.
    pub(super) functions: Range<usize>,
    /// Numbers of locals, offsets of loads and stores, 32-bit constants.
    pub(super) operands: [Vec<u8>; 3],
    pub(super) rest: Vec<u8>,
}

#[derive(Clone, Copy)]
enum Into {
    Locals,
    Offsets,
    Constants,
    Rest,
}

pub(super) fn split(module: &[u8]) -> Done<Streams> {
    let functions = functions(module).ok_or("a module without a code section")?;
    let mut splitter = Splitter { module, at: 0, streams: Streams { functions: functions.clone(), ..EMPTY } };
    splitter.bytes(functions.start)?;
    while splitter.at < functions.end {
        splitter.function()?;
    }
    splitter.bytes(module.len() - splitter.at)?;
    Ok(splitter.streams)
}

const EMPTY: Streams =
    Streams { functions: 0..0, operands: [Vec::new(), Vec::new(), Vec::new()], rest: Vec::new() };

/// The code section's content behind the number of functions.
fn functions(module: &[u8]) -> Option<Range<usize>> {
    const CODE: u8 = 10;
    let mut at = 8;
    loop {
        let id = *module.get(at)?;
        let (length, start) = number(module, at + 1)?;
        let end = start + length;
        if id == CODE {
            return Some(number(module, start)?.1..end).filter(|range| range.end <= module.len());
        }
        at = end;
    }
}

/// A LEB128 number, and where it ends; of a signed one the value is of no interest.
fn number(module: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let (mut value, mut shift) = (0_usize, 0);
    loop {
        let byte = *module.get(at)?;
        at += 1;
        value |= usize::from(byte & 127).checked_shl(shift)?;
        shift += 7;
        if byte < 128 {
            return Some((value, at));
        }
    }
}

struct Splitter<'m> {
    module: &'m [u8],
    at: usize,
    streams: Streams,
}

impl Splitter<'_> {
    fn bytes(&mut self, count: usize) -> Done {
        let bytes =
            self.module.get(self.at..self.at + count).ok_or("the module ends within an instruction")?;
        self.streams.rest.extend(bytes);
        self.at += count;
        Ok(())
    }

    fn number(&mut self, into: Into) -> Done<usize> {
        let (value, end) = number(self.module, self.at).ok_or("a number of the module has no end")?;
        let bytes = &self.module[self.at..end];
        match into {
            Into::Rest => self.streams.rest.extend(bytes),
            operand => self.streams.operands[operand as usize].extend(bytes),
        }
        self.at = end;
        Ok(value)
    }

    fn function(&mut self) -> Done {
        let size = self.number(Into::Rest)?;
        let end = self.at + size;
        for _ in 0..self.number(Into::Rest)? {
            self.number(Into::Rest)?;
            self.bytes(1)?;
        }
        while self.at < end {
            self.instruction()?;
        }
        Ok(())
    }

    /// The binary format of instructions, as far as compilers of this module use it.
    fn instruction(&mut self) -> Done {
        let code = self.module.get(self.at).copied().unwrap_or_default();
        self.bytes(1)?;
        match code {
            0x20..=0x22 => self.number(Into::Locals).map(drop),
            0x41 => self.number(Into::Constants).map(drop),
            0x28..=0x3e => self.numbers(1).and_then(|()| self.number(Into::Offsets)).map(drop),
            0x0e => self.number(Into::Rest).and_then(|targets| self.numbers(targets + 1)),
            0x11 => self.numbers(2),
            0x02..=0x04 | 0x0c | 0x0d | 0x10 | 0x23 | 0x24 | 0x3f | 0x40 | 0x42 => self.numbers(1),
            0x43 => self.bytes(4),
            0x44 => self.bytes(8),
            0xfc => match self.number(Into::Rest)? {
                0..=7 => Ok(()),
                // memory.copy, memory.fill
                10 => self.numbers(2),
                11 => self.numbers(1),
                other => Err(format!("the packer of modules does not know the instruction fc {other:02x}")),
            },
            0x00 | 0x01 | 0x05 | 0x0b | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 => Ok(()),
            other => Err(format!("the packer of modules does not know the instruction {other:02x}")),
        }
    }

    fn numbers(&mut self, count: usize) -> Done {
        (0..count).try_for_each(|_| self.number(Into::Rest).map(drop))
    }
}
