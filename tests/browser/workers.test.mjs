// The workers: what one of them cannot survive costs one file, and nothing else.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { browsers } from "./support/browsers.mjs";
import { fileAddress, requireBundle } from "./support/project.mjs";
import { openTab } from "./support/tab.mjs";

requireBundle();

const folder = mkdtempSync(join(tmpdir(), "kubecerts-workers-"));
after(() => rmSync(folder, { recursive: true }));
const good = Array.from({ length: 30 }, (_, number) => join(folder, `note-${number}.txt`));
good.forEach((path, number) => writeFileSync(path, `nothing that is known here, ${number}`));
const bad = join(folder, "brings-it-down.txt");
writeFileSync(bad, "this one is the end of its reader");

/**
 * Runs before the page and changes the workers' script: a reader whose next file has that name has its module called
 * with an allocation that cannot be; so the real module falls by its own trap, as it would in a panic.
 */
function sabotage(name, part) {
  const Original = window.Blob;
  const line = `
    const begin = self.${part};
    self.${part} = (given) => {
      begin(given);
      if (String(given).includes(${JSON.stringify(name)})) throw new WebAssembly.RuntimeError("unreachable, as asked for");
    };`;
  window.Blob = function (parts, options) {
    return new Original(options?.type === "text/javascript" ? [...parts, line] : parts, options);
  };
  window.Blob.prototype = Original.prototype;
}

/** Runs before the page and changes the workers' script: a reader never comes back from a file of that name. */
function hang(name) {
  const Original = window.Blob;
  const line = `
    const begin = self.kubecertsReading;
    self.kubecertsReading = (given) => {
      begin(given);
      while (String(given).includes(${JSON.stringify(name)}));
    };`;
  window.Blob = function (parts, options) {
    return new Original(options?.type === "text/javascript" ? [...parts, line] : parts, options);
  };
  window.Blob.prototype = Original.prototype;
}

/** Runs before the page, not in its workers: a second of the page's clock and timers takes a fraction. */
function hurry(times) {
  const { now } = Date;
  const begun = now();
  Date.now = () => begun + (now() - begun) * times;
  const later = window.setTimeout;
  window.setTimeout = (action, delay = 0, ...rest) => later(action, delay / times, ...rest);
}

/** Runs before the page and changes the first worker, which is the owner: it falls at the first content it is given. */
function sabotageOwner() {
  const OriginalBlob = window.Blob;
  const OriginalWorker = window.Worker;
  let source;
  let made = 0;
  const line = `
    const { answer } = wasm_bindgen;
    wasm_bindgen.answer = (header, content) => {
      if (content.length > 0) throw new WebAssembly.RuntimeError("unreachable, as asked of the owner");
      return answer(header, content);
    };`;
  window.Blob = function (parts, options) {
    if (options?.type === "text/javascript") source = parts;
    return new OriginalBlob(parts, options);
  };
  window.Blob.prototype = OriginalBlob.prototype;
  window.Worker = function (address, options) {
    const isOwner = made++ === 0;
    const changed = () => URL.createObjectURL(new OriginalBlob([...source, line], { type: "text/javascript" }));
    return new OriginalWorker(isOwner ? changed() : address, options);
  };
  window.Worker.prototype = OriginalWorker.prototype;
  window.workersMade = () => made;
}

for (const kind of browsers) {
  describe(`in ${kind.name}`, () => {
    let browser;
    before(async () => { browser = await kind.launch(); });
    after(() => browser?.close());

    test("a file that brings a reader down is a row with its reason, and all others are read", async () => {
      const tab = await openTab(browser, fileAddress, {
        before: `(${sabotage})("brings-it-down", "kubecertsReading")`,
      });
      await tab.chooseFiles(...good.slice(0, 15), bad, ...good.slice(15));
      await tab.run(() => { location.hash = "#/files"; });
      // The loss is told at once, the rows come with the report.
      await tab.untilText("note-29.txt");
      await tab.untilText("brings-it-down.txt");
      const text = await tab.text();
      assert.match(text, /unreachable, as asked for/);
      for (let number = 0; number < good.length; number++) assert.ok(text.includes(`note-${number}.txt`), `note-${number}.txt`);
      // The readers that are left, and the fresh one, go on.
      const more = join(folder, "more.txt");
      writeFileSync(more, "more");
      await tab.chooseFiles(more);
      await tab.untilText("more.txt");
      await tab.close();
    });

    test("a file that never ends costs itself, and all others are read", async () => {
      const tab = await openTab(browser, fileAddress, { before: `(${hang})("brings-it-down"); (${hurry})(20)` });
      await tab.chooseFiles(...good.slice(0, 15), bad, ...good.slice(15));
      await tab.run(() => { location.hash = "#/files"; });
      await tab.untilText("no sign of life", 60_000);
      await tab.until(() => document.body.innerText.includes("note-29.txt"), "all files", 60_000);
      const text = await tab.text();
      for (const name of ["brings-it-down", ...good.keys()]) {
        const file = typeof name === "number" ? `note-${name}.txt` : `${name}.txt`;
        assert.ok(text.includes(file), file);
      }
      await tab.close();
    });

    test("when the owner of the workspace falls, everything is read again", async () => {
      const tab = await openTab(browser, fileAddress, { before: `(${sabotageOwner})()` });
      const before = await tab.run(() => window.workersMade());
      await tab.chooseFiles(...good);
      await tab.run(() => { location.hash = "#/files"; });
      await tab.untilText("note-29.txt");
      const text = await tab.text();
      for (let number = 0; number < good.length; number++) assert.ok(text.includes(`note-${number}.txt`), `note-${number}.txt`);
      assert.equal(await tab.run(() => window.workersMade()), 2 * before, "all workers were replaced");
      await tab.close();
    });
  });
}
