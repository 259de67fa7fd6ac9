// The signing desk from end to end: what is made on the page is saved as a file, and openssl says what it thinks of it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { browsers } from "./support/browsers.mjs";
import { savingBrowser, untilSaved } from "./support/download.mjs";
import { putNode, temporaryFolder } from "./support/fixture.mjs";
import { fileAddress, fixtures, requireBundle } from "./support/project.mjs";
import { goTo, untilRead } from "./support/screen.mjs";
import { openTab } from "./support/tab.mjs";

requireBundle();
const folder = temporaryFolder(after);
const node = putNode(join(fixtures, "kubeadm-1.37.2/01-default-single-node/etc-kubernetes"), join(folder, "cp-1"));
const generated = join(fixtures, "kubeadm-1.37.2/09-generate-csr/etc-kubernetes");
const openssl = (...words) => execFileSync("openssl", words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
/** An instant at which both the fixture's authorities and what is signed today are valid. */
const tomorrow = String(Math.floor(Date.now() / 1000) + 86_400);

/** Runs before the page: no worker finds `crypto.subtle`, as on plain http from another machine. */
function withoutSubtleCrypto() {
  const Original = window.Blob;
  const line = `delete Crypto.prototype.subtle;`;
  window.Blob = function (parts, options) {
    return new Original(options?.type === "text/javascript" ? [line, ...parts] : parts, options);
  };
  window.Blob.prototype = Original.prototype;
  delete Crypto.prototype.subtle;
}

/** Runs before the page: a worker falls when it is to make something. */
function fallingMakers() {
  const Original = window.Blob;
  const line = `
    wasm_bindgen.new_keys = () => { throw new WebAssembly.RuntimeError("unreachable, as asked of the maker"); };`;
  window.Blob = function (parts, options) {
    return new Original(options?.type === "text/javascript" ? [...parts, line] : parts, options);
  };
  window.Blob.prototype = Original.prototype;
}

/** Runs before the page and counts the workers that run. */
function countWorkers() {
  const Original = window.Worker;
  const running = new Set();
  window.Worker = function (...words) {
    const worker = new Original(...words);
    const terminate = worker.terminate.bind(worker);
    worker.terminate = () => { running.delete(worker); terminate(); };
    running.add(worker);
    return worker;
  };
  window.Worker.prototype = Original.prototype;
  window.workersRunning = () => running.size;
}

/** Gives a field its value as typing does; the field is found by its label. */
async function fill(tab, role, name, value) {
  const field = await tab.get(role, name);
  await field.evaluate((element, value) => {
    element.value = value;
    element.dispatchEvent(new Event(element.localName === "select" ? "change" : "input", { bubbles: true }));
  }, value);
}

/** Chooses the option of that text. */
async function choose(tab, name, text) {
  const field = await tab.get("combobox", name);
  await field.evaluate((element, text) => {
    element.value = [...element.options].find((option) => option.text === text).value;
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }, text);
}

for (const kind of browsers) {
  describe(`in ${kind.name}`, () => {
    const downloads = join(folder, kind.name);
    const saving = savingBrowser(kind, downloads);

    /** Saves all that was made on this screen, and unpacks it; returns where. */
    const save = async (tab, form) => {
      await tab.click("button", `Download .${form}`);
      const archive = await untilSaved(downloads, `kubecerts-made.${form}`);
      const place = join(downloads, "unpacked");
      mkdirSync(place, { recursive: true });
      if (form === "zip") execFileSync("unzip", ["-oq", archive, "-d", place]);
      else execFileSync("tar", ["-xzpf", archive, "-C", place]);
      rmSync(archive);
      return place;
    };
    const untilMade = (tab) => tab.until(() => document.querySelector("#made"), "what was made", 60_000);

    test("a request is made, signed by the dropped authority, and saved; openssl takes both", async () => {
      const tab = await openTab(saving.browser, fileAddress, { before: `(${countWorkers})()` });
      await tab.chooseFolder(node);
      await untilRead(tab);
      const resting = await tab.run(() => window.workersRunning());
      await goTo(tab, "Request");
      await tab.until(() => document.querySelectorAll("main .line").length > 4, "a draft that is filled in");
      await tab.click("button", "Make key and request");
      await untilMade(tab);
      const pki = join(await save(tab, "tar.gz"), "cp-1/etc/kubernetes/pki");
      assert.equal(statSync(join(pki, "apiserver.key")).mode & 0o777, 0o600);
      assert.match(readFileSync(join(pki, "apiserver.key"), "utf8"), /^-----BEGIN RSA PRIVATE KEY-----/);
      openssl("rsa", "-in", join(pki, "apiserver.key"), "-check", "-noout");
      const request = openssl("req", "-in", join(pki, "apiserver.csr"), "-verify", "-noout", "-text");
      assert.match(request, /CN ?= ?kube-apiserver/);
      assert.match(request, /DNS:kubernetes\.default\.svc/);
      await tab.untilText("Made and saved");

      await tab.click("button", "Sign it here");
      await tab.until(() => document.querySelector("table.preview"), "the certificate as it will be");
      await tab.click("button", "Sign 1 request");
      await untilMade(tab);
      const signed = join(await save(tab, "zip"), "cp-1/etc/kubernetes/pki/apiserver.crt");
      const authority = join(node, "etc/kubernetes/pki/ca.crt");
      openssl("verify", "-attime", tomorrow, "-purpose", "sslserver", "-CAfile", authority, signed);
      const modulus = (...words) => openssl(...words, "-noout", "-modulus");
      assert.equal(modulus("x509", "-in", signed), modulus("rsa", "-in", join(pki, "apiserver.key")));
      assert.equal(await tab.run(() => window.workersRunning()), resting, "those that made something have ended");
      assert.doesNotMatch(await tab.run(() => document.documentElement.outerHTML), /PRIVATE KEY-----\n/);
      assert.deepEqual(tab.errors, []);
      assert.deepEqual(tab.requests, []);
      await tab.close();
    });

    test("a folder that generate-csr filled is signed whole, each request by the authority of its role", async () => {
      const tab = await openTab(saving.browser, fileAddress);
      await tab.chooseFolder(node);
      await untilRead(tab);
      await tab.chooseFolder(generated);
      await tab.until(() => [...document.querySelectorAll("nav a")].some((link) => /^Sign\s*12$/.test(link.innerText.trim())), "all requests");
      await goTo(tab, "Sign");
      await tab.until(() => [...document.querySelectorAll("main .picks .pill")].length === 12, "a state of each");
      // What super-admin.conf asks for wants to be confirmed.
      await tab.get("button", "Sign 11 requests");
      await (await tab.page.waitForSelector(".confirm input[type=checkbox]")).click();
      await tab.click("button", "Sign 12 requests");
      await untilMade(tab);
      const place = await save(tab, "tar.gz");
      const list = execFileSync("find", [place, "-name", "*.crt"], { encoding: "utf8" }).trim().split("\n");
      assert.equal(list.length, 12, list.join("\n"));
      const issuers = {};
      for (const path of list) {
        const name = path.slice(place.length + 1).replace(/^etc-kubernetes\//, "").replace(/\.crt$/, "");
        const own = name.startsWith("pki/etcd/") || name === "pki/apiserver-etcd-client" ? "etcd/ca"
          : name === "pki/front-proxy-client" ? "front-proxy-ca" : "ca";
        openssl("verify", "-attime", tomorrow, "-CAfile", join(node, `etc/kubernetes/pki/${own}.crt`), path);
        const key = join(generated, `${name}.key`);
        if (existsSync(key)) {
          assert.equal(openssl("x509", "-in", path, "-noout", "-modulus"), openssl("rsa", "-in", key, "-noout", "-modulus"), name);
        }
        issuers[own] = (issuers[own] ?? 0) + 1;
      }
      assert.deepEqual(issuers, { ca: 7, "etcd/ca": 4, "front-proxy-ca": 1 });
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });

    test("of six requests of kubelets one is good", async () => {
      const tab = await openTab(saving.browser, fileAddress);
      const approval = join(fixtures, "approval");
      await tab.chooseFiles(...["csr.yaml", "nodes.yaml", "kubeadm-config.yaml"].map((name) => join(approval, name)));
      await untilRead(tab);
      await goTo(tab, "Approve");
      await tab.until(() => document.querySelectorAll("main tbody tr").length === 6, "six rows");
      const rows = await tab.run(() => [...document.querySelectorAll("main tbody tr")].map((row) => row.innerText.replace(/\s+/g, " ").trim()));
      for (const row of rows) assert.match(row, /^csr-1-good /.test(row) ? /can be approved$/ : /do not approve$/, row);
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });

    test("without the browser's keys the core makes them, and making can be stopped", async () => {
      const tab = await openTab(saving.browser, fileAddress, { before: `(${withoutSubtleCrypto})(); (${countWorkers})();` });
      await goTo(tab, "Request");
      await tab.until(() => document.querySelector("#purpose"), "the screen");
      await choose(tab, "What it is for", "A TLS server");
      await tab.until(() => document.querySelector("#key"), "the draft");
      await fill(tab, "textbox", "Value of CN", "slow.example.test");
      await choose(tab, "Private key", "RSA 4096");
      const resting = await tab.run(() => window.workersRunning());
      await tab.click("button", "Make key and request");
      await tab.untilText("0 of 1 made");
      await tab.untilText("s left");
      // The page lives on meanwhile.
      assert.ok((await tab.run(() => window.workersRunning())) > resting);
      // At once: a quick machine would be done while the button is looked for.
      await tab.run(() => [...document.querySelectorAll(".progress button")].find((button) => button.innerText.trim() === "Cancel").click());
      await tab.until((resting) => window.workersRunning() === resting, "the worker to end", 5_000, resting);
      assert.ok(!(await tab.text()).includes("0 of 1 made"));
      assert.equal(await tab.run(() => document.querySelector("#made")), null);

      await choose(tab, "Private key", "ECDSA P-256");
      await tab.click("button", "Make key and request");
      await untilMade(tab);
      const place = await save(tab, "tar.gz");
      const [request] = execFileSync("find", [place, "-name", "*.csr"], { encoding: "utf8" }).trim().split("\n");
      const [key] = execFileSync("find", [place, "-name", "*.key"], { encoding: "utf8" }).trim().split("\n");
      openssl("req", "-in", request, "-verify", "-noout");
      assert.match(openssl("ec", "-in", key, "-noout", "-text"), /prime256v1/);
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });

    test("what brings a maker down is told, and nothing else is lost", async () => {
      const tab = await openTab(saving.browser, fileAddress, { before: `(${fallingMakers})()` });
      await tab.chooseFolder(node);
      await untilRead(tab);
      await goTo(tab, "Request");
      await tab.until(() => document.querySelectorAll("main .line").length > 4, "a draft that is filled in");
      await tab.click("button", "Make key and request");
      await tab.untilText("unreachable, as asked of the maker");
      await goTo(tab, "Certificates");
      await tab.untilText("15 certificates");
      await tab.close();
    });

    test("keys that were made are forgotten with the others", async () => {
      const tab = await openTab(saving.browser, fileAddress);
      await tab.chooseFolder(node);
      await untilRead(tab);
      await goTo(tab, "Request");
      await tab.until(() => document.querySelectorAll("main .line").length > 4, "a draft that is filled in");
      await tab.click("button", "Make key and request");
      await untilMade(tab);
      assert.ok((await tab.text()).includes("apiserver.key"));
      await tab.click("button", "3 CA keys in memory");
      await tab.click("button", "Forget keys");
      await tab.untilText("No keys in memory");
      const left = await tab.run(() => document.querySelector(".made").innerText);
      assert.match(left, /apiserver\.csr/);
      assert.doesNotMatch(left, /apiserver\.key/);
      // The request is still here, and nobody who could sign it.
      await goTo(tab, "Sign");
      await tab.until(() => document.querySelector("main .picks .pill"), "its state");
      assert.match(await tab.text(), /Refused/);
      assert.deepEqual(tab.errors, []);
      await tab.close();
    });
  });
}
