// The same pärm on PostgreSQL: what the owner writes is on the coordinator's screen, and survives the server.
import { expect, pair, test as base } from "../fixtures.ts";
import { DESK, device, faultsOf, openBinder, signIn, tab } from "../people.ts";
import { Cluster } from "../postgres.ts";
import { Server } from "../server.ts";

// The worker's server, on a cluster of its own instead of a SQLite file.
const test = base.extend<object, { server: Server }>({
  server: [
    async ({}, use) => {
      const cluster = Cluster.start();
      try {
        const server = await Server.make({ url: cluster.database("parmen"), keys: cluster.database("keys") });
        server.demo();
        await server.start();
        await use(server);
        await server.dispose();
      } finally {
        cluster.stop();
      }
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

test("a phone is paired, the owner writes, the coordinator sees it, and a killed server forgets nothing", async ({
  page, browser, server, demo, staff, binder, shot,
}) => {
  await pair(page, (await staff.pairing(binder)).link);
  await page.goto("/kontakter");
  await page.getByRole("link", { name: "Lägg till någon" }).click();
  await page.getByLabel("Namn", { exact: true }).fill("Eva Åström");
  await page.getByLabel("Telefon", { exact: true }).fill("070-174 06 21");
  await page.getByLabel("Telefon", { exact: true }).blur();
  await expect(page.getByText("Sparat", { exact: true }).first()).toBeVisible();

  const desk = await device(browser, server, DESK);
  const faults = faultsOf(desk);
  await signIn(desk, demo.coordinators[0]!);
  await openBinder(desk, "Maja Lind", binder);
  await tab(desk, "Kontakter").click();
  await expect(desk.getByRole("link", { name: /Eva Åström/ })).toBeVisible();
  await shot(desk, "postgresql-kontakter");

  await page.goto("/kontakter");
  await page.getByRole("link", { name: /Eva Åström/ }).click();
  await page.getByLabel("Roll").fill("Min mamma");
  await page.getByLabel("Roll").blur();
  await expect(desk.getByRole("link", { name: /Min mamma/ })).toBeVisible();
  await server.kill();
  await server.start();
  await desk.reload();
  await expect(desk.getByRole("link", { name: /Eva Åström.*Min mamma/ })).toBeVisible();
  const again = await staff.sync(binder, []);
  expect(JSON.stringify(again)).toContain("Min mamma");
  expect(faults).toEqual([]);
  await desk.context().close();
});
