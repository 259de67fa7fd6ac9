// What the browser saves.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
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

/** Waits until a file was saved; returns its path. */
export async function untilSaved(folder, name) {
  const path = join(folder, name);
  await equalInTheEnd(() => existsSync(path) && !existsSync(`${path}.part`) && readFileSync(path).length > 0, true);
  return path;
}
