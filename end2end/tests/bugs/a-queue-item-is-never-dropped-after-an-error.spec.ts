// Field failure: an answer of 4xx or 5xx made the app forget what it was about to send.
import { expect, test } from "../../fixtures.ts";
import { addContact } from "../../pages/contacts.ts";
import { badge, keptHere, openTab, sent } from "../../pages/frame.ts";
import { arrives, entries } from "../../pages/log.ts";

const answers = [
  { name: "500 from a proxy", status: 500, contentType: "text/html", body: "<h1>Internal error</h1>" },
  { name: "503 that asks for patience", status: 503, contentType: "application/json", body: '{"code":"internal"}' },
  { name: "429", status: 429, contentType: "application/json", body: '{"code":"too_many","retry_after":1}' },
  { name: "400 from a proxy", status: 400, contentType: "text/plain", body: "Bad Request" },
  { name: "413 from a proxy", status: 413, contentType: "text/html", body: "<h1>Too large</h1>" },
  { name: "404 of a server that is not ours", status: 404, contentType: "text/html", body: "<h1>Not found</h1>" },
  { name: "a sign-in page of a hotel", status: 200, contentType: "text/html", body: "<h1>Welcome</h1>" },
  { name: "an answer cut in the middle", status: 200, contentType: "application/json", body: '{"accepted":[' },
];

for (const { name, ...answer } of answers) {
  test(`what waits is still sent after ${name}`, async ({ owner, staff, binder }) => {
    let refused = 0;
    await owner.route("**/api/v1/binders/*/sync", async (route) => {
      refused += 1;
      await route.fulfill(answer);
    });
    await openTab(owner, "Kontakter");
    await addContact(owner, { name: "Bo Ek" });
    await expect.poll(() => refused).toBeGreaterThan(0);
    await keptHere(owner);
    await owner.unroute("**/api/v1/binders/*/sync");
    await owner.reload();
    await sent(owner);
    await arrives(staff, binder, "contacts", "name", ["Bo Ek"]);
  });
}

test("what the server says is wrong stays in Kom inte fram with its words, and the rest is sent", async ({ owner, staff, binder, shot }) => {
  // The server refuses every request that brings Bo, as a whole.
  await owner.route("**/api/v1/binders/*/sync", async (route) => {
    const bad = route.request().postData()?.includes("Bo Ek");
    if (bad) await route.fulfill({ status: 400, contentType: "application/json", body: '{"code":"bad_request"}' });
    else await route.fallback();
  });
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await addContact(owner, { name: "Ada" });
  await arrives(staff, binder, "contacts", "name", ["Ada"]);
  await owner.goto("/kom-inte-fram");
  await expect(owner.getByText("Bo Ek")).toBeVisible();
  await shot(owner, "refused");
  await expect(badge(owner)).toBeVisible();
});

test("an answer that is lost on the way does not double what was sent", async ({ owner, staff, binder }) => {
  let lost = 0;
  await owner.route("**/api/v1/binders/*/sync", async (route) => {
    if (lost < 2 && route.request().postData()?.includes("Bo Ek")) {
      lost += 1;
      await route.fetch(); // the server has it
      await route.abort("connectionreset"); // the phone does not know
    } else await route.fallback();
  });
  await openTab(owner, "Kontakter");
  await addContact(owner, { name: "Bo Ek" });
  await sent(owner);
  expect(lost).toBeGreaterThan(0);
  await arrives(staff, binder, "contacts", "name", ["Bo Ek"]);
  const [bo, ...others] = await entries(staff, binder, "contacts");
  expect(others).toEqual([]);
  await owner.getByRole("link", { name: "Bo Ek" }).click();
  await expect(owner.getByRole("region", { name: "Två versioner" })).toHaveCount(0);
  expect(bo!.fields?.name?.current).toHaveLength(1);
});
