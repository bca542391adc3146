// Times in the reader's own zone, and dates told apart by the reader's clock. The page says all
// that is needed without this; nothing here is fetched or stored.
(() => {
  "use strict";

  // Pages in English write "1 March", which Intl does for British English alone.
  const given = document.documentElement.lang || undefined;
  const language = given === "en" ? "en-GB" : given;

  function formatter(options) {
    try {
      return new Intl.DateTimeFormat(language, options);
    } catch {
      return new Intl.DateTimeFormat(undefined, options);
    }
  }

  const clock = formatter({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const day = formatter({ day: "numeric", month: "long" });
  const weekday = formatter({ weekday: "short" });

  // "2031-03-01T23:59:00-12:00": what the page shows, whatever the zone of the reader.
  const official = (time) => ({
    day: time.dateTime.slice(0, 10),
    clock: time.dateTime.slice(11, 16),
  });

  const iso = (date) =>
    [date.getFullYear(), date.getMonth() + 1, date.getDate()]
      .map((part) => String(part).padStart(2, "0"))
      .join("-");

  function local(place) {
    const times = [...place.querySelectorAll("time[data-local]")];
    const dates = times.map((time) => new Date(time.dateTime));
    if (!times.length || dates.some((date) => Number.isNaN(date.getTime()))) return;
    const first = official(times[0]);
    const otherDay = iso(dates[0]) !== first.day;
    if (!otherDay && clock.format(dates[0]) === first.clock) return;
    let text = dates.map((date) => clock.format(date)).join("–");
    if (place.closest(".sp-dates")) text = `${day.format(dates[0])}, ${text}`;
    else if (otherDay) text = `${weekday.format(dates[0])} ${text}`;
    const note = document.createElement("span");
    note.className = "sp-local";
    note.textContent = ` (${text} your time)`;
    place.append(note);
  }

  function states(table) {
    const now = Date.now();
    let next = true;
    for (const row of table.querySelectorAll("tbody tr")) {
      const time = row.querySelector("time[data-until]");
      if (!time) continue;
      const past = new Date(time.dataset.until).getTime() <= now;
      const state = past ? "past" : next ? "next" : "later";
      if (!past) next = false;
      row.classList.remove("sp-date-past", "sp-date-next", "sp-date-later");
      row.classList.add(`sp-date-${state}`);
      const label = { past: "(passed)", next: "(next)", later: "" }[state];
      let mark = row.querySelector(".sp-date-state");
      if (!mark && label) {
        const title = row.querySelector(".sp-what");
        if (!title) continue;
        mark = document.createElement("span");
        mark.className = "sp-date-state";
        title.append(" ", mark);
      }
      if (mark) mark.textContent = label;
    }
  }

  function run() {
    document.querySelectorAll("table.sp-dates").forEach(states);
    // Talks are within their session, whose times are given.
    document.querySelectorAll(".sp-dates .sp-when, .sp-session-title .sp-when").forEach(local);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
  else run();
})();
