//! The paths of the description, found by method and path.
//!
//! It knows templates and where their schemas lie; it never looks into a schema.

use std::collections::HashMap;

use serde_json::Value;

/// The methods an OpenAPI path may have that a bot may use.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Every operation of the description.
#[derive(Debug)]
pub(super) struct Routes(Vec<Operation>);

/// A method on a path.
#[derive(Debug)]
pub(super) struct Operation {
    /// In capitals.
    pub(super) method: String,
    /// The path with its parameters in braces.
    pub(super) template: String,
    pub(super) body_is_required: bool,
    /// Where the schema of a body lies, by content type.
    pub(super) bodies: HashMap<String, String>,
    /// Where the schema of an answer lies, by status; none if that answer has no body.
    answers: HashMap<String, Option<String>>,
}

impl Routes {
    /// Reads the paths; none if there are none to read.
    pub(super) fn of(document: &Value) -> Option<Routes> {
        let mut operations = Vec::new();
        for (template, item) in document["paths"].as_object()? {
            for method in METHODS {
                if let Some(operation) = item.get(method) {
                    let at = format!("#/paths/{}/{method}", escape(template));
                    operations.push(Operation::of(document, method, template, &at, operation));
                }
            }
        }
        Some(Routes(operations))
    }

    /// The operation for this path, which may carry `/api/v10` and a query.
    ///
    /// A template that names a segment beats one that leaves it open: `@me` is no user id.
    pub(super) fn find(&self, method: &str, path: &str) -> Option<&Operation> {
        let path = path.split('?').next().unwrap_or_default();
        let path: Vec<&str> = strip_version(path)
            .split('/')
            .filter(|part| !part.is_empty())
            .collect();
        self.0
            .iter()
            .filter(|operation| operation.method == method)
            .filter_map(|operation| Some((operation.open_segments(&path)?, operation)))
            .min_by_key(|(open, _)| *open)
            .map(|(_, operation)| operation)
    }
}

impl Operation {
    fn of(
        document: &Value,
        method: &str,
        template: &str,
        at: &str,
        operation: &Value,
    ) -> Operation {
        let body = &operation["requestBody"];
        let bodies = body["content"].as_object().into_iter().flatten();
        let bodies = bodies.map(|(kind, _)| {
            let schema = format!("{at}/requestBody/content/{}/schema", escape(kind));
            (kind.clone(), schema)
        });
        let answers = operation["responses"].as_object().into_iter().flatten();
        let answers = answers.map(|(status, answer)| {
            let here = format!("{at}/responses/{status}");
            let at = answer["$ref"].as_str().map_or(here, str::to_owned);
            let answer = document
                .pointer(&unescape(at.trim_start_matches('#')))
                .unwrap_or(answer);
            let has_schema = answer["content"]["application/json"]["schema"] != Value::Null;
            let schema = has_schema.then(|| format!("{at}/content/application~1json/schema"));
            (status.to_ascii_uppercase(), schema)
        });
        Operation {
            method: method.to_ascii_uppercase(),
            template: template.to_owned(),
            body_is_required: body["required"] == true,
            bodies: bodies.collect(),
            answers: answers.collect(),
        }
    }

    /// Where the schema for this status lies; none at all if the status is not described.
    pub(super) fn answer(&self, status: u16) -> Option<Option<&str>> {
        let class = format!("{}XX", status / 100);
        [status.to_string(), class, "DEFAULT".to_owned()]
            .iter()
            .find_map(|key| self.answers.get(key))
            .map(Option::as_deref)
    }

    /// How many segments of the path fill a parameter; none if the template does not fit.
    fn open_segments(&self, path: &[&str]) -> Option<usize> {
        let template: Vec<&str> = self
            .template
            .split('/')
            .filter(|part| !part.is_empty())
            .collect();
        if template.len() != path.len() {
            return None;
        }
        let mut open = 0;
        for (wanted, given) in template.iter().zip(path) {
            match wanted.starts_with('{') {
                true => open += 1,
                false if wanted != given => return None,
                false => {}
            }
        }
        Some(open)
    }
}

fn strip_version(path: &str) -> &str {
    let Some(rest) = path.strip_prefix("/api") else {
        return path;
    };
    match rest.strip_prefix("/v") {
        Some(versioned) => versioned.trim_start_matches(|digit: char| digit.is_ascii_digit()),
        None => rest,
    }
}

/// A name as part of a JSON pointer in a URI fragment (RFC 6901, sections 3 and 6).
fn escape(name: &str) -> String {
    name.replace('~', "~0")
        .replace('/', "~1")
        .replace('{', "%7B")
        .replace('}', "%7D")
}

fn unescape(pointer: &str) -> String {
    pointer.replace("%7B", "{").replace("%7D", "}")
}
