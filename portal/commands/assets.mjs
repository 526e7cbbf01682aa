// What needs Node.js: styles from SCSS, small pictures, brotli.
// In: {sheets: {name: path}, modules, texts: {name: text}, pictures: {name: "set:icon"}}.
// Out: {texts: {name: {text, brotli (base64)}}, pictures: {name: {viewBox, body}}}, or {problems: [sentence]}.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { constants, brotliCompressSync } from "node:zlib";

const job = JSON.parse(readFileSync(0, "utf8"));
const require = createRequire(`${job.modules}/`);
const sass = require("sass");
const { optimize } = require("svgo");

const problems = [];
const sets = new Map();

function iconSet(name) {
  if (!sets.has(name)) {
    sets.set(name, JSON.parse(readFileSync(`${job.modules}/@iconify-json/${name}/icons.json`, "utf8")));
  }
  return sets.get(name);
}

function icon(address) {
  const [setName, iconName] = address.split(":");
  const set = iconSet(setName);
  const alias = set.aliases?.[iconName];
  const found = set.icons[alias && !alias.hFlip && !alias.vFlip && !alias.rotate ? alias.parent : iconName];
  return found && { ...set, ...found };
}

// Emoji have many shapes and no strokes: drawn twice as large, on whole steps, they are a quarter lighter, and alike to
// the eye at 96 px. The others keep one digit after the point.
const WHOLE_STEPS = "fluent-emoji-flat";

// clip-rule says nothing outside a mask, and fill="none" nothing on a group whose shapes all have a fill of their own.
function settings(floatPrecision) {
  return {
    multipass: true,
    floatPrecision,
    plugins: [
      ...(floatPrecision ? [] : [{ name: "convertShapeToPath", params: { convertArcs: true } }]),
      "preset-default",
      "convertStyleToAttrs",
      { name: "removeAttrs", params: { attrs: ["clip-rule"] } },
      "sortAttrs",
    ],
  };
}

function withoutIdleGroup(inside) {
  const group = inside.match(/^<g fill="none">(.*)<\/g>$/);
  if (!group || group[1].includes("<g")) return inside;
  const shapes = group[1].match(/<[a-z]+[^>]*>/g);
  return shapes.every((shape) => /\sfill="/.test(shape)) ? group[1] : inside;
}

function picture(name, address) {
  const found = icon(address);
  if (!found) {
    problems.push(`${name}: there is no picture called ${address}.`);
    return null;
  }
  const { body, left = 0, top = 0, width = 16, height = 16 } = found;
  const times = address.startsWith(`${WHOLE_STEPS}:`) ? 2 : 1;
  const viewBox = [left, top, width, height].map((side) => side * times).join(" ");
  const drawing = times > 1 ? `<g transform="scale(${times})">${body}</g>` : body;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}">${drawing}</svg>`;
  const small = optimize(svg, settings(times > 1 ? 0 : 1)).data;
  const inside = small.slice(small.indexOf(">") + 1, small.lastIndexOf("</svg>"));
  if (/\s(id|style|class|on\w+|href|xlink:href)=|<(style|script)/.test(inside)) {
    problems.push(`${name}: ${address} uses ids, styles or links, which break when shown twice. Choose another.`);
  }
  const paint = small.slice(0, small.indexOf(">")).match(/\s(fill|stroke)[\w-]*="[^"]*"/g) ?? [];
  return { viewBox, body: withoutIdleGroup(paint.length ? `<g${paint.join("")}>${inside}</g>` : inside) };
}

function compressed(text) {
  const bytes = Buffer.from(text);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return { text, brotli: brotliCompressSync(bytes, { params }).toString("base64") };
}

function sheet(name, path) {
  const { css } = sass.compile(path, { style: "compressed", charset: false });
  const sides = css.match(/(?<=[{;])((margin|padding|border)-)?(left|right)(-[a-z]+)?:|text-align:(left|right)/g);
  if (sides) {
    problems.push(`${name}: write inline-start or inline-end, which turn with the direction, not ${[...new Set(sides)].join(" ")}`);
  }
  return css;
}

const sheets = Object.entries(job.sheets).map(([name, path]) => [name, sheet(name, path)]);
const texts = { ...Object.fromEntries(sheets), ...job.texts };
const pictures = Object.entries(job.pictures).map(([name, address]) => [name, picture(name, address)]);

const result = problems.length
  ? { problems }
  : {
      texts: Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, compressed(text)])),
      pictures: Object.fromEntries(pictures),
    };
process.stdout.write(JSON.stringify(result));
