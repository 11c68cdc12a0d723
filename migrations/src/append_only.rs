//! Tables whose lines nobody changes or removes: the database refuses it.

/// Statements that make a table so.
pub(crate) fn guards(table: &str, postgres: bool) -> Vec<String> {
    if postgres {
        return vec![
            format!(
                "CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
            ),
            format!(
                "CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} \
                 FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only()"
            ),
            format!(
                "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} \
                 FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()"
            ),
        ];
    }
    ["UPDATE", "DELETE"]
        .map(|change| {
            format!(
                "CREATE TRIGGER {table}_no_{name} BEFORE {change} ON {table} \
                 BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
                name = change.to_lowercase(),
            )
        })
        .to_vec()
}

/// What is left to be removed once the table is gone.
pub(crate) fn leftovers(table: &str, postgres: bool) -> Vec<String> {
    if postgres { vec![format!("DROP FUNCTION {table}_is_append_only()")] } else { Vec::new() }
}
