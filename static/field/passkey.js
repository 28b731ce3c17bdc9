// Passkeys that hold a secret for this phone (the PRF extension of WebAuthn): a fingerprint or a face instead of a passphrase.

import { randomBytes } from "./crypto.js";
import { NoPasskey } from "./errors.js";

/** @import {Bytes} from "./crypto.js" */
/** @typedef {{credential: Bytes, salt: Bytes}} Kept What is kept in clear to ask for the secret again. */

/** Whether to offer it; whether it holds a secret shows when it is made. */
export async function canUsePasskeys() {
  return Boolean(await globalThis.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable?.());
}

/** Throws NoPasskey where the phone's passkeys hold no secret. @param {string} name what the phone calls it @returns {Promise<Kept & {secret: BufferSource}>} */
export async function makePasskey(name) {
  const salt = randomBytes(32);
  const made = await navigator.credentials.create({
    publicKey: {
      rp: { name: "UU På Vej" },
      user: { id: randomBytes(16), name, displayName: name },
      challenge: randomBytes(32),
      pubKeyCredParams: [{ type: "public-key", alg: -7 }, { type: "public-key", alg: -257 }],
      authenticatorSelection: { userVerification: "required", residentKey: "required" },
      extensions: { prf: { eval: { first: salt } } },
    },
  });
  const { rawId, prf } = answered(made);
  if (!prf?.enabled && !prf?.results) throw new NoPasskey();
  const kept = { credential: new Uint8Array(rawId), salt };
  // Some give the secret only when the passkey is used.
  return { ...kept, secret: prf.results?.first ?? (await askPasskey(kept)) };
}

/** @param {Kept} kept @returns {Promise<BufferSource>} */
export async function askPasskey({ credential, salt }) {
  const used = await navigator.credentials.get({
    publicKey: {
      challenge: randomBytes(32),
      allowCredentials: [{ type: "public-key", id: credential }],
      userVerification: "required",
      extensions: { prf: { eval: { first: salt } } },
    },
  });
  const secret = answered(used).prf?.results?.first;
  if (!secret) throw new NoPasskey();
  return secret;
}

/** @param {Credential | null} credential */
function answered(credential) {
  if (!credential) throw new NoPasskey();
  const { rawId, getClientExtensionResults } = /** @type {PublicKeyCredential} */ (credential);
  return { rawId, prf: getClientExtensionResults.call(credential).prf };
}
