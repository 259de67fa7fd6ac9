// Two thousand damaged files in the real Wasm: no worker is lost, and the node beside them stays as it was.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { browsers } from "./support/browsers.mjs";
import { damage, randomFrom } from "./support/damage.mjs";
import { oneCase, pack, putNode, releases, tablesOf, temporaryFolder } from "./support/fixture.mjs";
import { fileAddress, requireBundle } from "./support/project.mjs";
import { readAllTables, untilRead, viewAt } from "./support/screen.mjs";
import { openTab } from "./support/tab.mjs";
import { equalInTheEnd } from "./support/wait.mjs";

requireBundle();
const COUNT = 2_000;
const seed = Number(process.env.KUBECERTS_SEED ?? 20_261_125);
console.log(`seed ${seed}, ${COUNT} damaged files`);

const folder = temporaryFolder(after);
const sound = oneCase("1.31.14");
const node = putNode(sound.tree, join(folder, "sound"));
const files = releases.flatMap((release) => everyFile(oneCase(release).tree)).map((path) => ({ path, bytes: readFileSync(path) }));
const random = randomFrom(seed);
const broken = join(folder, "broken");
for (let number = 0; number < COUNT; number++) {
  const { path, bytes } = files[random.below(files.length)];
  const other = files[random.below(files.length)].bytes;
  // A folder each, so that every file keeps its name; loose ones, so that none makes a node of its own.
  const into = join(broken, String(number));
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, basename(path)), damage(random, bytes, other));
}
const archive = pack(broken, join(folder, "broken.tar"));

function everyFile(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? everyFile(path) : [path];
  });
}

for (const kind of browsers) {
  describe(`in ${kind.name}`, () => {
    let browser;
    before(async () => { browser = await kind.launch(); });
    after(() => browser?.close());

    test("no worker is lost, and the sound node is as kubeadm shows it", async () => {
      const tab = await openTab(browser, fileAddress);
      await tab.chooseFolder(node);
      await untilRead(tab);
      await viewAt(tab, sound.clock);
      const expected = JSON.stringify(tablesOf(sound.printed));
      const soundOnes = async () => Object.values(await readAllTables(tab)).filter((tables) => JSON.stringify(tables) === expected).length;
      await equalInTheEnd(soundOnes, 1);
      await tab.chooseFiles(archive);
      await tab.run(() => { location.hash = "#/files"; });
      const count = COUNT + everyFile(node).length;
      await tab.until((count) => Number(document.querySelector("main table")?.getAttribute("aria-rowcount")) > count, "every file to have its row", 60_000, count);
      const text = await tab.text();
      for (const lost of ["failed inside the program", "ended (", "again and again"]) assert.ok(!text.includes(lost), `${lost}: seed ${seed}`);
      await tab.run(() => { location.hash = "#/expiry"; });
      await tab.until(() => document.querySelector("h1")?.innerText === "Expiry", "the tables");
      await tab.run(() => [...document.querySelectorAll("main > div > button, main button")].find((b) => /^and \d+ more$/.test(b.innerText))?.click());
      await equalInTheEnd(async () => (await soundOnes()) >= 1, true, 20_000);
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });
  });
}
