// The release is guessed from what was dropped, shown, and can be changed; the tables follow it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { browsers } from "./support/browsers.mjs";
import { cases, oneCase, releases, tablesOf } from "./support/fixture.mjs";
import { fileAddress, requireBundle } from "./support/project.mjs";
import { chooseRelease, readAllTables, releaseSaid, untilRead, viewAt } from "./support/screen.mjs";
import { openTab } from "./support/tab.mjs";
import { equalInTheEnd } from "./support/wait.mjs";

requireBundle();

for (const kind of browsers) {
  describe(`in ${kind.name}`, () => {
    let browser;
    before(async () => { browser = await kind.launch(); });
    after(() => browser?.close());

    // The workers hold the same Wasm in every browser: all releases in one, the ends and the middle in the other.
    for (const release of kind.name === "Chromium" ? releases : [releases[0], "1.30.14", releases.at(-1)]) {
      test(`${release} is guessed, and its table is shown`, async () => {
        const { tree, clock, printed } = oneCase(release);
        const tab = await openTab(browser, fileAddress);
        await tab.chooseFolder(tree);
        await untilRead(tab);
        assert.equal(await releaseSaid(tab), `kubeadm ${release} guessed`);
        await viewAt(tab, clock);
        await equalInTheEnd(() => readAllTables(tab), { "cp-1": tablesOf(printed) });
        await tab.close();
      });
    }

    test("another release, another table", async () => {
      // 8760 hours before the end 1.30 says 1y and 1.31 says 365d; the two trees hold the same rows.
      const old = cases("1.30.14").find(({ format, printed }) => format === "text" && / 1y /.test(printed));
      const tab = await openTab(browser, fileAddress);
      await tab.chooseFolder(old.tree);
      await untilRead(tab);
      await viewAt(tab, old.clock);
      const read = async () => (await readAllTables(tab))["cp-1"];
      const residual = async () => [...new Set((await read())[0].map((row) => row[2]))];
      await equalInTheEnd(read, tablesOf(old.printed));
      assert.deepEqual(await residual(), ["1y"]);
      await chooseRelease(tab, "1.31.14");
      await equalInTheEnd(() => releaseSaid(tab), "kubeadm 1.31.14 chosen");
      await equalInTheEnd(residual, ["365d"]);
      await chooseRelease(tab, "1.30");
      await equalInTheEnd(residual, ["1y"]);
      await tab.close();
    });
  });
}
