// Folders and archives come in, by drag and by chooser, from a server and from a file.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, mkdirSync, cpSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { browsers } from "./support/browsers.mjs";
import { fileAddress, fixtures, requireBundle } from "./support/project.mjs";
import { startSite } from "./support/site.mjs";
import { openTab } from "./support/tab.mjs";

requireBundle();
const site = await startSite();
after(() => site.stop());

// A folder outside /etc, called as on a node, with a folder in it that is deeper, and the archive of it.
const work = mkdtempSync(join(tmpdir(), "kubecerts-drop-"));
after(() => rmSync(work, { recursive: true }));
const node = join(fixtures, "kubeadm-1.33.13/01-default-single-node/etc-kubernetes");
const folder = join(work, "kubernetes");
cpSync(node, folder, { recursive: true });
const archive = join(work, "cp-1.tgz");
execFileSync("tar", ["-C", work, "-czf", archive, "kubernetes"]);
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.slice(work.length + 1));

/** Everything that is to be read, without the white space that long paths are broken at. */
const dense = async (tab) => (await tab.text()).replace(/\s/g, "");
const untilDense = (tab, text) =>
  tab.until((text) => document.body.innerText.replace(/\s/g, "").includes(text), `“${text}”`, 20_000, text);

async function isLoaded(tab, below = "") {
  await tab.until(() => document.querySelector("table"), "a table");
  await tab.run(() => { location.hash = "#/files"; });
  await untilDense(tab, `${below}kubernetes/pki/etcd/ca.crt`);
  const text = await dense(tab);
  for (const file of files) assert.ok(text.includes(below + file), below + file);
  assert.deepEqual(tab.errors, []);
  assert.deepEqual(tab.requests, []);
}

for (const kind of browsers) {
  describe(`in ${kind.name}`, () => {
    let browser;
    before(async () => { browser = await kind.launch(); });
    after(() => browser?.close());

    for (const [from, address] of [["a file", fileAddress], ["a server", site.address]]) {
      test(`from ${from} a chosen folder is read with everything below it`, async () => {
        const tab = await openTab(browser, address);
        await tab.chooseFolder(folder);
        await isLoaded(tab);
        await tab.close();
      });

      test(`from ${from} a chosen archive is opened`, async () => {
        const tab = await openTab(browser, address);
        await tab.chooseFiles(archive);
        await isLoaded(tab, "cp-1.tgz/");
        await tab.close();
      });

      if (kind.name !== "Chromium") continue;

      test(`from ${from} a dragged folder is read with everything below it`, async () => {
        const tab = await openTab(browser, address);
        await tab.drop(folder);
        await isLoaded(tab);
        await tab.close();
      });
    }

    test("a folder that is dropped again is kept beside the first only where it differs", async () => {
      const tab = await openTab(browser, site.address);
      await tab.chooseFolder(folder);
      await isLoaded(tab);
      await tab.chooseFolder(folder);
      await isLoaded(tab);
      assert.doesNotMatch(await dense(tab), /kubernetes\(2\)/);
      const other = join(work, "other/kubernetes");
      mkdirSync(join(work, "other"), { recursive: true });
      cpSync(join(fixtures, "kubeadm-1.31.14/01-default-single-node/etc-kubernetes"), other, { recursive: true });
      await tab.chooseFolder(other);
      await untilDense(tab, "kubernetes(2)/pki/ca.crt");
      await tab.close();
    });
  });
}
