// Loaded where a counsellor's people are listed. Names are looked for as they are typed, by the rules of the portal
// (portal/core/finding.py), which are given with the field; nothing typed leaves the page.

const field = document.querySelector("[data-alike]");
const told = document.querySelector("[data-nobody]");
const groups = [...document.querySelectorAll(".some")];

const pairs = (told) => Object.fromEntries(told.split(" ").map((pair) => pair.split("=")));
const alike = pairs(field.dataset.alike);
const heard = pairs(field.dataset.sounding);
const longestFirst = Object.keys(heard).sort((one, other) => other.length - one.length);
const letters = new RegExp(longestFirst.join("|"), "gu");
const arabic = /[\u0600-\u06ff]/u;
const article = /(?<![\p{L}\p{N}])ال(?=[\p{L}\p{N}]{3})/gu;
const articles = ["al", "el", "ال"];

const folded = (text) => {
  const plain = text.toLowerCase().replaceAll("ß", "ss").replaceAll("œ", "oe").replaceAll("æ", "ae").normalize("NFKD");
  const kept = plain.replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  return kept.replace(/[^ -~]/gu, (letter) => alike[letter] ?? letter);
};
const sound = (word) =>
  word
    .replace(/(.)\1+/gu, "$1")
    .replace(letters, (found) => heard[found])
    .replace(/h$/, "");
const sounds = (part, name) => {
  const words = name.replace(article, "").split(" ").map(sound);
  const wanted = sound(part.replace(article, ""));
  if (articles.includes(part)) return true;
  return wanted.length === 1 ? words.includes(wanted) : wanted !== "" && words.join("").includes(wanted);
};
const isIn = (part, name) => {
  if (name.includes(part) || name.replaceAll(" ", "").includes(part)) return true;
  return arabic.test(part) !== arabic.test(name) && sounds(part, name);
};

const people = groups.flatMap((group) =>
  [...group.querySelectorAll("li")].map((line) => ({ line, link: line.querySelector("a"), name: "" })),
);
const first = () => people.find((one) => !one.line.hidden)?.link;
const wasOpen = new Map(groups.map((group) => [group, group.open]));

const look = () => {
  const parts = folded(field.value).split(" ").filter(Boolean);
  for (const one of people) {
    one.name ||= folded(one.line.querySelector("bdi").textContent);
    one.line.hidden = !parts.every((part) => isIn(part, one.name));
  }
  for (const group of groups) {
    group.hidden = !group.querySelector("li:not([hidden])");
    group.open = parts.length ? !group.hidden : wasOpen.get(group);
  }
  // Whom Enter would open is heard; it is seen in the list.
  told.textContent = parts.length ? (first()?.textContent ?? told.dataset.nobody) : "";
  told.classList.toggle("unseen", Boolean(first()));
};

// Letters and names, as they are seen: from one to the next, and from the first one back into the field.
const steps = () =>
  [...document.querySelectorAll(".some:not([hidden]) summary, .some[open] li:not([hidden]) a")];
const move = (from, by) => {
  const seen = steps();
  const to = seen.indexOf(from) + by;
  (seen[to] ?? (to < 0 ? field : from)).focus();
};
const STEPS = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

field.addEventListener("input", look);
field.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const typed = field.value.trim();
  const found = typed ? first() : steps()[0];
  if (event.key === "ArrowDown" && found) found.focus();
  else if (event.key === "Enter" && typed && found) found.click();
  else return;
  event.preventDefault();
});
// Letters are keys only while the list has the focus: elsewhere they are typed.
for (const group of groups) {
  group.addEventListener("keydown", (event) => {
    const by = STEPS[event.key];
    if (!by || event.ctrlKey || event.altKey || event.metaKey) return;
    move(event.target, by);
    event.preventDefault();
  });
}
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.activeElement !== field) field.focus();
});

if (field.value) look();
if (matchMedia("(hover: hover) and (pointer: fine)").matches) field.focus();
