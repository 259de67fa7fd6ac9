// Ten thousand certificates: rows outside the view are not in the document, and filters still reach all of them.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { browsers } from "./support/browsers.mjs";
import { oneCase, temporaryFolder } from "./support/fixture.mjs";
import { fileAddress, requireBundle } from "./support/project.mjs";
import { untilRead } from "./support/screen.mjs";
import { openTab } from "./support/tab.mjs";

requireBundle();
const COUNT = 10_000;
const folder = temporaryFolder(after);

// kubeadm's own front-proxy-client, each time under another name of the same length; its signature does not hold any
// more, which is no matter for a table.
const pem = readFileSync(join(oneCase("1.31.14").tree, "pki/front-proxy-client.crt"), "utf8");
const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64");
const NAME = "front-proxy-client";
const place = der.indexOf(NAME);
const nameOf = (number) => `client-${String(number).padStart(NAME.length - 7, "0")}`;
const blocks = Array.from({ length: COUNT }, (_, number) => {
  const copy = Buffer.from(der);
  copy.write(nameOf(number), place, "latin1");
  return `-----BEGIN CERTIFICATE-----\n${copy.toString("base64").replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;
});
assert.equal(new Set(blocks.map((block) => createHash("sha256").update(block).digest("hex"))).size, COUNT);
const bundleOfAll = join(folder, "all.pem");
writeFileSync(bundleOfAll, blocks.join(""));

for (const kind of browsers) {
  describe(`in ${kind.name}`, () => {
    let browser;
    before(async () => { browser = await kind.launch(); });
    after(() => browser?.close());

    test("only what is in view is in the document", async () => {
      const tab = await openTab(browser, fileAddress);
      await tab.chooseFiles(bundleOfAll);
      await untilRead(tab, 60_000);
      await tab.run(() => { location.hash = "#/certificates"; });
      await tab.until((count) => document.querySelector("main table")?.getAttribute("aria-rowcount") === String(count + 1), "the table", 30_000, COUNT);
      const rows = () => tab.run(() => document.querySelectorAll("tr").length);
      assert.ok(await rows() < 150, `${await rows()} rows`);
      // To the end, where other rows are.
      const names = () => tab.run(() => [...document.querySelectorAll("main button.open")].map((button) => button.innerText));
      const first = await names();
      await tab.run(() => { const scroller = document.querySelector(".scroller"); scroller.scrollTop = scroller.scrollHeight; });
      await tab.until((count) => [...document.querySelectorAll("main tr")].some((row) => row.getAttribute("aria-rowindex") === String(count + 1)), "the last row", 20_000, COUNT);
      const last = await names();
      assert.deepEqual(last.filter((name) => first.includes(name)), []);
      assert.ok(await rows() < 150, `${await rows()} rows`);
      await tab.run(() => document.getElementById("search").focus());
      await tab.page.keyboard.type(nameOf(7654));
      await tab.untilText(`1 of ${COUNT} shown`);
      await tab.until((name) => {
        const shown = [...document.querySelectorAll("main button.open")].map((button) => button.innerText);
        return shown.length === 1 && shown[0] === name;
      }, "that row alone", undefined, nameOf(7654));
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });
  });
}
