// A server for the phone's tests: it takes each operation once, keeps tokens as the real one does, and fails as it is told.

/** Answers with JSON, as the server does. */
export const json = (status, body, headers = {}) =>
  new Response(status === 304 ? null : JSON.stringify(body), { status, headers: { "Content-Type": status < 400 ? "application/json" : "application/problem+json", ...headers } });

export const problem = (status, slug, more = {}) => json(status, { type: `/problems/${slug}`, ...more });

/** The network fails. */
export const cut = () => {
  throw new TypeError("network");
};

export class Server {
  standing = "ready";
  people = [];
  ids = null;
  outcomes = [];
  requests = [];
  applied = new Map();
  batches = [];
  pair = { access: "access-0", refresh: "refresh-0", isUsed: true };
  spent = new Map();
  /** Called before (`early`) and after (`late`) a request is handled; what it returns is the answer. */
  early = () => undefined;
  late = () => undefined;
  judge = () => ({ outcome: "applied" });

  constructor() {
    globalThis.fetch = (address, init) => this.answer(new URL(address, "https://uu.example"), init);
  }

  async answer(address, init = {}) {
    const path = address.pathname.replace("/api/v1/", "");
    const asked = { path, query: address.searchParams, body: init.body && JSON.parse(init.body), access: init.headers.get("Authorization")?.slice(7), init };
    this.requests.push(asked);
    return (await this.early(asked)) || (await this.late(asked, this.#handled(asked))) || this.answered;
  }

  #handled(asked) {
    const [noun, device, act] = asked.path.split("/");
    const answers = {
      tokens: () => this.#tokens(asked),
      devices: () => (device === "forgotten" ? this.#signed(asked, () => json(200, { standing: (this.standing = "wipe") })) : act === "wiped" ? ((this.isWiped = true), json(200, { standing: "unknown" })) : json(200, { standing: this.standing })),
      operations: () => this.#signed(asked, () => this.#operations(asked), true),
      changes: () => this.#signed(asked, () => this.#changes(asked)),
      youths: () => this.#signed(asked, () => json(200, { people: this.people.filter(({ id }) => asked.query.getAll("id").includes(id)), missing: [] })),
      reference: () => this.#signed(asked, () => json(200, REFERENCE, { ETag: '"r1"' })),
    };
    return (this.answered = answers[noun]());
  }

  #signed({ access }, answer, isLastDelivery = false) {
    if (access !== this.pair.access) return problem(401, "signed-out");
    this.pair.isUsed = true;
    if (this.standing === "ready" || isLastDelivery) return answer();
    return problem(401, "device-revoked", { standing: this.standing });
  }

  /** The same token and number give the same new pair until that was used; another number for a spent token revokes the phone. */
  #tokens({ body: { refresh, nonce } }) {
    if (this.standing !== "ready") return problem(401, "device-revoked", { standing: this.standing });
    if (refresh === this.pair.refresh) {
      this.spent.set(refresh, nonce);
      this.pair = { access: `access-${this.spent.size}`, refresh: `refresh-${this.spent.size}`, isUsed: false };
    } else if (this.spent.get(refresh) !== nonce) {
      this.standing = "signed_out";
      return problem(401, "device-revoked", { standing: this.standing });
    } else if (this.pair.isUsed) {
      return problem(401, "signed-out");
    }
    return json(200, { ...this.pair, access_expires_in: 900, refresh_expires_in: 1209600 });
  }

  #operations({ body }) {
    if (body.since && body.since === this.restoredFrom) return problem(409, "start-over");
    this.batches.push(body.operations.map(({ id }) => id));
    return json(200, { results: body.operations.map((operation) => this.#result(operation)) });
  }

  #result(operation) {
    const known = this.applied.get(operation.id);
    const received_at = "2026-11-23T13:02:00Z";
    const isHandedIn = this.standing === "wipe" && ["refused", "returned"].includes(known?.outcome);
    if (known && !isHandedIn) return { id: operation.id, ...known, outcome: "already_applied", first: known.outcome, received_at };
    const judged = this.judge(operation);
    if (judged.outcome !== "held") this.applied.set(operation.id, { ...judged, operation });
    return { id: operation.id, received_at, ...judged };
  }

  #changes({ query }) {
    if (query.get("since") === this.restoredFrom) return problem(409, "start-over");
    const [, from = "0"] = query.get("since").split(":");
    const to = Number(from) + (this.pageSize ?? 200);
    const has_more = to < this.people.length;
    const roster = has_more ? undefined : { digest: `d${this.ids?.length}`, ...(this.ids && query.get("roster") !== `d${this.ids.length}` ? { ids: this.ids } : {}) };
    const outcomes = this.outcomes.splice(0);
    return json(200, { cursor: has_more ? `c:${to}` : "c", has_more, people: this.people.slice(Number(from), to), roster, outcomes });
  }

  /** How often each operation was applied; the phone's promise is once. */
  get appliedIds() {
    return [...this.applied.keys()];
  }
}

export const REFERENCE = {
  areas: [], statuses: [{ code: "OPV", label: "Opsøgende", bucket: "at_risk", asks_for: "", retired: false }],
  limits: { quiet_after_days: 28, stale_after_months: 4, offline_days: 14 }, words: {}, user: { id: "u", name: "Mette", language: "da" },
};
