// Plain SQL on whichever Postgres the local stack runs, PGlite or a server: the port that migrations,
// privileges and tests speak. Knows no driver.

/** One column name → value record; what the driver makes of the column's type. */
export type Row = Record<string, unknown>;

/** Runs one statement with `$1…` parameters. */
export type Query = <T extends Row = Row>(text: string, parameters?: unknown[]) => Promise<T[]>;

/** What runs inside a transaction. */
export interface Statements {
  query: Query;
  /** Runs any number of statements without parameters. */
  script(text: string): Promise<void>;
}

/** A database that answers SQL. */
export interface Sql extends Statements {
  /** All of it or nothing: whatever `work` throws rolls everything back and is thrown on. */
  transaction(work: (statements: Statements) => Promise<void>): Promise<void>;
}
