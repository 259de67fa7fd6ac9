// Starts the page. Written so that the oldest browser can parse it: it must be able to say that it cannot run.
(function () {
  "use strict";

  // No policy of a browser stops WebRTC, so its names go before anything else runs.
  Object.getOwnPropertyNames(window).forEach(function (name) {
    if (/^(moz|webkit)?RTC/.test(name)) delete window[name];
  });

  function element(id) {
    return document.getElementById(id);
  }

  function cannotRun(reason) {
    element("cannot-run-reason").textContent = String(reason);
    element("cannot-run").hidden = false;
  }

  // Called by the panic hook. What is first is the cause; what follows is only its echo.
  window.kubecertsPanicked = function (reason) {
    var fallen = element("fallen");
    if (!fallen.hidden) return;
    element("fallen-reason").textContent = reason;
    element("fallen-reload").onclick = function () { location.reload(); };
    element("app").inert = true;
    fallen.hidden = false;
    element("fallen-reload").focus();
  };

  // A trap that is no panic: the stack or the memory came to its end.
  function trapped(error) {
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
      window.kubecertsPanicked(error.name + ": " + error.message);
    }
  }

  // The small module that reads the text of the other one (see reader.wat), with room for so many bytes.
  function reader(room) {
    var bytes = Uint8Array.from(atob(element("reader").textContent), function (byte) { return byte.charCodeAt(0); });
    var exports = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
    // In pages of 64 KiB, beside the one that is there.
    exports.memory.grow(room >> 16);
    return exports;
  }

  // The module's bytes, as a promise.
  function unpacked() {
    var text = element("wasm").textContent;
    // At most two bytes a character.
    var first = reader(text.length * 2);
    var memory = new Uint8Array(first.memory.buffer);
    var packed = memory.subarray(0, first.bytes(new TextEncoder().encodeInto(text, memory).written));
    var stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer().then(function (parted) {
      var place = parted.byteLength;
      var length = new DataView(parted).getUint32(0, true);
      var second = reader(place + length);
      var memory = new Uint8Array(second.memory.buffer);
      memory.set(new Uint8Array(parted));
      second.module(place);
      return memory.subarray(place, place + length);
    });
  }

  // For whoever wants to see the module's hash.
  window.kubecertsModuleBytes = function () {
    return unpacked().then(function (bytes) { return bytes.slice().buffer; });
  };

  if (typeof WebAssembly !== "object") return cannotRun("WebAssembly: -");
  if (typeof DecompressionStream !== "function") return cannotRun("DecompressionStream: -");
  if (typeof wasm_bindgen === "undefined") return cannotRun("JavaScript: -");

  addEventListener("error", function (event) { trapped(event.error); });
  addEventListener("unhandledrejection", function (event) { trapped(event.reason); });

  Promise.resolve().then(unpacked).then(WebAssembly.compile).then(function (module) {
    return wasm_bindgen({ module_or_path: module }).then(function () {
      var workerSource = element("worker").textContent + "\n" + element("glue").textContent;
      wasm_bindgen.start_page(module, workerSource);
    });
  }).catch(function (error) {
    if (element("fallen").hidden) cannotRun(error);
  });
})();
