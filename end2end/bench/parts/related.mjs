// A mother opens the link on her phone, writes the code and presses "Visa": what she downloads for it, and how long
// the server thinks. The demo's share is the one that is opened.
import { House } from "../lib/house.mjs";
import { Phone, weigh } from "../lib/phone.mjs";
import { KB, median } from "../lib/stats.mjs";
import { Wire } from "../lib/wire.mjs";

// More openings of one link within ten minutes are slowed down by the server.
const OPENINGS = 40;

export async function measure({ n }) {
  const house = await House.make();
  const [{ link, code }] = JSON.parse(house.run(["demo", "--json"])).shares;
  await house.start();
  const { pathname } = new URL(link);

  const wire = await Wire.open(house.origin);
  const headers = { "Accept-Encoding": "gzip, deflate, br", Origin: house.origin };
  const asked = [];
  const shown = [];
  const first = async (list, ...request) => {
    const answer = await wire.request(...request);
    if (answer.status !== 200) throw new Error(`the share answered ${answer.status}`);
    list.push(answer.first - answer.sent);
  };
  const form = { headers: { ...headers, "Content-Type": "application/x-www-form-urlencoded" }, body: `code=${code}` };
  for (let turn = 0; turn < n(OPENINGS); turn += 1) {
    await first(asked, "GET", pathname, { headers });
    await first(shown, "POST", pathname, form);
  }
  wire.close();

  const phone = await Phone.make(house);
  const weighing = [];
  phone.context.on("requestfinished", (request) => weighing.push(weigh(request)));
  await visit(phone, link, code);
  // The worker may have taken over before the button is pressed: then it is the one that asks for the page. What it
  // fetches for later is not part of the page.
  const isPart = ({ worker, path, bytes }) => bytes > 0 && (!worker || path === pathname);
  const weighed = (await Promise.all(weighing)).filter(isPart);
  await phone.wipe({ javaScriptEnabled: false });
  await visit(phone, link, code); // throws if the page is not there
  return {
    bytes: weighed.reduce((sum, { bytes }) => sum + bytes, 0) / KB, first: Math.max(median(asked), median(shown)),
    notes: [
      "downloaded for the question and the page behind it, headers included: " +
        weighed.map(({ path, bytes }) => `${path === pathname ? "/dela/…" : path} ${bytes}`).join(", ") +
        "; opened with scripts switched off as well",
      `first byte: medians of ${asked.length}, the question ${median(asked).toFixed(2)} ms, the page after “Visa” ` +
        `${median(shown).toFixed(2)} ms, which first makes durable that it was opened`,
    ],
  };
}

async function visit(phone, link, code) {
  const page = await phone.page({ old: false });
  await page.goto(link);
  await page.locator("input").fill(code);
  await page.getByRole("button").first().tap();
  await page.locator(".related__date").waitFor();
  await page.waitForLoadState("networkidle");
}
