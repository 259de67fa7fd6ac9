// What is copied or saved is what kubeadm printed, byte for byte; the other forms are what they say they are.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { browsers } from "./support/browsers.mjs";
import { allowDownloads, untilSaved } from "./support/download.mjs";
import { oneCase, temporaryFolder } from "./support/fixture.mjs";
import { fileAddress, requireBundle } from "./support/project.mjs";
import { untilRead, viewAt } from "./support/screen.mjs";
import { openTab } from "./support/tab.mjs";
import { equalInTheEnd } from "./support/wait.mjs";

requireBundle();
const folder = temporaryFolder(after);
const text = oneCase("1.31.14");
// JSON and YAML were printed at another clock than the first text.
const json = oneCase("1.31.14", { format: "json" });
const yaml = oneCase("1.31.14", { format: "yaml" });
assert.equal(json.clock, yaml.clock);

/** Keeps what the page hands to the clipboard, which is what it stands for in a test; the page's own call goes on. */
function listenToClipboard() {
  window.copied = [];
  // The blank document before the page has no clipboard.
  if (!navigator.clipboard) return;
  const write = navigator.clipboard.writeText.bind(navigator.clipboard);
  navigator.clipboard.writeText = (text) => { window.copied.push(text); return write(text); };
}

for (const kind of browsers) {
  describe(`in ${kind.name}`, () => {
    const downloads = join(folder, kind.name);
    let browser;
    let tab;
    before(async () => {
      browser = await kind.launch();
      await allowDownloads(browser, downloads);
      tab = await openTab(browser, fileAddress, { before: `(${listenToClipboard})()` });
      await tab.chooseFolder(text.tree);
      await untilRead(tab);
    });
    after(() => browser?.close());

    /** Presses the button that saves, and reads the file when the browser has written it. */
    const saved = async (name) => {
      await tab.run((name) => [...document.querySelectorAll("dialog button")].find((b) => b.innerText.trim() === `Save ${name}`).click(), name);
      return readFileSync(await untilSaved(downloads, name), "utf8");
    };
    const choose = async (form, file) => {
      await tab.run((form) => [...document.querySelectorAll("dialog [role=group] button")].find((b) => b.innerText.trim() === form).click(), form);
      await tab.until((file) => [...document.querySelectorAll("dialog button")].some((b) => b.innerText.trim() === `Save ${file}`), file, undefined, file);
    };

    test("the text that is copied", async () => {
      await viewAt(tab, text.clock);
      // The report of the new instant comes from the workers: copy again until it is there.
      await equalInTheEnd(async () => {
        await tab.run(() => { window.copied = []; });
        await tab.click("button", "Copy as kubeadm prints it").catch(() => tab.click("button", "Copied"));
        return (await tab.run(() => window.copied)).at(-1);
      }, text.printed);
    });

    test("text, JSON and YAML that are shown, copied and saved", async () => {
      await viewAt(tab, json.clock);
      await tab.click("button", "Exact output");
      for (const [form, printed] of [["JSON", json.printed], ["YAML", yaml.printed]]) {
        await tab.run((form) => [...document.querySelectorAll(".pane [role=group] button")].find((b) => b.innerText === form).click(), form);
        await equalInTheEnd(() => tab.run(() => document.querySelector(".pane pre").textContent), printed);
      }
      await tab.click("button", "Export");
      for (const [form, name, printed] of [["JSON", "cp-1.json", json.printed], ["YAML", "cp-1.yaml", yaml.printed]]) {
        await choose(form, name);
        assert.equal(await saved(name), printed);
      }
      await choose("kubeadm's text", "cp-1.txt");
      const shown = await tab.run(() => document.querySelector("dialog pre").textContent);
      assert.equal(await saved("cp-1.txt"), shown);
      assert.match(shown, /^CERTIFICATE +EXPIRES/);
    });

    test("CSV has the rows of the tables, with instants in ISO 8601", async () => {
      await choose("CSV", "kubecerts.csv");
      const [head, ...rows] = (await saved("kubecerts.csv")).replace(/^\uFEFF/, "").trimEnd().split(/\r?\n/).map(fieldsOf);
      for (const row of rows) assert.equal(row.length, head.length, row.join("|"));
      const apiserver = rows.find((row) => row.includes("apiserver"));
      assert.ok(apiserver.some((field) => field === "2027-03-02T09:15:30Z" || /^2027-03-02T09:15:\d\d(Z|\+00:00)$/.test(field)), apiserver.join("|"));
      for (const name of ["admin.conf", "etcd-server", "front-proxy-ca"]) assert.ok(rows.some((row) => row.includes(name)), name);
    });

    test("Markdown has a table of the rows, and no key", async () => {
      await choose("Markdown report", "kubecerts.md");
      const report = await saved("kubecerts.md");
      assert.match(report, /^# /m);
      const rows = report.split("\n").filter((line) => line.startsWith("|"));
      assert.match(rows[1], /^\|( ?:?-+:? ?\|)+$/);
      for (const name of ["admin.conf", "apiserver", "front-proxy-ca"]) assert.ok(rows.some((row) => row.includes(name)), name);
      assert.doesNotMatch(report, /PRIVATE KEY/);
    });

    test("iCalendar has an event for the day, with alarms 30 and 7 days before", async () => {
      await choose("Calendar (iCalendar)", "kubecerts.ics");
      const calendar = await saved("kubecerts.ics");
      const lines = calendar.split("\r\n");
      assert.deepEqual([lines[0], lines.at(-1), lines.at(-2)], ["BEGIN:VCALENDAR", "", "END:VCALENDAR"]);
      for (const line of lines) assert.ok(Buffer.byteLength(line) <= 75, `a line of ${Buffer.byteLength(line)} octets`);
      // Every BEGIN has its END.
      const open = [];
      for (const line of lines) {
        const [, word, name] = line.match(/^(BEGIN|END):(.*)$/) ?? [];
        if (word === "BEGIN") open.push(name);
        if (word === "END") assert.equal(open.pop(), name);
      }
      assert.deepEqual(open, []);
      const events = calendar.split("BEGIN:VEVENT").slice(1);
      const leaves = events.find((event) => /DTSTART[^:]*:20270302/.test(event));
      assert.ok(leaves, "an event on 2 March 2027");
      assert.deepEqual([...leaves.matchAll(/TRIGGER[^:]*:(\S+)/g)].map(([, trigger]) => trigger).sort(), ["-P30D", "-P7D"]);
      assert.deepEqual(tab.errors, []);
    });
  });
}

/** The fields of a line of CSV (RFC 4180). */
function fieldsOf(line) {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
}
