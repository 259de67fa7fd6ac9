// Everything can be reached and done by keyboard alone.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { browsers } from "./support/browsers.mjs";
import { fileAddress, requireBundle } from "./support/project.mjs";
import { untilRead } from "./support/screen.mjs";
import { openTab } from "./support/tab.mjs";
import { equalInTheEnd } from "./support/wait.mjs";

requireBundle();

for (const kind of browsers) {
  describe(`in ${kind.name}`, () => {
    let browser;
    let tab;
    before(async () => {
      browser = await kind.launch();
      tab = await openTab(browser, fileAddress);
    });
    after(() => browser?.close());

    const focusIs = (text) => equalInTheEnd(async () => (await tab.focus()).text, text);
    const isDialogOpen = (open) => tab.until((open) => (document.querySelector("dialog[open]") !== null) === open, `the dialog, open: ${open}`, undefined, open);

    test("the sample is loaded from a fresh page", async () => {
      await tab.tabTo((focus) => focus.text === "Skip to the content");
      await tab.tabTo((focus) => focus.text === "Try a sample cluster");
      await tab.keys("Enter");
      await untilRead(tab);
    });

    test("a row is reached, opened by Enter and closed by Esc, and the focus returns to it", async () => {
      await tab.keys("/");
      await tab.tabTo((focus) => focus.text === "admin.conf");
      await tab.keys("Enter");
      await tab.until(() => document.activeElement.getAttribute("role") === "dialog", "the panel to take the focus");
      await tab.untilText("SHA-256");
      await tab.keys("Escape");
      await tab.until(() => !document.querySelector("[role=dialog]"), "the panel to close");
      await focusIs("admin.conf");
    });

    test("the arrows move from row to row", async () => {
      await tab.keys("ArrowDown");
      await focusIs("apiserver");
      await tab.keys("ArrowDown", "ArrowDown");
      await focusIs("apiserver-kubelet-client");
      await tab.keys("ArrowUp");
      await focusIs("apiserver-etcd-client");
      await tab.keys("Home");
      await focusIs("admin.conf");
    });

    test("/ goes to the search, which filters the rows", async () => {
      await tab.keys("/");
      await equalInTheEnd(async () => (await tab.focus()).id, "search");
      await tab.page.keyboard.type("etcd-server");
      await tab.until(() => [...document.querySelectorAll("main .open")].filter((button) => button.checkVisibility()).every((button) => button.innerText === "etcd-server"), "the other rows to go");
      await tab.untilText("hidden");
      for (let count = 0; count < "etcd-server".length; count++) await tab.keys("Backspace");
      await tab.until(() => [...document.querySelectorAll("main .open")].some((button) => button.innerText === "admin.conf"), "the rows to return");
    });

    test("? opens the help, and Esc closes it", async () => {
      // In a field it is a letter.
      await tab.tabTo((focus) => focus.tag === "button");
      const before = await tab.focus();
      await tab.keys("?");
      await isDialogOpen(true);
      await tab.untilText("move from row to row");
      await tab.keys("Escape");
      await isDialogOpen(false);
      await equalInTheEnd(() => tab.focus(), before);
    });

    test("menus open by Enter, and Esc returns to their button", async () => {
      await tab.run(() => document.querySelector(".skip").focus());
      const clock = await tab.tabTo((focus) => focus.text.startsWith("Clock moved to"));
      await tab.keys("Enter");
      await tab.tabTo((focus) => focus.text === "+1 day");
      await tab.keys("Enter");
      await tab.untilText("Mar 02, 2027 08:00 UTC");
      await tab.keys("Escape");
      await tab.until(() => !document.querySelector(".sheet"), "the sheet to close");
      await equalInTheEnd(async () => (await tab.focus()).text.startsWith("Clock moved to"), true);
      assert.notEqual((await tab.focus()).text, clock.text);
    });

    test("the export is reached, its form chosen, and closed", async () => {
      await tab.run(() => document.querySelector(".skip").focus());
      await tab.keys("Enter");
      await equalInTheEnd(async () => (await tab.focus()).id, "main");
      await tab.tabTo((focus) => focus.text === "Export");
      await tab.keys("Enter");
      await isDialogOpen(true);
      await tab.tabTo((focus) => focus.text === "CSV");
      await tab.keys("Enter");
      await tab.tabTo((focus) => focus.text === "Save kubecerts.csv");
      await tab.keys("Escape");
      await isDialogOpen(false);
      await focusIs("Export");
    });

    test("every screen is reached by its link", async () => {
      for (const [link, heading] of [["Timeline", "Timeline"], ["Certificates", "Certificates"], ["Files", "Files"], ["Check it yourself", "Check it yourself"], ["Expiry", "Expiry"]]) {
        await tab.run(() => document.querySelector(".skip").focus());
        await tab.tabTo((focus) => focus.tag === "a" && focus.text.startsWith(link));
        await tab.keys("Enter");
        await tab.until((heading) => document.querySelector("h1")?.innerText === heading, heading, undefined, heading);
      }
      assert.deepEqual(tab.errors, []);
    });
  });
}
