// A browser whose voices are known: headless Chromium has none. What is spoken is written down, with the voice it
// was given to, and a sentence ends when the test says so.
import { type BrowserContext, type Page } from "@playwright/test";

export interface Voice {
  name: string;
  lang: string;
  localService: boolean;
}

export interface Utterance {
  text: string;
  lang: string;
  rate: number;
  voice: string;
  local: boolean;
}

export const ALVA: Voice = { name: "Alva", lang: "sv-SE", localService: true };
export const OLD_ANDROID: Voice = { name: "Gammal", lang: "sv_SE", localService: true };
export const REMOTE: Voice = { name: "Moln", lang: "sv-SE", localService: false };
export const ENGLISH: Voice = { name: "Emma", lang: "en-GB", localService: true };

interface Fake {
  spoken: Utterance[];
  finish(): void;
  fail(): void;
  find(voices: Voice[]): void;
}
type WithFake = Window & { voices: Fake };

// Before any page of this browser: these voices, and no other way to speak.
export async function giveVoices(context: BrowserContext, voices: Voice[]): Promise<void> {
  await context.addInitScript((given) => {
    interface Speaking {
      text: string;
      lang: string;
      rate: number;
      voice: Voice | null;
      onend: (() => void) | null;
      onerror: (() => void) | null;
    }
    let known = given.map((voice) => ({ default: false, voiceURI: voice.name, ...voice }));
    let queue: Speaking[] = [];
    const kept = () => JSON.parse(localStorage.getItem("test.spoken") ?? "[]") as Utterance[];
    const fake = {
      spoken: kept(),
      finish: () => queue.shift()?.onend?.(),
      fail: () => queue.shift()?.onerror?.(),
      find(found: Voice[]) {
        known = found.map((voice) => ({ default: false, voiceURI: voice.name, ...voice }));
        synthesis.onvoiceschanged?.();
      },
    };
    const synthesis = {
      onvoiceschanged: null as (() => void) | null,
      getVoices: () => known,
      speak(said: Speaking) {
        queue.push(said);
        const { text, lang, rate, voice } = said;
        // Without a voice the browser takes whichever it likes.
        fake.spoken.push({ text, lang, rate, voice: voice?.name ?? "", local: voice?.localService ?? false });
        localStorage.setItem("test.spoken", JSON.stringify(fake.spoken));
      },
      cancel() {
        queue = [];
        localStorage.setItem("test.cancelled", String(Number(localStorage.getItem("test.cancelled") ?? 0) + 1));
      },
    };
    class FakeUtterance {
      lang = "";
      rate = 1;
      voice: Voice | null = null;
      onend: (() => void) | null = null;
      onerror: (() => void) | null = null;
      constructor(readonly text: string) {}
    }
    Object.defineProperty(window, "speechSynthesis", { value: synthesis, configurable: true });
    Object.assign(window, { SpeechSynthesisUtterance: FakeUtterance, voices: fake });
  }, voices);
}

export const spoken = (page: Page): Promise<Utterance[]> => page.evaluate(() => (window as unknown as WithFake).voices.spoken);
export const cancelled = (page: Page): Promise<number> => 
  page.evaluate(() => Number(localStorage.getItem("test.cancelled") ?? 0)); // a page may say it while it is left
export const findVoices = (page: Page, voices: Voice[]): Promise<void> =>
  page.evaluate((found) => (window as unknown as WithFake).voices.find(found), voices);
export const failToSpeak = (page: Page): Promise<void> => page.evaluate(() => (window as unknown as WithFake).voices.fail());

// Lets each sentence end, until nothing more is said; every word since the page was opened.
export async function hearAll(page: Page): Promise<string[]> {
  const all = await page.evaluate(() => {
    const { voices } = window as unknown as WithFake;
    for (let said = 0; said < voices.spoken.length; said += 1) voices.finish();
    return voices.spoken;
  });
  return all.map(({ text }) => text);
}
