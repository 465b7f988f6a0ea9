// The calendar keeps itself fresh, and appointments are moved and stretched by dragging. Without this file both are done with links and forms.
const d = document, $ = (s, r = d) => r.querySelector(s), $$ = (s, r = d) => [...r.querySelectorAll(s)];
const cal = $("[data-cal]"), told = $("[data-changed]"), form = $("[data-mover]"), label = $("[data-label]");
const KEY = "calendar-place";
let held = null;

// After a refresh everything is where it was: scrolled as far, and with the same thing in focus.
const left = JSON.parse(sessionStorage.getItem(KEY) || "null");
sessionStorage.removeItem(KEY);
if (left?.url === location.href) {
  scrollTo(0, left.page);
  if (cal) { cal.scrollLeft = left.x; cal.scrollTop = left.y; }
  if (left.focus) d.getElementById(left.focus)?.focus({ preventScroll: true });
} else if (cal) {
  // What comes next is in sight.
  const now = $(".cal-list > .now", cal);
  if (now && cal.scrollHeight > cal.clientHeight) cal.scrollTop = Math.max(0, now.offsetTop - cal.clientHeight / 3);
}

const anew = () => {
  sessionStorage.setItem(KEY, JSON.stringify({ url: location.href, page: scrollY, x: cal?.scrollLeft ?? 0, y: cal?.scrollTop ?? 0, focus: d.activeElement?.id }));
  location.reload();
};

// Has anything changed? Asked once a minute and when somebody comes back to the page, until nobody has touched it for hours:
// a page that is left open keeps nobody signed in.
const PATIENCE = 4 * 3600e3;
let touched = Date.now();
for (const t of ["pointerdown", "keydown"]) addEventListener(t, () => { const gone = Date.now() - touched > PATIENCE; touched = Date.now(); if (gone) look(); });
const isBusy = () => held || $(":popover-open") || d.activeElement?.matches("input, select, textarea");
const look = async () => {
  if (d.hidden || !told?.hidden || Date.now() - touched > PATIENCE) return;
  const answer = await fetch(told.dataset.ask, { headers: { accept: "text/plain" } }).catch(() => null);
  if (answer?.status !== 200 || answer.redirected) return;
  if (isBusy()) { told.hidden = false; return; }
  anew();
};
setInterval(look, 60000);
d.addEventListener("visibilitychange", look);

// Dragging. A mouse moves first, a finger rests first, Escape lets go. What is refused goes back to its place, and the page says why.
const STEP = 5, DAY = 1440, REST = 400, SLACK = 5;
const two = n => String(n).padStart(2, "0"), hhmm = n => two(Math.floor(n / 60) % 24) + ":" + two(n % 60);
const snap = n => Math.round(n / STEP) * STEP;
const perPixel = () => cal.dataset.hours * 60 / $(".cal-list", cal).getBoundingClientRect().height;

let mute = false;
const drag = () => {
  held.is = mute = true;
  held.li.classList.add("is-held");
  d.documentElement.classList.add("is-dragging");
};
const letGo = () => {
  if (!held) return;
  clearTimeout(held.rest);
  held.li.classList.remove("is-held");
  held.li.style.cssText = label.textContent = "";
  d.documentElement.classList.remove("is-dragging");
  held = null;
};
const scrolled = () => cal.scrollTop + scrollY;
const follow = e => {
  const { li, from, end, minutes, stretches } = held, room = cal.getBoundingClientRect();
  cal.scrollTop += e.clientY > room.bottom - 24 ? 12 : e.clientY < room.top + 84 ? -12 : 0;
  if (!stretches) cal.scrollLeft += e.clientX > room.right - 24 ? 12 : e.clientX < room.left + 60 ? -12 : 0;
  const by = snap((e.clientY + scrolled() - held.y) * perPixel());
  held.by = Math.min(Math.max(by, stretches ? STEP - minutes : -from), DAY - end);
  if (!stretches) {
    const under = $$(".cal-list", cal).find(list => { const { left, right } = list.getBoundingClientRect(); return left <= e.clientX && e.clientX < right; });
    if (under && ("whole" in li.dataset || under.dataset.member === held.list.dataset.member)) held.to = under;
  }
  const y = held.by / perPixel(), x = held.to.getBoundingClientRect().left - held.list.getBoundingClientRect().left;
  if (stretches) li.style.blockSize = held.height + y + "px"; else li.style.translate = x + "px " + y + "px";
  label.textContent = hhmm(stretches ? from : from + held.by) + " to " + hhmm(end + held.by) + ", " + $("h2 a", held.to.closest(".cal-col")).textContent;
};
const why = async answer => {
  if (!answer) return "There was no answer";
  const page = new DOMParser().parseFromString(answer.status === 422 ? await answer.text() : "", "text/html");
  return $("[name=off_hours], [name=busy]", page) ? "" : $$(".err", page).map(said => said.lastChild.data.trim()).join(". ");
};
const drop = async () => {
  const { li, by, stretches, minutes } = held, to = held.to.dataset;
  if (!by && held.to === held.list) return letGo();
  held.sent = true;
  const say = { day: to.day, at: hhmm(+li.dataset.start + (stretches ? 0 : by)), line: li.dataset.line, member: to.member, minutes: minutes + (stretches ? by : 0), version: li.dataset.version };
  for (const [name, value] of Object.entries(say)) form.elements[name].value = value;
  form.action = li.dataset.move;
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" }).catch(() => null);
  if (answer?.type === "opaqueredirect") return anew();
  const refused = await why(answer);
  // What can be meant so is asked on the page that moves it.
  if (!refused) return form.submit();
  letGo();
  label.textContent = "Not moved. " + refused + ".";
};

if (cal && form) {
  cal.addEventListener("dragstart", e => e.preventDefault());
  cal.addEventListener("pointerdown", e => {
    mute = false;
    if (!held) label.textContent = "";
    const li = e.target.closest("[data-move]"), touches = e.pointerType !== "mouse";
    if (!li || e.button || held) return;
    const box = li.getBoundingClientRect(), list = li.parentElement, { from, to, minutes } = li.dataset;
    held = { li, list, to: list, touches, height: box.height, left: e.clientX, top: e.clientY, y: e.clientY + scrolled(), by: 0, stretches: box.bottom - e.clientY < 8 && box.height > 20 };
    Object.assign(held, { from: +from, end: +to, minutes: +minutes });
    if (touches) held.rest = setTimeout(drag, REST);
  });
  addEventListener("pointermove", e => {
    if (!held || held.sent) return;
    const far = Math.hypot(e.clientX - held.left, e.clientY - held.top) > SLACK;
    if (!held.is && far) { if (held.touches) return letGo(); drag(); }
    if (held.is) follow(e);
  });
  addEventListener("pointerup", () => { if (held?.sent) return; if (held?.is) drop(); else letGo(); });
  addEventListener("pointercancel", () => { if (!held?.sent) letGo(); });
  addEventListener("click", e => { if (mute) e.preventDefault(); mute = false; }, true);
  addEventListener("keydown", e => { if (e.key !== "Escape" || held?.sent) return; if (held) e.preventDefault(); letGo(); label.textContent = ""; });
  cal.addEventListener("touchmove", e => { if (held?.is) e.preventDefault(); }, { passive: false });
  cal.addEventListener("contextmenu", e => { if (held) e.preventDefault(); });
}
