// "Ta med dig pärmen": all of it as a file and on paper, made on her phone with the network gone and the server stopped.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Page } from "@playwright/test";
import { cut, expect, readyOffline, test } from "../../fixtures.ts";
import { letIn } from "../../people.ts";
import { loseNetwork } from "../../pages/breaking.ts";
import { bookByCoordinator, writeTogether } from "../../pages/coordinator.ts";
import { bar, openTab, sent, write } from "../../pages/frame.ts";
import { arrives, entries, heads } from "../../pages/log.ts";
import { addGoal } from "../../pages/plan.ts";
import { answer, AREAS, answerAll, question, save } from "../../pages/rating.ts";

interface File {
  format: string;
  version: number;
  owner_name: string;
  tabs: { tab: string; withheld?: string; entries: { kind: string; fields?: Record<string, { current: { value: { text?: string } }[] }>; facts?: object[] }[] }[];
}

// The file as text and as what it says.
async function saveFile(page: Page): Promise<{ text: string; file: File }> {
  await page.goto("/installningar");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Spara som fil" }).click();
  const taken = await download;
  expect(taken.suggestedFilename()).toMatch(/^min-parm-\d{4}-\d{2}-\d{2}\.json$/);
  await expect(page.getByText("Filen ligger bland det du har hämtat i telefonen.")).toBeVisible();
  const text = await readFile((await taken.path())!, "utf8");
  return { text, file: JSON.parse(text) as File };
}

const tabOf = (file: File, tab: string) => file.tabs.find((one) => one.tab === tab)!;

async function openPaper(page: Page): Promise<void> {
  await page.goto("/installningar");
  await page.getByRole("link", { name: "Skriv ut allt" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Skriv ut allt" })).toBeVisible();
}

test("the file has every word, of two versions both, and what is only on this phone", async ({
  owner, staff, binder, context, server,
}) => {
  await openTab(owner, "Mål och plan");
  await addGoal(owner, "Jag vill bo själv");
  const field = owner.getByLabel("Målet med dina egna ord");
  await field.blur();
  await arrives(staff, binder, "plan", "text", ["Jag vill bo själv"]);
  const [goal] = await entries(staff, binder, "plan");
  const meeting = await bookByCoordinator(staff, binder, { days: 0, status: "open" });
  const over = { text: await heads(staff, binder, "plan", goal!.id, "text") };
  await loseNetwork(context, server);
  await write(field, "Jag vill bo själv med katt");
  await field.blur();
  await writeTogether(staff, binder, meeting, {
    tab: "plan", entry: goal!.id, kind: "goal", fields: { text: { text: "Jag vill bo i Solna" } }, over,
  });
  await context.setOffline(false);
  await expect(owner.getByRole("region", { name: "Två versioner" })).toBeVisible();
  await sent(owner);
  await readyOffline(owner);
  await cut(context, server);
  await openTab(owner, "Mål och plan");
  await addGoal(owner, "Jag vill simma");

  const { text, file } = await saveFile(owner);
  expect(file).toMatchObject({ format: "parmen", version: 1, owner_name: "Maja Lind" });
  const goals = tabOf(file, "plan").entries.filter(({ kind }) => kind === "goal");
  const words = goals.map(({ fields }) => fields!.text!.current.map(({ value }) => value.text).sort());
  expect(words.sort()).toEqual([["Jag vill bo i Solna", "Jag vill bo själv med katt"], ["Jag vill simma"]]);
  expect(text, "what stood before is in it too").toContain('"Jag vill bo själv"');

  await openPaper(owner);
  const plan = owner.locator(".print-sheet", { has: owner.getByRole("heading", { name: "Mål och plan" }) });
  await expect(plan).toContainText("Jag vill bo själv med katt");
  await expect(plan).toContainText("en annan version: Jag vill bo i Solna");
});

test("the demo's binder on paper and in a file, without a secret", async ({ page, demo, staff, server, context, shot }) => {
  await letIn(page, staff, demo.binders[0]!.id, server.url);
  await sent(page);
  await readyOffline(page);
  await cut(context, server);
  const { text, file } = await saveFile(page);
  await shot(page, "ta-med-dig");
  const shares = tabOf(file, "sharing").entries.filter(({ kind }) => kind === "share");
  expect(JSON.stringify(shares)).toContain("handed_over");
  const tokens = demo.shares.map(({ link }) => new URL(link).pathname.split("/").pop()!);
  for (const token of tokens) expect(text.includes(token), "the token of a link").toBe(false);
  expect(text).not.toContain('"code":');

  await openPaper(page);
  const sheets = page.locator(".print-sheet");
  await expect(sheets).toHaveCount(6);
  // A new rating waits: earlier ones are in the file she asked for, and not shown on the way to the printer.
  expect(JSON.stringify(tabOf(file, "ratings"))).toContain("rated");
  await expect(page.getByText("De tidigare kommer med på papper när den är klar.")).toBeVisible();
  await shot(page, "skriv-ut-allt");
  await page.emulateMedia({ media: "print" });
  await expect(bar(page)).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toBeHidden();
  await expect(page.getByRole("button", { name: "Skriv ut" })).toBeHidden();
  await expect(sheets.first()).toBeVisible();
  // As wide as the paper between its margins: nothing reaches outside.
  await page.setViewportSize({ width: 665, height: 1000 });
  const outside = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(".print-sheet *")]
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map((element) => element.textContent));
  expect(outside).toEqual([]);
  await page.emulateMedia({ media: null });
  const pdf = await page.pdf({
    preferCSSPageSize: true, path: path.join(import.meta.dirname, "../../../target/screenshots/skriv-ut-allt.pdf"),
  });
  const papers = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
  expect(papers.length, "each tab on a paper of its own").toBeGreaterThanOrEqual(6);
});

test("while a rating is in progress the earlier ones are neither printed nor saved", async ({ owner, context, server }) => {
  await openTab(owner, "Skattning");
  await owner.getByRole("link", { name: "Gör en skattning" }).click();
  await answerAll(owner, [31, 40, 26, 52]);
  await save(owner);
  await sent(owner);
  await readyOffline(owner);
  await cut(context, server);
  await openPaper(owner);
  await expect(owner.getByRole("cell", { name: "Närmare inte alls nöjd" }).first()).toBeVisible();
  expect((await saveFile(owner)).text).toContain("[31,40,26,52]");

  await owner.goto("/skattning");
  await owner.getByRole("button", { name: "Rätta skattningen" }).click();
  await answer(owner, AREAS[0], 90);
  await expect(question(owner, AREAS[1])).toBeVisible();
  await openPaper(owner);
  await expect(owner.getByText("Du har en påbörjad skattning.")).toBeVisible();
  await expect(owner.getByRole("table")).toHaveCount(0);
  const { text, file } = await saveFile(owner);
  expect(text).not.toContain("[31,40,26,52]");
  expect(tabOf(file, "ratings")).toMatchObject({ withheld: "rating_in_progress", entries: [] });
});
