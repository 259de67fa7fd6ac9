// A folder below /etc that is dropped on the page opened from a file: Chromium on Linux never hands it over and never
// says so, and the page offers other ways.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "./support/browsers.mjs";
import { fileAddress, fixtures, requireBundle } from "./support/project.mjs";
import { openTab } from "./support/tab.mjs";

requireBundle();

// Only root may make a folder below /etc; the runner prints the reason of a skip.
const skip = process.getuid?.() !== 0 && "a scratch folder below /etc needs root";

let browser;
let folder;
before(async () => {
  if (skip) return;
  folder = mkdtempSync("/etc/kubecerts-test-");
  cpSync(join(fixtures, "kubeadm-1.33.13/01-default-single-node/etc-kubernetes/pki"), join(folder, "pki"), { recursive: true });
  browser = await chromium.launch();
});
after(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true });
});

test("a folder below /etc: after a second the folder chooser and the packing command are offered", { skip }, async () => {
  const tab = await openTab(browser, fileAddress);
  await tab.run(() => {
    addEventListener("drop", () => { window.droppedAt = performance.now(); }, { capture: true });
    new MutationObserver(() => {
      if (document.querySelector('.note[role="alert"]')) window.offeredAt ??= performance.now();
    }).observe(document.body, { childList: true, subtree: true });
  });
  await tab.drop(folder);
  await tab.until(() => window.offeredAt, "the offer", 5_000);
  const waited = await tab.run(() => window.offeredAt - window.droppedAt);
  assert.ok(waited >= 900 && waited < 3_000, `the browser is given a second; the offer came after ${waited} ms`);

  const offer = await tab.run(() => {
    const note = document.querySelector('.note[role="alert"]');
    return { text: note.innerText, command: note.querySelector("pre").innerText };
  });
  assert.ok(offer.text.includes(folder.split("/").at(-1)), offer.text);
  assert.match(offer.command, /^sudo sh -c 'umask 077;.* tar .*etc\/kubernetes/s);

  // The button opens the browser's own chooser, for a folder; what is chosen there is read, though it lies below /etc.
  const [chooser] = await Promise.all([
    tab.page.waitForFileChooser(),
    tab.run(() => [...document.querySelectorAll('.note[role="alert"] button')]
      .find((button) => button.innerText === "Choose a folder").click()),
  ]);
  await chooser.accept([folder]);
  await tab.until(() => document.querySelector("table"), "a table");
  await tab.untilText("etcd-healthcheck-client");
  assert.deepEqual(tab.requests, []);
  assert.deepEqual(tab.errors, []);
  await tab.close();
});

test("beside it, what can be read of the same drop is read at once", { skip }, async () => {
  const tab = await openTab(browser, fileAddress);
  await tab.drop(folder, join(fixtures, "kubeadm-1.31.14/01-default-single-node/etc-kubernetes/admin.conf"));
  await tab.until(() => document.querySelector('.note[role="alert"]'), "the offer", 5_000);
  await tab.run(() => { location.hash = "#/files"; });
  await tab.untilText("admin.conf");
  await tab.close();
});
