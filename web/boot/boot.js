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

  // Bytes from the text that they stand in. Newer browsers do that themselves, in a tenth of the time.
  function decoded(base64) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
    var text = atob(base64);
    var bytes = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  }

  // The module as it is unpacked.
  function unpacked() {
    var packed = new Blob([decoded(element("wasm").textContent)]);
    var stream = packed.stream().pipeThrough(new DecompressionStream("gzip"));
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
