// Plain Swedish on the screens: node scripts/plain.mjs, a part of `make check`.
//
// Her sentences have 15 words at most; the words of a whole half of the app (hers, and the coordinator's) and of each
// paragraph have a readability index (LIX: words per sentence + percent of words longer than six letters) below a
// limit; and words that offices use and people do not are named with what to write instead. A rule may have an
// exception, with its reason; one that is not needed any more is a fault too.
import fs from "node:fs";
import path from "node:path";

const FOLDER = path.join(import.meta.dirname, "../app/locales/sv");
// What only staff read.
const STAFF = ["desk", "sign_in", "issues"];
const LIMITS = {
  hers: { words: 15, whole: 30, paragraph: 40 },
  staff: { words: 20, whole: 40, paragraph: 50 },
};
// A label has no readability.
const PARAGRAPH = 10;

// "…": however the word goes on.
const INSTEAD = {
  "avseende|angående|beträffande|gällande|rörande": "om",
  "vidta…": "gör",
  "erhåll…|tillhandahåll…": "få, ge",
  "samtliga": "alla",
  "eventuell…": "om det finns",
  "respektive": "och, var för sig",
  "således|därmed|därvid|varvid|härmed|sålunda": "så, då",
  "föreligg…|förelåg": "finns",
  "inkom…": "kom",
  "ombesörj…|tillse…": "ordna, se till",
  "möjliggör…": "gör att det går",
  "genomför…|utför…|verkställ…": "gör",
  "registrer…|administrer…|dokumenter…": "skriv, sköt",
  "autentiser…|identifier…|verifier…": "logga in, visa vem du är",
  "synkroniser…|synka…": "skicka och hämta",
  "behörig…|befogenhet…": "får läsa, får skriva",
  "ovanstående|nedanstående|vederbörande|densamma": "det här, den",
  "samt": "och",
  "ej|icke": "inte",
  "dock": "men",
  "erfordr…": "behövs",
  "i syfte att|med anledning av|i enlighet med|i samband med|med hänsyn till": "för att, eftersom, när",
  "patient…|klient…|brukare…|individ…": "du, hon, han, hen",
  "vss|sip|cm|lss|sol": "orden som de står för",
  "huvudman…|huvudmän…|myndighet…|förvaltning…": "regionen, kommunen",
  "verksamhet…": "de som …",
  "åtgärd…|insats…": "det som görs",
  "handlägg…": "den som …, sköter",
  "aktuell…": "den här, nu",
  "server…|applikation…|funktionalitet…|data": "vad den gör",
};

const EXCEPTIONS = [
  ["plan.owner_self", "brukaren", "only on the coordinator's screen, where the method's books say brukare"],
  ["plan.intervention", "insats", "R63: the word that staff use, shown to her with what it means (plan.intervention_hint)"],
  ["plan.intervention_line", "insats", "the same, in the plan"],
  ["erase.lawful", "verksamheten", "who decides is an organisation, and its name may be one that she does not know"],
  ["erase.lawful_soon", "verksamheten", "the same"],
  ["issues.title", "handläggargruppen", "only on staff's screens, and what the agreements call the group"],
  ["issues.take_up", "handläggargruppen", "the same"],
  ["issues.level_group", "handläggargruppen", "the same"],
  ["lifting.lede", "handläggargruppen", "R32: she signs for what it is called; what it is stands beside it (lifting.what_group)"],
  ["lifting.sentence", "handläggargruppen", "R32: she signs for what it is called; what it is stands beside it (lifting.what_group)"],
  ["watched.lifted", "handläggargruppen", "R32: she signs for what it is called; what it is stands beside it (lifting.what_group)"],
  ["lifting.desk_row", "handläggargruppen", "only on staff's screens, and what the agreements call the group"],
  ["refused.lede", "servern", "what did not take her words; “vi” would be somebody who has read them"],
  ["sharing.where_server", "server", "the page that explains where her words are has to name the place"],
];

const OFFICE = Object.entries(INSTEAD).map(([words, instead]) =>
  [new RegExp(`(?<!\\p{L})(${words.replaceAll("…", "\\p{L}*")})(?!\\p{L})`, "iu"), instead]);
const letters = /[\p{L}\d][\p{L}\d'-]*/gu;
const wordsOf = (text) => text.match(letters) ?? [];
// "kl. 13" goes on; a name or a day that is put in later counts as one word.
const sentencesOf = (text) => text.split(/(?<=[.!?…])\s+(?=[\p{Lu}”"(])/u).filter((sentence) => wordsOf(sentence).length > 0);
const lix = (words, nSentences) => words.length / nSentences + (100 * words.filter((word) => word.length > 6).length) / words.length;

const faults = [];
const used = new Set();
function fault(key, rule, words) {
  const exception = EXCEPTIONS.find(([where, what]) => where === key && what === rule);
  if (exception) used.add(exception);
  else faults.push(`${key}: ${words}`);
}

const whole = { hers: [], staff: [] };
for (const file of fs.readdirSync(FOLDER)) {
  const area = path.basename(file, ".json");
  const side = STAFF.includes(area) ? "staff" : "hers";
  const limits = LIMITS[side];
  for (const [name, raw] of Object.entries(JSON.parse(fs.readFileSync(path.join(FOLDER, file), "utf8")))) {
    const key = `${area}.${name}`;
    const text = raw.replace(/\{\{.*?\}\}/g, "Anna");
    const [words, sentences] = [wordsOf(text), sentencesOf(text)];
    for (const sentence of sentences) {
      const n = wordsOf(sentence).length;
      if (n > limits.words) fault(key, "words", `${n} words in a sentence, ${limits.words} at most: “${sentence}”`);
    }
    if (words.length >= PARAGRAPH) {
      const index = Math.round(lix(words, sentences.length));
      if (index > limits.paragraph) fault(key, "lix", `LIX ${index}, ${limits.paragraph} at most: “${text}”`);
    }
    if (/[.!?]$/.test(text)) whole[side].push(...sentences);
    for (const [pattern, instead] of OFFICE) {
      const found = pattern.exec(text)?.[1];
      if (found) fault(key, found.toLowerCase(), `“${found}” is a word of offices; perhaps: ${instead}`);
    }
  }
}
const told = [];
for (const [side, sentences] of Object.entries(whole)) {
  const index = lix(sentences.flatMap(wordsOf), sentences.length);
  told.push(`${side} LIX ${index.toFixed(1)} over ${sentences.length} sentences`);
  if (index > LIMITS[side].whole) faults.push(`all that is ${side}: LIX ${index.toFixed(1)}, ${LIMITS[side].whole} at most`);
}
for (const exception of EXCEPTIONS) if (!used.has(exception)) faults.push(`${exception[0]}: its exception for “${exception[1]}” is not needed any more`);

console.log(`plain Swedish: ${told.join(", ")}, ${used.size} exceptions`);
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
