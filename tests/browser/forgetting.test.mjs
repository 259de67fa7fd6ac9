// Keys are forgotten, or everything is.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { browsers } from "./support/browsers.mjs";
import { oneCase } from "./support/fixture.mjs";
import { fileAddress, requireBundle } from "./support/project.mjs";
import { readAllTables, untilRead } from "./support/screen.mjs";
import { openTab } from "./support/tab.mjs";

requireBundle();
const one = oneCase("1.31.14");

for (const kind of browsers) {
  describe(`in ${kind.name}`, () => {
    let browser;
    before(async () => { browser = await kind.launch(); });
    after(() => browser?.close());

    test("forgetting keys leaves the tables, and no key", async () => {
      const tab = await openTab(browser, fileAddress);
      await tab.chooseFolder(one.tree);
      await untilRead(tab);
      const names = async () => (await readAllTables(tab))["cp-1"].flat().map(([name]) => name);
      const before = await names();
      await tab.click("button", "3 CA keys in memory");
      await tab.click("button", "Forget keys");
      await tab.untilText("No keys in memory");
      assert.deepEqual(await names(), before);
      assert.ok(!(await tab.text()).includes("Private keys"), "the list of keys is gone");
      // Another instant is another report from the same workers: the keys do not come back.
      await tab.run(() => { location.hash = "#/certificates"; });
      await tab.untilText("Every certificate once");
      await tab.untilText("No keys in memory");
      await tab.close();
    });

    test("forgetting everything leads back to the empty page, which then reads again", async () => {
      const tab = await openTab(browser, fileAddress);
      await tab.chooseFolder(one.tree);
      await untilRead(tab);
      await tab.click("button", "3 CA keys in memory");
      await tab.click("button", "Forget everything");
      await tab.untilText("Drop files, folders or archives");
      assert.doesNotMatch(await tab.run(() => document.documentElement.outerHTML), /apiserver|cp-1|PRIVATE KEY-----\n/);
      await tab.chooseFiles(`${one.tree}/pki/ca.crt`);
      await untilRead(tab);
      await tab.untilText("1 certificate");
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });
  });
}
