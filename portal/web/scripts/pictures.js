// Pages without words: what is touched first says what it is, then does it; one speaker says what nobody touches.
if (ear) {
  const { TOUCHED, piecesOf } = ear;
  const ASIDE = ".hearing, .headphones, .listen, .say";
  let armed = null;

  // A line with one control is touched as a whole, and said as a whole.
  const around = (control) => {
    const line = control.closest(".step");
    return line?.querySelectorAll(TOUCHED).length === 1 ? line : control;
  };
  // A box in a table is named by its row and its column.
  const saidOf = (control) => {
    const names = control.querySelector("input")?.getAttribute("aria-labelledby")?.split(" ") ?? [];
    return [around(control), ...names.map((name) => document.getElementById(name))].flatMap((one) => [...piecesOf(one)]);
  };
  addEventListener(
    "click",
    (event) => {
      const control = event.target.closest(TOUCHED);
      if (!control || control.closest(ASIDE) || control === armed) return;
      // Enter in a field touches the first button of its form.
      if (event.detail === 0 && control.localName === "button" && !control.contains(document.activeElement)) return;
      armed = control;
      event.preventDefault();
      event.stopImmediatePropagation();
      ear.hear(saidOf(control).map((piece) => ({ ...piece, lit: control })));
    },
    { capture: true },
  );

  const speaker = (these) => {
    const say = ear.made("say", ear.button.querySelector(".picture").cloneNode(true));
    say.setAttribute("aria-label", these.map((piece) => piece.shown).join(" "));
    say.lang = these[0].lang;
    for (const piece of these) piece.lit = say;
    say.addEventListener("click", () => ear.hear(these));
    return say;
  };
  // What stands between two things to touch has one speaker; so has each title with what follows it.
  let these = [];
  let title = null;
  const done = () => {
    if (these.length) these[0].mark.after(speaker(these));
    these = [];
  };
  for (const piece of piecesOf(document.body)) {
    const begins = piece.mark.closest("h1, h2, h3, h4, tr");
    const line = piece.mark.closest(".step")?.querySelector(TOUCHED);
    const isTouched = piece.mark.matches(TOUCHED) || (line && around(line) !== line);
    if (isTouched || (begins && begins !== title)) done();
    title = begins ?? title;
    if (!isTouched) these.push(piece);
  }
  done();
}
