// Seals records with AES-GCM, and wraps the key that seals them. What a seal is for is part of it: a record moved to another place does not open.

import { Tampered, WrongKey } from "./errors.js";

const ROUNDS = 600_000;
const IV_BYTES = 12;
const words = new TextEncoder();

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/** @param {number} n @returns {Bytes} */
export const randomBytes = (n) => crypto.getRandomValues(new Uint8Array(n));

/** @param {(string | number)[]} place */
const gcm = (/** @type {Bytes} */ iv, place) => ({ name: "AES-GCM", iv, additionalData: words.encode(JSON.stringify(place)) });

/** @param {CryptoKey} key @param {(string | number)[]} place @param {unknown} value @returns {Promise<Bytes>} */
export async function seal(key, place, value) {
  const iv = randomBytes(IV_BYTES);
  const sealed = await crypto.subtle.encrypt(gcm(iv, place), key, words.encode(JSON.stringify(value)));
  const bytes = new Uint8Array(IV_BYTES + sealed.byteLength);
  bytes.set(iv);
  bytes.set(new Uint8Array(sealed), IV_BYTES);
  return bytes;
}

/** Throws Tampered for anything but what was sealed for this place. @param {CryptoKey} key @param {(string | number)[]} place @param {Bytes} bytes */
export async function unseal(key, place, bytes) {
  try {
    const plain = await crypto.subtle.decrypt(gcm(bytes.subarray(0, IV_BYTES), place), key, bytes.subarray(IV_BYTES));
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    throw new Tampered(place.join("/"));
  }
}

/** The key that a passphrase stands for, however its letters are composed. @param {string} text @param {Bytes} salt @param {number} [rounds] */
export async function keyOfPassphrase(text, salt, rounds = ROUNDS) {
  const typed = await crypto.subtle.importKey("raw", words.encode(text.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  return wrapping({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, typed);
}

/** The key that the secret of a passkey stands for. @param {BufferSource} secret @param {Bytes} salt */
export async function keyOfSecret(secret, salt) {
  const known = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  return wrapping({ name: "HKDF", hash: "SHA-256", salt, info: words.encode("uu-field") }, known);
}

/** @param {Pbkdf2Params | HkdfParams} how @param {CryptoKey} from */
function wrapping(how, from) {
  return crypto.subtle.deriveKey(how, from, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

/** A fresh key for records; it can be wrapped, so it is to be forgotten at once. */
export function newKey() {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]);
}

/** @param {CryptoKey} key @param {CryptoKey} by @param {string[]} place @returns {Promise<Bytes>} */
export async function wrap(key, by, place) {
  const iv = randomBytes(IV_BYTES);
  const wrapped = new Uint8Array(await crypto.subtle.wrapKey("raw", key, by, gcm(iv, place)));
  return new Uint8Array([...iv, ...wrapped]);
}

/** Throws WrongKey. @param {Bytes} wrapped @param {CryptoKey} by @param {string[]} place @param {boolean} [again] whether it is to be wrapped again */
export async function unwrap(wrapped, by, place, again = false) {
  try {
    const how = gcm(wrapped.subarray(0, IV_BYTES), place);
    return await crypto.subtle.unwrapKey("raw", wrapped.subarray(IV_BYTES), by, how, "AES-GCM", again, ["encrypt", "decrypt"]);
  } catch {
    throw new WrongKey();
  }
}

export { ROUNDS };

/** The same key, no longer readable by any script. @param {CryptoKey} key */
export async function onlyForRecords(key) {
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", key));
  try {
    return await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  } finally {
    raw.fill(0);
  }
}
