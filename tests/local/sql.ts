// The SQL interface of the local stack's database, for PGlite and PostgreSQL servers.

/** A row: column name → value as the driver converts it. */
type Row = Record<string, unknown>;

/** Runs one statement with `$1…` parameters. */
export type Query = <T extends Row = Row>(text: string, parameters?: unknown[]) => Promise<T[]>;

/** Statements inside or outside a transaction. */
interface Statements {
  query: Query;
  /** Runs several statements without parameters. */
  script(text: string): Promise<void>;
}

/** A database. */
export interface Sql extends Statements {
  /** Runs `work` in a transaction; an error rolls it back and is rethrown. */
  transaction(work: (statements: Statements) => Promise<void>): Promise<void>;
}
