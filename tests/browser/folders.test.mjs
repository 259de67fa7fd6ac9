// What kubeadm left is dropped or chosen, and the tables are those that kubeadm printed.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { browsers } from "./support/browsers.mjs";
import { oneCase, pack, putNode, tablesOf, temporaryFolder } from "./support/fixture.mjs";
import { fileAddress, requireBundle } from "./support/project.mjs";
import { equalInTheEnd } from "./support/wait.mjs";
import { findTables, nodeNames, readAllTables, untilRead, viewAt } from "./support/screen.mjs";
import { startSite } from "./support/site.mjs";
import { openTab } from "./support/tab.mjs";

requireBundle();
const site = await startSite();
after(() => site.stop());

const folder = temporaryFolder(after);
const newest = oneCase("1.31.14");
const external = oneCase("1.37.2", { scenario: "03-external-ca" });
const nothing = oneCase("1.37.2", { scenario: "06b-nothing-there" });

const node = putNode(newest.tree, join(folder, "cp-1"));
const archive = pack(node, join(folder, "cp-1.tar.gz"));
const plain = pack(node, join(folder, "cp-1.tar"));

// Three nodes of three clusters, each at a release of its own, all named cp-1 by their certificates.
const several = join(folder, "several");
mkdirSync(several);
const many = ["1.24.17", "1.31.14", "1.37.2"].map((release) => oneCase(release));
many.forEach(({ tree }, index) => putNode(tree, join(several, `rack-${index}`)));

// By the accessible roles and names, or, where those were asked before and asking is slow, by the same elements.
async function shows(tab, { clock, printed }, { name = "cp-1", byRole = false } = {}) {
  await untilRead(tab);
  await viewAt(tab, clock);
  const read = byRole ? await findTables(tab, name) : async () => (await readAllTables(tab))[name];
  await equalInTheEnd(read, tablesOf(printed));
}

for (const kind of browsers) {
  describe(`in ${kind.name}`, () => {
    let browser;
    before(async () => { browser = await kind.launch(); });
    after(() => browser?.close());

    for (const [from, address] of [["a file", fileAddress], ["a server", site.address]]) {
      test(`from ${from}, a folder that was chosen`, async () => {
        const tab = await openTab(browser, address);
        await tab.chooseFolder(node);
        await shows(tab, newest, { byRole: true });
        assert.deepEqual([tab.errors, tab.requests], [[], []]);
        await tab.close();
      });

      if (kind.name === "Chromium") {
        test(`from ${from}, a folder that was dragged`, async () => {
          const tab = await openTab(browser, address);
          await tab.drop(newest.tree);
          await shows(tab, newest);
          assert.deepEqual([tab.errors, tab.requests], [[], []]);
          await tab.close();
        });

        test(`from ${from}, archives and files that were dragged`, async () => {
          const tab = await openTab(browser, address);
          await tab.drop(plain);
          await shows(tab, newest);
          await tab.close();
        });
      }

      test(`from ${from}, an archive made by tar`, async () => {
        const tab = await openTab(browser, address);
        await tab.chooseFiles(archive);
        await shows(tab, newest);
        assert.deepEqual([tab.errors, tab.requests], [[], []]);
        await tab.close();
      });
    }

    test("an external authority: yes where kubeadm says yes", async () => {
      const tab = await openTab(browser, fileAddress);
      await tab.chooseFolder(external.tree);
      await shows(tab, external);
      await tab.close();
    });

    test("a configuration alone: every row is missing", async () => {
      const tab = await openTab(browser, fileAddress);
      await tab.chooseFolder(nothing.tree);
      await untilRead(tab);
      const [name] = await nodeNames(tab);
      await shows(tab, nothing, { name });
      await tab.close();
    });

    test("several nodes at once, each with its own tables", async () => {
      const tab = await openTab(browser, fileAddress);
      await tab.chooseFolder(several);
      await untilRead(tab);
      // A first report may come before the last node is read.
      await equalInTheEnd(async () => new Set(await nodeNames(tab)).size, many.length);
      for (const { clock, printed } of many) {
        await viewAt(tab, clock);
        const expected = JSON.stringify(tablesOf(printed));
        const isOneOfThem = async () => Object.values(await readAllTables(tab)).some((tables) => JSON.stringify(tables) === expected);
        await equalInTheEnd(isOneOfThem, true);
      }
      await tab.close();
    });

    test("single files, added one after the other", async () => {
      const tab = await openTab(browser, fileAddress);
      const pki = join(newest.tree, "pki");
      const certificates = readdirSync(pki).filter((name) => name.endsWith(".crt")).map((name) => join(pki, name));
      await tab.chooseFiles(certificates[0]);
      await untilRead(tab);
      for (const certificate of certificates.slice(1)) await tab.chooseFiles(certificate);
      await tab.run(() => { location.hash = "#/certificates"; });
      await tab.until((count) => document.querySelectorAll("main tbody button.open").length === count, "all rows", undefined, certificates.length);
      const rows = await tab.table("Certificates");
      for (const name of ["apiserver", "front-proxy-client", "ca"]) {
        assert.ok(rows.some(([cell]) => cell.includes(name)), `${name} in ${JSON.stringify(rows)}`);
      }
      await tab.close();
    });
  });
}
