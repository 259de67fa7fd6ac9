// The frame of every worker: it takes a message, hands it to the module, and says so when the module falls.
"use strict";

// No policy of a browser stops WebRTC, so its names go before anything else runs.
for (const name of Object.getOwnPropertyNames(self)) {
  if (/^(moz|webkit)?RTC/.test(name)) delete self[name];
}

// A larger file is not even read; of the others, so many bytes or files are read at a time.
const LARGEST = 256 * 2 ** 20;
const MOST_BYTES = 8 * 2 ** 20;
const MOST_FILES = 64;

// What the module is at, and what its panic hook said: all that is left when it has fallen.
let current = "";
let panicked = "";
self.kubecertsReading = (path) => {
  current = path;
  live();
};
self.kubecertsPanicked = (reason) => { panicked = reason; };

// The page takes a reader for dead that is silent for a minute. Waiting for a slow disk is no silence, nor is a batch of
// slow files; only a file that never ends is.
const SIGN_OF_LIFE = 5000;
let lived = 0;
function live() {
  const now = Date.now();
  if (now - lived < SIGN_OF_LIFE) return;
  lived = now;
  postMessage("alive");
}

function post(answers) {
  for (const [header, content] of answers) postMessage([header, content], content ? [content] : []);
}

// The bytes of a file, or why there are none.
async function readFile(file) {
  let size = 0;
  try {
    size = file.size;
    if (size > LARGEST) return { size, bytes: new Uint8Array(), reason: "" };
    return { size, bytes: new Uint8Array(await file.arrayBuffer()), reason: "" };
  } catch (error) {
    return { size, bytes: new Uint8Array(), reason: error.message || String(error) };
  }
}

async function readFiles(header, files) {
  for (let from = 0, to = 0; from < files.length; from = to) {
    for (let bytes = 0; to < files.length && to - from < MOST_FILES && bytes < MOST_BYTES; to++) bytes += files[to].size;
    const pulse = setInterval(live, SIGN_OF_LIFE);
    const parts = await Promise.all(files.slice(from, to).map(readFile));
    clearInterval(pulse);
    const together = new Uint8Array(parts.reduce((sum, { bytes }) => sum + bytes.length, 0));
    let at = 0;
    for (const { bytes } of parts) {
      together.set(bytes, at);
      at += bytes.length;
      // They may hold private keys: what is let go is overwritten.
      bytes.fill(0);
    }
    const lengths = parts.map(({ bytes }) => bytes.length);
    const sizes = parts.map(({ size }) => size);
    const reasons = parts.map(({ reason }) => reason);
    post(wasm_bindgen.answer_files(header, from, together, lengths, sizes, reasons, LARGEST));
    together.fill(0);
  }
}

async function work([header, content, makes]) {
  try {
    current = "";
    if (Array.isArray(content)) return await readFiles(header, content);
    // New keys come from the browser, if it makes any; else the module makes them.
    const keys = makes && await wasm_bindgen.new_keys(header);
    const bytes = keys || new Uint8Array(content);
    post(wasm_bindgen.answer(header, bytes));
    bytes.fill(0);
  } catch (error) {
    // The module is in no state to go on. The page gets the content back and hands it to a fresh worker.
    const back = Array.isArray(content) ? undefined : content;
    postMessage({ fallen: current, reason: panicked || String(error), content: back }, back ? [back] : []);
  }
}

let turn = Promise.resolve();
self.onmessage = ({ data: message }) => {
  if (message instanceof WebAssembly.Module) {
    wasm_bindgen.initSync({ module: message });
    wasm_bindgen.start_worker();
    postMessage("ready");
    return;
  }
  // One after the other, also while files are waited for.
  turn = turn.then(() => work(message));
};
