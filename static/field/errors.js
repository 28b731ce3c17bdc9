// What the field part throws: each is a situation a page has words for.

export class Locked extends Error {}
export class WrongKey extends Error {}
export class LastMethod extends Error {}
export class NoPasskey extends Error {}
export class StorageFull extends Error {}
export class NotNow extends Error {}
export class OtherUser extends Error {}

/** A passphrase that is guessed too soon: `word` names what is wrong with it. */
export class TooWeak extends Error {
  /** @param {string} word */
  constructor(word) {
    super(word);
    this.word = word;
  }
}

/** Too many wrong tries: not before `until`. */
export class Wait extends Error {
  /** @param {Date} until */
  constructor(until) {
    super();
    this.until = until;
  }
}

/** What stands there is not what this vault wrote in this place. */
export class Tampered extends Error {
  /** @param {string} where */
  constructor(where) {
    super(where);
  }
}

/** The server was not reached, or something else answered in its place: nothing counts as sent. */
export class Unreachable extends Error {
  /** @param {string} why @param {number} [retryAfter] seconds the server asks for */
  constructor(why, retryAfter = 0) {
    super(why);
    this.retryAfter = retryAfter;
  }
}

/** The server says that it made a mistake itself. */
export class Broken extends Unreachable {}

/** The server's own `application/problem+json`. */
export class Refusal extends Error {
  /** @param {number} status @param {{type?: string, standing?: string}} body */
  constructor(status, body) {
    super(body.type);
    this.status = status;
    this.slug = (body.type ?? "").split("/").at(-1);
    this.standing = body.standing;
  }
}
