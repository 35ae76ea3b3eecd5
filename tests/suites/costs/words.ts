// What the collector's process prints when it is done.

export const COLLECTED = "garbage collected";
