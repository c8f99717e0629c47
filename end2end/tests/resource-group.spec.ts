// R31, R99, R103: she chooses who is in the resource group. Each time the question comes what that person may read,
// and until she has answered nobody reads anything.
import { type Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { letIn } from "../people.ts";
import { addContact } from "../pages/contacts.ts";
import { openTab, sent, undo } from "../pages/frame.ts";
import { addSign } from "../pages/signs.ts";

interface Me {
  binders: { id: string; rights: { tab: string }[] }[];
}

const takeIn = (page: Page) => page.getByRole("button", { name: "Ta med i resursgruppen" });

async function open(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name: new RegExp(`^${name}`) }).click();
  await expect(page.getByRole("heading", { name: "Resursgruppen" })).toBeVisible();
}

test("somebody close is taken in without network, may read nothing, and is given a copy when she wants", async ({ owner: page, shot }) => {
  await openTab(page, "Tidiga tecken");
  await addSign(page, { text: "Jag sover inte" });
  await openTab(page, "Kontakter");
  await addContact(page, { name: "Eva Lind", group: "står mig nära" });
  await sent(page);
  await page.context().setOffline(true);
  await open(page, "Eva Lind");
  await takeIn(page).scrollIntoViewIfNeeded();
  await shot(page, "resursgrupp-kontakt");
  await takeIn(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "Vad får Eva Lind läsa?" })).toBeVisible();
  await expect(page.getByText("Eva Lind är med i resursgruppen och får inte läsa något än.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Lämna en kopia" })).toBeVisible();
  await shot(page, "resursgrupp-nara");
  await page.getByRole("link", { name: "Inte nu" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Kontakt" })).toBeVisible();
  await expect(page.getByText("Eva Lind är med i resursgruppen och får inte läsa något än.")).toBeVisible();

  await openTab(page, "Samtycke");
  const waits = page.getByRole("link", { name: /^Eva Lind/ });
  await expect(waits).toContainText("Får inte läsa något än");
  await waits.scrollIntoViewIfNeeded();
  await shot(page, "resursgrupp-samtycke");
  await page.context().setOffline(false);
  await waits.click();
  await page.getByRole("link", { name: "Lämna en kopia" }).click();
  await page.getByRole("button", { name: "Dela", exact: true }).click();
  await expect(page.getByText("Länken fungerar nu.")).toBeVisible();
  await openTab(page, "Kontakter");
  await expect(page.getByRole("link", { name: /^Eva Lind/ })).toContainText("Med i resursgruppen");
  await open(page, "Eva Lind");
  await expect(page.getByText(/^Eva Lind är med i resursgruppen och har en kopia, lämnad .+\.$/)).toBeVisible();
  await openTab(page, "Samtycke");
  await expect(page.getByRole("heading", { name: "Vem har en kopia?" })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Eva Lind/ })).toHaveCount(0);
});

test("staff who are taken in read what she says and nothing before", async ({ page, staff, server, shot }) => {
  const binder = await staff.newBinder("Maja Lind", ["plan"]);
  await letIn(page, staff, binder, server.url);
  const rights = async () => {
    const { body } = await staff.call<Me>("GET", "/me");
    return body.binders.find((card) => card.id === binder)!.rights.map((right) => right.tab).filter((tab) => tab !== "sharing").sort();
  };
  await openTab(page, "Kontakter");
  await addContact(page, { name: "Anna Berg" });
  await open(page, "Anna Berg");
  await takeIn(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "Vad får Anna Berg läsa?" })).toBeVisible();
  await expect(page.getByText("Anna Berg är med i resursgruppen och får läsa Mål och plan.")).toBeVisible();
  await sent(page);
  expect(await rights(), "a place in the group opens nothing").toEqual(["plan"]);
  await page.getByLabel("Möten", { exact: true }).selectOption({ label: "Bara läsa" });
  await expect(page.getByText(/Anna Berg .+ får läsa Möten\./)).toBeVisible();
  await shot(page, "resursgrupp-personal");
  await page.getByRole("button", { name: "Ge samtycke" }).click();
  await expect(page.getByText("Anna Berg är med i resursgruppen och får läsa Mål och plan och Möten.")).toBeVisible();
  await expect.poll(rights).toEqual(["meetings", "plan"]);
});

test("taking in is undone with one tap, and taking out changes no consent", async ({ owner: page }) => {
  await openTab(page, "Kontakter");
  await addContact(page, { name: "Anna Berg" });
  await open(page, "Anna Berg");
  await takeIn(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "Vad får Anna Berg läsa?" })).toBeVisible();
  await undo(page);
  await expect(page.getByText("Anna Berg är inte med i resursgruppen.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Ge samtycke" })).toHaveCount(0);
  await page.getByRole("link", { name: "Till kontakten" }).click();
  await takeIn(page).click();
  await page.getByRole("link", { name: "Inte nu" }).click();
  await page.getByRole("button", { name: "Ta bort ur resursgruppen" }).click();
  await expect(takeIn(page)).toBeVisible();
  await openTab(page, "Samtycke");
  await expect(page.getByText(/Anna Berg .+ får läsa och föreslå i Mål och plan\./)).toBeVisible();
});

test("somebody without an account here is told of as that, and nothing is asked again", async ({ owner: page, shot }) => {
  await openTab(page, "Kontakter");
  await addContact(page, { name: "Doktor Hedda" });
  await open(page, "Doktor Hedda");
  await takeIn(page).click();
  await expect(page.getByText(/^Doktor Hedda har inget konto att välja här\./)).toBeVisible();
  await shot(page, "resursgrupp-utan-konto");
  await page.getByRole("link", { name: "Inte nu" }).click();
  for (const path of ["/", "/parm", "/kontakter"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText("får inte läsa något"), path).toHaveCount(0);
  }
});
