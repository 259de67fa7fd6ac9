// A tab with the page in it, and what a person does there.
import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { chooseFolderInFirefox } from "./firefox_folder.mjs";

/**
 * Opens the page. Whatever it logs as an error, throws, or asks the network for is kept in `errors` and `requests`;
 * `address` itself, `data:` and `blob:` do not count.
 *
 * Options: `before`, a script (as text) that runs before the page's own; `width` and `height`; `dark`; `lang`.
 */
export async function openTab(browser, address, { before, width = 1280, height = 900, dark, ready = true } = {}) {
  const page = await browser.newPage();
  const errors = [];
  const requests = [];
  page.on("pageerror", (error) => errors.push(`threw: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!/^(data|blob):/.test(url) && url.split("#")[0] !== address.split("#")[0]) requests.push(url);
  });
  await page.setViewport({ width, height });
  if (dark !== undefined) await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
  if (before) await page.evaluateOnNewDocument(before);
  await page.goto(address);
  const tab = new Tab(browser, page, errors, requests);
  if (ready) await tab.until(() => document.querySelector("#app")?.childElementCount > 0, "the page to start");
  return tab;
}

export class Tab {
  constructor(browser, page, errors, requests) {
    Object.assign(this, { browser, page, errors, requests });
  }

  /** Runs a function in the page. */
  run(action, ...given) {
    return this.page.evaluate(action, ...given);
  }

  /** Waits until a function in the page says yes. */
  async until(condition, what = String(condition), timeout = 20_000, ...given) {
    try {
      await this.page.waitForFunction(condition, { timeout, polling: 50 }, ...given);
    } catch (error) {
      const text = await this.text().catch(() => "(no page)");
      throw new Error(`waited in vain for ${what}: ${error.message}\n--- the page says:\n${text.slice(0, 2000)}`);
    }
  }

  /** Everything that is to be read. */
  text() {
    return this.page.evaluate(() => document.body.innerText);
  }

  /** Waits for a text. */
  untilText(text, timeout) {
    return this.until((wanted) => document.body.innerText.includes(wanted), `“${text}”`, timeout, text);
  }

  /** The element of an accessible role and name, such as `get("button", "Export")`. */
  async get(role, name) {
    const selector = `::-p-aria([role="${role}"][name="${name}"])`;
    const element = await this.page.waitForSelector(selector, { timeout: 10_000 });
    if (!element) throw new Error(`there is no ${role} called “${name}”`);
    return element;
  }

  /** Clicks the element of a role and name. */
  async click(role, name) {
    await (await this.get(role, name)).click();
  }

  /** The cells of the table of that accessible name, row by row, as text; the head is the first row. */
  async table(name) {
    const table = await this.get("table", name);
    return table.evaluate((element) =>
      [...element.rows].map((row) => [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, " ").trim())));
  }

  /** Presses keys one after the other: `keys("Tab", "Tab", "Enter")`. */
  async keys(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** What has the focus: its role or element, and its name or text. */
  focus() {
    return this.page.evaluate(() => {
      const element = document.activeElement;
      return {
        tag: element.localName,
        id: element.id,
        text: (element.getAttribute("aria-label") ?? element.innerText ?? "").trim(),
      };
    });
  }

  /** Presses Tab until the focus is on what the condition takes, at most 60 times. */
  async tabTo(condition) {
    for (let count = 0; count < 60; count++) {
      await this.keys("Tab");
      const focus = await this.focus();
      if (condition(focus)) return focus;
    }
    throw new Error("the keyboard does not reach it");
  }

  /** Chooses files as the file chooser would. */
  async chooseFiles(...paths) {
    const input = await this.page.waitForSelector("input[type=file]:not([webkitdirectory])");
    await input.uploadFile(...paths.map((path) => resolve(path)));
  }

  /** Chooses a folder as the folder chooser would. */
  async chooseFolder(path) {
    const input = await this.page.waitForSelector("input[type=file][webkitdirectory]");
    const isFirefox = (await this.browser.version()).toLowerCase().includes("firefox");
    if (isFirefox) await chooseFolderInFirefox(this, input, resolve(path));
    else await input.uploadFile(resolve(path));
  }

  /** Drags files and folders onto the middle of the page (Chromium only). */
  async drop(...paths) {
    const session = await this.page.createCDPSession();
    const { width, height } = this.page.viewport();
    const data = { items: [], files: paths.map((path) => resolve(path)), dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"]) {
      await session.send("Input.dispatchDragEvent", { type, x: width / 2, y: height / 2, data });
    }
    await session.detach();
  }

  /** Pastes text as Ctrl+V does. */
  paste(text) {
    return this.page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }

  /** Writes a picture of the page. */
  async picture(path, { whole = false } = {}) {
    mkdirSync(dirname(resolve(path)), { recursive: true });
    await this.page.screenshot({ path: resolve(path), fullPage: whole });
  }

  close() {
    return this.page.close();
  }
}
