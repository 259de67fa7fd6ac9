// Damage of the kinds that disks, editors and attackers do; the same seed does the same.

/** Numbers that look random: mulberry32. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { below: (limit) => Math.floor(next() * limit) };
}

/** Damages bytes, in one to three places. */
export function damage(random, bytes, other) {
  let out = Buffer.from(bytes);
  const cut = (from, until, ...between) => Buffer.concat([out.subarray(0, from), ...between, out.subarray(until)]);
  for (let rounds = 1 + random.below(3); rounds > 0; rounds--) {
    if (out.length === 0) return Buffer.from(other);
    const at = random.below(out.length);
    const until = Math.min(at + 1 + random.below(64), out.length);
    switch (random.below(10)) {
      case 0: out[at] ^= 1 << random.below(8); break;
      case 1: out[at] = random.below(256); break;
      case 2: out = Buffer.from(out.subarray(0, at)); break;
      case 3: out = cut(at, until); break;
      case 4: out = cut(at, at, out.subarray(at, until)); break;
      case 5: out = cut(at, at, Buffer.from(Array.from({ length: 1 + random.below(15) }, () => random.below(256)))); break;
      case 6: out.fill([0, 0xff, 0x2d, 0x0a, 0x20, 0x3a][random.below(6)], at, until); break;
      case 7: out = Buffer.concat([out.subarray(0, at), other.subarray(random.below(other.length + 1))]); break;
      case 8: out.subarray(at, until).reverse(); break;
      // A length octet of DER or a digit of base64 that is off by a little.
      default: out[at] = (out[at] + 1 + random.below(3)) & 0xff;
    }
  }
  return out;
}
