// Pictures and formatted text from the clipboard or dropped.

import { insert } from "./insert.js";
import { toMarkdown } from "./markdown.js";

const LIMIT = 2_900_000; // bytes, just below what the server takes
const WIDEST = 2400; // pixels of a picture that had to be made smaller

export function acceptPictures({ area, place, server, say, button, chooser }) {
  const add = async (file) => {
    const mark = `![Adding a picture, ${Math.random().toString(36).slice(2, 8)}]()`;
    insert(area, mark);
    let text = "";
    try {
      const small = file.size > LIMIT ? await smaller(file) : file;
      const answer = await server.upload(`/draft/picture?place=${encodeURIComponent(place)}`, small);
      text = `![${named(file)}](${(await answer.json()).address})`;
    } catch (error) {
      say(error.said?.what ? `${error.said.what} ${error.said.do ?? ""}` : "The picture was not added: the server does not answer.");
    }
    const from = area.value.indexOf(mark);
    if (from >= 0) insert(area, text, { from, to: from + mark.length });
  };
  const pictures = (data) => Array.from(data?.files ?? []).filter((file) => file.type.startsWith("image/"));

  area.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html");
    const files = pictures(event.clipboardData);
    const text = html ? toMarkdown(html) : null;
    if (text) {
      event.preventDefault();
      insert(area, text);
    } else if (files.length) {
      event.preventDefault();
      files.forEach(add);
    }
  });
  area.addEventListener("drop", (event) => {
    const files = pictures(event.dataTransfer);
    if (!files.length) return;
    event.preventDefault();
    files.forEach(add);
  });
  const choose = () => chooser.click();
  button.addEventListener("click", choose);
  chooser.addEventListener("change", () => {
    Array.from(chooser.files).forEach(add);
    chooser.value = "";
  });
  return choose;
}

function named(file) {
  const name = file.name.replace(/\.[a-z]+$/i, "").replace(/[[\]\\]/g, " ").trim();
  return name && name !== "image" ? name : "What it shows";
}

/** A picture that is too large for a record, drawn anew in fewer pixels. */
async function smaller(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, WIDEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const drawn = await new Promise((resolve) => canvas.toBlob(resolve, "image/webp", 0.88));
  return drawn ?? file;
}
