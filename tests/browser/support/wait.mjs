// Waiting for what the page says in the end.
import assert from "node:assert/strict";

/** Reads again until it is what was expected; what was read last tells the difference. */
export async function equalInTheEnd(read, expected, timeout = 10_000) {
  const until = Date.now() + timeout;
  for (;;) {
    const seen = await read();
    try {
      assert.deepEqual(seen, expected);
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}
