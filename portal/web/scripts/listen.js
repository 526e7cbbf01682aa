// Reads a page aloud: each piece of text by the sound recorded for it, a person's own words by the device's voice.
// What is said, and in which order, follows portal/web/said.py; what a text is called, portal/core/heard.py.
if (document.querySelector(".listen")) {
  // Only a kiosk has it on each page: elsewhere it comes once somebody listens, after the first sound.
  let bar = null;
  const made = (className, ...inside) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className });
    button.append(...inside);
    return button;
  };
  // Without this script it leads to a page: with it, it reads this one.
  const way = document.querySelector(".listen");
  const versions = { ...way.dataset };
  const button = made("listen", ...way.childNodes);
  way.replaceWith(button);
  const asked = document.querySelector(".headphones");
  const root = document.documentElement.dataset;
  const pictures = root.words === "none";
  const OWN = "bdi, time, [dir=auto], [dir=ltr]:not([lang])";
  const SILENT = "script, style, svg, audio, textarea, .skip, .unseen, [aria-hidden=true], .hearing, dialog:not([open])";
  const TOUCHED = "a, button, label, summary";
  const SLOW = 0.75;

  const digest = (bytes, base) =>
    bytes.reduce((so, byte) => Math.imul(so ^ byte, 0x01000193), base) >>> 0;
  const nameOf = (text) => {
    const bytes = new TextEncoder().encode(text.trim().replace(/\s+/gu, " "));
    return [0x811c9dc5, 0xc59d1c81].map((base) => digest(bytes, base).toString(16).padStart(8, "0")).join("");
  };
  const plain = (one) => one.textContent.replace(/\s+/g, " ").trim();

  const isShown = (one) => {
    const folded = one.closest("details:not([open])");
    return one.getClientRects().length && (!folded || one.closest("summary")?.parentElement === folded);
  };
  // The pieces of text below an element, each with what is lit while it is said.
  const piecesOf = (from) => {
    const found = new Map();
    const walk = document.createTreeWalker(from, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const text = walk.currentNode;
      const parent = text.parentElement;
      if (!/[\p{L}\p{N}_]/u.test(text.data) || parent.closest(SILENT) || !isShown(parent)) continue;
      let one = null;
      for (let up = parent; up !== document.body; up = up.parentElement) {
        if (up.matches(`${OWN}, [data-heard]`)) one = up;
      }
      if (found.has(one ?? text)) continue;
      const heard = one?.dataset.heard;
      const mark = parent.closest(TOUCHED) ?? one ?? parent;
      const beside = mark.nextElementSibling;
      const lit = beside?.matches(".say") ? beside : mark;
      const lang = (one ?? parent).closest("[lang]").lang;
      found.set(one ?? text, { mark, lit, lang, own: one && !heard, shown: one ? plain(one) : plain(text), heard });
    }
    return [...found.values()];
  };

  const sound = new Audio();
  const ahead = new Audio();
  let pieces = [];
  let at = 0;
  let going = false;
  let spoken = null;
  let armed = null;
  let told = false;

  const chosen = () => new Set((/(?:^|; )hearing=([^;]*)/.exec(document.cookie)?.[1] ?? "").split(".").filter(Boolean));
  const choose = (what, on) => {
    const now = chosen();
    if (on) now.add(what);
    else now.delete(what);
    const age = "kiosk" in root ? 180 : 31536000;
    const secure = location.protocol === "https:" ? ";secure" : "";
    document.cookie = `hearing=${[...now].join(".")};path=/;max-age=${age};samesite=lax${secure}`;
  };
  const ofBar = (value) => bar?.querySelector(`[value=${value}]`);
  const press = (value, on) => ofBar(value)?.setAttribute("aria-pressed", on);
  const isSlow = () => sessionStorage.getItem("slower") === "true";
  const isOpen = () => document.documentElement.classList.contains("listening");
  const addressOf = (text, lang) => `/voices/${lang}/${nameOf(text)}.mp3?v=${versions[lang]}`;
  const rate = () => (isSlow() ? SLOW : 1);

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
    press("pause", true);
    if (isOpen() && !bar) fetchBar().catch(() => {});
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
  const play = (text, lang) => {
    sound.src = addressOf(text, lang);
    sound.playbackRate = sound.defaultPlaybackRate = rate();
    // Refused before the first touch of a visit: it waits for that touch, silently.
    sound.play().catch((why) => why.name === "NotAllowedError" && rest());
  };

  const say = () => {
    // Nothing is said into a microphone.
    if ("recording" in root) return;
    hush();
    tell("");
    const piece = pieces[at];
    light(piece);
    if (!piece) return rest();
    going = true;
    press("pause", false);
    if (!piece.own) play(piece.heard ?? piece.shown, piece.lang);
    else if (!speak(piece)) {
      // Said once, not for each word.
      if (told) return setTimeout(() => going && pieces[at] === piece && next(), 1200);
      told = true;
      fetchBar().then(() => pieces[at] === piece && play(bar.dataset.notRecorded, document.documentElement.lang), next);
    }
    const after = pieces[at + 1];
    if (after && !after.own) ahead.src = addressOf(after.heard ?? after.shown, after.lang);
  };
  const next = () => {
    at += 1;
    if (at < pieces.length) return say();
    light();
    rest();
    at = 0;
  };
  // A sentence with a name or a moment in it is heard without them, then by the device as it stands.
  sound.addEventListener("ended", () => {
    const piece = pieces[at];
    if (going && !(piece?.heard && piece.heard !== piece.shown && speak(piece))) next();
  });
  sound.addEventListener("error", () => {
    const piece = pieces[at];
    if (going && piece && !speak(piece)) setTimeout(() => going && pieces[at] === piece && next(), 1200);
  });

  const tell = (words) => {
    if (bar) bar.querySelector("p").textContent = words;
  };
  const show = () => {
    bar.hidden = !isOpen();
    press("pause", !going);
    press("slower", isSlow());
    press("every", chosen().has("every"));
  };
  let coming = null;
  const fetchBar = () => {
    coming ??= fetch(way.href)
      .then((answer) => answer.text())
      .then((page) => take(new DOMParser().parseFromString(page, "text/html").querySelector(".hearing")));
    return coming;
  };
  const open = () => {
    document.documentElement.classList.add("listening");
    sessionStorage.setItem("touched", "");
    if (bar) show();
  };
  const close = () => {
    rest();
    light();
    document.documentElement.classList.remove("listening");
    show();
  };
  // At a kiosk, nothing sounds before the headphones are on.
  const withHeadphones = (then) => {
    if (!asked || chosen().has("headphones")) return then();
    asked.addEventListener("close", () => {
      if (asked.returnValue !== "on") return;
      choose("headphones", true);
      then();
    }, { once: true });
    asked.showModal();
  };
  const hear = (these, from = 0) =>
    withHeadphones(() => {
      open();
      [pieces, at] = [these, from];
      say();
    });
  const hearPage = () => hear(piecesOf(document.getElementById("main")).filter((piece) => piece.lit !== button));

  // Counted for the text and the day, for nobody. Every page that has a form has the token of this visitor.
  const token = document.querySelector("[name=csrf_token]");
  const sayUnclear = async () => {
    const piece = pieces[at];
    if (!piece || piece.own) return;
    rest();
    const body = new URLSearchParams({ csrf_token: token.value, language: piece.lang });
    body.set("sound", nameOf(piece.heard ?? piece.shown));
    await fetch(bar.dataset.unclear, { method: "POST", body });
    const { thanks } = bar.querySelector("p").dataset;
    tell(thanks);
    play(thanks, document.documentElement.lang);
  };

  const DO = {
    before: () => hear(pieces, Math.max(0, at - 1)),
    again: () => hear(pieces, at),
    next,
    stop: () => {
      choose("every", false);
      close();
    },
    pause: () => (going ? rest() : hear(pieces, at)),
    slower: () => {
      sessionStorage.setItem("slower", !isSlow());
      sound.playbackRate = rate();
      show();
    },
    unclear: () => sayUnclear().catch(rest),
    every: () => {
      choose("every", !chosen().has("every"));
      show();
    },
  };
  const take = (given) => {
    bar = given;
    document.body.append(bar);
    ofBar("unclear").hidden = !token;
    bar.addEventListener("click", (event) => DO[event.target.closest("button")?.value]?.());
    show();
  };
  const here = document.querySelector(".hearing");
  if (here) take(here);
  else sound.addEventListener("playing", () => fetchBar().catch(() => {}), { once: true });

  button.addEventListener("click", hearPage);

  // While one listens, a touched text is said. Without words, what is touched first says what it is, then does it.
  addEventListener(
    "click",
    (event) => {
      if (event.target.closest(".hearing, .headphones, .listen") || !(pictures || isOpen())) return;
      const control = event.target.closest(TOUCHED);
      if (pictures && control) {
        const isEnter = event.detail === 0 && !control.contains(document.activeElement) && control.localName === "button";
        if (control === armed || control.matches(".say") || isEnter) return;
        armed = control;
        event.preventDefault();
        event.stopImmediatePropagation();
        return hear(piecesOf(control));
      }
      if (control && control.localName !== "label") return;
      const these = piecesOf(document.body);
      const from = these.findIndex((piece) => piece.lit === control || piece.lit.contains(event.target));
      if (from >= 0) hear(these, from);
    },
    { capture: true },
  );

  // Controls for those without this script are not needed; where words are hidden, each text gets one to touch.
  for (const one of document.querySelectorAll("audio.sound")) one.remove();
  for (const piece of pictures ? piecesOf(document.body) : []) {
    if (piece.mark.matches(TOUCHED) && piece.mark.querySelector(".picture, img")) continue;
    piece.lit = made("say", button.querySelector(".picture").cloneNode(true));
    piece.lit.lang = piece.lang;
    piece.lit.setAttribute("aria-label", piece.shown);
    piece.lit.addEventListener("click", () => hear([piece]));
    piece.mark.after(piece.lit);
  }

  addEventListener("pagehide", hush);
  addEventListener("hush", rest);
  addEventListener("pointerdown", () => sessionStorage.setItem("touched", ""), { once: true });
  addEventListener("keydown", () => sessionStorage.setItem("touched", ""), { once: true });
  if (chosen().has("every") && "touched" in sessionStorage && (!asked || chosen().has("headphones"))) hearPage();
}
