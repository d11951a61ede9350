// The boxes of the home page that the layout contract speaks of, in CSS px from the page's upper left corner.
() => {
  const box = ({ left, right, top, bottom, width, height }) =>
    ({ left: left + scrollX, right: right + scrollX, top: top + scrollY, bottom: bottom + scrollY, width, height });
  const boxOf = (element) => box(element.getBoundingClientRect());

  const main = document.querySelector("main"), style = getComputedStyle(main), outer = boxOf(main);
  const left = outer.left + parseFloat(style.borderLeftWidth) + parseFloat(style.paddingLeft);
  const right = outer.right - parseFloat(style.borderRightWidth) - parseFloat(style.paddingRight);

  // Every piece that stands in a line: texts and icons
  const pieces = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE ? node.data.trim() : node.localName === "svg") pieces.push(node);
  }
  const linesOf = (piece) => {
    const range = document.createRange();
    range.selectNode(piece);
    return [...range.getClientRects()].filter(({ width }) => width > 1).map(box);
  };
  const isAfter = (node, piece) =>
    !node.contains(piece) && Boolean(node.compareDocumentPosition(piece) & Node.DOCUMENT_POSITION_FOLLOWING);
  const within = (node) => pieces.filter((piece) => node.contains(piece)).flatMap(linesOf);
  const after = (node) => pieces.filter((piece) => isAfter(node, piece)).flatMap(linesOf);

  const name = main.querySelector("h1"), heading = main.querySelector("h2");
  return {
    rem: parseFloat(getComputedStyle(document.documentElement).fontSize),
    viewport: document.documentElement.clientWidth,
    column: { left, right, width: right - left },
    portrait: boxOf(main.querySelector("img.portrait")),
    name: within(name)[0],
    contacts: pieces.filter((piece) => isAfter(name, piece) && isAfter(piece, heading)).flatMap(linesOf),
    heading: within(heading)[0],
    entries: [...main.querySelectorAll(".entry:has(img.logo)")].map((entry) => ({
      box: boxOf(entry),
      line: within(entry)[0],
      isHeading: Boolean(entry.querySelector("h1, h2, h3, h4, h5, h6")),
      logo: boxOf(entry.querySelector("img.logo")),
      next: after(entry)[0] ?? boxOf(main),
    })),
  };
}
