// The main job: a pärm is begun, a phone gets it, a meeting is booked and held, and what was agreed is on the phone
// before anybody leaves the table. At the desk and on the coordinator's own phone.
import { expect, test } from "../../fixtures.ts";
import { DESK, device, faultsOf, inDays, openBinder, PHONE, signIn, tab } from "../../people.ts";
import { readQr } from "../../qr.ts";
import { sign } from "../../pages/signature.ts";
import { type Locator, type Page } from "@playwright/test";

const EVA = "070-174 06 21";

async function book(form: Locator, day: string, clock: string): Promise<void> {
  await form.getByLabel("Dag", { exact: true }).fill(day);
  await form.getByLabel("Klockan").fill(clock);
}

// A coordinator's new pärm, up to the code on her screen.
async function begin(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name: "Ny pärm" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Ny pärm" })).toBeFocused();
  await page.getByLabel("Namn på den som ska ha pärmen").fill(name);
  await page.getByRole("button", { name: "Nästa" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Vem får läsa?" })).toBeFocused();
}

for (const [where, size] of [["desk", DESK], ["phone", PHONE]] as const) {
  test.describe(`with the coordinator at a ${where}`, () => {
    const { viewport, hasTouch = false, isMobile = false, deviceScaleFactor = 1 } = size;
    test.use({ viewport, hasTouch, isMobile, deviceScaleFactor });

    test("a pärm is begun, paired, and a meeting's agreements are on the phone", async ({
      page, browser, server, demo, shot,
    }) => {
      test.setTimeout(120_000);
      const picture = (who: Page, name: string) => shot(who, `${where}-${name}`);
      const anna = demo.coordinators[0]!;
      const owner = where === "desk" ? "Maja Dahl" : "Maja Falk";
      await signIn(page, anna);
      await begin(page, owner);
      const mine = `${anna.name} (Psykosvård Öster)`;
      // The sentences are read aloud; what does not hold is changed.
      await expect(page.getByRole("listitem").getByText(`${mine} får läsa och föreslå i Kontakter.`).first()).toBeVisible();
      await page.getByText("Ändra", { exact: true }).click();
      await page.getByLabel("Skattning", { exact: true }).selectOption({ label: "Inte alls" });
      await expect(page.getByText(`${mine} får inte läsa Skattning.`)).toBeVisible();
      await expect(page.getByRole("radio", { name: /Muntligt/ })).toBeChecked();
      await page.getByRole("radio", { name: /Med underskrift här/ }).check();
      await sign(page);
      await picture(page, "samtycke-skrivs-in");
      await page.getByRole("button", { name: "Spara och visa koden" }).click();

      // The code, to point a camera at, to read aloud, or to send.
      await expect(page.getByRole("heading", { level: 1, name: "Koppla telefonen" })).toBeVisible();
      await expect(page.getByText(/^Gäller till \d\d\.\d\d\.$/)).toBeVisible();
      const drawn = await page.getByRole("img", { name: "QR-kod med länken till pärmen" }).locator("path").getAttribute("d");
      await picture(page, "koppla-telefonen");
      await page.getByText("Skicka länken i stället").click();
      const link = await page.getByLabel("Länk till pärmen").inputValue();
      expect(link).toMatch(new RegExp(`^${server.url}/para#[\\w-]{43}$`));
      expect(readQr(drawn!)).toBe(link);
      await expect(page.locator(".pairing__code")).toHaveText(/^\d{4}\s*\d{4}$/);

      // The phone beside it opens the link.
      const phone = await device(browser, server, PHONE);
      const faults = faultsOf(phone);
      await phone.goto(link);
      await expect(phone.getByRole("button", { name: "Öppna min pärm" })).toBeVisible();
      expect(phone.url(), "the secret leaves the address bar").toBe(`${server.url}/para`);
      await picture(phone, "ager-oppna");
      await phone.getByRole("button", { name: "Öppna min pärm" }).click();
      await expect(phone.getByRole("heading", { level: 1, name: "Stämmer det?" })).toBeVisible();
      await expect(phone.getByText(`${mine} får läsa och föreslå i Kontakter.`)).toBeVisible();
      await expect(phone.getByText(/i Skattning\./)).toHaveCount(0);
      await picture(phone, "ager-stammer-det");
      await phone.getByRole("button", { name: "Ja, det stämmer" }).click();
      await expect(phone.getByRole("heading", { level: 1, name: "Lägg Pärmen på hemskärmen" })).toBeVisible();
      await picture(phone, "ager-hemskarmen");
      await phone.getByRole("button", { name: /Klart|Inte nu/ }).first().click();
      await expect(phone.getByRole("heading", { level: 1, name: "Hej Maja" })).toBeVisible();
      await expect(phone.getByText("Ingen tid är bokad än.")).toBeVisible();

      // Her screen says so by itself; the link is used up.
      await expect(page.getByText("Telefonen är kopplad.")).toBeVisible();
      const spent = await page.request.post("/api/v1/pairings/redeem", {
        data: { secret: link.split("#")[1] }, headers: { Origin: server.url },
      });
      expect(spent.status()).toBeGreaterThanOrEqual(400);
      await page.getByRole("link", { name: "Öppna pärmen" }).click();
      await expect(page.getByRole("heading", { level: 1, name: owner })).toBeVisible();
      await expect(page.getByRole("main").getByRole("link", { name: "Skattning" })).toHaveCount(0);
      await picture(page, "parm");

      // A meeting is booked, and is on the open phone.
      await tab(page, "Möten").click();
      await page.getByRole("link", { name: "Lägg till ett möte" }).click();
      const form = page.getByRole("main");
      await book(form, inDays(2), "13:00");
      await expect(form.getByText(/ kl\. 13\.00\. Om 2 dagar\./)).toBeVisible();
      await expect(phone.getByText(/kl\. 13\.00/)).toBeVisible();
      await expect(phone.getByText("Anna kommer.")).toBeVisible();
      await picture(phone, "ager-hem-mote");
      await page.getByRole("button", { name: "Klart" }).click();
      await picture(page, "mote");

      // It begins: what the two of them write now applies at once.
      await page.getByRole("button", { name: "Starta mötet" }).click();
      await page.getByRole("button", { name: "Flytta mötet till nu och börja" }).click();
      await expect(page.getByText("Mötet pågår. Ni skriver tillsammans.")).toBeVisible();
      await page.getByRole("link", { name: "Möten" }).first().click();
      await page.getByRole("link", { name: owner.split(" ")[0]!, exact: true }).first().click();
      await tab(page, "Kontakter").click();
      await page.getByRole("link", { name: "Lägg till någon" }).click();
      await page.getByLabel("Namn", { exact: true }).fill("Eva");
      await page.getByLabel("Telefon", { exact: true }).fill(EVA);
      await page.getByLabel("Roll").fill("Min mamma");
      await page.getByLabel("Roll").blur();
      await expect(page.getByText("Ni skrev tillsammans")).toBeVisible();
      await picture(page, "tillsammans-kontakt");

      await phone.getByRole("link", { name: "Min pärm" }).click();
      await tab(phone, "Kontakter").click();
      await expect(phone.getByRole("button", { name: /Ring Eva/ })).toBeVisible();
      await phone.getByRole("link", { name: /Eva/ }).click();
      await expect(phone.getByText("Ni skrev tillsammans")).toBeVisible();
      await picture(phone, "ager-tillsammans");

      await openBinder(page, owner);
      await tab(page, "Mål och plan").click();
      await page.getByRole("link", { name: "Lägg till ett mål" }).click();
      await page.getByLabel("Målet med egna ord från Maja").fill("Jag vill laga mat två dagar i veckan.");
      await page.getByLabel("Målet med egna ord från Maja").blur();
      await page.getByRole("switch", { name: /Det här vill Maja/ }).check();
      await expect(page.getByText("Ni skrev tillsammans")).toBeVisible();
      await phone.goto("/plan");
      await expect(phone.getByText("Jag vill laga mat två dagar i veckan.").first()).toBeVisible();

      // It ends, and the next one is booked before they part.
      await openBinder(page, owner);
      await tab(page, "Möten").click();
      await page.getByRole("link", { name: /Visa mötet/ }).click();
      await page.getByRole("button", { name: "Avsluta mötet" }).click();
      const next = page.getByRole("region", { name: "När ses ni nästa gång?" });
      await expect(next).toBeVisible();
      await picture(page, "nasta-gang");
      await book(next, inDays(9), "14:30");
      await next.getByRole("button", { name: "Boka" }).click();
      await expect(page.getByRole("link", { name: /Nästa möte .*kl\. 14\.30/ })).toBeVisible();
      await phone.getByRole("link", { name: "Hem" }).click();
      await expect(phone.getByText(/kl\. 14\.30/)).toBeVisible();
      await picture(phone, "ager-hem-nasta");

      // After the meeting her words are suggestions again, and one tap takes one in.
      await openBinder(page, owner);
      await tab(page, "Kontakter").click();
      await page.getByRole("link", { name: "Lägg till någon" }).click();
      await page.getByLabel("Namn", { exact: true }).fill("Kerstin");
      await page.getByLabel("Roll").fill("Granne");
      await page.getByRole("button", { name: "Skicka förslag" }).click();
      await expect(page.getByText(`Förslaget är sparat. ${owner} bestämmer.`)).toBeVisible();
      await picture(page, "forslag-skickat");
      await phone.goto("/kontakter");
      await expect(phone.getByRole("heading", { name: "Anna har ett förslag" })).toBeVisible();
      await expect(phone.locator(".proposal")).toContainText("Kerstin");
      await picture(phone, "ager-forslag");
      await phone.getByRole("button", { name: "Ja, ta med det" }).click();
      await expect(phone.getByRole("link", { name: /Kerstin/ })).toBeVisible();
      await page.goto("/samordnare");
      await openBinder(page, owner);
      await tab(page, "Kontakter").click();
      await expect(page.getByRole("link", { name: /Kerstin/ })).toBeVisible();
      expect(faults).toEqual([]);
      await phone.context().close();
    });
  });
}
