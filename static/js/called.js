// After a tap on a tel: or sms: link with data-log-url, the page asks on return whether to write the contact down.

let pending = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="tel:"][data-log-url], a[href^="sms:"][data-log-url]');
  if (link) pending = link.dataset;
});

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && pending) ask(pending);
});

function ask({ logUrl, logText, logLabel, logClose }) {
  pending = null;
  document.querySelector(".called")?.remove();
  if (document.body.classList.contains("is-locked")) return;
  const bar = element("div", "called");
  const text = element("p");
  const yes = element("a", "button", logLabel);
  const no = element("button", "button button-close", "×");
  bar.setAttribute("role", "status");
  yes.href = logUrl;
  no.type = "button";
  no.setAttribute("aria-label", logClose);
  no.addEventListener("click", () => bar.remove());
  bar.append(text, yes, no);
  document.body.append(bar);
  text.textContent = logText;
}

function element(name, className = "", text = "") {
  return Object.assign(document.createElement(name), { className, textContent: text });
}
