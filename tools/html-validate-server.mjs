// Checks one page after another: a line of JSON in ({"html": "…"}), a line of JSON out ({"faults": ["…"]}).
// Starting node takes half a second, so one process serves a whole test run.
import { createInterface } from "node:readline";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const rules = {
  // How a template is written is a matter of taste, and Jinja leaves spaces behind.
  "attribute-boolean-style": "off",
  "attribute-empty-style": "off",
  "doctype-style": "off",
  "no-trailing-whitespace": "off",
  "void-style": "off",
  // Figures and telephone numbers are formatted by the language module.
  "tel-non-breaking": "off",
  // A title names the page, the person's list and the service; long beats unclear.
  "long-title": "off",
  // Several checkboxes of one name are one question with several answers.
  "form-dup-name": ["error", { shared: ["radio", "checkbox", "submit", "button", "reset"] }],
  // Everything is served from the own origin, under one strict policy.
  "require-sri": "off",
  "require-csp-nonce": "error",
  "no-inline-style": "error",
};

const validator = (presets) =>
  new HtmlValidate(new StaticConfigLoader({ root: true, extends: presets, rules }));
const wholePage = validator(["html-validate:recommended", "html-validate:document"]);
const fragment = validator(["html-validate:recommended"]);

process.stdout.write("ready\n");

for await (const line of createInterface({ input: process.stdin })) {
  const { html } = JSON.parse(line);
  const checker = /^\s*<!doctype/i.test(html) ? wholePage : fragment;
  const report = await checker.validateString(html);
  const faults = report.results.flatMap(({ messages }) =>
    messages.map((m) => `${m.ruleId} (line ${m.line}): ${m.message}${m.selector ? ` at ${m.selector}` : ""}`),
  );
  process.stdout.write(JSON.stringify({ faults }) + "\n");
}
