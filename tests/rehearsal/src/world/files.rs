//! Knows: the files of a message: which stay, which come, and which an embed shows.
//! Never: keeps them; they go with their message.

use serde_json::{Value, json};

use crate::world::World;
use crate::world::form::{Form, Upload};
use crate::world::message::{File, Message, file_url};

impl World {
    pub(super) fn apply_files(&mut self, message: &mut Message, form: &Form) {
        if let Some(listed) = &form.listed {
            message
                .files
                .retain(|file| listed.iter().any(|it| it.id == file.id));
        }
        for upload in &form.uploads {
            let listed = form
                .listed
                .as_ref()
                .and_then(|list| list.iter().find(|it| it.id == upload.index));
            let id = self.next_id();
            message.files.push(File {
                id,
                name: file_name(
                    listed
                        .and_then(|it| it.name.as_deref())
                        .unwrap_or(&upload.name),
                ),
                description: listed.and_then(|it| it.description.clone()),
                content_type: content_type(upload),
                size: picture_size(&upload.bytes),
                bytes: upload.bytes.clone(),
                is_in_embed: false,
            });
        }
    }

    /// An embed may show a file of its own message, which then is not listed beside it (Discord docs, reference,
    /// "Using Attachments within Embeds").
    pub(super) fn point_embeds_at_files(&self, message: &mut Message) {
        let room = message.room;
        message
            .files
            .iter_mut()
            .for_each(|file| file.is_in_embed = false);
        for embed in &mut message.embeds {
            for slot in ["image", "thumbnail"] {
                let Some(url) = embed
                    .pointer(&format!("/{slot}/url"))
                    .and_then(Value::as_str)
                else {
                    continue;
                };
                let name = url.strip_prefix("attachment://").map(str::to_owned);
                let known = message.files.iter_mut().find(|file| {
                    name.as_ref() == Some(&file.name) || url == file_url(&self.files_at, room, file)
                });
                if let Some(file) = known {
                    file.is_in_embed = true;
                    let url = file_url(&self.files_at, room, file);
                    embed[slot] = json!({"url": url, "proxy_url": url});
                    if let Some((width, height)) = file.size {
                        embed[slot]["width"] = json!(width);
                        embed[slot]["height"] = json!(height);
                    }
                    // In no docs, but in Discord's OpenAPI description: MessageEmbedImageResponse.
                    if let Some(description) = &file.description {
                        embed[slot]["description"] = json!(description);
                    }
                }
            }
        }
    }
}

/// Discord keeps letters, digits, dots, dashes and underscores of a file's name (Discord docs, reference, "Uploading Files").
fn file_name(name: &str) -> String {
    let keep = |c: char| {
        if c.is_alphanumeric() || "._-".contains(c) {
            c
        } else {
            '_'
        }
    };
    name.chars().map(keep).collect()
}

fn content_type(upload: &Upload) -> Option<String> {
    let ending = upload.name.rsplit_once('.').map(|(_, ending)| ending);
    let by_name = match ending.unwrap_or_default().to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "txt" => "text/plain; charset=utf-8",
        "ics" => "text/calendar",
        "json" => "application/json; charset=utf-8",
        _ => return upload.content_type.clone(),
    };
    Some(by_name.to_owned())
}

/// Width and height, for PNG, which carries both in its first chunk.
fn picture_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let word = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    Some((word(8)?, word(12)?))
}
