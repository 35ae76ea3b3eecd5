/// <reference lib="dom" />
// Sizes, numbers and times as people of a locale read them.

/** Seconds in each unit, the largest first. */
const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

export interface Format {
  /** For example `1.2 kB`; a kB is 1,000 bytes. */
  size(bytes: number): string;
  number(value: number): string;
  /** How long ago, for example `3 days ago`. */
  ago(time: string): string;
  /** Day and time in full. */
  time(time: string): string;
  /** Orders texts, and the numbers in them by value. */
  compare(a: string, b: string): number;
}

/**
 * @param locale BCP 47; one that is none, or unknown, is the browser's own
 * @param timeZone IANA; likewise
 */
export function formatFor(locale: string | undefined, timeZone: string | undefined): Format {
  const known = usable(locale, (tag) => Intl.getCanonicalLocales(tag));
  const zone = usable(timeZone, (timeZone) => new Intl.DateTimeFormat("en", { timeZone }));
  const relative = new Intl.RelativeTimeFormat(known, { numeric: "auto" });
  const absolute = new Intl.DateTimeFormat(known, {
    dateStyle: "medium",
    timeStyle: "short",
    ...(zone && { timeZone: zone }),
  });
  const plain = new Intl.NumberFormat(known);
  const { compare } = new Intl.Collator(known, { numeric: true });
  return {
    size(bytes) {
      const [unit, divisor] = bytes < 1_000
        ? ["byte", 1]
        : bytes < 1_000_000
        ? ["kilobyte", 1_000]
        : ["megabyte", 1_000_000];
      const unitDisplay = unit === "byte" ? "long" : "short";
      const options = { style: "unit", unit, unitDisplay, maximumFractionDigits: 1 } as const;
      return new Intl.NumberFormat(known, options).format(bytes / divisor);
    },
    number: (value) => plain.format(value),
    ago(time) {
      const seconds = (Date.parse(time) - Date.now()) / 1_000;
      const [unit, length] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ??
        ["second", 1];
      return relative.format(Math.round(seconds / length), unit);
    },
    time: (time) => absolute.format(new Date(time)),
    compare,
  };
}

// What a host says is not believed to be what Intl understands: it throws, and nothing would be shown.
function usable(value: string | undefined, attempt: (value: string) => unknown) {
  if (!value) return undefined;
  try {
    attempt(value);
    return value;
  } catch {
    return undefined;
  }
}
