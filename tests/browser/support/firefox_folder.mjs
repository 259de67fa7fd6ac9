// Firefox's protocol chooses no folders. Its folder chooser is answered from the browser's own context instead.

/** Has the next folder chooser answer `path`, and opens it by the page's own input. */
export async function chooseFolderInFirefox(tab, input, path) {
  const { connection } = tab.browser;
  const send = async (method, params) => (await connection.send(method, params)).result;
  const { contexts } = await send("browsingContext.getTree", { "moz:scope": "chrome" });
  const chrome = contexts[0].context;
  const answer = `
    const { MockFilePicker } = {};
    const registrar = Components.manager.QueryInterface(Ci.nsIComponentRegistrar);
    const folder = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
    folder.initWithPath(${JSON.stringify(path)});
    class Picker {
      QueryInterface = ChromeUtils.generateQI(["nsIFilePicker"]);
      init(context, title, mode) { this.context = context; this.mode = mode; }
      appendFilter() {}
      appendFilters() {}
      appendRawFilter() {}
      get file() { return folder; }
      get fileURL() { return Services.io.newFileURI(folder); }
      get files() { return [folder][Symbol.iterator](); }
      get domFileOrDirectory() {
        const window = this.context.currentWindowGlobal?.browsingContext?.window ?? this.context.window;
        return this.mode === 2 ? new (window ?? globalThis).Directory(folder.path) : undefined;
      }
      get domFileOrDirectoryEnumerator() { return [this.domFileOrDirectory][Symbol.iterator](); }
      open(callback) { callback.done(0); }
    }
    const factory = { createInstance: (id) => new Picker().QueryInterface(id) };
    const name = "@mozilla.org/filepicker;1";
    const id = Components.ID(Services.uuid.generateUUID().toString());
    registrar.registerFactory(id, "folder chooser that answers by itself", name, factory);
    "ready";
  `;
  const outcome = await send("script.evaluate", { expression: answer, target: { context: chrome }, awaitPromise: true, userActivation: true });
  if (outcome.type === "exception") throw new Error(outcome.exceptionDetails.text);
  await input.evaluate((element) => element.click());
}
