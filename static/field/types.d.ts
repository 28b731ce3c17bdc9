// The words the modules of the field part share. Only the type check reads this file; no phone fetches it.
//
//   vault.js       listVaults() createVault(about, method) openVault(id) → Vault
//   people.js      openPeople(vault, outbox, book) → People
//   outbox.js      openOutbox(vault) → Outbox
//   sync.js        createSync({vault, outbox, people, book}) → Sync; of a locked vault, run() asks the standing and wipes when asked to
//   tokens.js      saveTokens(vault, answer): after POST /devices or POST /api/v1/tokens; another user's are refused
//   reference.js   openReference(vault) → ReferenceBook
//   apply.js       withOperations(person, items, by) → View | null, pure
//   search.js      find(people, query) → people, most alike first
//   urgency.js     rulesOf(reference) why(person, rules, today) compare(a, b) isStale(person, rules, today) bucketOf(person, rules)
//   duplicates.js  likely(people, typed, today) → Likely[]
//   freetext.js    check(text) → {cpr, topics}
//   passkey.js     canUsePasskeys()
//   dates.js       today() localTime(moment) addDays(day, n) ageOn(birth, day)
//   errors.js      what is thrown: Locked WrongKey Wait TooWeak LastMethod NoPasskey Tampered StorageFull NotNow OtherUser

/** A day as `2026-11-23`, and a moment as RFC 3339 in UTC. */
export type Day = string;
export type Moment = string;
export type Id = string;

export type Bucket = "reached" | "on_the_way" | "at_risk" | "unknown" | "excluded";
export type FollowUpKind = "agreed" | "contact_clock" | "offer_clock";

/** Set on whatever on a card stems from an operation the server has not taken over yet, with that operation's state. */
export interface Marked {
  unsent?: ItemState;
}

export interface FollowUp extends Marked {
  id: Id;
  kind: FollowUpKind;
  text: string;
  due_on: Day;
  version: number;
}

export interface Session extends Marked {
  id: Id;
  kind: string;
  held_at: Moment;
  minutes: number | null;
  topics: string[];
  place: string;
  note: string;
  by: string;
  others: number;
  withdrawn: boolean;
}

export interface StatusEvent extends Marked {
  id: Id;
  code: string;
  observed_on: Day;
  recorded_at: Moment;
  by: string | null;
  source: string;
  reason: string | null;
  expected_on: Day | null;
  documented: boolean;
  note: string;
  replaces: Id | null;
  replaced: boolean;
}

export interface Clash {
  theirs: string;
  mine: string;
  by: string;
  at: Moment;
}

export interface Conflict {
  id: Id;
  object: "card" | "followup";
  object_id: Id;
  made_by: string;
  made_at: Moment;
  fields: Record<string, Clash>;
}

export interface Duplicate {
  id: Id;
  other: Id;
  name: string;
  reasons: string[];
}

/** A person as the server gives them. */
export interface Person {
  id: Id;
  version: number;
  first_name: string;
  last_name: string;
  nickname: string;
  phone: string;
  birth_on: Day;
  said_age: number | null;
  area: Id | null;
  lives_outside: boolean;
  address_protected: boolean;
  origin: string;
  informed: string;
  registered_on: Day;
  closed: boolean;
  code: string;
  observed_on: Day;
  last_contact_on: Day | null;
  attempts: number;
  followups: FollowUp[];
  sessions: Session[];
  statuses: StatusEvent[];
  conflicts: Conflict[];
  duplicates: Duplicate[];
}

/** A person with the operations that wait on this phone done to them. `unsentFields` names the card fields among them. */
export interface Closing extends FollowUp {
  item: Id;
  isDone: boolean;
}

export interface View extends Person {
  unsent: boolean;
  /** Follow-ups that items of this phone closed. */
  closing?: Closing[];
  unsentFields: string[];
}

export type Kind =
  | "register_youth"
  | "edit_card"
  | "record_session"
  | "record_attempt"
  | "change_status"
  | "correct_status"
  | "add_followup"
  | "finish_followup"
  | "move_followup"
  | "drop_followup"
  | "resolve_conflict";

/** Field names are those of the page's forms; what is ticked is "y", lists are arrays, what is empty may be left out. */
export type Data = Record<string, unknown>;

/** Whom an operation is about, for the outbox's list. `youth` is the id of the young person, new ones included. */
export interface About {
  youth: Id;
  name: string;
}

/**
 * unsent: waits, or was sent and no answer came. held: builds on `because`, which the server has not applied.
 * applied: done, perhaps merged with what others changed. conflict: applied but for fields a person must choose.
 * refused: the server's form said no, see `errors`; amend or drop it. quarantined: at the server, for a colleague to judge.
 * returned: given back from there, see `reason`; amend or drop it. discarded: judged and not applied, see `reason`.
 */
export type ItemState =
  | "unsent"
  | "held"
  | "applied"
  | "conflict"
  | "refused"
  | "quarantined"
  | "returned"
  | "discarded";

export interface FieldError {
  field: string;
  message: string;
  /** The name of the phone's own words, where the server said nothing about the item. */
  word?: string;
}

export interface Item {
  /** The operation's id; another one after the item was amended. */
  id: Id;
  /** Its place in the outbox, which never changes. */
  order: number;
  kind: Kind;
  made_at: Moment;
  base_version?: number;
  /** Empty once the receipt alone is kept. */
  data: Data;
  about: About;
  state: ItemState;
  /** Whether it was ever sent: then it cannot be dropped before the answer is known. */
  tried: boolean;
  /** Whether the people on the phone show the server's own version of it. */
  settled: boolean;
  errors: FieldError[];
  because: Id | null;
  reason: string;
  /** When the server received it: the receipt. */
  received_at: Moment | null;
  record: { id: Id; youth: Id } | null;
}

export interface NewItem {
  kind: Kind;
  data: Data;
  about: About;
  base_version?: number;
}

/** What stands in clear on the phone about a vault. */
export interface VaultAbout {
  id: Id;
  user: Id;
  initials: string;
  unsent: number;
}

export interface Method {
  id: Id;
  kind: "passphrase" | "passkey";
  /** Empty while the vault is locked. */
  label: string;
}

export type NewMethod = { kind: "passphrase"; text: string } | { kind: "passkey"; label: string };
export type Unlock = { passphrase: string } | { passkey: Id };

export type StoreName = "people" | "outbox" | "settings";

/** One thing to write; `value` undefined deletes it. `mark` is a number that stands in clear beside it and can be counted. */
export interface Change {
  store: StoreName;
  key: string | number;
  value: unknown;
  mark?: number;
  /** Deletes everything whose key begins so. */
  under?: boolean;
}

export interface Contents<Value> {
  values: Map<string | number, Value>;
  /** Keys of records that are not what this vault wrote there. */
  damaged: (string | number)[];
}

export interface Vault {
  readonly id: Id;
  /** The user's id. */
  readonly user: Id;
  readonly initials: string;
  /** The device's id, which the server knows. */
  readonly device: Id;
  readonly isUnlocked: boolean;
  methods(): Promise<Method[]>;
  /** Throws WrongKey, or Wait with the moment from which one may try again. */
  unlock(how: Unlock): Promise<void>;
  /** `how` proves once more that it is the owner; a new passphrase takes the place of the old. */
  addMethod(method: NewMethod, how: Unlock): Promise<Method>;
  /** Throws LastMethod rather than remove the last. */
  removeMethod(id: Id): Promise<void>;
  lock(): void;
  /** Called after the vault was locked or forgotten, by this page or another. */
  onLock(listener: () => void): void;
  /** Deletes everything of this vault, unsent items too; with the keys of damaged items only if no other is unsent. Whether it did. */
  forget(damaged?: (string | number)[]): Promise<boolean>;
  /** Reads a setting, or keeps it; one that is damaged counts as absent. */
  setting<Value>(name: string, value?: Value): Promise<Value | undefined>;
  get<Value>(store: StoreName, key: string | number): Promise<Value | undefined>;
  put(store: StoreName, key: string | number, value: unknown): Promise<void>;
  delete(store: StoreName, key: string | number): Promise<void>;
  all<Value>(store: StoreName): Promise<Contents<Value>>;
  /** All of it or nothing, on disk when the promise is kept. */
  write(changes: Change[]): Promise<void>;
  /** How many records of the store carry the mark; can be asked of a locked vault. */
  count(store: StoreName, mark: number): Promise<number>;
}

export interface Outbox {
  /** Reads what is on disk; after unlocking. */
  load(): Promise<void>;
  /** Kept on disk, with what else belongs to it in the same write, when the promise is kept. */
  add(item: NewItem, also?: Change[]): Promise<Item>;
  /** In order, the oldest first; receipts among them. */
  items(): Item[];
  /** Items the server has not got. */
  unsent(): number;
  /** Keys of items that cannot be read; they stay on disk. */
  damaged(): (string | number)[];
  /** A refused, held or returned item, or one never sent, with other data: a new operation in the same place. Throws NotNow. */
  amend(id: Id, data: Data, also?: Change[]): Promise<Item>;
  /** A refused item that the server did not judge, to be sent once more as it is. Throws NotNow. */
  again(id: Id): Promise<void>;
  /** Gives up a refused, held or returned item, or one never sent, with those of the others that may be. Throws NotNow. */
  drop(id: Id, others?: Id[]): Promise<void>;
  /** Called with the ids of the people concerned whenever items change, in this page or another. */
  on(listener: (youths: Id[]) => void): () => void;
}

export interface People {
  /** Reads what is on disk; after unlocking, and after `outbox.load()`. */
  load(): Promise<void>;
  replace(people: Person[]): Promise<void>;
  view(id: Id): View | undefined;
  /** Everybody, registered on this phone included, in no order. The same object while nothing changed. */
  list(): View[];
  on(listener: () => void): () => void;
}

export interface StatusWord {
  code: string;
  label: string;
  bucket: Bucket;
  asks_for: string;
  retired: boolean;
}

export interface Limits {
  quiet_after_days: number;
  stale_after_months: number;
  offline_days: number;
}

export interface User {
  id: Id;
  name: string;
  language: string;
}

export interface Reference {
  areas: { id: Id; name: string; own: boolean }[];
  statuses: StatusWord[];
  limits: Limits;
  /** Labels by the name of the closed list and the value. */
  words: Record<string, Record<string, string>>;
  user: User;
}

export interface ReferenceBook {
  load(): Promise<void>;
  /** Null before the first contact. */
  current(): Reference | null;
}

/** The answer of POST /devices and POST /api/v1/tokens. */
export interface TokenAnswer {
  device: Id;
  access: string;
  access_expires_in: number;
  refresh: string;
  refresh_expires_in: number;
  user: User;
}

export type Problem =
  | "unreachable"
  | "signed_out"
  | "wiped"
  | "not_handed_in"
  | "locked"
  | "storage_full"
  | "elsewhere"
  | "unexpected";

export interface SyncState {
  phase: "idle" | "sending" | "fetching";
  /** Why the last run did not finish; `elsewhere` means another tab is at it. */
  problem: Problem | null;
  unsent: number;
  lastContact: Moment | null;
  /** When it tries again by itself. */
  retryAt: Moment | null;
}

export interface Sync {
  /** Sends what waits and fetches what changed; never throws, tells by its state. */
  run(): Promise<SyncState>;
  start(): void;
  stop(): void;
  readonly state: SyncState;
  on(listener: (state: SyncState) => void): () => void;
}

export type Reason =
  | "overdue"
  | "clock"
  | "due_today"
  | "quiet"
  | "never_met"
  | "due_soon"
  | "unknown_status"
  | "stale_status"
  | "not_told"
  | "age_said"
  | "due_later"
  | "calm";

/** The most urgent reason that holds, and the day it counts from. */
export interface Why {
  reason: Reason;
  day: Day | null;
  kind: FollowUpKind | null;
  isForToday: boolean;
  level: Bucket;
}

export interface Rules {
  quiet_after_days: number;
  stale_after_months: number;
  buckets: Map<string, Bucket>;
}

/** What has been typed of a new person; `estimated` says that the birth date stems from an age. */
export interface Typed {
  first_name: string;
  last_name?: string;
  nickname?: string;
  phone?: string;
  birth_on: Day;
  estimated?: boolean;
}

export interface Likely<P extends Person = Person> {
  person: P;
  age: number;
  reasons: ("phone" | "name")[];
}
