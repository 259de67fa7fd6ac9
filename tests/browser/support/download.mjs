// What the browser saves.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach } from "node:test";
import { equalInTheEnd } from "./wait.mjs";

/** Has the browser save into that folder without asking. */
export async function allowDownloads(browser, folder) {
  mkdirSync(folder, { recursive: true });
  const version = (await browser.version()).toLowerCase();
  if (!version.includes("firefox")) {
    const session = await browser.target().createCDPSession();
    await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
    return;
  }
  await browser.connection.send("browser.setDownloadBehavior", {
    downloadBehavior: { type: "allowed", destinationFolder: folder },
  });
}

/** In a suite: a browser that saves into that folder, which is empty at the begin of each test. */
export function savingBrowser(kind, folder) {
  const suite = { browser: undefined };
  before(async () => {
    suite.browser = await kind.launch();
    await allowDownloads(suite.browser, folder);
  });
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  });
  after(() => suite.browser?.close());
  return suite;
}

/** Waits until a file was saved; returns its path. */
export async function untilSaved(folder, name) {
  const path = join(folder, name);
  await equalInTheEnd(() => existsSync(path) && !existsSync(`${path}.part`) && readFileSync(path).length > 0, true);
  return path;
}
