// An automatic checker finds no fault on any screen, in any state.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { browsers } from "./support/browsers.mjs";
import { fixtures, fileAddress, requireBundle } from "./support/project.mjs";
import { untilRead } from "./support/screen.mjs";
import { openTab } from "./support/tab.mjs";

requireBundle();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What is wrong: the rule, and the elements that break it. */
async function faults(tab) {
  return tab.run(async () => {
    // What fades in is judged when it is there.
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {})));
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, any, all, none }) => `${id}: ${target.join(" ")}: ${[...any, ...all, ...none].map((check) => check.message).join("; ")}`));
  });
}

const LOOKS = [
  { name: "light", dark: false },
  { name: "dark", dark: true },
  { name: "Chinese", chinese: true },
  { name: "360 px wide", width: 360, height: 800 },
];

for (const kind of browsers) {
  describe(`in ${kind.name}`, () => {
    let browser;
    before(async () => { browser = await kind.launch(); });
    after(() => browser?.close());

    // The rules judge the document, which is the same in both browsers: every look in one, the first in the other.
    for (const look of kind.name === "Chromium" ? LOOKS : LOOKS.slice(0, 1)) {
      test(`${look.name}: every screen and state`, async () => {
        const tab = await openTab(browser, fileAddress, { ...look, dark: kind.name === "Chromium" ? look.dark ?? false : undefined, before: axe });
        const found = {};
        const judge = async (state) => {
          const all = await faults(tab);
          if (all.length > 0) found[state] = all;
        };
        const screen = async (hash) => {
          await tab.run((hash) => { location.hash = hash; }, hash);
          await tab.until(() => document.querySelector("h1"), hash);
        };
        const press = (selector) => tab.run((selector) => document.querySelector(selector).click(), selector);
        if (look.chinese) {
          await press("header button[lang=zh-CN], header button[lang^=zh]");
          await tab.untilText("试用示例集群");
        }
        await judge("empty");
        await press(".hero button.quiet");
        await untilRead(tab);
        await judge("sample");
        await press("main .open");
        await tab.untilText("SHA-256");
        await judge("opened row");
        await tab.keys("Escape");
        await tab.until(() => !document.querySelector("[role=dialog]"), "the panel to close");
        await press("section.node button[aria-pressed]");
        await tab.until(() => document.querySelector(".pane pre"), "the exact output");
        await judge("exact output");
        await press("main .title .primary");
        await tab.until(() => document.querySelector("dialog[open] pre"), "the export dialog");
        await judge("export dialog");
        await tab.keys("Escape");
        await tab.until(() => !document.querySelector("dialog"), "the dialog to close");
        await tab.keys("?");
        await tab.until(() => document.querySelector("dialog[open]"), "the help");
        await judge("help");
        await tab.keys("Escape");
        await tab.until(() => !document.querySelector("dialog"), "the dialog to close");
        const sheets = await tab.run(() => document.querySelectorAll("header button[aria-expanded]").length);
        for (let index = 0; index < sheets; index++) {
          await tab.run((index) => document.querySelectorAll("header button[aria-expanded]")[index].click(), index);
          await tab.until(() => document.querySelector("header .sheet"), "a sheet");
          await judge(`sheet ${index}`);
          await tab.run((index) => document.querySelectorAll("header button[aria-expanded]")[index].click(), index);
          await tab.until(() => !document.querySelector("header .sheet"), "the sheet to close");
        }
        for (const hash of ["#/timeline", "#/certificates", "#/check"]) {
          await screen(hash);
          if (hash === "#/check") await tab.until(() => document.querySelector("td.hash")?.innerText, "the hashes");
          await judge(hash);
        }
        const desk = { "#/renew": ".renewal .pill", "#/request": "#purpose", "#/sign": ".picks .pill", "#/approve": "h2", "#/return": "h2", "#/authority": ".outcome" };
        for (const [hash, there] of Object.entries(desk)) {
          await screen(hash);
          await tab.until((there) => document.querySelector(`main ${there}`), `${hash} filled`, undefined, there);
          await judge(hash);
        }
        // Files that nothing can be read from have a list of their own.
        await tab.chooseFiles(join(fixtures, "README.md"), join(fixtures, "kubeadm-1.31.14/16-residual-time/residual.tsv"));
        await screen("#/files");
        await tab.untilText("residual.tsv");
        await judge("#/files");
        assert.deepEqual(found, {});
        assert.deepEqual(tab.errors, []);
        if (look.chinese) await press("header button[lang=en]");
        await tab.close();
      });
    }
  });
}
