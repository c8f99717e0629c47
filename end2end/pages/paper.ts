// What a printed sheet may do wrong, told by the layout itself: words that are cut off, that reach beside the paper, or
// that lie on each other.
import { type Page } from "@playwright/test";

// A4 between its margins (style/print.css), in CSS pixels.
const PAPER = { width: Math.round(((210 - 22 - 12) / 25.4) * 96), height: Math.round(((297 - 32) / 25.4) * 96) };

export async function asPaper(page: Page): Promise<void> {
  await page.setViewportSize(PAPER);
  await page.emulateMedia({ media: "print" });
}

export async function asScreen(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.emulateMedia({ media: null });
  await page.setViewportSize(size);
}

export function faultsOnPaper(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const width = document.documentElement.clientWidth;
    const words = (element: Element) => (element.textContent ?? "").trim().slice(0, 50);
    const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    // For screen readers alone.
    const isUnseen = (element: Element): boolean => {
      const { clipPath, position } = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      return (position === "absolute" && (clipPath !== "none" || box.width <= 1)) || (!!element.parentElement && isUnseen(element.parentElement));
    };
    const lines: { text: Text; box: DOMRect }[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode as Text;
      const element = text.parentElement!;
      if (!text.data.trim() || !isShown(element) || isUnseen(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const box of range.getClientRects()) {
        if (box.width < 1 || box.height < 1) continue;
        lines.push({ text, box });
        if (box.left < -1 || box.right > width + 1) faults.push(`beside the paper: ${words(element)}`);
      }
    }
    for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
      if (!isShown(element) || isUnseen(element) || !words(element)) continue;
      const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
      if (overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1) faults.push(`cut off at the side: ${words(element)}`);
      if (overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1) faults.push(`cut off below: ${words(element)}`);
      if (textOverflow === "ellipsis" && element.scrollWidth > element.clientWidth) faults.push(`shortened: ${words(element)}`);
    }
    lines.sort((one, other) => one.box.top - other.box.top);
    for (const [at, one] of lines.entries()) {
      for (const other of lines.slice(at + 1)) {
        if (other.box.top > one.box.bottom) break;
        if (one.text === other.text) continue;
        // A line is higher than its letters: only what shares half of it lies on it.
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (across > 2 && down > Math.min(one.box.height, other.box.height) / 2) {
          faults.push(`on each other: ${words(one.text.parentElement!)} / ${words(other.text.parentElement!)}`);
        }
      }
    }
    return faults;
  });
}
