// Reads a page aloud: each piece of text by the sound recorded for it, a person's own words by the device's voice.
// What is said, and in which order, follows portal/web/said.py; what a text is called, portal/core/heard.py.
// What steers it (steering.js) comes after the first sound.
const listening = (way) => {
  const OWN = "bdi, time, [dir=auto], [dir=ltr]:not([lang])";
  const SILENT = "script, style, svg, audio, textarea, .skip, .unseen, [aria-hidden=true], .hearing, dialog:not([open])";
  const TOUCHED = "a, button, label, summary";
  const PASSES = 1200;

  const made = (className, ...inside) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className });
    button.append(...inside);
    return button;
  };
  // Without this script it leads to a page: with it, it reads this one.
  const button = made("listen", ...way.childNodes);
  way.replaceWith(button);

  const digest = (bytes, base) => bytes.reduce((so, byte) => Math.imul(so ^ byte, 0x01000193), base) >>> 0;
  const plain = (text) => text.trim().replace(/\s+/gu, " ");
  const nameOf = (text) => {
    const bytes = new TextEncoder().encode(plain(text));
    return [0x811c9dc5, 0xc59d1c81].map((base) => digest(bytes, base).toString(16).padStart(8, "0")).join("");
  };

  const isShown = (one) => {
    const folded = one.closest("details:not([open])");
    return one.getClientRects().length && (!folded || one.closest("summary")?.parentElement === folded);
  };
  // The pieces of text below an element, each with what is lit while it is said.
  const piecesOf = function* (from) {
    const found = new Set();
    const walk = document.createTreeWalker(from, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const text = walk.currentNode;
      const parent = text.parentElement;
      if (!/[\p{L}\p{N}_]/u.test(text.data) || parent.closest(SILENT) || !isShown(parent)) continue;
      let one = null;
      for (let up = parent; up !== document.body; up = up.parentElement) {
        if (up.matches(`${OWN}, [data-heard]`)) one = up;
      }
      const whole = one ?? text;
      if (found.has(whole)) continue;
      found.add(whole);
      const shown = plain(whole.textContent);
      const heard = one?.dataset.heard;
      const mark = parent.closest(TOUCHED) ?? one ?? parent;
      const { lang } = (one ?? parent).closest("[lang]");
      if (mark !== button) yield { mark, lit: mark, lang, own: one && !heard, shown, text: heard ?? shown };
    }
  };

  const sound = new Audio();
  const ahead = new Audio();
  let pieces = [];
  let at = 0;
  let going = false;
  let spoken = null;

  const chosen = () => new Set(/(?:^|; )hearing=([^;]+)/.exec(document.cookie)?.[1].split("."));
  const choose = (what, on) => {
    const now = chosen();
    now[on ? "add" : "delete"](what);
    const { lasts } = document.querySelector(".hearing").dataset;
    const secure = location.protocol === "https:" ? ";secure" : "";
    document.cookie = `hearing=${[...now].join(".")};path=/;max-age=${lasts};samesite=lax${secure}`;
  };
  const rate = () => sessionStorage.getItem("rate") ?? 1;
  const isOpen = () => document.documentElement.classList.contains("listening");
  const addressOf = ({ text, lang }) => `/voices/${lang}/${nameOf(text)}.mp3?v=${way.dataset[lang]}`;
  const isNow = (piece) => going && pieces[at] === piece;

  let coming = null;
  const steered = () => {
    coming ??= steering().catch(() => (coming = null));
    return coming;
  };
  const steering = async () => {
    const page = document.querySelector(".hearing") ? "" : await (await fetch(way.href)).text();
    const bar = (page ? new DOMParser().parseFromString(page, "text/html") : document).querySelector(".hearing");
    const { steer } = await import(bar.dataset.script);
    document.body.append(bar);
    // It is shown once it is dressed.
    const dress = bar.querySelector("link");
    if (!dress.sheet) await new Promise((done) => (dress.onload = dress.onerror = done));
    return steer(bar, ear);
  };

  const light = (piece) => {
    for (const lit of document.querySelectorAll(".said")) {
      lit.classList.remove("said");
      if (lit.getAttribute("aria-current") === "location") lit.removeAttribute("aria-current");
    }
    if (!piece) return;
    piece.lit.classList.add("said");
    if (!piece.lit.hasAttribute("aria-current")) piece.lit.setAttribute("aria-current", "location");
    piece.lit.scrollIntoView({ block: "nearest" });
  };
  const hush = () => {
    sound.pause();
    if (spoken) speechSynthesis.cancel();
    spoken = null;
  };
  const rest = () => {
    hush();
    going = false;
    ear.changed();
    if (isOpen()) steered();
  };

  const voiceOf = (lang) => {
    const fit = (window.speechSynthesis?.getVoices() ?? []).filter((one) => one.lang.slice(0, 2) === lang.slice(0, 2));
    return fit.find((one) => one.localService) ?? fit[0];
  };
  // Returns whether there is a voice that says it.
  const speak = (piece) => {
    const voice = voiceOf(piece.lang);
    if (!voice) return false;
    const words = new SpeechSynthesisUtterance(piece.shown);
    Object.assign(words, { voice, lang: voice.lang, rate: rate() });
    words.onend = words.onerror = () => spoken === words && next();
    spoken = words;
    speechSynthesis.speak(words);
    return true;
  };
  const load = (piece) => {
    const { href } = new URL(addressOf(piece), location);
    if (sound.src !== href || sound.error) sound.src = href;
  };
  const play = (piece) => {
    load(piece);
    sound.currentTime = 0;
    sound.playbackRate = sound.defaultPlaybackRate = rate();
    // Refused before the first touch of a visit: it waits for that touch, silently.
    sound.play().catch((why) => why.name === "NotAllowedError" && rest());
  };
  // What cannot be said is lit for a moment.
  const pass = (piece) => setTimeout(() => isNow(piece) && next(), PASSES);

  const say = () => {
    // Nothing is said into a microphone.
    if ("recording" in document.documentElement.dataset) return;
    const piece = pieces[at];
    hush();
    light(piece);
    if (!piece) return rest();
    going = true;
    ear.changed();
    if (!piece.own) play(piece);
    else if (!speak(piece)) steered().then((bar) => isNow(piece) && !bar?.tells() && pass(piece));
  };
  const next = () => {
    at += 1;
    if (at < pieces.length) return say();
    light();
    rest();
    at = 0;
  };
  // The first sound has the network for itself; while one plays, the next one comes.
  sound.addEventListener("playing", () => {
    const after = pieces[at + 1];
    if (after && !after.own) ahead.src = addressOf(after);
    steered();
  });
  // A sentence with a name or a moment in it is heard without them, then by the device as it stands.
  sound.addEventListener("ended", () => {
    const piece = pieces[at];
    if (going && !(piece.text !== piece.shown && speak(piece))) next();
  });
  sound.addEventListener("error", () => {
    const piece = pieces[at];
    steered();
    if (going && !speak(piece)) pass(piece);
  });

  // At a kiosk, nothing sounds before the headphones are on.
  const asked = document.querySelector(".headphones");
  const mayHear = () => !asked || chosen().has("headphones");
  const hear = (these, from = 0) => {
    if (!mayHear()) return ask(() => hear(these, from));
    document.documentElement.classList.add("listening");
    sessionStorage.setItem("touched", "");
    [pieces, at] = [these, from];
    say();
  };
  const ask = (then) => {
    asked.onclose = () => {
      if (asked.returnValue !== "on") return;
      choose("headphones", true);
      then();
    };
    asked.showModal();
  };
  const ofPage = () => piecesOf(document.getElementById("main"));
  const hearPage = () => hear([...ofPage()]);

  const ear = {
    TOUCHED, button, made, piecesOf, nameOf, sound, rate, chosen, choose, isOpen, light, rest, play, next, hear,
    changed: () => {},
    get going() { return going; },
    get pieces() { return pieces; },
    get at() { return at; },
  };

  button.addEventListener("click", hearPage);
  // While the finger is still down, the first sound is on its way: on slow networks each tenth of a second counts.
  button.addEventListener("pointerdown", () => {
    const first = ofPage().next().value;
    if (!going && first && !first.own && mayHear()) load(first);
  });
  addEventListener("pagehide", hush);
  addEventListener("hush", rest);
  addEventListener("told", ({ detail }) => isOpen() && hear([...piecesOf(detail)]));
  // Controls for those without this script are not needed.
  for (const one of document.querySelectorAll(".sound")) one.remove();
  for (const kind of ["pointerdown", "keydown"]) {
    addEventListener(kind, () => sessionStorage.setItem("touched", ""), { once: true });
  }
  if (asked) steered();
  if (chosen().has("every") && "touched" in sessionStorage && mayHear()) hearPage();
  return ear;
};
const way = document.querySelector(".listen");
const ear = way && listening(way);
