// What has too little contrast: a line for each pair of colors, with the element where it first occurs.
// `least`: the ratios for texts, icons and lines.
(least) => {
  // A canvas of one pixel lays colors over each other, in every notation of CSS
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const seen = (colors) => {
    pen.clearRect(0, 0, 1, 1);
    for (const color of colors) {
      pen.fillStyle = color;
      pen.fillRect(0, 0, 1, 1);
    }
    return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const luminance = (rgb) => {
    const [red, green, blue] = rgb.map((byte) => byte / 255).map((value) =>
      value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const backgrounds = (element) =>
    element ? [...backgrounds(element.parentElement), getComputedStyle(element).backgroundColor] : [];

  const faults = new Map();
  const check = (kind, element, color, ground) => {
    const front = seen([...ground, color]), back = seen(ground);
    const [dark, light] = [front, back].map(luminance).sort((a, b) => a - b);
    const ratio = (light + 0.05) / (dark + 0.05), fault = `${kind} rgb(${front}) on rgb(${back}), ${ratio.toFixed(2)}:1`;
    if (ratio < least[kind] && !faults.has(fault)) faults.set(fault, element.outerHTML.slice(0, 120));
  };

  const hasText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  for (const element of document.body.querySelectorAll(":not(script, style, svg, svg *)")) {
    const style = getComputedStyle(element), ground = backgrounds(element);
    if (hasText(element)) check("text", element, style.color, ground);
    for (const name of ["::before", "::after"]) {
      const made = getComputedStyle(element, name);
      if (/^"\s*[^"\s]/.test(made.content)) check("text", element, made.color, [...ground, made.backgroundColor]);
    }
    if (style.display === "list-item") check("text", element, getComputedStyle(element, "::marker").color, ground);
    if (style.textDecorationLine === "underline") check("line", element, style.textDecorationColor, ground);
    if (element.matches("a, label, summary, .admonition, [type=checkbox]")) {
      for (const side of ["BlockStart", "BlockEnd", "InlineStart", "InlineEnd"]) {
        if (parseFloat(style[`border${side}Width`])) {
          check("line", element, style[`border${side}Color`], backgrounds(element.parentElement));
        }
      }
    }
  }
  for (const icon of document.querySelectorAll("svg.icon")) {
    check("icon", icon, getComputedStyle(icon).fill, backgrounds(icon.parentElement));
  }
  return [...faults].map(([fault, markup]) => `${fault}: ${markup}`);
}
