// Supabase's command line tool.

/** The command as operators type it, in the version that the tests use. */
export const SUPABASE = "npx supabase@3.1.0";
