// Before the first contact there are no lists and nobody to show; what the phone waits for is said.

import { h } from "../dom.js";
import { phone } from "../phone.js";
import { button, card, linkButton } from "../screen.js";
import { say } from "../words.js";

/** @import {Page} from "../router.js" */

/** @returns {Page} */
export function first() {
  const { problem } = phone().sync.state;
  return {
    title: say("my_young_people"),
    content: [
      card(say("no_contact"), h("p", {}, say("come_with_contact")), problem ? h("p", { class: "sub" }, say(`problem_${problem}`)) : "",
        h("div", { class: "button-group" }, button(say("sync_now"), "sync", { kind: "primary" }), problem === "signed_out" ? linkButton("/devices/new", say("sign_in_again")) : "")),
    ],
    does: { sync: () => phone().sync.run() },
  };
}
