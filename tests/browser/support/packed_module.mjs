// The module out of the page: its text read in another way than the page does it, then put together by the page's own reader.

import { gunzipSync } from "node:zlib";

/** What a character of two bytes stands for, beside the seven bits of its own. */
const REPLACED = [0x00, 0x0d, 0x3c];

/** The bytes of a text that `crates/xtask/src/text.rs` wrote. */
function bytesOfText(text) {
  const bytes = [];
  let bits = 0;
  let count = 0;
  const take = (seven) => {
    bits = ((bits << 7) | seven) & 0x7fff;
    count += 7;
    if (count >= 8) bytes.push((bits >> (count -= 8)) & 0xff);
  };
  for (const character of text) {
    const number = character.codePointAt(0);
    if (number >= 0x80) take(REPLACED[(number >> 7) - 1]);
    take(number & 0x7f);
  }
  return Buffer.from(bytes);
}

/** The module, from the text that it stands in and from its reader in base64. */
export function moduleOf(text, reader) {
  const { memory, module: putTogether } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(reader, "base64"))).exports;
  const parted = gunzipSync(bytesOfText(text));
  const length = parted.readUInt32LE(0);
  memory.grow((parted.length + length) >> 16);
  const bytes = Buffer.from(memory.buffer);
  parted.copy(bytes);
  putTogether(parted.length);
  const module = bytes.subarray(parted.length, parted.length + length);
  if (!WebAssembly.validate(module)) throw new Error("what the page is made of is no module");
  return module;
}
