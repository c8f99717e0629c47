// R32: a case is taken up with the owner's name under her consent in writing, which she gives, reads and takes back on
// her own phone, without network too.
import AxeBuilder from "@axe-core/playwright";
import { type Page } from "@playwright/test";
import { cut, expect, mend, readyOffline, test as base } from "../../fixtures.ts";
import { sent } from "../../pages/frame.ts";
import { sign } from "../../pages/signature.ts";
import { DESK, device, faultsOf, letIn, openBinder, PHONE, signIn } from "../../people.ts";

// A worker of their own: who is in the group stands where others write.
const test = base.extend<object, { own: boolean }>({
  own: [async ({}, use) => use(true), { scope: "worker", auto: true }],
});

const ABOUT = "Vem som ska hjälpa mig med boendet.";
const TEXT = "Maja får vänta på sitt boende.";
const case_ = (page: Page) => page.getByRole("article", { name: "Hjälp som dröjer eller uteblir" });

async function noFaults(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target.join(" ")}`));
  expect(found, await page.title()).toEqual([]);
}

test("she signs, it is taken up with her name, she sees who read, and her no shuts it, also without network", async ({ browser, page, server, staff, demo, binder, shot }) => {
  const phone = await device(browser, server, PHONE);
  const faults = faultsOf(phone);
  await letIn(phone, staff, binder, server.url);
  await readyOffline(phone);
  await phone.goto("/samtycke");
  await phone.getByRole("link", { name: "Låt någon ta upp något med ditt namn" }).click();
  await expect(phone.getByRole("heading", { level: 1, name: "Ta upp med mitt namn" })).toBeVisible();
  await expect(phone.getByText("Muntligt")).toHaveCount(0);
  await noFaults(phone);
  await shot(phone, "med-namn-tom");
  await phone.getByRole("button", { name: "Ja, det får tas upp" }).click();
  await expect(phone.getByText("Välj vem.")).toBeVisible();
  await phone.getByRole("radio", { name: /Anna Berg/ }).check();
  await phone.getByRole("button", { name: "Ja, det får tas upp" }).click();
  await expect(phone.getByText("Skriv vad som får tas upp.")).toBeVisible();
  await phone.getByLabel("Vad får tas upp?").fill(ABOUT);
  await expect(phone.getByText(/^Anna Berg .+ får ta upp det här i handläggargruppen, med ditt namn, till och med /)).toBeVisible();
  await sign(phone);
  await shot(phone, "med-namn");
  await phone.getByRole("button", { name: "Ja, det får tas upp" }).click();
  const sentence = phone.getByRole("listitem").filter({ hasText: ABOUT });
  await expect(sentence).toContainText("får ta upp det här i handläggargruppen");
  await expect(sentence).toContainText("Du skrev under i telefonen");
  await sent(phone);
  await noFaults(phone);
  await sentence.scrollIntoViewIfNeeded();
  await shot(phone, "med-namn-samtycke");

  const karin = server.account("karin", "Karin Ek");
  server.run("group", "add", "--username", "karin");
  await signIn(page, demo.coordinators[0]!);
  await openBinder(page, "Maja Lind", binder);
  await page.getByRole("link", { name: "Ta upp i handläggargruppen med namn" }).click();
  await expect(page.getByText(ABOUT)).toBeVisible();
  await page.getByRole("radio", { name: "Hjälp som dröjer eller uteblir" }).check();
  await page.getByLabel("Vad skaver?").fill(TEXT);
  await page.getByLabel("Vad är prövat?").fill("Ringt båda.");
  await noFaults(page);
  await shot(page, "med-namn-bord");
  await page.getByRole("button", { name: "Ta upp i gruppen" }).click();
  await expect(case_(page)).toContainText("Gäller Maja Lind");

  const reader = await device(browser, server, DESK);
  await signIn(reader, karin);
  await reader.getByRole("link", { name: "Det som skaver" }).click();
  await expect(case_(reader)).toContainText(TEXT);
  await expect(case_(reader)).toContainText("Gäller Maja Lind");
  await phone.goto("/vem-har-tittat");
  await expect(phone.getByText(/Karin Ek .+ läste det som togs upp med ditt namn\./)).toBeVisible();
  await expect(phone.getByText(/Anna Berg .+ tog upp det du har sagt ja till i handläggargruppen\./)).toBeVisible();
  await shot(phone, "med-namn-tittat");

  await phone.goto("/samtycke");
  await expect(sentence).toBeVisible();
  await cut(phone.context(), server);
  await sentence.getByRole("button", { name: "Säg nej" }).click();
  await expect(phone.getByText("Du har sagt nej. Det gäller så snart telefonen har nät.")).toBeVisible();
  await phone.reload();
  await expect(phone.getByText("Du har sagt nej. Det gäller så snart telefonen har nät.")).toBeVisible();
  await mend(phone.context(), server);
  await expect(phone.getByText(/Gruppen kan inte läsa det längre\./)).toBeVisible({ timeout: 30_000 });
  await sentence.scrollIntoViewIfNeeded();
  await shot(phone, "med-namn-nej");

  await reader.reload();
  await expect(reader.getByText("Här kommer det du tar upp.")).toBeVisible();
  await page.reload();
  await expect(case_(page)).toContainText("Ärendet är stängt och ingen kan läsa det.");
  await expect(page.getByText(TEXT)).toHaveCount(0);
  await shot(page, "med-namn-stangt");
  await openBinder(page, "Maja Lind", binder);
  await expect(page.getByRole("link", { name: "Ta upp i handläggargruppen med namn" })).toHaveCount(0);
  expect(faults).toEqual([]);
  await phone.context().close();
  await reader.context().close();
});

test("a signed paper is a yes in writing too, given without network", async ({ browser, server, staff, binder }) => {
  const phone = await device(browser, server, PHONE);
  await letIn(phone, staff, binder, server.url);
  await readyOffline(phone);
  await phone.goto("/samtycke?steg=med-namn");
  await expect(phone.getByRole("radio", { name: /Anna Berg/ })).toBeVisible();
  await cut(phone.context(), server);
  await phone.getByRole("radio", { name: /Anna Berg/ }).check();
  await phone.getByLabel("Vad får tas upp?").fill(ABOUT);
  await phone.getByLabel("Till och med vilken dag?").fill("2020-01-01");
  await phone.getByRole("radio", { name: "Jag har skrivit under ett papper" }).check();
  await phone.getByRole("button", { name: "Ja, det får tas upp" }).click();
  await expect(phone.getByText("Välj en dag som inte har varit")).toBeVisible();
  await phone.getByLabel("Till och med vilken dag?").fill(new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10));
  await phone.getByRole("button", { name: "Ja, det får tas upp" }).click();
  await expect(phone.getByText("Du skrev under ett papper.")).toBeVisible();
  await mend(phone.context(), server);
  await sent(phone);
  await phone.context().close();
});
