// Scrolling, filtering and sorting a long table: `node long_table.mjs '{"path": bundle, "total": 10000, "runs": 5}'`.
// Tells the time of every frame meanwhile, every long task, and the most rows that stood in the document.
import { openTab } from "../support/tab.mjs";
import { fileAddress, given, inBrowser, pause, tell, watchThread } from "./page.mjs";

const { path, total, runs } = given();

/** Does something in the page and returns what was seen meanwhile. */
async function watched(tab, action) {
  await tab.run(() => {
    window.watch.begun = performance.now();
    window.watch.frames.length = 0;
    window.watch.beginFrames();
  });
  await action();
  await pause(150);
  return tab.run(() => {
    window.watch.endFrames();
    return { frames: [...window.watch.frames], tasks: window.watch.tasksSince(window.watch.begun) };
  });
}

/** Runs in the page: scrolls by `step` pixels with every frame, `count` times. */
function scroll(step, count) {
  const scroller = document.querySelector("main .scroller");
  return new Promise((done) => {
    const next = () => {
      scroller.scrollTop += step;
      if (--count > 0) requestAnimationFrame(next);
      else done();
    };
    requestAnimationFrame(next);
  });
}

const rowsAre = (count) => Number(document.querySelector("main table[aria-rowcount]")?.getAttribute("aria-rowcount")) === count + 1;

async function once(browser) {
  const tab = await openTab(browser, fileAddress, { before: `(${watchThread})()` });
  await tab.chooseFiles(path);
  await tab.until(rowsAre, "all rows", 60_000, total);
  await tab.run(() => { location.hash = "#/certificates"; });
  await tab.until(() => document.querySelector("main nav, main h1")?.innerText && document.querySelector("main .scroller:not(.short)"), "the screen");
  await pause(500);
  const scrolled = await watched(tab, () => tab.run(scroll, 120, 120));
  const leapt = await watched(tab, () => tab.run(scroll, 6000, 60));
  await tab.run(() => { document.querySelector("main .scroller").scrollTop = 0; });
  const search = await tab.page.$("main input[type=search]");
  const typed = await watched(tab, async () => {
    await search.type("node-0042", { delay: 60 });
    await tab.until(rowsAre, "the rows that were searched", 20_000, 10);
  });
  const cleared = await watched(tab, async () => {
    for (let key = 0; key < 9; key++) await search.press("Backspace", { delay: 60 });
    await tab.until(rowsAre, "all rows again", 20_000, total);
  });
  const sorted = await watched(tab, async () => {
    // Each column both ways, since the certificates come in the order of their names and ends.
    for (const place of [1, 1, 2, 2]) {
      await tab.run((place) => document.querySelector(`main thead th:nth-child(${place}) button`).click(), place);
      await pause(200);
    }
  });
  const mostRows = await tab.run(() => window.watch.mostRows);
  if (tab.errors.length) throw new Error(tab.errors.join("\n"));
  await tab.close();
  return { scrolled, leapt, typed, cleared, sorted, mostRows };
}

await inBrowser("Chromium", async (browser) => {
  const found = [];
  for (let run = 0; run < runs; run++) found.push(await once(browser));
  const longest = (part, of) => found.map((run) => Math.max(0, ...run[part][of]));
  const parts = ["scrolled", "leapt", "typed", "cleared", "sorted"];
  tell({
    mostRows: Math.max(...found.map((run) => run.mostRows)),
    parts: Object.fromEntries(parts.map((part) => [part, { frames: longest(part, "frames"), tasks: longest(part, "tasks") }])),
  });
});
