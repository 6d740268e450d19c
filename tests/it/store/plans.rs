//! Series and events are found by an index, however many there are.

use std::path::Path;

use rusqlite::Connection;

use super::Data;

/// What is asked of the tables in a file of the store, every column being one.
fn asked(file: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/store")
        .join(file);
    let text = std::fs::read_to_string(path).unwrap();
    let code: Vec<&str> = text
        .lines()
        .filter(|it| !it.trim_start().starts_with("//"))
        .collect();
    let code = code.join("\n");
    let quoted: Vec<&str> = code.split('"').skip(1).step_by(2).collect();
    let verbs = ["SELECT ", "UPDATE ", "DELETE "];
    let is_whole = |it: &str| verbs.iter().any(|verb| it.starts_with(verb));
    let whole = quoted.iter().filter(|it| is_whole(it));
    let whole = whole.map(|it| it.replace("{COLUMNS}", "*"));
    // What differs from question to question stands by itself.
    let which = quoted
        .iter()
        .filter(|it| it.contains(" ?1") && !is_whole(it));
    let which: Vec<&&str> = which.filter(|it| !it.starts_with("INSERT")).collect();
    whole
        .flat_map(|sql| match sql.contains("{which}") {
            false => vec![sql],
            true => which.iter().map(|it| sql.replace("{which}", it)).collect(),
        })
        .collect()
}

/// How the database goes about it, in its own words.
fn plan(tables: &Connection, sql: &str) -> Vec<String> {
    let mut statement = tables
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .unwrap();
    let count = statement.parameter_count();
    let params = vec![1_i64; count];
    let rows = statement.query_map(rusqlite::params_from_iter(params), |row| row.get(3));
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn no_question_about_series_or_events_goes_through_all_of_them() {
    let data = Data::new();
    drop(data.store().unwrap());
    let tables = data.tables();
    for (file, count) in [("series.rs", 10), ("events.rs", 6)] {
        let asked = asked(file);
        // What goes through all of them is done once an hour, behind everything else.
        let (swept, asked): (Vec<String>, Vec<String>) =
            asked.into_iter().partition(|it| it.contains("NOT IN"));
        assert_eq!(asked.len(), count, "{file}: {asked:#?}");
        assert_eq!(swept.len(), usize::from(file == "events.rs"), "{swept:#?}");
        for sql in asked {
            let plan = plan(&tables, &sql);
            assert_ne!(plan, [""; 0], "{sql}");
            let by_index = plan.iter().all(|it| !it.starts_with("SCAN"));
            assert!(by_index, "{sql}: {plan:?}");
            // Of what is due only the first are read, so they must not be sorted before.
            let is_sorted = plan.iter().any(|it| it.contains("TEMP B-TREE"));
            assert!(!sql.contains("LIMIT") || !is_sorted, "{sql}: {plan:?}");
        }
    }
}
