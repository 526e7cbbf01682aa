// Loaded at kiosks alone. After a minute without touch, key or scroll the page asks whether anybody is still there;
// without an answer it keeps what stands in its forms for the person, ends everything, and shows the first page.

const ASK_AFTER = 60;
const WAIT = 15;
const TELL_EVERY = 20;
const PATIENCE = 4000;

const away = document.querySelector(".away");
const resting = document.querySelector("[data-chosen]");

// Two clocks: one stands still while the machine sleeps, the other can be put back. The one that says more counts.
const moment = () => [performance.now(), Date.now()];
const passed = (since) => Math.max(...moment().map((now, clock) => now - since[clock])) / 1000;

let touched = moment();
let told = moment();
let asked = null;
let moved = false;
let leaving = false;

for (const kind of ["pointerdown", "keydown", "wheel", "scroll", "input"]) {
  addEventListener(
    kind,
    () => {
      if (asked) return;
      touched = moment();
      moved = true;
    },
    { capture: true, passive: true },
  );
}

const send = (address, body) =>
  fetch(address, { method: "POST", body: new URLSearchParams(body), signal: AbortSignal.timeout(PATIENCE) });

// The session is in use while somebody reads or writes on one page.
const tell = () => {
  moved = false;
  told = moment();
  if (document.documentElement.dataset.kiosk) fetch(away.dataset.here).catch(() => {});
};

const ask = () => {
  asked = moment();
  count();
  away.showModal();
};

const count = () => {
  const left = Math.max(0, Math.ceil(WAIT - passed(asked)));
  const status = away.querySelector("[role=status]");
  away.querySelector("[data-left]").textContent = left;
  status.textContent = status.getAttribute(`data-say-${left}`) ?? status.textContent;
  if (left === 0) end();
};

// A page that came back from its form with something to look at again holds words that were not taken.
const refused = performance.getEntriesByType("navigation")[0]?.responseStatus >= 400;

const holds = (field) => {
  if (field.type === "hidden" || field.defaultValue === undefined) return false;
  if (field.type === "checkbox" || field.type === "radio") return refused ? field.checked : field.checked !== field.defaultChecked;
  return refused ? field.value !== "" : field.value !== field.defaultValue;
};

const keep = async () => {
  if (!document.documentElement.dataset.kiosk) return;
  for (const form of document.querySelectorAll("main form[method=post]")) {
    if (![...form.elements].some(holds)) continue;
    const to = new URL(form.getAttribute("action") ?? "", location);
    const body = new FormData(form);
    body.set("left", to.pathname + to.search);
    await send(away.dataset.keep, body).catch(() => {});
  }
};

const end = async (form = away.querySelector("[data-over]")) => {
  if (leaving) return;
  leaving = true;
  document.documentElement.dataset.over = "";
  try {
    await keep();
    const answer = await send(form.action, new FormData(form));
    if (!answer.ok) throw new Error();
    location.replace(answer.url);
  } catch {
    location.replace(away.dataset.end);
  }
};

document.addEventListener("submit", (event) => {
  if (!event.target.hasAttribute("data-over")) return;
  event.preventDefault();
  end(event.target);
});

away?.addEventListener("close", () => {
  asked = null;
  touched = moment();
  tell();
});

setInterval(() => {
  if (leaving) return;
  if (asked) count();
  else if (resting && passed(touched) >= ASK_AFTER + WAIT) location.replace(resting.dataset.chosen);
  else if (away && passed(touched) >= ASK_AFTER) ask();
  else if (away && moved && passed(told) >= TELL_EVERY) tell();
}, 1000);

// A reader of squares types what is on a card.
document.querySelector("form[action$='/sign-in'] [name=code]:not([aria-invalid])")?.focus();

// Back and forward ask the portal each time: nothing that a browser kept is shown, nothing that was sent is sent again.
history.replaceState(null, "");
addEventListener("pagehide", () => (document.documentElement.dataset.over = ""));
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

for (const print of document.querySelectorAll("[data-print]")) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
