// The device's tokens, sealed. A new pair is on disk before it is used, and the old one is given up only then: an answer that is lost costs nothing.

import { ask } from "./api.js";
import { OtherUser, Refusal, Unreachable } from "./errors.js";

/** @import {TokenAnswer, Vault} from "./types.js" */
/** @typedef {{access: string, until: number, refresh: string, nonce: string}} Tokens */

const MARGIN = 30_000;

/** Keeps what the sign-in of a device answered; another user's tokens are refused. @param {Vault} vault @param {TokenAnswer} answer */
export async function saveTokens(vault, answer) {
  if (answer.user.id !== vault.user || answer.device !== vault.device) throw new OtherUser();
  await keep(vault, answer);
}

/** @param {Vault} vault @returns {Promise<Tokens | undefined>} */
export const tokens = (vault) => vault.setting("tokens");

/** An access token that is good for a while yet, undefined when nobody is signed in. @param {Vault} vault @returns {Promise<string | undefined>} */
export async function access(vault) {
  const held = await tokens(vault);
  return held && held.until - MARGIN > Date.now() ? held.access : held && refreshed(vault, held);
}

/** A fresh one, whatever the clock says. @param {Vault} vault @returns {Promise<string | undefined>} */
export async function anotherAccess(vault) {
  const held = await tokens(vault);
  return held && refreshed(vault, held);
}

/** The number that goes with the refresh token is the same for every try, so that the server answers each with the same new pair. @param {Vault} vault @param {Tokens} held @returns {Promise<string>} */
async function refreshed(vault, { refresh, nonce }) {
  try {
    const { body } = await ask("tokens", { method: "POST", body: { grant: "refresh", refresh, nonce } });
    return (await keep(vault, body)).access;
  } catch (error) {
    const newer = await tokens(vault);
    if (error instanceof Refusal && newer && newer.refresh !== refresh) return newer.access;
    throw error;
  }
}

/** @param {Vault} vault @param {Pick<TokenAnswer, "access" | "access_expires_in" | "refresh">} answer @returns {Promise<Tokens>} */
async function keep(vault, { access, access_expires_in, refresh }) {
  if (typeof access !== "string" || typeof refresh !== "string") throw new Unreachable("no tokens");
  const kept = { access, until: Date.now() + access_expires_in * 1000, refresh, nonce: crypto.randomUUID() };
  await vault.put("settings", "tokens", kept);
  return kept;
}
