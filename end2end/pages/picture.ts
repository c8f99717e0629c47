// A picture of a signed paper: made by the browser itself, with what a phone's camera writes beside it.
import { expect, type Locator, type Page } from "@playwright/test";

export interface File {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

// What stands in the picture's Exif, and must be in nothing that leaves the device.
export const PLACE = "GPS 59.3293 18.0686 Lindvägen 4";

// A photographed page with words on it, larger than what is kept.
export async function paper(page: Page, words: string): Promise<File> {
  const base64 = await page.evaluate(async (words) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [2400, 3200];
    const on = canvas.getContext("2d")!;
    on.fillStyle = "#f4f1e8";
    on.fillRect(0, 0, 2400, 3200);
    on.fillStyle = "#222";
    on.font = "120px sans-serif";
    for (let line = 0; line < 18; line += 1) on.fillText(`${words} ${line + 1}`, 200, 300 + line * 150);
    return canvas.toDataURL("image/jpeg", 0.95).split(",")[1]!;
  }, words);
  const plain = Buffer.from(base64, "base64");
  const exif = Buffer.concat([Buffer.from("Exif\0\0"), Buffer.from(PLACE)]);
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return { name: "samtycke.jpg", mimeType: "image/jpeg", buffer: Buffer.concat([plain.subarray(0, 2), head, exif, plain.subarray(2)]) };
}

// As the phone's camera hands it over, or the gallery.
export const camera = (page: Page): Locator => page.getByLabel(/^(Ta en bild|Ta om bilden)$/);
export const gallery = (page: Page): Locator => page.getByLabel("Välj en bild som finns");

export const pictureOf = (page: Page, name: string): Locator => page.getByRole("img", { name: `Det papper som ${name} skrev under` });

// It is drawn, and not only there: something of the words is dark.
export async function isDrawn(picture: Locator): Promise<void> {
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const points = canvas.getContext("2d")!.getImageData(0, 0, width, height).data;
    return points.some((point, at) => at % 4 === 0 && point < 80) ? Math.max(width, height) : 0;
  })).toBe(1600);
}
