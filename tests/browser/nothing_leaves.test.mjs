// Nothing leaves: every way to reach another machine is tried from inside the page and its workers, and a server that
// listens counts nobody.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { browsers } from "./support/browsers.mjs";
import { listen } from "./support/listener.mjs";
import { fileAddress, requireBundle } from "./support/project.mjs";
import { startSite } from "./support/site.mjs";
import { openTab } from "./support/tab.mjs";

requireBundle();
const site = await startSite();
after(() => site.stop());

/** Tries everything, in the page. What is refused throws or fails, and is not of interest: only what arrives is. */
async function tryEverything(address, tcp) {
  const quietly = async (action) => { try { await action(); } catch { /* refused */ } };
  const element = (name, properties, place = document.body) => place.append(Object.assign(document.createElement(name), properties));
  await quietly(() => fetch(`${address}/fetch`, { mode: "no-cors" }));
  await quietly(() => fetch(`${address}/keepalive`, { mode: "no-cors", keepalive: true, method: "POST", body: "x" }));
  await quietly(() => { const request = new XMLHttpRequest(); request.open("GET", `${address}/xhr`); request.send(); });
  await quietly(() => { new WebSocket(`ws://${tcp}/socket`); });
  await quietly(() => { new EventSource(`${address}/events`); });
  await quietly(() => { navigator.sendBeacon(`${address}/beacon`, "x"); });
  await quietly(() => { new WebTransport(`https://${tcp}/transport`); });
  await quietly(() => element("img", { src: `${address}/image` }));
  await quietly(() => element("video", { src: `${address}/video` }));
  await quietly(() => element("object", { data: `${address}/object` }));
  await quietly(() => element("embed", { src: `${address}/embed` }));
  await quietly(() => element("script", { src: `${address}/script` }));
  await quietly(() => element("script", { textContent: `fetch("${address}/inline")` }));
  await quietly(() => element("link", { rel: "stylesheet", href: `${address}/style` }, document.head));
  await quietly(() => element("link", { rel: "prefetch", href: `${address}/prefetch` }, document.head));
  await quietly(() => element("link", { rel: "preload", as: "image", href: `${address}/preload` }, document.head));
  await quietly(() => element("link", { rel: "modulepreload", href: `${address}/module` }, document.head));
  await quietly(() => element("link", { rel: "manifest", href: `${address}/manifest` }, document.head));
  await quietly(() => { document.body.style.backgroundImage = `url(${address}/background)`; });
  await quietly(() => new FontFace("x", `url(${address}/font)`).load());
  await quietly(() => import(`${address}/import`));
  await quietly(() => eval(`fetch("${address}/eval")`));
  await quietly(() => { new Worker(`${address}/worker`); });
  await quietly(() => navigator.serviceWorker?.register(`${address}/service`));
  await quietly(() => {
    const base = Object.assign(document.createElement("base"), { href: `${address}/base/` });
    document.head.append(base);
    element("img", { src: "relative" });
  });
  // A worker made as the page makes its own.
  const worker = new Worker(URL.createObjectURL(new Blob([`
    const quietly = async (action) => { try { await action(); } catch { /* refused */ } };
    (async () => {
      await quietly(() => importScripts("${address}/worker-script"));
      await quietly(() => fetch("${address}/worker-fetch", { mode: "no-cors" }));
      await quietly(() => { const request = new XMLHttpRequest(); request.open("GET", "${address}/worker-xhr", false); request.send(); });
      await quietly(() => { new WebSocket("ws://${tcp}/worker-socket"); });
      await quietly(() => { new EventSource("${address}/worker-events"); });
      await quietly(() => import("${address}/worker-import"));
      setTimeout(() => postMessage("tried"), 500);
    })();
  `], { type: "text/javascript" })));
  await new Promise((done) => { worker.onmessage = done; worker.onerror = done; setTimeout(done, 5000); });
  await new Promise((done) => setTimeout(done, 1000));
}

/** Navigations, which the policy refuses as well. */
async function tryToNavigate(address) {
  const form = Object.assign(document.createElement("form"), { action: `${address}/form`, method: "post" });
  document.body.append(form, Object.assign(document.createElement("iframe"), { src: `${address}/frame` }));
  try { form.submit(); } catch { /* Firefox refuses by throwing */ }
  await new Promise((done) => setTimeout(done, 1000));
}

const WEBRTC = /^(moz|webkit)?RTC/;

for (const kind of browsers) {
  describe(`in ${kind.name}`, () => {
    let browser;
    before(async () => { browser = await kind.launch(); });
    after(() => browser?.close());

    for (const [from, address] of [["a file", fileAddress], ["a server", site.address]]) {
      test(`from ${from} no request reaches anybody`, async () => {
        const listener = await listen();
        const tab = await openTab(browser, address);
        await tab.run(tryEverything, listener.address, `127.0.0.1:${listener.port}`);
        assert.deepEqual(listener.hits, []);
        // Chromium opens a connection ahead of a frame or a form, before it asks the policy; nothing is said on it. Our
        // code has neither (the rules of `cargo xtask test` see to that).
        await tab.run(tryToNavigate, listener.address);
        assert.deepEqual(listener.hits.filter((hit) => hit.said !== ""), []);
        await tab.close();
        await listener.stop();
      });
    }

    test("the listening server would have counted them", async () => {
      const listener = await listen();
      const page = await browser.newPage();
      await page.goto(`data:text/html,<img src="${listener.address}/image">`);
      for (let waited = 0; listener.hits.length === 0 && waited < 100; waited++) await new Promise((done) => setTimeout(done, 50));
      assert.notEqual(listener.hits.length, 0);
      await page.close();
      await listener.stop();
    });

    test("the names of WebRTC are gone from the page and from its workers", async () => {
      // What the workers have left is asked by a line behind the page's own worker script.
      const tab = await openTab(browser, fileAddress, { before: `(${spyOnWorkers})()` });
      const inPage = await tab.run(() => Object.getOwnPropertyNames(window));
      assert.deepEqual(inPage.filter((name) => WEBRTC.test(name)), []);
      assert.equal(await tab.run(() => typeof RTCPeerConnection + typeof window.webkitRTCPeerConnection), "undefinedundefined");
      await tab.until(() => window.seenInWorkers?.length > 0, "a worker to answer");
      const inWorker = await tab.run(() => window.seenInWorkers);
      assert.ok(inWorker.includes("postMessage"), "the worker's names were seen");
      assert.deepEqual(inWorker.filter((name) => WEBRTC.test(name)), []);
      await tab.close();
    });
  });
}

/** Runs before the page: the workers' script gets one line more, which tells the page which names are left there. */
function spyOnWorkers() {
  const Original = window.Blob;
  const line = `\nconst told = new BroadcastChannel("names"); told.postMessage(Object.getOwnPropertyNames(self));`;
  window.seenInWorkers = [];
  window.channel = new BroadcastChannel("names");
  window.channel.onmessage = ({ data }) => { window.seenInWorkers = data; };
  window.Blob = function (parts, options) {
    const isScript = options?.type === "text/javascript";
    return new Original(isScript ? [...parts, line] : parts, options);
  };
  window.Blob.prototype = Original.prototype;
}
