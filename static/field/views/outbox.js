// The outbox: every act of this phone with what became of it, and what is to be mended.

import { h, picture } from "../dom.js";
import { buildingOn, isMine, isPutAside, openConflict, TROUBLE } from "../operations.js";
import { phone, reference, somebody } from "../phone.js";
import { go } from "../router.js";
import { button, callout, card, empty, isSure, linkButton, nobody, tell } from "../screen.js";
import { clockWords, say } from "../words.js";
import { nameOf } from "../wording.js";
import { mendEdit } from "./edit.js";
import { mendFollowup } from "./followup.js";
import { mendRegister } from "./register.js";
import { mendSession } from "./session.js";
import { mendStatus } from "./status.js";

/** @import {Item, Kind, View} from "../types.js" */
/** @import {Page} from "../router.js" */

/** @type {Partial<Record<Kind, (item: Item, person: any, back: {href: string, label: string}) => Page | Promise<Page>>>} */
const MENDING = {
  register_youth: mendRegister,
  edit_card: mendEdit,
  record_session: mendSession,
  change_status: mendStatus,
  correct_status: mendStatus,
  add_followup: mendFollowup,
  move_followup: mendFollowup,
  drop_followup: mendFollowup,
};
const ON_FOLLOWUP = ["finish_followup", "move_followup", "drop_followup"];
const WAITING = ["unsent", "held"];
const LEVELS = { refused: "error", returned: "error", discarded: "error", conflict: "at_risk", applied: "success", quarantined: "at_risk", held: "info", unsent: "info" };

/** @returns {Page} */
export function outbox() {
  const items = phone().outbox.items();
  const trouble = items.filter((item) => TROUBLE.includes(item.state));
  const waiting = items.filter((item) => WAITING.includes(item.state));
  const others = items.filter((item) => !trouble.includes(item) && !waiting.includes(item)).reverse();
  const damaged = phone().outbox.damaged().length;
  return {
    title: say("outbox"),
    below: [h("p", { class: "sub" }, phone().outbox.unsent() ? say("unsent", { n: phone().outbox.unsent() }) : say("all_sent"))],
    content: [
      h("div", { class: "stack" },
        damaged ? callout("error", say("damaged", { n: damaged }), h("p", {}, say("damaged_text"))) : "",
        trouble.length ? card(say("to_mend"), ...trouble.map(line)) : "",
        waiting.length ? card(say("waiting"), ...waiting.map(line), h("div", { class: "button-group" }, button(say("sync_now"), "sync"))) : "",
        others.length ? card(say("receipts"), ...others.map((item) => (item.state === "applied" || isChosen(item) ? receipt(item) : line(item)))) : "",
        items.length ? "" : empty(say("outbox_empty"), say("outbox_empty_text"), "upload")),
    ],
    does: {
      sync: () => phone().sync.run(),
      again: async ({ dataset: { value = "" } }) => {
        const { outbox } = phone();
        const item = outbox.items().find(({ id }) => id === value);
        // What the server judged keeps its answer under the old id.
        await (item && !isPutAside(item) ? outbox.amend(value, item.data) : outbox.again(value));
        void phone().sync.run();
        go("/outbox");
      },
      drop: async (pressed) => {
        const { value = "", also } = pressed.dataset;
        const others = also === undefined ? lostWith(value) : [];
        if (!isSure(pressed, others.length ? say("give_up_all", { n: others.length + 1 }) : say("give_up_sure"))) return listLost(pressed, others);
        await phone().outbox.drop(value, also?.split(" "));
        tell(say("dropped"));
        go("/outbox");
      },
    },
  };
}

/** What is done, in one line. @param {Item} item */
function receipt(item) {
  const at = item.received_at ? clockWords(item.received_at) : "";
  const what = [say(`kind_${item.kind}`), nameFor(item)].filter(Boolean).join(" · ");
  const person = somebody(item.about.youth);
  return h("p", { class: "receipt receipt-success receipt-line" }, picture("check-circle"),
    h(person ? "a" : "span", { class: "grow", href: person && `#/person/${person.id}` }, what),
    h("span", { class: "visually-hidden" }, say("received", { at })), h("span", { "aria-hidden": "true" }, at));
}

/** @param {Item} item */
function line(item) {
  const name = nameFor(item);
  const what = say(`kind_${item.kind}`);
  const done = ["conflict", "quarantined"].includes(item.state);
  return h("div", { class: "row" },
    h("div", { class: "grow" },
      h("p", {}, h("strong", {}, what), name ? ` · ${name}` : ""),
      h("p", { class: "sub" }, say("made_at", { at: clockWords(item.made_at) })),
      h("p", { class: `receipt receipt-${LEVELS[item.state]}` }, picture(done ? "check-circle" : TROUBLE.includes(item.state) ? "error" : "clock"), h("span", {}, outcome(item))),
      ...item.errors.map(({ field, message, word }) => h("p", { class: "form-error-message", "data-field": field }, word ? say(word) : message)),
      item.reason ? h("p", {}, say("reason_given", { reason: item.reason })) : "",
      choices(item, `${what} ${name}`)));
}

/** What builds on it and was not sent: without it, it would wait for ever. @param {string} id @returns {Item[]} */
function lostWith(id) {
  const items = phone().outbox.items();
  const item = items.find((one) => one.id === id);
  return item ? buildingOn(items, item).filter(isMine) : [];
}

/** @param {HTMLElement} pressed @param {Item[]} others */
function listLost(pressed, others) {
  pressed.dataset.also = others.map(({ id }) => id).join(" ");
  if (others.length === 0) return;
  const lines = others.map((item) => h("li", {}, [say(`kind_${item.kind}`), nameFor(item)].filter(Boolean).join(" · ")));
  const list = callout("warning", say("built_on"), h("ul", {}, ...lines));
  list.setAttribute("role", "alert");
  pressed.closest(".button-group")?.before(list);
}

/** Whether two values stood against each other and one was chosen. @param {Item} item */
const isChosen = (item) => item.state === "conflict" && item.settled && !openConflict(item, somebody(item.about.youth));

/** What became of it, with the hour the server had it. @param {Item} item */
function outcome(item) {
  const at = item.received_at ? clockWords(item.received_at) : "";
  if (item.state === "held") {
    const because = phone().outbox.items().find((one) => one.id === item.because);
    return because ? say("held_because", { what: say(`kind_${because.kind}`) }) : say("state_held");
  }
  if (item.state === "unsent" && item.tried) return say("state_tried");
  // Nobody threw it away: it is about somebody who has been erased.
  if (item.state === "discarded" && item.errors.length) return say("outcome_refused", { at });
  return at && item.state !== "unsent" ? say(`outcome_${item.state}`, { at }) : say(`state_${item.state}`);
}

/** @param {Item} item @param {string} more */
function choices(item, more) {
  const person = somebody(item.about.youth);
  const canMend = MENDING[item.kind] && ["refused", "returned"].includes(item.state) && (person || item.kind === "register_youth");
  const canDrop = ["refused", "returned", "held"].includes(item.state) || (item.state === "unsent" && !item.tried);
  const isClosed = ON_FOLLOWUP.includes(item.kind) && item.state === "refused" && item.errors.some(({ field, word }) => !field && !word);
  const conflict = item.state === "conflict" ? openConflict(item, person) : undefined;
  const parts = [
    canMend ? linkButton(`#/outbox/${item.id}`, say("mend"), { kind: "primary" }) : "",
    conflict && person ? linkButton(`#/person/${person.id}/conflict/${conflict.id}`, say("choose_right"), { kind: "primary" }) : "",
    item.state === "quarantined" ? linkButton("/quarantine", say("look_set_aside"), { kind: "tertiary" }) : "",
    person && !canMend && !conflict ? linkButton(`#/person/${person.id}`, say("open_card"), { kind: "tertiary" }) : "",
    isClosed ? linkButton("/followups", say("reopen_there")) : "",
    isPutAside(item) || (isClosed && !canMend) ? button(say("try_again"), "again", { value: item.id, more }) : "",
    canDrop ? button(say("give_up"), "drop", { kind: "warning", value: item.id, more }) : "",
  ].filter(Boolean);
  return parts.length ? h("div", { class: "button-group" }, ...parts) : "";
}

/** @param {Item} item */
function nameFor(item) {
  const person = somebody(item.about.youth);
  return person ? nameOf(person) : item.about.name;
}

/** The form once more, with what was said about it. @param {Record<string, string>} parameters @returns {Page | Promise<Page>} */
export function mend({ item: id }) {
  const item = phone().outbox.items().find((one) => one.id === id);
  const form = item && MENDING[item.kind];
  const person = somebody(item?.about.youth);
  if (!item || !form || (!person && item.kind !== "register_youth")) return nobody();
  reference();
  return form(item, /** @type {View} */ (person), { href: "#/outbox", label: say("outbox") });
}
