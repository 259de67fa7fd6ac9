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

  // The packed module, from the text that it stands in (see text.wat).
  function packed() {
    var text = element("wasm").textContent;
    var reader = Uint8Array.from(atob(element("text").textContent), function (byte) { return byte.charCodeAt(0); });
    reader = new WebAssembly.Instance(new WebAssembly.Module(reader)).exports;
    // At most two bytes a character, in pages of 64 KiB.
    reader.memory.grow(text.length >> 15);
    var memory = new Uint8Array(reader.memory.buffer);
    return memory.subarray(0, reader.bytes(new TextEncoder().encodeInto(text, memory).written));
  }

  // The module as it is unpacked.
  function unpacked() {
    var stream = new Blob([packed()]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream, { headers: { "Content-Type": "application/wasm" } });
  }

  // For whoever wants to see the module's hash.
  window.kubecertsModuleBytes = function () {
    return unpacked().arrayBuffer();
  };

  if (typeof WebAssembly !== "object") return cannotRun("WebAssembly: -");
  if (typeof DecompressionStream !== "function") return cannotRun("DecompressionStream: -");
  if (typeof wasm_bindgen === "undefined") return cannotRun("JavaScript: -");

  addEventListener("error", function (event) { trapped(event.error); });
  addEventListener("unhandledrejection", function (event) { trapped(event.reason); });

  // Compiling begins while the rest is unpacked.
  WebAssembly.compileStreaming(unpacked()).then(function (module) {
    return wasm_bindgen({ module_or_path: module }).then(function () {
      var workerSource = element("worker").textContent + "\n" + element("glue").textContent;
      wasm_bindgen.start_page(module, workerSource);
    });
  }).catch(function (error) {
    if (element("fallen").hidden) cannotRun(error);
  });
})();
