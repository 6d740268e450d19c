//! Discord's own OpenAPI description as an oracle: what a client sends and what the stand-in answers, both checked against it.
//!
//! It knows schemas and nothing of the world; it only tells, and never changes what it reads.
//! It is loaded from a file that is no part of this repository; without it the stand-in works, unchecked.

mod exemption;
mod explain;
mod multipart;
mod routes;

#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    fs, io,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use jsonschema::{Draft, Registry, Validator};
use serde_json::Value;

use crate::openapi::{
    exemption::Side,
    explain::explain,
    routes::{Operation, Routes},
};

pub use crate::openapi::exemption::{EXEMPTIONS, Exemption};

/// Where references inside the description are resolved; nothing is ever fetched from there.
const BASE: &str = "urn:discord:openapi";

/// The description, its routes, and the schemas compiled so far.
pub struct Description {
    routes: Routes,
    registry: Registry<'static>,
    compiled: Mutex<HashMap<String, Arc<Validator>>>,
}

/// Why a description cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DescriptionFault {
    /// The file cannot be read.
    #[error("the description cannot be read")]
    Reading(#[from] io::Error),
    /// The file is not JSON.
    #[error("the description is not JSON")]
    Parsing(#[from] serde_json::Error),
    /// The JSON is no OpenAPI 3.1 description with paths.
    #[error("the description is not OpenAPI 3.1 with paths")]
    Foreign,
    /// A reference inside it cannot be followed.
    #[error("the description is inconsistent: {0}")]
    Inconsistent(String),
}

impl Description {
    /// Reads the description from a file.
    pub fn load(path: impl AsRef<Path>) -> Result<Description, DescriptionFault> {
        Description::parse(serde_json::from_slice(&fs::read(path)?)?)
    }

    /// Takes a description that has been read already.
    pub fn parse(mut document: Value) -> Result<Description, DescriptionFault> {
        let version = document["openapi"].as_str().unwrap_or_default();
        if !version.starts_with("3.1") {
            return Err(DescriptionFault::Foreign);
        }
        let routes = Routes::of(&document).ok_or(DescriptionFault::Foreign)?;
        bound_integers(&mut document);
        let registry = Registry::new()
            .draft(Draft::Draft202012)
            .add(BASE, document)
            .and_then(|builder| builder.prepare())
            .map_err(|error| DescriptionFault::Inconsistent(error.to_string()))?;
        Ok(Description {
            routes,
            registry,
            compiled: Mutex::default(),
        })
    }

    /// Whether there is such a route at all.
    pub fn knows(&self, method: &str, path: &str) -> bool {
        self.routes.find(method, path).is_some()
    }

    /// What is wrong with a request, one line each; nothing if all is well.
    pub fn check_request(
        &self,
        method: &str,
        path: &str,
        content_type: Option<&str>,
        body: &[u8],
    ) -> Vec<String> {
        let Some(operation) = self.routes.find(method, path) else {
            return vec![format!(
                "{method} {path}: the description has no such route"
            )];
        };
        let faults = self.faults_of_request(operation, content_type, body);
        label(operation, "request", faults)
    }

    /// What is wrong with an answer, one line each; nothing if all is well.
    ///
    /// Answers in the 500s are not described, so nothing is said about them.
    pub fn check_answer(&self, method: &str, path: &str, status: u16, body: &[u8]) -> Vec<String> {
        if 500 <= status {
            return Vec::new();
        }
        let Some(operation) = self.routes.find(method, path) else {
            return vec![format!(
                "{method} {path}: the description has no such route"
            )];
        };
        let faults = self.faults_of_answer(operation, status, body);
        label(operation, &format!("answer {status}"), faults)
    }

    fn faults_of_request(
        &self,
        operation: &Operation,
        content_type: Option<&str>,
        body: &[u8],
    ) -> Vec<String> {
        let essence = content_type
            .and_then(|whole| whole.split(';').next())
            .map(|essence| essence.trim().to_ascii_lowercase());
        if body.is_empty() {
            return match operation.body_is_required {
                true => vec!["a body is required".to_owned()],
                false => Vec::new(),
            };
        }
        let essence = essence.unwrap_or_else(|| "application/json".to_owned());
        let Some(schema) = operation.bodies.get(&essence) else {
            return vec![format!("a body of {essence} is not described")];
        };
        let read = match essence.as_str() {
            "multipart/form-data" => multipart::read(content_type.unwrap_or_default(), body),
            _ => serde_json::from_slice(body).map_err(|error| format!("not JSON: {error}")),
        };
        match read {
            Ok(value) => self.faults_of_value(Side::Request, schema, &value),
            Err(fault) => vec![fault],
        }
    }

    fn faults_of_answer(&self, operation: &Operation, status: u16, body: &[u8]) -> Vec<String> {
        let Some(schema) = operation.answer(status) else {
            return vec!["this status is not described".to_owned()];
        };
        let Some(schema) = schema else {
            return match body.is_empty() {
                true => Vec::new(),
                false => vec!["no body is described".to_owned()],
            };
        };
        match serde_json::from_slice(body) {
            Ok(value) if status == 429 => self.faults_of_value(Side::TooMany, schema, &value),
            Ok(value) => self.faults_of_value(Side::Answer, schema, &value),
            Err(error) => vec![format!("not JSON: {error}")],
        }
    }

    fn faults_of_value(&self, side: Side, schema: &str, value: &Value) -> Vec<String> {
        let validator = match self.validator(schema) {
            Ok(validator) => validator,
            Err(error) => return vec![format!("the schema cannot be compiled: {error}")],
        };
        validator
            .iter_errors(value)
            .flat_map(|error| explain(side, &error))
            .collect()
    }

    /// Compiles the schema at this pointer, once.
    fn validator(&self, pointer: &str) -> Result<Arc<Validator>, String> {
        // A map of compiled schemas is whole after every step, whoever panicked with it in hand.
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(validator) = compiled.get(pointer) {
            return Ok(Arc::clone(validator));
        }
        let schema = serde_json::json!({ "$ref": format!("{BASE}{pointer}") });
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .should_validate_formats(true)
            .with_format("snowflake", |text| text.parse::<u64>().is_ok())
            .with_format("nonce", |text| text.chars().count() <= NONCE_LENGTH_MAX)
            .build(&schema)
            .map_err(|error| error.to_string())?;
        let validator = Arc::new(validator);
        compiled.insert(pointer.to_owned(), Arc::clone(&validator));
        Ok(validator)
    }
}

/// The longest nonce, in characters.
///
/// Discord docs, resources/message, "Create Message".
const NONCE_LENGTH_MAX: usize = 25;

fn label(operation: &Operation, part: &str, faults: Vec<String>) -> Vec<String> {
    let route = format!("{} {}", operation.method, operation.template);
    faults
        .into_iter()
        .map(|fault| format!("{route} {part}: {fault}"))
        .collect()
}

/// Gives every integer of format `int32` its bounds.
///
/// JSON Schema's formats speak of texts only, so a validator alone would let any integer pass.
fn bound_integers(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if fields.get("format").and_then(Value::as_str) == Some("int32") {
                fields.entry("minimum").or_insert(i32::MIN.into());
                fields.entry("maximum").or_insert(i32::MAX.into());
            }
            fields.values_mut().for_each(bound_integers);
        }
        Value::Array(items) => items.iter_mut().for_each(bound_integers),
        _ => {}
    }
}
