// Phone numbers in one written form, as the server keeps them.

const SIGNS = /[\s.()/\-\u2010-\u2015\u2212\u200b-\u200f\u202a-\u202e\u2060\ufeff]+/g;
const TRUNK_ZERO = /\(\s*0\s*\)/g;
const NUMBER = /^(?:\+45[1-9][0-9]{7}|\+(?!45)[1-9][0-9]{6,14})$/;

/** `+4512345678`; empty for text that is no phone number. @param {string} text */
export function normalisedPhone(text) {
  const plain = text.normalize("NFKC").trim();
  const compact = (/^(?:\+|00)/.test(plain) ? plain.replace(TRUNK_ZERO, "") : plain).replace(SIGNS, "");
  const number = withCountry(compact);
  return NUMBER.test(number) ? number : "";
}

/** @param {string} compact */
function withCountry(compact) {
  if (compact.startsWith("00")) return `+${compact.slice(2)}`;
  if ([...compact].length === 8) return `+45${compact}`;
  return compact.length === 10 && compact.startsWith("45") ? `+${compact}` : compact;
}
