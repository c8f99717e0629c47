// Requirements §1: consent on paper with a photo. It is taken at the table, waits on the device and is there once.
import { cut, expect, mend, readyOffline, saysYes, test } from "../../fixtures.ts";
import { device, PHONE, signIn } from "../../people.ts";
import { camera, gallery, isDrawn, paper, pictureOf, PLACE } from "../../pages/picture.ts";
import { sent } from "../../pages/frame.ts";
import { Staff } from "../../staff.ts";
import AxeBuilder from "@axe-core/playwright";
import { type Page } from "@playwright/test";

// A new pärm up to the paper.
async function begin(page: Page, name: string): Promise<void> {
  await page.goto("/samordnare/ny");
  await page.getByLabel("Namn på den som ska ha pärmen").fill(name);
  await page.getByRole("button", { name: "Nästa" }).click();
  await page.getByRole("radio", { name: /På papper/ }).check();
  await expect(page.getByRole("group", { name: "Bild av pappret" })).toBeVisible();
}

const save = (page: Page) => page.getByRole("button", { name: "Spara och visa koden" });

// What axe finds, in light and dark.
async function faults(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    for (const { id, nodes } of violations) found.push(`${colorScheme} ${id} ${nodes.map((node) => node.target).join(" ")}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}

async function open(page: Page, phone: Page): Promise<void> {
  await page.getByText("Skicka länken i stället").click();
  await phone.goto(await page.getByLabel("Länk till pärmen").inputValue());
  await phone.getByRole("button", { name: "Öppna min pärm" }).click();
  await saysYes(phone);
  await phone.goto("/samtycke");
}

test("a paper is photographed without network, and its picture is on her phone, without network too", async ({
  page, browser, server, demo, staff, shot,
}) => {
  test.setTimeout(120_000);
  expect(staff.me.name).toBe("Anna Berg");
  await signIn(page, demo.coordinators[0]!);
  await readyOffline(page);
  await cut(page.context(), server);
  await begin(page, "Pia Ask");
  await expect(page.getByText("Du kan lägga till bilden senare, innan telefonen är ansluten.")).toBeVisible();
  await shot(page, "bild-tom");
  await camera(page).setInputFiles(await paper(page, "Jag säger ja"));
  await isDrawn(pictureOf(page, "Pia Ask"));
  await expect(page.getByText("Bilden är klar. Kontrollera att texten går att läsa.")).toBeVisible();
  await shot(page, "bild-tagen");
  expect(await faults(page)).toEqual([]);
  await save(page).click();
  await expect(page.getByText("Koden kan bara visas med nät. Allt du skrivit är sparat här.")).toBeVisible();
  await expect(page.getByText("Sparat i telefonen")).toBeVisible();

  await mend(page.context(), server);
  await page.getByRole("button", { name: "Försök igen" }).click();
  const phone = await device(browser, server, PHONE);
  await open(page, phone);
  const sentence = phone.getByRole("listitem").filter({ hasText: "i Mål och plan" });
  await expect(sentence).toContainText("Du sa ja på papper.");
  await sentence.getByRole("link", { name: "Visa bilden" }).click();
  await isDrawn(pictureOf(phone, "Pia Ask"));
  await expect(phone.getByText(/^Anna Berg lade in bilden .+\.$/)).toBeVisible();
  await shot(phone, "bild-telefon");
  await phone.getByRole("button", { name: "Gör bilden större" }).click();
  await expect(phone.getByRole("button", { name: "Visa hela bilden" })).toBeVisible();
  await shot(phone, "bild-stor");
  expect(await faults(phone)).toEqual([]);

  // What the server has is small, tells no place, and is for nobody else.
  const entry = new URL(phone.url()).searchParams.get("id")!;
  const me = await (await phone.request.get("/api/v1/me")).json();
  const path = `/binders/${me.binders[0].id}/attachments/${entry}`;
  const answer = await phone.request.get(`/api/v1${path}`);
  expect(answer.headers()["content-type"]).toBe("image/jpeg");
  const bytes = await answer.body();
  expect(bytes.length).toBeLessThanOrEqual(400 * 1024);
  expect(bytes.includes(PLACE)).toBe(false);
  const other = new Staff(server.url);
  await other.signIn(demo.coordinators[1]!.username, demo.coordinators[1]!.password);
  const refused = await other.call("GET", path);
  expect(refused).toEqual(await other.call("GET", path.replace(entry, me.person)));
  expect(refused.status).toBe(404);

  await sent(phone);
  await readyOffline(phone);
  await cut(phone.context(), server);
  await phone.reload();
  await isDrawn(pictureOf(phone, "Pia Ask"));
  await phone.goto("/samtycke/kvitto");
  await expect(phone.locator(".print-sheet")).toContainText("Pia Ask sa ja på papper. En bild av pappret finns i pärmen.");
  await phone.locator(".print-sheet").getByRole("button", { name: "Visa bilden" }).click();
  await isDrawn(pictureOf(phone, "Pia Ask"));
  await pictureOf(phone, "Pia Ask").scrollIntoViewIfNeeded();
  await shot(phone, "bild-kvitto");
  await phone.context().close();
});

test("what is no picture is said, with what to do, and loses nothing", async ({ page, staff, demo, shot }) => {
  expect(staff.me.name).toBe("Anna Berg");
  await signIn(page, demo.coordinators[0]!);
  await begin(page, "Rut Ask");
  const fine = await paper(page, "Jag säger ja");
  const large = Buffer.alloc(30 * 1024 * 1024);
  large.set([0x89, 0x50, 0x4e, 0x47]);
  const unfit = [
    [{ name: "tom.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(0) }, "Bilden är tom. Ta en ny bild."],
    [{ name: "text.jpg", mimeType: "image/jpeg", buffer: Buffer.from("inte en bild") },
      "Det här går inte att visa som en bild. Ta en bild med kameran, eller välj en annan."],
    [{ name: "stor.png", mimeType: "image/png", buffer: large }, "Filen är för stor. Ta en bild med kameran i stället."],
  ] as const;
  for (const [file, said] of unfit) {
    await gallery(page).setInputFiles(file);
    await expect(page.getByText(said, { exact: true })).toBeVisible();
    await expect(pictureOf(page, "Rut Ask")).toHaveCount(0);
  }
  await shot(page, "bild-fel");
  await gallery(page).setInputFiles(fine);
  await isDrawn(pictureOf(page, "Rut Ask"));
  for (const [file, said] of unfit) {
    await camera(page).setInputFiles(file);
    await expect(page.getByText(`${said} Bilden du hade finns kvar.`, { exact: true })).toBeVisible();
    await isDrawn(pictureOf(page, "Rut Ask"));
  }
  await page.getByRole("button", { name: "Ta bort bilden" }).click();
  await expect(pictureOf(page, "Rut Ask")).toHaveCount(0);
  await expect(camera(page)).toBeFocused();
});

test("she adds a picture herself, takes it away, and takes that back", async ({ page, browser, server, demo, staff, shot }) => {
  test.setTimeout(90_000);
  expect(staff.me.name).toBe("Anna Berg");
  await signIn(page, demo.coordinators[0]!);
  await begin(page, "Siv Ask");
  await save(page).click();
  const phone = await device(browser, server, PHONE);
  await open(page, phone);
  await expect(phone.getByRole("link", { name: "Visa bilden" })).toHaveCount(0);
  await sent(phone);
  await readyOffline(phone);
  await cut(phone.context(), server);
  await phone.getByRole("link", { name: "Kvitto på samtycke" }).click();
  await expect(phone.locator(".print-sheet")).toContainText("Pappret finns inte i pärmen.");
  await phone.getByRole("link", { name: "Lägg till en bild av pappret" }).click();
  await expect(phone.getByText(/Anna Berg .+ får läsa och föreslå i Mål och plan\./)).toBeVisible();
  await phone.getByRole("button", { name: "Spara bilden" }).click();
  await expect(phone.getByText("Ta eller välj en bild först.")).toBeVisible();
  await camera(phone).setInputFiles(await paper(phone, "Jag säger ja"));
  await isDrawn(pictureOf(phone, "Siv Ask"));
  await phone.getByRole("button", { name: "Spara bilden" }).click();
  await expect(phone.getByRole("heading", { level: 1, name: "Kvitto på samtycke" })).toBeVisible();
  await expect(phone.locator(".print-sheet")).toContainText("En bild av pappret finns i pärmen.");
  await expect(phone.getByText("Sparat i telefonen")).toBeVisible();

  await mend(phone.context(), server);
  await sent(phone);
  await phone.goto("/samtycke");
  const sentence = phone.getByRole("listitem").filter({ hasText: "i Mål och plan" });
  await shot(phone, "bild-mening");
  await sentence.getByRole("link", { name: "Visa bilden" }).click();
  await isDrawn(pictureOf(phone, "Siv Ask"));
  await expect(phone.getByText(/^Du lade in bilden .+\.$/)).toBeVisible();

  // Anna has it at her desk, and no way to take it away.
  await page.goto("/samordnare");
  await page.getByRole("link", { name: "Siv Ask", exact: true }).click();
  await page.getByRole("main").getByRole("link", { name: /Samtycke/ }).click();
  await page.getByRole("link", { name: "Visa bilden" }).first().click();
  await isDrawn(pictureOf(page, "Siv Ask"));
  await shot(page, "bild-desk");
  await expect(page.getByRole("button", { name: "Ta bort bilden" })).toHaveCount(0);

  await phone.getByRole("button", { name: "Ta bort bilden" }).click();
  await expect(phone.getByRole("heading", { level: 1, name: "Samtycke" })).toBeVisible();
  await expect(phone.getByRole("link", { name: "Visa bilden" })).toHaveCount(0);
  await expect(page.getByText("Bilden är borttagen.")).toBeVisible();
  await phone.getByRole("button", { name: "Ångra" }).click();
  await expect(phone.getByRole("link", { name: "Visa bilden" })).toHaveCount(5);
  await sent(phone);
  await isDrawn(pictureOf(page, "Siv Ask"));
  await phone.context().close();
});

test("staff add it afterwards until her phone is connected, and then she alone", async ({ page, browser, server, staff, demo }) => {
  expect(staff.me.name).toBe("Anna Berg");
  await signIn(page, demo.coordinators[0]!);
  await begin(page, "Tea Ask");
  await save(page).click();
  await expect(page.getByRole("img", { name: "QR-kod med länken till pärmen" })).toBeVisible();
  const binder = new URL(page.url()).searchParams.get("b")!;
  await page.goto(`/samtycke/kvitto?b=${binder}`);
  await page.getByRole("link", { name: "Lägg till en bild av pappret" }).click();
  await gallery(page).setInputFiles(await paper(page, "Jag säger ja"));
  await isDrawn(pictureOf(page, "Tea Ask"));
  await page.getByRole("button", { name: "Spara bilden" }).click();
  await expect(page.getByRole("button", { name: "Visa bilden" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Lägg till en bild av pappret" })).toHaveCount(0);
  await sent(page);

  const phone = await device(browser, server, PHONE);
  await phone.goto((await staff.pairing(binder)).link);
  await phone.getByRole("button", { name: "Öppna min pärm" }).click();
  await saysYes(phone);
  await phone.goto("/samtycke");
  await phone.getByRole("link", { name: "Visa bilden" }).first().click();
  await phone.getByRole("button", { name: "Ta bort bilden" }).click();
  await expect(page.locator(".print-sheet")).toContainText("Pappret finns inte i pärmen.");
  await expect(page.getByRole("link", { name: "Lägg till en bild av pappret" })).toHaveCount(0);
  await phone.context().close();
});
