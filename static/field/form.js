// A form on the phone: what is typed is kept, sealed, from key to key; what is saved goes to the outbox, and from there to the server.

import { fresh, h } from "./dom.js";
import { draft, idsOf, nameOf, resumed } from "./drafts.js";
import { StorageFull } from "./errors.js";
import { fill, missing, read, reveal, showErrors } from "./fields.js";
import { check } from "./freetext.js";
import { buildingOn, isMine } from "./operations.js";
import { phone } from "./phone.js";
import { goInstead, here } from "./router.js";
import { button, callout, tell } from "./screen.js";
import { say } from "./words.js";

/** @import {About, Change, Data, FieldError, Item, Kind} from "./types.js" */
/** @import {Page} from "./router.js" */

/**
 * @typedef {object} Asked
 * @property {string} name the form's name in the shell
 * @property {string} title
 * @property {string} [inHistory] the title where that names somebody
 * @property {{href: string, label: string}} back
 * @property {Kind} kind
 * @property {About} about
 * @property {Data} fixed what the form does not ask and the operation carries: ids
 * @property {Data} [values] what stands in the form at first
 * @property {number} [base_version] of the record that the form changes
 * @property {Item | undefined} [mending] the item that is sent anew with what the form says now
 * @property {string} [below]
 * @property {import("./dom.js").Child[]} [before]
 * @property {(saved: Item) => string} [done] where one goes afterwards
 * @property {readonly string[]} [freeText] the fields whose words are looked at
 * @property {(form: HTMLFormElement, values: Data) => unknown} [prepare]
 * @property {(form: HTMLFormElement, target: HTMLElement) => unknown} [typed]
 * @property {(form: HTMLFormElement, data: Data) => FieldError[]} [judge]
 * @property {(form: HTMLFormElement, data: Data) => boolean} [stop] whether the person should look once more first
 * @property {(data: Data, opening: Data) => Data} [finish] what of the data travels, beside what stood there when it was typed
 * @property {Record<string, (button: HTMLElement) => unknown>} [does]
 */

const PAUSE = 250;
/** @type {{path: string, form: HTMLFormElement, beside: Data, timer: number} | null} */
let writing = null;
/** @type {Promise<unknown>} */ let written = Promise.resolve();
/** What is being saved, or was, is no draft any more. @type {WeakSet<HTMLFormElement>} */ const saved = new WeakSet();

/**
 * The page that asks it.
 * @param {Asked} asked
 * @returns {Promise<Page>}
 */
export async function formPage(asked) {
  const path = here();
  const form = /** @type {HTMLFormElement} */ (fresh(`form-${asked.name}`));
  const kept = /** @type {Data | undefined} */ (await phone().vault.setting(nameOf(path)));
  Object.assign(asked.fixed, idsOf(asked.fixed, kept));
  asked.prepare?.(form, kept ?? asked.values ?? {});
  fill(form, asked.values ?? {});
  reveal(form);
  const beside = takeUp(asked, form, kept);
  reveal(form);
  const again = kept ? callout("info", say("draft_again"), h("div", { class: "button-group" }, button(say("start_afresh"), "afresh"))) : null;
  return {
    title: asked.title,
    inHistory: asked.inHistory ?? asked.title,
    back: asked.back,
    below: asked.below ? [h("p", { class: "sub" }, asked.below)] : [],
    content: [again, ...(asked.before ?? []), form],
    stays: true,
    shown: () => {
      if (asked.mending?.errors.length) showErrors(form, asked.mending.errors.map((one) => (one.word ? { ...one, message: say(one.word) } : one)));
      asked.typed?.(form, form);
    },
    typed: (target) => {
      reveal(form);
      asked.typed?.(form, target);
      if (asked.freeText?.includes(/** @type {HTMLInputElement} */ (target).name)) delete form.dataset.looked;
      keep(path, form, beside);
    },
    sends: () => send(asked, form, path, beside),
    does: {
      ...asked.does,
      field: (link) => document.getElementById(link.dataset.value ?? "")?.focus(),
      afresh: async () => {
        await keepNow();
        await phone().vault.write([draft(path)]);
        goInstead(path);
      },
    },
  };
}

/**
 * Fills in what was typed before, and gives what is kept beside what is typed: the ids and, of a record that is changed, what it was typed upon.
 * @param {Asked} asked
 * @param {HTMLFormElement} form
 * @param {Data | undefined} kept
 * @returns {Data}
 */
function takeUp({ base_version: version, fixed }, form, kept) {
  if (version === undefined) {
    if (kept) fill(form, emptied(form, kept));
    return fixed;
  }
  const { values, opening, base_version } = resumed(emptied(form, read(form)), version, kept);
  if (kept) fill(form, emptied(form, values));
  return { ...fixed, opening, base_version };
}

/**
 * @param {Asked} asked
 * @param {HTMLFormElement} form
 * @param {string} path
 * @param {Data} beside
 */
async function send(asked, form, path, { opening, base_version }) {
  const data = read(form);
  const errors = [...missing(form, data), ...numbers(asked, data), ...(asked.judge?.(form, data) ?? [])];
  showErrors(form, errors);
  if (errors.length || !hasLooked(asked, form, data) || asked.stop?.(form, data)) return;
  const all = { ...asked.fixed, ...(asked.finish?.(data, /** @type {Data} */ (opening ?? {})) ?? data) };
  await keepNow();
  saved.add(form);
  /** @type {Item} */ let item;
  try {
    item = await save(base_version === undefined ? asked : { ...asked, base_version: Number(base_version) }, all, [draft(path)]);
  } catch (error) {
    saved.delete(form);
    throw error;
  }
  goInstead(asked.done?.(item) ?? asked.back.href.slice(1));
}

/**
 * Puts an act into the outbox, in one write with what else belongs to it, and says so; what does not fit on the phone raises.
 * @param {{kind: Kind, about: About, base_version?: number, mending?: Item | undefined}} act
 * @param {Data} data
 * @param {Change[]} [also]
 */
export async function save({ kind, about, base_version, mending }, data, also = []) {
  const { outbox, sync } = phone();
  const item = mending ? await outbox.amend(mending.id, data, also) : await outbox.add({ kind, data, about, ...(base_version === undefined ? {} : { base_version }) }, also);
  const n = outbox.unsent();
  tell(say("saved_unsent", { n }), { part: mending ? "" : undoing(item.id), until: () => outbox.unsent() !== n || !isStillMine(item.id) });
  void sync.run();
  return item;
}

/** Whether nobody else has it yet. @param {string} id */
const isStillMine = (id) => phone().outbox.items().some((item) => item.id === id && isMine(item));

/** What one touch saved, one touch takes back as long as it is not sent. @param {string} id */
function undoing(id) {
  const undo = button(say("undo"), "", { kind: "tertiary" });
  undo.addEventListener("click", async () => {
    if (!isStillMine(id)) return;
    const also = buildingOn(phone().outbox.items(), /** @type {Item} */ (phone().outbox.items().find((item) => item.id === id)));
    await phone().outbox.drop(id, also.map((item) => item.id));
    tell(say("dropped"));
  });
  return undo;
}

/**
 * CPR numbers stay out of free text.
 * @param {Asked} asked
 * @param {Data} data
 * @returns {FieldError[]}
 */
function numbers(asked, data) {
  return (asked.freeText ?? [])
    .filter((field) => check(String(data[field] ?? "")).cpr)
    .map((field) => ({ field, message: say("no_cpr") }));
}

/**
 * Whether words about sensitive matters were looked at once more; asks for it the first time.
 * @param {Asked} asked
 * @param {HTMLFormElement} form
 * @param {Data} data
 */
function hasLooked(asked, form, data) {
  const topics = new Set((asked.freeText ?? []).flatMap((field) => check(String(data[field] ?? "")).topics));
  form.querySelector("[data-look]")?.remove();
  if (topics.size === 0) return true;
  if (form.dataset.looked) return true;
  const words = [...topics].map((topic) => say(`topic_${topic}`)).join(", ");
  const look = callout("warning", say("look_again"), h("p", {}, say("look_again_text", { topics: words })));
  look.dataset.look = "yes";
  form.dataset.looked = "yes";
  interrupt(form, look);
  return false;
}

/** Shows something that is to be read before the button is pressed again. @param {HTMLFormElement} form @param {HTMLElement} warning */
export function interrupt(form, warning) {
  warning.setAttribute("role", "alert");
  form.querySelector(".form-actions")?.before(warning);
  warning.scrollIntoView({ block: "center" });
}

/**
 * A draft holds what was answered; everything else in it was empty.
 * @param {HTMLFormElement} form
 * @param {Data} draft
 * @returns {Data}
 */
function emptied(form, draft) {
  const names = [...new FormData(form).keys(), ...[...form.querySelectorAll("[name]")].map((one) => one.getAttribute("name") ?? "")];
  return { ...Object.fromEntries(names.map((name) => [name, ""])), ...draft };
}

/** @param {string} path @param {HTMLFormElement} form @param {Data} beside */
function keep(path, form, beside) {
  clearTimeout(writing?.timer);
  writing = { path, form, beside, timer: window.setTimeout(() => void keepNow(), PAUSE) };
}

/** Seals what was typed and not yet kept; before the phone is locked or a form is saved, and when the page may be about to end. @returns {Promise<void>} */
export function keepNow() {
  const now = writing;
  clearTimeout(now?.timer);
  writing = null;
  const kept = written.then(() => (now ? seal(now) : undefined));
  written = kept.catch(() => {});
  return kept;
}

/** Where there is no room, it stays in the form alone. @param {{path: string, form: HTMLFormElement, beside: Data}} typed */
async function seal({ path, form, beside }) {
  if (saved.has(form)) return;
  try {
    await phone().vault.write([draft(path, { ...read(form), ...beside })]);
  } catch (error) {
    if (!(error instanceof StorageFull)) throw error;
    tell(say("storage_full"));
  }
}
