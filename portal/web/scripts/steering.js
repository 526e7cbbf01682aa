// The bar below a page that is read aloud: large buttons, and texts that are said when they are touched.
export const steer = (bar, ear) => {
  const SLOW = 0.75;
  const status = bar.querySelector("p");
  const { lang, classList } = document.documentElement;
  // Every page that has a form has the token of this visitor.
  const token = document.querySelector("[name=csrf_token]");
  const of = (value) => bar.querySelector(`[value=${value}]`);
  const isSlow = () => "rate" in sessionStorage;
  let told = false;

  const show = () => {
    bar.hidden = !ear.isOpen();
    for (const [value, on] of [["pause", !ear.going], ["slower", isSlow()], ["every", ear.chosen().has("every")]]) {
      of(value).setAttribute("aria-pressed", on);
    }
  };
  // Returns whether it is said now that nobody recorded these words: once, not for each of them.
  const tells = () => {
    if (told) return false;
    told = true;
    ear.play({ text: bar.dataset.notRecorded, lang });
    return true;
  };

  // Counted for the text and the day, for nobody.
  const sayUnclear = async () => {
    const piece = ear.pieces[ear.at];
    if (!piece || piece.own) return;
    ear.rest();
    const body = { csrf_token: token.value, language: piece.lang, sound: ear.nameOf(piece.text) };
    await fetch(bar.dataset.unclear, { method: "POST", body: new URLSearchParams(body) });
    status.textContent = status.dataset.thanks;
    ear.play({ text: status.dataset.thanks, lang });
  };

  const DO = {
    before: () => ear.hear(ear.pieces, Math.max(0, ear.at - 1)),
    again: () => ear.hear(ear.pieces, ear.at),
    next: ear.next,
    pause: () => (ear.going ? ear.rest() : DO.again()),
    stop: () => {
      ear.choose("every", false);
      ear.light();
      classList.remove("listening");
      ear.rest();
    },
    slower: () => {
      if (isSlow()) sessionStorage.removeItem("rate");
      else sessionStorage.setItem("rate", SLOW);
      ear.sound.playbackRate = ear.rate();
      show();
    },
    every: () => {
      ear.choose("every", !ear.chosen().has("every"));
      show();
    },
    unclear: () => sayUnclear().catch(ear.rest),
  };
  bar.addEventListener("click", (event) => DO[event.target.closest("button")?.value]?.());

  // While one listens, a touched text is said; an answer is chosen too.
  document.addEventListener("click", ({ target }) => {
    if (!ear.isOpen() || target.closest(".hearing, .headphones, .listen, .say")) return;
    const control = target.closest(ear.TOUCHED);
    if (control && control.localName !== "label") return;
    const these = [...ear.piecesOf(document.body)];
    const from = these.findIndex((piece) => piece.mark === control || piece.mark.contains(target));
    if (from >= 0) ear.hear(these, from);
  });

  of("unclear").hidden = !token;
  ear.changed = () => {
    status.textContent = "";
    show();
  };
  show();
  return { tells };
};
