// Renewing from end to end: three nodes whose certificates have ended go in, archives come out, and with those in place
// everything is well at the same clock.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { browsers } from "./support/browsers.mjs";
import { savingBrowser, untilSaved } from "./support/download.mjs";
import { temporaryFolder } from "./support/fixture.mjs";
import { fileAddress, fixtures, requireBundle } from "./support/project.mjs";
import { goTo, readAllTables, untilRead } from "./support/screen.mjs";
import { openTab } from "./support/tab.mjs";

requireBundle();
const folder = temporaryFolder(after);
const sample = join(fixtures, "sample/throw-away-sample");
/** The leafs of the sample have ended by then, its authorities for the cluster and for etcd have not. */
const CLOCK = "2028-03-01T00:00:00Z";
const atClock = `Date.now = () => ${Date.parse(CLOCK)};`;

for (const kind of browsers) {
  describe(`in ${kind.name}`, () => {
    const downloads = join(folder, kind.name);
    const saving = savingBrowser(kind, downloads);

    test("three ended nodes are renewed, and are well at the same clock", async () => {
      const tab = await openTab(saving.browser, fileAddress, { before: atClock });
      await tab.chooseFolder(sample);
      await untilRead(tab);
      await goTo(tab, "Renew");
      await tab.until(() => document.querySelectorAll("main .renewal .pill").length === 30, "what becomes of each row");
      // The CA of the front proxy has ended: its rows want a word, or are left out.
      for (const name of ["cp-1", "cp-2", "cp-3"]) await tab.click("checkbox", `Renew front-proxy-client on ${name}`);
      await tab.until(() => !document.querySelector("main .confirm"), "nothing to confirm");
      await tab.untilText("27 of 30 chosen, 27 new keys");
      await tab.click("button", "Make the archives");
      await tab.until(() => document.querySelector("#made"), "what was made", 120_000);
      const place = join(downloads, "unpacked");
      mkdirSync(place);
      const renewed = join(downloads, "renewed");
      cpSync(sample, renewed, { recursive: true });
      for (const name of ["cp-1", "cp-2", "cp-3"]) {
        await tab.click("button", `${name}.tar.gz`);
        execFileSync("tar", ["-xzpf", await untilSaved(downloads, `${name}.tar.gz`), "-C", place], { stdio: "ignore" });
        assert.match(execFileSync("sha256sum", ["-c", "SHA256SUMS"], { cwd: join(place, name), encoding: "utf8" }), /apiserver\.key: OK/);
        assert.match(readFileSync(join(place, name, "RUNBOOK.md"), "utf8"), new RegExp(`^# Renew the certificates of ${name}\n`));
        const pki = join(place, name, "root/etc/kubernetes/pki");
        assert.equal(statSync(join(pki, "apiserver.key")).mode & 0o777, 0o600);
        assert.ok(!readdirSync(pki).includes("ca.key"));
        const arguments_ = ["verify", "-attime", String(Date.parse(CLOCK) / 1000), "-purpose", "sslserver"];
        execFileSync("openssl", [...arguments_, "-CAfile", join(sample, "cp-1/etc/kubernetes/pki/ca.crt"), join(pki, "apiserver.crt")]);
        const modulus = (...words) => execFileSync("openssl", [...words, "-noout", "-pubkey"], { encoding: "utf8" });
        const ofKey = execFileSync("openssl", ["pkey", "-in", join(pki, "apiserver.key"), "-pubout"], { encoding: "utf8" });
        assert.equal(modulus("x509", "-in", join(pki, "apiserver.crt")), ofKey);
        cpSync(join(place, name, "root"), join(renewed, name), { recursive: true });
      }
      await tab.untilText("Made and saved");
      assert.deepEqual(tab.errors, []);
      assert.deepEqual(tab.requests, []);
      await tab.close();

      const fresh = await openTab(saving.browser, fileAddress, { before: atClock });
      await fresh.chooseFolder(renewed);
      await untilRead(fresh);
      const tables = await readAllTables(fresh);
      for (const name of ["cp-1", "cp-2", "cp-3"]) {
        for (const row of tables[name][0].filter((row) => !row[0].startsWith("!MISSING!") && row[0] !== "front-proxy-client")) {
          assert.match(row[1] ?? "", /Mar 0?1, 2029|Feb 28, 2029/, `${name} ${row}`);
        }
      }
      await fresh.close();
    });

    test("without the key of its CA a row is left alone with its reason", async () => {
      const own = join(downloads, "without");
      cpSync(join(sample, "cp-1"), join(own, "cp-1"), { recursive: true });
      rmSync(join(own, "cp-1/etc/kubernetes/pki/ca.key"));
      const tab = await openTab(saving.browser, fileAddress, { before: atClock });
      await tab.chooseFolder(own);
      await untilRead(tab);
      await goTo(tab, "Renew");
      await tab.untilText("The private key of the authority is not here");
      await tab.untilText("left alone");
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });
  });
}
