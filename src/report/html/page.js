(() => {
  const form = document.getElementById("controls"), list = document.getElementById("list");
  const all = [...list.children], told = form.querySelector("output"), name = (x) => form.elements[x]?.value ?? "";
  const orders = {
    confidence: (a, b) => b.dataset.c - a.dataset.c,
    outlets: (a, b) => b.dataset.n - a.dataset.n,
    date: (a, b) => (a.dataset.d < b.dataset.d ? 1 : a.dataset.d > b.dataset.d ? -1 : 0),
    question: (a, b) => a.querySelector(".q").textContent.localeCompare(b.querySelector(".q").textContent),
  };
  let order = "";
  const show = () => {
    const words = name("words").toLowerCase().split(/\s+/).filter(Boolean);
    const verdict = name("verdict"), review = name("review"), kind = name("kind"), severity = +name("severity"), confidence = +name("confidence");
    let shown = 0;
    for (const one of all) {
      const d = one.dataset;
      let fits = (!verdict || d.v.split(" ").includes(verdict)) && (!review || d.r.split(" ").includes(review)) && (!kind || d.k === kind) && +d.s >= severity && +d.c >= confidence;
      if (fits && words.length) {
        const text = one.textContent.toLowerCase();
        fits = words.every((word) => text.includes(word));
      }
      one.hidden = !fits;
      shown += fits;
    }
    if (order !== name("order")) {
      order = name("order");
      list.append(...(orders[order] ? [...all].sort(orders[order]) : all));
    }
    told.textContent = shown + " of " + all.length + " shown";
  };
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  addEventListener("hashchange", () => {
    const aim = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (aim && aim.hidden) { form.reset(); setTimeout(() => aim.scrollIntoView()); }
  });
  show();
})();
