// R84: everybody who is named in her early signs has a copy; she sees who has an old one, and one button mends it.
import { cut, expect, mend, readyOffline, test } from "../../fixtures.ts";
import { device, letIn, PHONE } from "../../people.ts";
import { handOver, read, row, twoNamed, who } from "../../pages/copies.ts";
import { openTab, sent } from "../../pages/frame.ts";
import { addSign } from "../../pages/signs.ts";

test("an older copy is told of where she writes, and one button renews them all behind the links they have", async ({
  owner, browser, server, shot,
}) => {
  test.setTimeout(120_000);
  await twoNamed(owner);
  await who(owner).click();
  await expect(owner.getByText("De som står i dina tidiga tecken bör ha en kopia.")).toBeVisible();
  await expect(row(owner, "Eva Lind")).toContainText("Har ingen kopia.");
  await expect(row(owner, "Sara Ek")).toContainText("Har ingen kopia.");
  await shot(owner, "kopior-ingen");

  const toEva = await handOver(owner, "Eva", "2580");
  const toSara = await handOver(owner, "Sara");
  await openTab(owner, "Tidiga tecken");
  await expect(who(owner)).not.toContainText("äldre");
  await who(owner).click();
  await expect(owner.getByText("Alla som står i dina tidiga tecken har den senaste.")).toBeVisible();
  await expect(row(owner, "Eva Lind")).toContainText("Har den senaste. Inte öppnad än.");
  await expect(owner.getByRole("button", { name: /^Lämna/ })).toHaveCount(0);
  await shot(owner, "kopior-alla");

  // A line for Eva is nothing of Sara's; how she is when she is well is in both.
  await openTab(owner, "Tidiga tecken");
  await addSign(owner, { text: "Jag slutar äta", other: { who: "Eva Lind", text: "Laga mat med mig" } });
  await expect(who(owner)).toContainText("Eva har en äldre kopia.");
  await addSign(owner, { text: "Jag blir rädd", other: { who: "Sara Ek", text: "Sitt hos mig" } });
  await expect(who(owner)).toContainText("Eva och Sara har äldre kopior.");
  await shot(owner, "tecken-kopior");
  const reader = await device(browser, server, { ...PHONE, javaScriptEnabled: false });
  expect(await read(reader, toEva, "2580"), "nothing is handed over by itself").not.toContain("Laga mat");

  await who(owner).click();
  await expect(row(owner, "Eva Lind")).toContainText("Har en äldre, från");
  await shot(owner, "kopior-aldre");
  await owner.getByRole("button", { name: "Lämna nya" }).click();
  await expect(owner.getByText("Alla som står i dina tidiga tecken har den senaste.")).toBeVisible();
  await expect(owner.getByText("Eva och Sara har nya kopior.")).toBeVisible();
  await sent(owner);
  expect(await read(reader, toEva, "2580")).toContain("Laga mat med mig");
  expect(await read(reader, toSara)).toContain("Sitt hos mig");
  await expect(row(owner, "Sara Ek")).toContainText(/Öppnad \d/);

  // She changes her mind: they see what they saw.
  await owner.getByRole("button", { name: "Ångra" }).click();
  await expect(owner.getByRole("button", { name: "Lämna nya" })).toBeVisible();
  await sent(owner);
  expect(await read(reader, toEva, "2580")).not.toContain("Laga mat");
  await reader.context().close();
});

test("without network the new copy waits on the phone, and opens when there is one", async ({ owner, browser, server, context }) => {
  test.setTimeout(120_000);
  await twoNamed(owner);
  const link = await handOver(owner, "Eva");
  await readyOffline(owner);
  await cut(context, server);
  await openTab(owner, "Tidiga tecken");
  await addSign(owner, { text: "Jag slutar äta", other: { who: "Eva Lind", text: "Laga mat med mig" } });
  await who(owner).click();
  await owner.getByRole("button", { name: "Lämna en ny" }).click();
  await expect(owner.getByText("Eva har en ny kopia.")).toBeVisible();
  await expect(row(owner, "Eva Lind")).toContainText("Har den senaste.");
  await owner.reload();
  await expect(row(owner, "Eva Lind")).toContainText("Har den senaste.");
  await mend(context, server);
  await sent(owner);
  const reader = await device(browser, server, { ...PHONE, javaScriptEnabled: false });
  expect(await read(reader, link)).toContain("Laga mat med mig");
  await reader.context().close();
});

test("paper counts too: what is printed is what she sees, and it gets old as well", async ({ owner, shot }) => {
  await twoNamed(owner);
  await owner.goto("/dela-ut");
  await owner.getByRole("button", { name: /^Sara/ }).click();
  await shot(owner, "dela-papper");
  await owner.emulateMedia({ media: "print" });
  await expect(owner.getByText("Ta med mig ut")).toBeVisible();
  for (const hidden of ["Dela", "Jag har gett den på papper"]) {
    await expect(owner.getByRole("button", { name: hidden, exact: true })).toBeHidden();
  }
  await expect(owner.getByLabel(/^Kod du säger till/)).toBeHidden();
  await owner.emulateMedia({ media: "screen" });
  await owner.getByRole("button", { name: "Jag har gett den på papper" }).click();
  await expect(owner.getByText("Sara har en kopia på papper.")).toBeVisible();
  await expect(owner.getByText(/^Fick den på papper \d+ \p{L}+\.$/u)).toBeVisible();

  await openTab(owner, "Tidiga tecken");
  await who(owner).click();
  await expect(row(owner, "Sara Ek")).toContainText(/^Sara Ek\s*Fick den på papper \d+ \p{L}+\.$/u);
  await openTab(owner, "Tidiga tecken");
  await addSign(owner, { text: "Jag blir rädd", other: { who: "Sara Ek", text: "Sitt hos mig" } });
  await expect(who(owner)).toContainText("Sara har en äldre kopia.");
  await who(owner).click();
  await expect(row(owner, "Sara Ek")).toContainText("Fick en äldre på papper");
  await expect(owner.getByRole("button", { name: /^Lämna/ }), "paper is not renewed by a button").toHaveCount(0);
  await sent(owner);
});

test("a wrong tap on paper is taken back", async ({ owner }) => {
  await twoNamed(owner);
  await owner.goto("/dela-ut");
  await owner.getByRole("button", { name: /^Sara/ }).click();
  await owner.getByRole("button", { name: "Jag har gett den på papper" }).click();
  await owner.getByRole("button", { name: "Ångra" }).click();
  await expect(owner.getByText(/^Fick den på papper/)).toHaveCount(0);
  await sent(owner);
  await owner.reload();
  await expect(owner.getByRole("button", { name: "Jag har gett den på papper" })).toBeVisible();
  await expect(owner.getByText(/^Fick den på papper/)).toHaveCount(0);
});

test("whoever reads the plan in the app needs no copy", async ({ page, demo, staff, server, shot }) => {
  await letIn(page, staff, demo.binders[0]!.id, server.url);
  await page.goto("/kopior");
  await expect(row(page, "Anna Berg")).toContainText("Läser dem i sin app.");
  await expect(row(page, "Eva")).toContainText("Har den senaste.");
  await shot(page, "kopior-demo");
});
