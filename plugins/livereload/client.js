// Reloads the page when something that it shows has changed, and shows the errors of a failed build. Part of the pages
// that `invoke livereload` serves, and of no others.
{
  let shown = document.currentScript.dataset.version;
  let events;

  const style = new CSSStyleSheet();
  style.replaceSync(`
    ul { all: initial; position: fixed; inset: 0 0 auto; z-index: 2147483647; max-block-size: 60vh; overflow: auto;
         margin: 0; padding: 1em; color: #fff; background: #a3123a; font: 15px/1.5 ui-monospace, monospace; }
    li { display: block; white-space: pre-wrap; overflow-wrap: anywhere; }`);

  function show(errors) {
    document.getElementById("-livereload")?.remove();
    if (!errors.length) return;
    const host = Object.assign(document.createElement("div"), { id: "-livereload" });
    const list = Object.assign(document.createElement("ul"), { role: "alert" });
    for (const error of errors) list.append(Object.assign(document.createElement("li"), { textContent: error }));
    const root = host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [style];
    root.append(list);
    document.documentElement.append(host);
  }

  function isUsed(path) {
    const addresses = [location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)];
    return addresses.some((address) => new URL(address).pathname === path);
  }

  function receive({ data, lastEventId }) {
    const { changed, errors } = JSON.parse(data);
    if (!changed || changed.some(isUsed)) return location.reload();
    shown = lastEventId;
    show(errors);
  }

  function listen() {
    events?.close();
    // Browsers allow six connections for all pages of a host: a page out of sight uses none.
    if (document.hidden) return;
    events = new EventSource(`${location.origin}/-livereload?${shown}`);
    events.addEventListener("message", receive);
    events.addEventListener("error", () => events.readyState === EventSource.CLOSED && setTimeout(listen, 1000));
  }

  performance.setResourceTimingBufferSize(10_000);
  document.addEventListener("visibilitychange", listen);
  listen();
}
