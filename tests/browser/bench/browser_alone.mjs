// What the browser itself needs to hand over the bytes of chosen files, with nothing of ours on the page:
// `node browser_alone.mjs '{"browser": "Chromium", "folder": path, "runs": 5}'`.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { given, inBrowser, tell } from "./page.mjs";

const { browser: name, folder, runs } = given();
const place = mkdtempSync(join(tmpdir(), "kubecerts-bench-"));
const html = join(place, "files.html");
writeFileSync(html, "<!doctype html><input type=file multiple>");

/** Runs in the page: reads all files, as many at a time as the fastest of several ways did. */
async function readAll() {
  const files = [...document.querySelector("input").files];
  const begun = performance.now();
  let bytes = 0;
  for (let from = 0; from < files.length; from += 256) {
    const parts = await Promise.all(files.slice(from, from + 256).map((file) => file.arrayBuffer()));
    bytes += parts.reduce((sum, part) => sum + part.byteLength, 0);
  }
  if (!bytes) throw new Error("the files are empty");
  return performance.now() - begun;
}

try {
  await inBrowser(name, async (browser) => {
    const times = [];
    for (let run = 0; run < runs; run++) {
      const page = await browser.newPage();
      await page.goto(pathToFileURL(html).href);
      await (await page.$("input")).uploadFile(...readdirSync(folder).map((file) => join(folder, file)));
      times.push(await page.evaluate(readAll));
      await page.close();
    }
    tell({ done: times });
  });
} finally {
  rmSync(place, { recursive: true });
}
