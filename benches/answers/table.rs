//! Figures side by side, as Markdown.

/// A row a figure, a column a bot, and their ratio.
pub(crate) struct Table {
    columns: [&'static str; 2],
    rows: Vec<(String, Vec<f64>, usize)>,
}

impl Table {
    pub(crate) fn new(columns: [&'static str; 2]) -> Table {
        Table {
            columns,
            rows: Vec::new(),
        }
    }

    /// Values in the order of the columns; a figure that only the first has comes alone.
    pub(crate) fn row(&mut self, name: &str, values: &[f64], decimals: usize) {
        eprintln!("{name}: {values:.2?}");
        self.rows.push((name.to_owned(), values.to_vec(), decimals));
    }

    pub(crate) fn print(&self) {
        println!(
            "| figure | {} | {} | ratio |",
            self.columns[0], self.columns[1]
        );
        println!("|---|---|---|---|");
        for (name, values, decimals) in &self.rows {
            let shown = |value: Option<&f64>| {
                value.map_or(String::new(), |value| format!("{value:.decimals$}"))
            };
            let ratio = match values.as_slice() {
                [ours, theirs, ..] if *theirs != 0.0 => format!("{:.2}", ours / theirs),
                _ => String::new(),
            };
            println!(
                "| {name} | {} | {} | {ratio} |",
                shown(values.first()),
                shown(values.get(1))
            );
        }
    }
}
