// Language and theme change at once, and nothing else is kept.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { browsers } from "./support/browsers.mjs";
import { fileAddress, requireBundle } from "./support/project.mjs";
import { untilRead } from "./support/screen.mjs";
import { startSite } from "./support/site.mjs";
import { openTab } from "./support/tab.mjs";

requireBundle();
const site = await startSite();
after(() => site.stop());

const lang = (tab) => tab.run(() => document.documentElement.lang);
const theme = (tab) => tab.run(() => [document.documentElement.dataset.theme, getComputedStyle(document.body).backgroundColor]);
const isDark = (colour) => colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) < 200;

for (const kind of browsers) {
  describe(`in ${kind.name}`, () => {
    let browser;
    before(async () => { browser = await kind.launch(); });
    after(() => browser?.close());

    for (const [from, address] of [["a file", fileAddress], ["a server", site.address]]) {
      test(`from ${from}, Chinese and back`, async () => {
        const tab = await openTab(browser, address);
        assert.equal(await lang(tab), "en");
        await tab.click("button", "Try a sample cluster");
        await untilRead(tab);
        await tab.click("button", "中文");
        await tab.untilText("证书颁发机构");
        assert.match(await lang(tab), /^zh/);
        const text = await tab.text();
        // The terms of Kubernetes' own Chinese documentation.
        for (const term of ["到期时间", "剩余时间", "由外部管理", "节点", "集群", "控制平面"]) assert.ok(text.includes(term), term);
        for (const english of ["EXPIRES", "Choose a folder", "Timeline"]) assert.ok(!text.includes(english), english);
        assert.match(await tab.run(() => document.title), /\p{Script=Han}/u);
        await tab.click("button", "English");
        await tab.untilText("EXPIRES");
        assert.equal(await lang(tab), "en");
        assert.deepEqual(tab.errors, []);
        await tab.close();
      });
    }

    test("the theme follows the system until one is chosen", async () => {
      const tab = await openTab(browser, fileAddress, kind.name === "Chromium" ? { dark: false } : {});
      const [, light] = await theme(tab);
      assert.ok(!isDark(light), light);
      await tab.click("button", "Display: theme, time zone, thresholds");
      await tab.click("button", "Dark");
      await tab.until(() => document.documentElement.dataset.theme === "dark", "the dark theme");
      const [, dark] = await theme(tab);
      assert.ok(isDark(dark), dark);
      await tab.click("button", "System");
      await tab.until(() => document.documentElement.dataset.theme !== "dark", "the system's theme");
      assert.deepEqual((await theme(tab))[1], light);
      await tab.close();
    });

    test("after a whole visit, storage holds language and theme, which the next visit begins with", async () => {
      const tab = await openTab(browser, site.address);
      await tab.click("button", "Try a sample cluster");
      await untilRead(tab);
      await tab.click("button", "Display: theme, time zone, thresholds");
      await tab.click("button", "Dark");
      await tab.click("button", "Local time");
      await tab.keys("Escape");
      await tab.click("button", "中文");
      await tab.untilText("到期时间");
      const kept = await tab.run(async () => ({
        local: { ...localStorage },
        session: { ...sessionStorage },
        cookies: document.cookie,
        databases: (await indexedDB.databases?.()) ?? [],
        caches: (await globalThis.caches?.keys().catch(() => [])) ?? [],
      }));
      const language = await lang(tab);
      assert.deepEqual(kept, {
        local: { "kubecerts.language": language, "kubecerts.theme": "dark" },
        session: {},
        cookies: "",
        databases: [],
        caches: [],
      });
      await tab.close();
      const next = await openTab(browser, site.address);
      assert.equal(await lang(next), language);
      assert.equal((await theme(next))[0], "dark");
      await next.close();
    });
  });
}
