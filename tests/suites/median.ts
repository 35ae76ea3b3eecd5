// The median of measurements: the statistic that other load on the machine distorts least.

export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

/** @returns the medians of fields of the same name */
export function medians<Field extends string>(
  all: readonly Record<Field, number>[],
): Record<Field, number> {
  const fields = Object.keys(all[0] ?? {}) as Field[];
  const entries = fields.map((field) => [field, median(all.map((one) => one[field]))]);
  return Object.fromEntries(entries) as Record<Field, number>;
}
