// Days as the app says them, counted from the clock of the machine that runs the journey.
const ZONE = "Europe/Stockholm";
const DAY = 24 * 60 * 60 * 1000;

export interface Day {
  date: string; // as a date field wants it
  words: string; // "Tisdag 8 december"; with the year if it is another one
  at(clock: string): Date;
}

const part = (at: Date, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE, ...options }).format(at);

export function inDays(days: number): Day {
  const then = new Date(Date.now() + days * DAY);
  const date = part(then, { year: "numeric", month: "2-digit", day: "2-digit" });
  const year = part(then, { year: "numeric" }) === part(new Date(), { year: "numeric" }) ? "" : ` ${part(then, { year: "numeric" })}`;
  const weekday = part(then, { weekday: "long" });
  const words = `${weekday[0]!.toUpperCase()}${weekday.slice(1)} ${part(then, { day: "numeric", month: "long" })}${year}`;
  const at = (clock: string) => {
    const instants = ["+01:00", "+02:00"].map((offset) => new Date(`${date}T${clock}:00${offset}`));
    return instants.find((instant) => part(instant, { hour: "2-digit", minute: "2-digit" }) === clock)!;
  };
  return { date, words, at };
}
