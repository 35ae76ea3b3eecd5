/// <reference lib="dom" />
// Formats sizes, numbers and times for a locale.

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
  /** For example `1.2 kB`. One kB is 1,000 bytes. */
  size(bytes: number): string;
  number(value: number): string;
  /** For example `3 days ago`. */
  ago(time: string): string;
  /** Date and time, for example `Nov 23, 2026, 8:38 AM`. */
  time(time: string): string;
  /** Compares two texts for sorting. Numbers inside the texts compare by value: `a2` comes before `a10`. */
  compare(a: string, b: string): number;
}

/**
 * @param locale a language tag (BCP 47); default: the browser's locale, also for an invalid tag
 * @param timeZone an IANA name; default: the browser's time zone, also for an invalid name
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
      const { unit, divisor } = sizeUnit(bytes);
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

function sizeUnit(bytes: number): { unit: string; divisor: number } {
  if (bytes < 1_000) return { unit: "byte", divisor: 1 };
  if (bytes < 1_000_000) return { unit: "kilobyte", divisor: 1_000 };
  return { unit: "megabyte", divisor: 1_000_000 };
}

// Returns `undefined` for a value on which Intl throws: an invalid value from the host must not break the view.
function usable(value: string | undefined, attempt: (value: string) => unknown) {
  if (!value) return undefined;
  try {
    attempt(value);
    return value;
  } catch {
    return undefined;
  }
}
