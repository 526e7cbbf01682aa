// Comfort only: every page works without this script.

// The list of what to look at again is read first; else the page starts at its top.
const first = document.querySelector("[data-first]");
if (first) first.focus();

// For Back and reload, a question that came back from its form is a page like any other: nothing is sent again.
if (first || document.querySelector("main form:not([action])")) history.replaceState(null, "");

// A link of that list opens what is folded around its field and goes into it.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".summary a");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  const folded = field.closest("details");
  if (folded) folded.open = true;
  field.focus();
});

// A form already on its way is not sent twice by a double tap; it can be sent again after a while or on coming back.
const SECONDS = 8;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.hasAttribute("data-sent")) {
    event.preventDefault();
    return;
  }
  form.setAttribute("data-sent", "");
  setTimeout(() => form.removeAttribute("data-sent"), SECONDS * 1000);
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sent]")) form.removeAttribute("data-sent");
});
