// From drop to table: `node drop.mjs '{"browser": "Chromium", "how": "drop" | "choose", "paths": [...], "runs": 15,
// "total": rows of the long table, where there is one}'`. Each run has a fresh tab.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { openTab } from "../support/tab.mjs";
import { fileAddress, given, inBrowser, pause, tell, watchThread } from "./page.mjs";

const { browser: name, how, paths, runs, total = 0 } = given();

/**
 * Runs in the page before anything else: `window.bench` gets the moment when files came in, the moment when the last
 * row of the table stood in the document, and the next frame after that.
 */
function watchTable(rows, total) {
  const bench = { begun: 0, done: 0, drawn: 0 };
  window.bench = bench;
  const begin = () => { bench.begun ||= performance.now(); };
  addEventListener("drop", begin, true);
  addEventListener("change", begin, true);
  const isDone = () => {
    if (document.querySelectorAll("main tbody tr:not(.space)").length < rows) return false;
    const counts = [...document.querySelectorAll("main table[aria-rowcount]")];
    return !total || counts.some((table) => Number(table.ariaRowCount ?? table.getAttribute("aria-rowcount")) === total + 1);
  };
  new MutationObserver(() => {
    if (!bench.begun || bench.done || !isDone()) return;
    bench.done = performance.now();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { bench.drawn = performance.now(); };
      port2.postMessage(0);
    });
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-rowcount"] });
}

const filesOf = (path) => statSync(path).isDirectory() ? readdirSync(path).map((file) => join(path, file)) : [path];

async function once(browser, rows, settle) {
  const before = `(${watchThread})(); (${watchTable})(${rows}, ${total});`;
  const tab = await openTab(browser, fileAddress, { before });
  // A person does not drop before the page has come to rest.
  await pause(400);
  if (how === "drop") await tab.drop(...paths);
  else await tab.chooseFiles(...paths.flatMap(filesOf));
  await tab.until(() => window.bench.drawn, "the table", 60_000);
  await pause(settle);
  const found = await tab.run(() => {
    const { begun, done, drawn } = window.bench;
    return {
      done: done - begun,
      drawn: drawn - begun,
      tasks: window.watch.tasksSince(begun),
      rows: document.querySelectorAll("main tbody tr:not(.space)").length,
    };
  });
  if (tab.errors.length) throw new Error(tab.errors.join("\n"));
  await tab.close();
  return found;
}

await inBrowser(name, async (browser) => {
  // The first run tells how many rows there are when all has come to rest, and warms the browser's own caches.
  const { rows } = await once(browser, 1, 1500);
  const found = [];
  for (let run = 0; run < runs; run++) found.push(await once(browser, rows, 150));
  tell({
    rows,
    done: found.map((run) => run.done),
    drawn: found.map((run) => run.drawn),
    longTasks: found.map((run) => Math.max(0, ...run.tasks)),
  });
});
