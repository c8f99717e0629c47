// A pärm as people fill it: entries of every kind in the proportions of a pärm that has been used for years,
// then the same entries changed again and again. The words are drawn in the same order every time.
import { randomBytes } from "node:crypto";

export function uuid7() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const WORDS = ("jag sover inte på natten ringer min syster går ut med hunden varje morgon dricker kaffe hos grannen " +
  "orkar bara lite mer musik än vanligt stänger av telefonen och svarar ingen lagar mat tillsammans pratar fort " +
  "tänker att folk tittar vill vara hemma tar bussen till gruppen på torsdagar skriver upp tider glömmer äta frukost"
).split(" ");
const NAMES = ["Anna Berg", "Johan Lind", "Eva Ek", "Omar Said", "Karin Öst", "Per Nyman", "Sara Dahl", "Nils Åberg"];
const DAY_MS = 86_400_000;

// The same numbers in the same order every time (mulberry32).
function dice(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

// Where line number `at` stands in its list.
const place = (at) => ({ text: `${(at + 1).toString(36).padStart(3, "0")}i` });

// What is written in a new entry, and in which tab it stands. Of every ten entries: 2 contacts, 1 sign with 2
// actions, 1 goal with 3 activities, 1 meeting.
const KINDS = {
  contact: {
    tab: "contacts",
    fields: (d) => ({
      name: { text: d.name() }, role: { text: d.words(2) }, phone: { text: d.phone() }, hours: { text: d.words(4) },
      call_about: { text: d.words(6) }, group: { choice: d.one(["professional", "close"]) },
    }),
  },
  sign: {
    tab: "warning_plan",
    fields: (d) => ({
      text: { text: d.words(9) }, area: { choice: d.one(["habits", "behaviour", "relations", "own"]) },
    }),
  },
  sign_action: {
    tab: "warning_plan", of: "sign",
    fields: (d) => ({ text: { text: d.words(8) }, doer: { choice: d.one(["me", "other"]) } }),
  },
  goal: { tab: "plan", fields: (d) => ({ text: { text: d.words(8) }, wanted: { flag: true } }) },
  activity: {
    tab: "plan", of: "goal",
    fields: (d) => ({
      text: { text: d.words(8) }, who: { person: { name: d.name() } }, when: { text: d.words(3) },
      authority: { choice: d.one(["region", "municipality", "me"]) },
    }),
  },
  // The first one is next week, the others lie two weeks apart before it.
  meeting: {
    tab: "meetings", unordered: true,
    fields: (d, at) => ({
      meeting_kind: { choice: "coordinator" }, starts: { instant: Date.now() + (7 - 14 * at) * DAY_MS },
      minutes: { number: 60 }, place_kind: { choice: "home" }, place: { text: d.words(3) },
      people: { people: [{ name: d.name() }] }, status: { choice: at === 0 ? "planned" : "held" },
      note: { text: d.words(12) },
    }),
  },
};
const TEN = [
  "contact", "meeting", "sign", "sign_action", "sign_action", "goal", "activity", "activity", "activity", "contact",
];

// The ops of a pärm with so many entries, changed until there are so many ops. `kinds` narrows it to one tab.
export function life(author, entries, ops = entries, kinds = TEN) {
  const roll = dice(7);
  const d = {
    one: (list) => list[roll(list.length)],
    words: (count) => Array.from({ length: count }, () => d.one(WORDS)).join(" "),
    name: () => d.one(NAMES),
    phone: () => `070-${100 + roll(900)} ${10 + roll(90)} ${10 + roll(90)}`,
  };
  const made = [];
  const counts = {};
  const latest = {};
  const write = (entry, kind, fields) => {
    const id = uuid7();
    made.push({
      id, tab: KINDS[kind].tab, entry, audience: { to: "tab" }, author, provenance: { how: "self" },
      made_at: Date.now() - (ops - made.length) * 60_000, kind: "write", body: { entry_kind: kind, fields },
    });
    return id;
  };
  const texts = []; // every text that stands, with the op it came from
  for (let at = 0; at < entries; at += 1) {
    const kind = kinds[at % kinds.length];
    const { of, unordered, fields } = KINDS[kind];
    const number = (counts[kind] ??= 0);
    counts[kind] += 1;
    const values = {
      ...fields(d, number), ...(of && { parent: { entry: latest[of] } }),
      ...(!unordered && { position: place(number) }),
    };
    const entry = (latest[kind] = uuid7());
    const id = write(entry, kind, Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value }])));
    const own = Object.keys(values).filter((field) => values[field].text && field !== "position");
    texts.push(...own.map((field) => ({ entry, kind, field, id })));
  }
  while (made.length < ops) {
    const text = d.one(texts);
    const value = { text: text.field === "name" ? d.name() : text.field === "phone" ? d.phone() : d.words(8) };
    text.id = write(text.entry, text.kind, { [text.field]: { over: [text.id], value } });
  }
  return made;
}

// One small edit: a new contact's name.
export function edit(author, number) {
  return {
    id: uuid7(), tab: "contacts", entry: uuid7(), audience: { to: "tab" }, author,
    provenance: { how: "self" }, made_at: Date.now(), kind: "write",
    body: { entry_kind: "contact", fields: { name: { value: { text: `Vän nummer ${number} i gruppen` } } } },
  };
}
