// The page starts, from a server and from a file, in every browser; where it cannot, it says so.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { browsers } from "./support/browsers.mjs";
import { bundle, fileAddress, requireBundle } from "./support/project.mjs";
import { startSite } from "./support/site.mjs";
import { openTab } from "./support/tab.mjs";
import { moduleOf } from "./support/packed_module.mjs";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

requireBundle();
const site = await startSite();
after(() => site.stop());

for (const kind of browsers) {
  describe(`in ${kind.name}`, () => {
    let browser;
    before(async () => { browser = await kind.launch(); });
    after(() => browser?.close());

    for (const [from, address] of [["a file", fileAddress], ["a server", site.address]]) {
      test(`the page starts from ${from}, asks for nothing and logs no error`, async () => {
        const tab = await openTab(browser, address);
        assert.equal(await tab.run(() => document.title.includes("KubeCerts")), true);
        assert.equal(await tab.run(() => document.getElementById("cannot-run").hidden), true);
        assert.equal(await tab.run(() => document.getElementById("fallen").hidden), true);
        assert.deepEqual(tab.errors, []);
        assert.deepEqual(tab.requests, []);
        await tab.close();
      });
    }

    test("the page shows the hashes of its own parts", async () => {
      const html = readFileSync(bundle, "utf8");
      const text = (id) => html.match(new RegExp(`id="${id}"[^>]*>([^]*?)</(?:script|style)>`))[1];
      const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
      const tab = await openTab(browser, `${fileAddress}#/check`);
      for (const wanted of [sha256(moduleOf(text("wasm"), text("reader"))), ...["style", "glue", "boot"].map((id) => sha256(text(id)))]) {
        await tab.until((wanted) => document.body.innerText.replace(/[\s:]/g, "").toLowerCase().includes(wanted), wanted, 10_000, wanted);
      }
      await tab.close();
    });

    for (const [missing, script] of [
      ["WebAssembly", "delete globalThis.WebAssembly"],
      ["DecompressionStream", "delete globalThis.DecompressionStream"],
    ]) {
      test(`without ${missing} the page says in both languages what it needs`, async () => {
        const tab = await openTab(browser, fileAddress, { before: script, ready: false });
        await tab.untilText("cannot run");
        const text = await tab.text();
        assert.match(text, /DecompressionStream/);
        assert.match(text, /无法运行/);
        await tab.close();
      });
    }

    test("a fault of the page shows what happened and offers to reload", async () => {
      const tab = await openTab(browser, fileAddress);
      await tab.run(() => dispatchEvent(new ErrorEvent("error", { error: new WebAssembly.RuntimeError("unreachable executed") })));
      await tab.untilText("has stopped");
      assert.match(await tab.text(), /unreachable executed/);
      assert.match(await tab.text(), /已停止/);
      assert.match((await tab.focus()).text, /Reload/);
      await tab.keys("Enter");
      await tab.until(() => document.getElementById("fallen")?.hidden && document.querySelector("#app").childElementCount > 0, "the page to start again");
      await tab.close();
    });
  });
}

test("without scripts the page says in both languages what it needs", () => {
  const html = readFileSync(bundle, "utf8");
  const [, inside] = html.match(/<noscript>([\s\S]*?)<\/noscript>/);
  assert.match(inside, /needs JavaScript/);
  assert.match(inside, /需要 JavaScript/);
});

test("the policy stands in the document and in the headers, and SHA256SUMS fits", async () => {
  const html = readFileSync(bundle);
  const [, policy] = html.toString().match(/http-equiv="Content-Security-Policy" content="([^"]*)"/);
  for (const part of ["default-src 'none'", "connect-src 'none'", "form-action 'none'", "base-uri 'none'", "font-src 'none'", "worker-src blob:"]) {
    assert.ok(policy.includes(part), part);
  }
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*|https?:/);
  const answer = await fetch(site.address);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get("content-type"), /^text\/html/);
  assert.equal(answer.headers.get("content-security-policy"), `${policy}; frame-ancestors 'none'`);
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), html);
  assert.equal((await fetch(`${site.address}other`)).status, 404);
  const sums = readFileSync(bundle.replace("kubecerts.html", "SHA256SUMS"), "utf8");
  assert.equal(sums, `${createHash("sha256").update(html).digest("hex")}  kubecerts.html\n`);
});
