// Every page works without this file. It only saves round trips.
const d = document, $ = (s, r = d) => r.querySelector(s), $$ = (s, r = d) => [...r.querySelectorAll(s)];
d.documentElement.classList.add("js");

// On a phone the menu may be wider than the window: where one is comes into sight.
$(".nav [aria-current]")?.parentElement.scrollIntoView({ block: "nearest", inline: "center" });

// Invite rows: add and remove without asking the server; keep numbers, ids and focus right.
const box = $("[data-rows]");
if (box) {
  const number = () => $$("[data-row]", box).forEach((row, i) => {
    const n = i + 1;
    $("legend", row).lastChild.data = n;
    for (const el of $$("[id],[for]", row))
      for (const a of ["id", "for"]) if (el.hasAttribute(a)) el.setAttribute(a, el.getAttribute(a).replace(/-\d+/, "-" + n));
    const b = $("[data-remove]", row); b.value = n; b.lastChild.textContent = "Remove person " + n;
  });
  box.closest("form").addEventListener("click", e => {
    const add = e.target.closest("[data-add]"), del = e.target.closest("[data-remove]");
    if (!add && !del) return;
    const rows = $$("[data-row]", box);
    if (add && rows.length < 20) {
      const row = rows[0].cloneNode(true);
      for (const el of $$("input", row)) { el.value = ""; el.removeAttribute("aria-invalid"); el.removeAttribute("aria-describedby"); }
      for (const el of $$("[name=card]", row)) el.selectedIndex = 0;
      for (const el of $$(".err, .way-on", row)) el.remove();
      box.append(row); number(); $("input", row).focus();
    } else if (del && rows.length > 1) {
      const row = del.closest("[data-row]"), next = row.nextElementSibling || row.previousElementSibling;
      row.remove(); number(); $("input", next).focus();
    } else return;
    e.preventDefault();
  });
}

// Warn before leaving with unsaved changes; not when saving.
const form = $("[data-guard]");
if (form) {
  let dirty = false;
  form.addEventListener("input", e => { dirty = true; if (e.target.matches(".input:not(select)")) form.dataset.dirty = ""; });
  for (const t of ["submit", "reset"]) form.addEventListener(t, () => { dirty = false; delete form.dataset.dirty; });
  addEventListener("beforeunload", e => { if (dirty) e.preventDefault(); });
}

// Tables of pay are printed.
$("[data-print]")?.addEventListener("click", () => print());

// Rights are found while somebody types.
const find = $("[data-find]");
find?.form.addEventListener("submit", e => e.preventDefault());
find?.addEventListener("input", () => {
  const typed = find.value.trim().toLowerCase(), rights = $$(".right");
  for (const right of rights) right.classList.toggle("is-missed", !right.textContent.toLowerCase().includes(typed));
  const n = rights.filter(right => !right.matches(".is-missed")).length;
  $("[data-found]").textContent = n + (n === 1 ? " right found" : " rights found");
});

// How strong a new password would be: the house judges, as it will when the form is sent.
for (const box of $$("[data-strength]")) {
  const field = d.getElementById(box.dataset.strength), meter = $("meter", box), said = $("span", box);
  let soon;
  field.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(async () => {
      const body = new URLSearchParams({ mark: field.form.elements.mark.value, password: field.value });
      const answer = await fetch("/password-strength", { method: "POST", body }).catch(() => null);
      if (!answer?.ok) return;
      const { strength, says } = await answer.json();
      box.hidden = !field.value; meter.value = strength; said.textContent = says;
    }, 300);
  });
}

// A link to copy.
const copy = $("[data-copy]");
copy?.addEventListener("click", async () => {
  const field = d.getElementById(copy.dataset.copy);
  field.select?.();
  await navigator.clipboard.writeText(field.value ?? field.innerText);
  $("[data-copied]").textContent = copy.lastChild.data = "Copied";
});

// The team, arranged by dragging: dropping a name sends the form of its buttons.
const order = $("[data-order]");
if (order) {
  let held;
  for (const li of $$("li", order)) li.draggable = true;
  const target = e => e.target.closest("[data-member]");
  order.addEventListener("dragstart", e => { held = target(e); e.dataTransfer.effectAllowed = "move"; });
  order.addEventListener("dragover", e => { e.preventDefault(); $(".over", order)?.classList.remove("over"); target(e)?.classList.add("over"); });
  order.addEventListener("drop", e => {
    e.preventDefault();
    const before = target(e), form = held && $("form", held);
    if (!form || !before || before === held) return;
    const field = d.createElement("input");
    field.type = "hidden"; field.name = "before"; field.value = before.dataset.member;
    form.append(field); form.submit();
  });
}

// An appointment: what follows from a service is asked from the house, and clients are found while somebody types.
const again = $("[data-again]");
if (again) {
  let soon;
  const draw = async (name, value) => {
    const body = new URLSearchParams(new FormData(again));
    body.append(name, value);
    const answer = await fetch(again.action, { method: "POST", body }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html"), at = d.activeElement?.id;
    for (const part of $$("[data-part]", again)) part.replaceWith(page.getElementById(part.id));
    (name === "add" ? $$("select[name=service]", again).at(-1) : d.getElementById(at) ?? $("select[name=service]", again))?.focus();
  };
  again.addEventListener("change", e => { if (e.target.matches("[name=service], [name=member]")) draw("refresh", "yes"); });
  again.addEventListener("click", e => {
    const button = e.target.closest("[name=add], [name=remove]");
    if (button) { e.preventDefault(); draw(button.name, button.value); }
  });
  $("[data-search]", again).addEventListener("input", e => {
    clearTimeout(soon);
    soon = setTimeout(async () => {
      const answer = await fetch(e.target.dataset.search + "?q=" + encodeURIComponent(e.target.value)).catch(() => null);
      if (answer?.ok) $("[data-matches]", again).innerHTML = await answer.text();
    }, 250);
  });
}
