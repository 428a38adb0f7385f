// Formatted text from the clipboard as Markdown. The HTML is read, never put into the page.

const MARKS = { STRONG: "**", B: "**", EM: "*", I: "*", DEL: "~~", S: "~~", STRIKE: "~~" };
const SKIPPED = new Set(["SCRIPT", "STYLE", "HEAD", "TITLE", "META", "LINK", "TEMPLATE", "NOSCRIPT", "OBJECT", "IFRAME", "SVG"]);
const BLOCKS = new Set([
  "P", "DIV", "SECTION", "ARTICLE", "HEADER", "FOOTER", "MAIN", "ASIDE", "NAV", "FIGURE", "FIGCAPTION", "ADDRESS",
  "H1", "H2", "H3", "H4", "H5", "H6", "UL", "OL", "LI", "DL", "DT", "DD", "TABLE", "PRE", "BLOCKQUOTE", "HR", "BODY",
]);
const FORMED = "h1,h2,h3,h4,h5,h6,ul,ol,table,pre,code,blockquote,a[href],b,strong,i,em,del,s,img,hr";

/** Markdown for a piece of HTML; null when it holds nothing but plain text. */
export function toMarkdown(html) {
  // Styles are kept as data: the policy of the page forbids them, and one of them has a meaning.
  const parsed = new DOMParser().parseFromString(html.replace(/(\s)(style\s*=)/gi, "$1data-dayline-$2"), "text/html");
  if (!parsed.body.querySelector(FORMED)) return null;
  return blocks(parsed.body).join("\n\n").replace(/\n{3,}/g, "\n\n").trim();
}

function blocks(parent) {
  const found = [];
  let run = [];
  const close = () => {
    const text = tidy(run.map(inline).join(""));
    if (text) found.push(text);
    run = [];
  };
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.ELEMENT_NODE && holdsBlocks(node)) {
      close();
      found.push(...block(node));
    } else run.push(node);
  }
  close();
  return found;
}

function holdsBlocks(element) {
  const name = element.tagName.toUpperCase();
  return BLOCKS.has(name) || (element.children.length > 0 && Array.from(element.children).some(holdsBlocks));
}

function block(element) {
  const name = element.tagName.toUpperCase();
  if (SKIPPED.has(name)) return [];
  if (/^H[1-6]$/.test(name)) {
    const text = tidy(inlines(element)).replace(/\n/g, " ");
    return text ? [`${"#".repeat(Number(name[1]))} ${text}`] : [];
  }
  if (name === "UL" || name === "OL") return [list(element)];
  if (name === "TABLE") return [table(element)];
  if (name === "HR") return ["---"];
  if (name === "PRE") return [fenced(element)];
  if (name === "BLOCKQUOTE") return [blocks(element).join("\n\n").replace(/^/gm, "> ").replace(/^> $/gm, ">")];
  return blocks(element);
}

function fenced(element) {
  const text = asWritten(element.textContent).replace(/\n$/, "");
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

function list(element) {
  const ordered = element.tagName.toUpperCase() === "OL";
  let number = Number(element.getAttribute("start")) || 1;
  const lines = [];
  for (const item of element.children) {
    const nested = /^[UO]L$/i.test(item.tagName); // as some programs write it: a list in a list
    const text = nested ? list(item) : blocks(item).join("\n");
    if (!text) continue;
    const sign = ordered ? `${number}. ` : "- ";
    const indented = text.replace(/\n/g, `\n${" ".repeat(sign.length)}`);
    lines.push(nested ? text.replace(/^/gm, "  ") : sign + indented);
    if (!nested) number += 1;
  }
  return lines.join("\n");
}

function table(element) {
  const rows = Array.from(element.querySelectorAll("tr"), (row) =>
    Array.from(row.children, (cell) => tidy(inlines(cell)).replace(/\s*\n\s*/g, " ").replace(/\|/g, "\\|")),
  ).filter((row) => row.length);
  if (!rows.length) return "";
  const width = Math.max(...rows.map((row) => row.length));
  const shown = (row) => `| ${Array.from({ length: width }, (_, place) => row[place] ?? "").join(" | ")} |`;
  return [shown(rows[0]), `|${"---|".repeat(width)}`, ...rows.slice(1).map(shown)].join("\n");
}

function inlines(element) {
  return Array.from(element.childNodes, inline).join("");
}

function inline(node) {
  if (node.nodeType === Node.TEXT_NODE) return escaped(asWritten(node.data).replace(/\s+/g, " "));
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  const name = node.tagName.toUpperCase();
  if (SKIPPED.has(name)) return "";
  if (name === "BR") return "\n";
  if (name === "CODE" || name === "KBD" || name === "SAMP") return code(node.textContent);
  if (name === "IMG") return picture(node);
  if (name === "INPUT") return node.type === "checkbox" ? (node.hasAttribute("checked") ? "[x] " : "[ ] ") : "";
  const text = inlines(node);
  if (name === "A") return link(node, text);
  if (MARKS[name] && !looksPlain(node)) return marked(text, MARKS[name]);
  return text;
}

/** Some programs wrap everything in a bold element that is styled not to be bold. */
function looksPlain(node) {
  const style = node.getAttribute("data-dayline-style") ?? "";
  return /font-weight\s*:\s*(normal|400)|font-style\s*:\s*normal/i.test(style);
}

function marked(text, mark) {
  const inner = text.trim();
  if (!inner) return text;
  const [before, after] = text.split(inner, 2);
  return `${before}${mark}${inner}${mark}${after ?? ""}`;
}

function code(text) {
  const inner = asWritten(text);
  const longest = Math.max(0, ...(inner.match(/`+/g) ?? []).map((run) => run.length));
  const tick = "`".repeat(longest + 1);
  return longest ? `${tick} ${inner} ${tick}` : `${tick}${inner}${tick}`;
}

function address(value) {
  const text = (value ?? "").trim();
  return /^(https?:|mailto:)/i.test(text) ? text.replace(/[\s()<>]/g, encodeURIComponent).replace(/\(/g, "%28").replace(/\)/g, "%29") : "";
}

function link(node, text) {
  const to = address(node.getAttribute("href"));
  const words = text.trim();
  if (!to || !words) return text;
  return words === to ? `<${to}>` : `[${words}](${to})`;
}

/** A picture elsewhere becomes a link: nobody's reading is told to another server. */
function picture(node) {
  const to = address(node.getAttribute("src"));
  const words = escaped(node.getAttribute("alt")?.trim() || "picture");
  return to ? `[${words}](${to})` : "";
}

function asWritten(text) {
  return text.replace(/(\s)data-dayline-(style\s*=)/gi, "$1$2").replace(/\u00a0/g, " ");
}

function escaped(text) {
  return text.replace(/[\\`*_[\]<>~]/g, (sign, place) => {
    const inWord = sign === "_" && /\w/.test(text[place - 1] ?? "") && /\w/.test(text[place + 1] ?? "");
    return inWord ? sign : `\\${sign}`;
  });
}

function tidy(text) {
  return text
    .split("\n")
    .map((line) => line.trim().replace(/^(#{1,6}\s|[-+]\s|>)/, "\\$1").replace(/^(\d+)([.)]\s)/, "$1\\$2"))
    .join("\n")
    .trim();
}
