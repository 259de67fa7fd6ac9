// The frame of every worker: it takes a message, hands it to the module, and says so when the module falls.
"use strict";

// No policy of a browser stops WebRTC, so its names go before anything else runs.
for (const name of Object.getOwnPropertyNames(self)) {
  if (/^(moz|webkit)?RTC/.test(name)) delete self[name];
}

// What the module is at, and what its panic hook said: all that is left when it has fallen.
let current = "";
let panicked = "";
self.kubecertsReading = (path) => { current = path; };
self.kubecertsPanicked = (reason) => { panicked = reason; };

self.onmessage = ({ data: message }) => {
  if (message instanceof WebAssembly.Module) {
    wasm_bindgen.initSync({ module: message });
    wasm_bindgen.start_worker();
    return;
  }
  const [header, content] = message;
  try {
    current = "";
    for (const [head, body] of wasm_bindgen.answer(header, new Uint8Array(content))) {
      postMessage([head, body], body ? [body] : []);
    }
    // The content may hold private keys: it is overwritten before it is let go.
    new Uint8Array(content).fill(0);
  } catch (error) {
    // The module is in no state to go on. The page gets the content back and hands it to a fresh worker.
    postMessage({ fallen: current, reason: panicked || String(error), content }, [content]);
  }
};
