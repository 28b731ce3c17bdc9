// Another passphrase, or the first one beside a passkey. Whoever changes it unlocks once more.

import { fresh } from "../dom.js";
import { showErrors } from "../fields.js";
import { phone } from "../phone.js";
import { goInstead } from "../router.js";
import { tell } from "../screen.js";
import { weakness } from "../strength.js";
import { say } from "../words.js";
import { refusal } from "./lock.js";

/** @import {Method} from "../types.js" */
/** @import {Page} from "../router.js" */

/** @returns {Promise<Page>} */
export async function passphrase() {
  const methods = await phone().vault.methods();
  const passkey = methods.find((one) => one.kind === "passkey");
  const form = /** @type {HTMLFormElement} */ (fresh("form-passphrase"));
  if (!passkey) form.querySelector(".form-group")?.before(fresh("form-proof"));
  return {
    title: say(methods.some((one) => one.kind === "passphrase") ? "change_passphrase" : "add_passphrase"),
    back: { href: "#/settings", label: say("settings") },
    content: [form],
    stays: true,
    sends: () => change(form, passkey),
    does: { field: (link) => document.getElementById(link.dataset.value ?? "")?.focus() },
  };
}

/** @param {HTMLFormElement} form @param {Method | undefined} passkey */
async function change(form, passkey) {
  const typed = new FormData(form);
  const [text, again, now] = ["passphrase", "again", "present"].map((name) => String(typed.get(name) ?? ""));
  const errors = faults(text ?? "", again ?? "");
  showErrors(form, errors);
  if (errors.length) return;
  try {
    await phone().vault.addMethod({ kind: "passphrase", text: text ?? "" }, passkey ? { passkey: passkey.id } : { passphrase: now ?? "" });
  } catch (error) {
    showErrors(form, [{ field: passkey ? "" : "present", message: refusal(error) }]);
    return;
  }
  tell(say("passphrase_saved"));
  goInstead("/settings");
}

/** What is wrong with a passphrase that was typed twice. @param {string} text @param {string} again */
export function faults(text, again) {
  const weak = weakness(text);
  if (weak) return [{ field: "passphrase", message: say(weak) }];
  return text === again ? [] : [{ field: "again", message: say("not_the_same") }];
}
