// What is locked asks for its password, says when it is wrong, and opens with the right one.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { browsers } from "./support/browsers.mjs";
import { oneCase, temporaryFolder } from "./support/fixture.mjs";
import { fileAddress, requireBundle } from "./support/project.mjs";
import { untilRead } from "./support/screen.mjs";
import { openTab } from "./support/tab.mjs";

requireBundle();
const folder = temporaryFolder(after);
const pki = join(oneCase("1.31.14").tree, "pki");
const archive = join(folder, "client.p12");
execFileSync("openssl", [
  "pkcs12", "-export", "-out", archive, "-passout", "pass:open sesame",
  "-in", join(pki, "front-proxy-client.crt"), "-inkey", join(pki, "front-proxy-client.key"),
]);
const key = join(folder, "locked.key");
execFileSync("openssl", ["pkcs8", "-topk8", "-in", join(pki, "apiserver.key"), "-out", key, "-passout", "pass:open sesame"]);

for (const kind of browsers) {
  describe(`in ${kind.name}`, () => {
    let browser;
    before(async () => { browser = await kind.launch(); });
    after(() => browser?.close());

    for (const [what, path, opened] of [
      ["a PKCS#12 archive", archive, "front-proxy-client"],
      ["an encrypted key", key, "1 key in memory"],
    ]) {
      test(`${what} asks, says that a password is wrong, and opens`, async () => {
        const tab = await openTab(browser, fileAddress);
        await tab.chooseFiles(path);
        await untilRead(tab);
        const name = path.split("/").at(-1);
        await tab.untilText(`Which password opens ${name}?`);
        assert.ok(!(await tab.text()).includes(opened), "it is closed");
        const answer = async (password) => {
          const input = await tab.page.waitForSelector(`input[type=password][aria-label="Password for ${name}"]`);
          await input.type(password);
          await tab.keys("Enter");
        };
        await answer("abracadabra");
        await tab.untilText("The password is wrong");
        await answer("open sesame");
        await tab.untilText(opened);
        await tab.until(() => !document.querySelector("input[type=password]"), "the question to go");
        const kept = await tab.run(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, document.documentElement.outerHTML]));
        assert.ok(!kept.includes("open sesame"), "the password is nowhere");
        assert.deepEqual(tab.errors, []);
        await tab.close();
      });
    }
  });
}
