// Shows the newest build and, while the newest fails, why. Only in pages that `invoke livereload` serves.
{
  const shown = document.currentScript.dataset.build;
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

  function listen() {
    events?.close();
    // A page out of sight holds no connection: browsers allow six for all the pages of a host.
    if (document.hidden) return;
    events = new EventSource(`${location.origin}/-livereload?${shown}`);
    events.addEventListener("reload", () => location.reload());
    events.addEventListener("errors", (event) => show(JSON.parse(event.data)));
    events.addEventListener("error", () => events.readyState === EventSource.CLOSED && setTimeout(listen, 1000));
  }

  document.addEventListener("visibilitychange", listen);
  listen();
}
