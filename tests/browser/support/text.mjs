// What the page reads with `web/boot/text.wat`, read once more in another way.

/** What a character of two bytes stands for, beside the seven bits of its own. */
const REPLACED = [0x00, 0x0d, 0x3c];

/** The bytes of a text that `crates/xtask/src/text.rs` wrote. */
export function bytesOfText(text) {
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
