// Pictures for people who look at the page. `node shots.mjs FOLDER < states.json`, or without input the usual ones.
//
// A state: {"name", "hash", "lang": "en" or "zh", "dark", "width", "height", "choose": [files], "folder": path,
// "sample": true, "click": [[role, name], ...], "browser": "firefox", "whole": true}
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, firefox } from "./support/browsers.mjs";
import { fileAddress, requireBundle } from "./support/project.mjs";
import { openTab } from "./support/tab.mjs";

requireBundle();
const into = process.argv[2] ?? "shots";
const given = process.stdin.isTTY ? "" : readFileSync(0, "utf8").trim();
const states = given ? JSON.parse(given) : [
  { name: "empty" },
  { name: "empty-zh-dark", lang: "zh", dark: true },
  { name: "sample", sample: true },
  { name: "sample-zh", sample: true, lang: "zh" },
  { name: "sample-dark", sample: true, dark: true },
  { name: "sample-narrow", sample: true, width: 360, height: 800 },
  { name: "timeline", sample: true, hash: "#/timeline" },
  { name: "certificates", sample: true, hash: "#/certificates" },
  { name: "files", sample: true, hash: "#/files" },
  { name: "check", hash: "#/check" },
];

const running = new Map();
for (const state of states) {
  const kind = state.browser === "firefox" ? firefox : chromium;
  if (!running.has(kind.name)) running.set(kind.name, await kind.launch());
  const tab = await openTab(running.get(kind.name), fileAddress + (state.lang === "zh" ? "" : ""), {
    width: state.width ?? 1280,
    height: state.height ?? 900,
    dark: state.dark ?? false,
  });
  if (state.lang === "zh") await tab.click("button", "中文").catch(() => {});
  if (state.sample) {
    await tab.run(() => [...document.querySelectorAll("button")].find((button) => /sample|示例|样例/.test(button.innerText))?.click());
    await tab.until(() => document.querySelector("table"), "a table");
  }
  if (state.choose) await tab.chooseFiles(...state.choose);
  if (state.folder) await tab.chooseFolder(state.folder);
  if (state.choose || state.folder) await tab.until(() => document.querySelector("table"), "a table");
  if (state.hash) await tab.run((hash) => { location.hash = hash; }, state.hash);
  for (const [role, name] of state.click ?? []) await tab.click(role, name);
  await new Promise((done) => setTimeout(done, 400));
  const path = join(into, `${state.name}.png`);
  await tab.picture(path, { whole: state.whole });
  console.log(path, tab.errors.length ? tab.errors : "");
  await tab.close();
}
await Promise.all([...running.values()].map((browser) => browser.close()));
