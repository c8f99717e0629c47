// A whole journey asks nobody but our own server, and the server's log knows nobody.
import { expect, pair, readyOffline, test } from "../../fixtures.ts";
import { device, openBinder, PHONE, signIn, tab } from "../../people.ts";
import { CRISIS, deskRoutes, ownerRoutes, settled } from "../../routes.ts";

test("no request leaves for anywhere else, and nothing personal is logged", async ({ page, browser, server, demo, staff }) => {
  test.setTimeout(180_000);
  const asked = new Set<string>();
  const binder = demo.binders[0]!;
  const { link } = await staff.pairing(binder.id);
  const phone = await device(browser, server, PHONE);
  for (const context of [page.context(), phone.context()]) {
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (!["data:", "blob:"].includes(url.protocol)) asked.add(url.origin);
      // What stands in an address stands in logs along the way. Ids may: their digits are chance.
      const said = decodeURIComponent(url.search).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "");
      expect.soft(said, "no words in an address").not.toMatch(/Maja|070|Eva|demo-demo/);
    });
  }
  await signIn(page, demo.coordinators[0]!);
  await pair(phone, link);
  await readyOffline(phone);
  for (const address of [...await ownerRoutes(phone), CRISIS]) {
    await phone.goto(address);
    await settled(phone);
  }
  for (const address of await deskRoutes(page, binder.id)) {
    await page.goto(address);
    await settled(page);
  }
  await phone.goto("/kontakter");
  await phone.getByRole("link", { name: "Lägg till någon" }).click();
  await phone.getByLabel("Namn", { exact: true }).fill("Ingeborg Hemlig");
  await phone.getByLabel("Namn", { exact: true }).blur();
  await openBinder(page, binder.owner_name, binder.id);
  await tab(page, "Kontakter").click();
  await expect(page.getByRole("link", { name: /Ingeborg/ })).toBeVisible();
  const share = demo.shares[0]!;
  await phone.goto(share.link);
  await phone.getByLabel("Kod").fill("0000");
  await phone.getByRole("button", { name: "Visa" }).click();
  await phone.getByLabel("Kod").fill(share.code!);
  await phone.getByRole("button", { name: "Visa" }).click();
  await expect(phone.getByRole("heading", { level: 1, name: "Så kan du hjälpa mig" })).toBeVisible();
  const wrong = await page.request.post("/api/v1/session", {
    data: { username: "Maja Lind", password: "demo-demo-demo", extra: "Ingeborg" }, headers: { Origin: server.url },
  });
  expect(wrong.status()).toBeGreaterThanOrEqual(400);
  expect([...asked]).toEqual([server.url]);

  // The time of a line is chance, and so is what its digits happen to be.
  const log = server.logs.join("").replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "");
  expect(log, "the server logs something").not.toBe("");
  const secrets = [
    "Maja", "Samir", "Britt", "Eva", "Sara", "Kerstin", "Ingeborg", "Anna", "Johan", "Berg", "070", "1740611", "demo-demo",
    share.code!, new URL(share.link).pathname.split("/").pop()!, link.split("#")[1]!, "pelargon", "Promenad", binder.id,
    "127.0.0.1:5", "Mozilla",
  ];
  for (const secret of secrets) expect.soft(log, `the log holds ${secret}`).not.toContain(secret);
  await phone.context().close();
});
