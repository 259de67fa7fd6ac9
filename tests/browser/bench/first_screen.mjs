// From navigation to the heading of the empty page, from a file:
// `node first_screen.mjs '{"browser": "Chromium", "runs": 15}'`. Each run has a fresh tab.
import { fileAddress, given, inBrowser, pause, tell } from "./page.mjs";

const { browser: name, runs } = given();

/** Runs in the page before anything else. Its clock begins with the navigation. */
function watchHeading() {
  window.bench = { done: 0, drawn: 0 };
  new MutationObserver(() => {
    if (window.bench.done || !document.querySelector("#app main h1")) return;
    window.bench.done = performance.now();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { window.bench.drawn = performance.now(); };
      port2.postMessage(0);
    });
  }).observe(document, { subtree: true, childList: true });
}

await inBrowser(name, async (browser) => {
  const found = [];
  for (let run = 0; run <= runs; run++) {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    await page.evaluateOnNewDocument(`(${watchHeading})()`);
    await page.goto(fileAddress);
    await page.waitForFunction(() => window.bench.drawn, { polling: 20, timeout: 20_000 });
    found.push(await page.evaluate(() => window.bench));
    await page.close();
    await pause(100);
  }
  // The first one starts the browser's own processes.
  found.shift();
  tell({ done: found.map((run) => run.done), drawn: found.map((run) => run.drawn) });
});
