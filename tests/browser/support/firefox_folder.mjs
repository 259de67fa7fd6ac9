// Firefox's protocol chooses no folders. So its folder chooser is answered from the browser's own context, and the
// question whether all those files may be handed to the page as well.

/** Opens the folder chooser of `input` and has it answer `path`. */
export async function chooseFolderInFirefox(tab, input, path) {
  const { connection } = tab.browser;
  const send = async (method, parameters) => (await connection.send(method, parameters)).result;
  const { contexts } = await send("browsingContext.getTree", { "moz:scope": "chrome" });
  const inBrowser = async (action, ...given) => {
    const expression = `(${action})(...${JSON.stringify(given)})`;
    const target = { context: contexts[0].context };
    const outcome = await send("script.evaluate", { expression, target, awaitPromise: true });
    if (outcome.type === "exception") throw new Error(outcome.exceptionDetails.text);
    return outcome.result.value;
  };
  await inBrowser(answerFolderChooser, path);
  await input.evaluate((element) => element.click());
  for (let waited = 0; waited < 100; waited++) {
    if (await inBrowser(allowFolder)) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("Firefox did not ask whether the folder may be handed over");
}

/* global Cc, Ci, ChromeUtils, Components, Services */

function answerFolderChooser(path) {
  const folder = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
  folder.initWithPath(path);
  const chooser = () => ({
    QueryInterface: ChromeUtils.generateQI(["nsIFilePicker"]),
    init() {},
    appendFilter() {},
    appendFilters() {},
    appendRawFilter() {},
    file: folder,
    open(callback) { Services.tm.dispatchToMainThread(() => callback.done(0)); },
    close() {},
    filterIndex: 0, defaultString: "", defaultExtension: "", displayDirectory: null, displaySpecialDirectory: "",
    addToRecentDocs: false, okButtonLabel: "", capture: 0, mode: 2,
  });
  const factory = {
    QueryInterface: ChromeUtils.generateQI(["nsIFactory"]),
    createInstance: (id) => chooser().QueryInterface(id),
  };
  const id = Components.ID(Services.uuid.generateUUID().toString());
  const registrar = Components.manager.QueryInterface(Ci.nsIComponentRegistrar);
  registrar.registerFactory(id, "a folder chooser that answers by itself", "@mozilla.org/filepicker;1", factory);
}

function allowFolder() {
  const frames = [...document.querySelectorAll(".dialogFrame")];
  const asking = frames.find((frame) => frame.currentURI?.spec.endsWith("commonDialog.xhtml"));
  const dialog = asking?.contentDocument?.querySelector("dialog");
  // The buttons come a little after the dialog itself.
  if (!dialog?._buttons?.accept) return false;
  dialog.getButton("accept").disabled = false;
  dialog.acceptDialog();
  return true;
}
