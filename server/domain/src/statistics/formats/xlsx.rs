//! A sheet of a workbook. Numbers are kept as they were written; formulas give what was kept of them.

use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use super::{Format, Read, Sheet, Trouble, archive::Archive, wide};

/// Most texts that cells share.
const MOST_SHARED: usize = 2_000_000;
/// Most columns that are read.
const MOST_COLUMNS: usize = 1_000;

enum Step<'a> {
    Open(&'a str, &'a BytesStart<'a>),
    Close(&'a str),
    Text(&'a str),
}

/// Walks over a part. Entities of its own are never resolved.
fn walk(text: &str, mut each: impl FnMut(Step<'_>) -> Result<(), Trouble>) -> Result<(), Trouble> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return Ok(()),
            Ok(Event::Start(element)) => each(Step::Open(element.local_name().into_inner(), &element))?,
            Ok(Event::Empty(element)) => {
                let name = element.local_name().into_inner();
                each(Step::Open(name, &element))?;
                each(Step::Close(name))?;
            }
            Ok(Event::End(element)) => each(Step::Close(element.local_name().into_inner()))?,
            Ok(Event::Text(text)) => each(Step::Text(&text))?,
            Ok(Event::CData(text)) => each(Step::Text(&text))?,
            Ok(Event::GeneralRef(entity)) => {
                if let Ok(Some(c)) = entity.resolve_char_ref() {
                    each(Step::Text(c.encode_utf8(&mut [0; 4])))?;
                } else {
                    each(Step::Text(resolve_predefined_entity(&entity).unwrap_or(" ")))?;
                }
            }
            Ok(_) => {}
            Err(_) => return Err(Trouble::Damaged),
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok().flatten()?;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

fn part(archive: &Archive<'_>, name: &str) -> Result<String, Trouble> {
    String::from_utf8(archive.read(name)?).map_err(|_| Trouble::Damaged)
}

/// The sheets: names, and where they lie.
pub(super) fn sheets(archive: &Archive<'_>) -> Result<Vec<(String, String)>, Trouble> {
    let mut listed: Vec<(String, Option<String>)> = Vec::new();
    walk(&part(archive, "xl/workbook.xml")?, |step| {
        if let Step::Open("sheet", element) = step {
            let name = attribute(element, "name").unwrap_or_default();
            listed.push((name, attribute(element, "r:id")));
        }
        Ok(())
    })?;
    let mut targets: Vec<(Option<String>, String)> = Vec::new();
    walk(&part(archive, "xl/_rels/workbook.xml.rels")?, |step| {
        if let Step::Open("Relationship", element) = step
            && let Some(target) = attribute(element, "Target")
        {
            targets.push((attribute(element, "Id"), target));
        }
        Ok(())
    })?;
    let place = |(at, (name, id)): (usize, (String, Option<String>))| {
        let known = targets.iter().find(|(known, _)| *known == id).map(|(_, target)| target.clone());
        let target = known.unwrap_or_else(|| format!("worksheets/sheet{}.xml", at + 1));
        let path = match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("xl/{target}"),
        };
        (name, path)
    };
    Ok(listed.into_iter().enumerate().map(place).collect())
}

fn shared(archive: &Archive<'_>) -> Result<Vec<String>, Trouble> {
    let mut texts = Vec::new();
    if !archive.has("xl/sharedStrings.xml") {
        return Ok(texts);
    }
    let (mut inside, mut aside) = (false, false);
    let mut text = String::new();
    walk(&part(archive, "xl/sharedStrings.xml")?, |step| {
        match step {
            Step::Open("si", _) => text.clear(),
            // How an Asian word is spoken is no part of it.
            Step::Open("rPh", _) => aside = true,
            Step::Close("rPh") => aside = false,
            Step::Open("t", _) => inside = true,
            Step::Close("t") => inside = false,
            Step::Text(more) if inside && !aside => text.push_str(more),
            Step::Close("si") => {
                if texts.len() >= MOST_SHARED {
                    return Err(Trouble::Bomb);
                }
                texts.push(std::mem::take(&mut text));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(texts)
}

/// The column of `AB12`, from 0.
fn column_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    let mut column = 0_usize;
    for letter in letters {
        column = column * 26 + usize::from(letter - b'A') + 1;
        if column > MOST_COLUMNS {
            return None;
        }
    }
    column.checked_sub(1)
}

/// A number without an exponent, a whole one without decimals.
fn plain(text: &str) -> String {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() && text.contains(['e', 'E', '.']) => value.to_string(),
        _ => text.to_owned(),
    }
}

/// Reads one of its sheets.
pub(super) fn read(archive: &Archive<'_>, number: usize) -> Result<Read, Trouble> {
    let shared = shared(archive)?;
    let (_, name) = sheets(archive)?.into_iter().nth(number).ok_or(Trouble::NoFile)?;
    let content = part(archive, &name)?;
    let mut sheet: Option<Sheet> = None;
    let (mut row, mut cells): (usize, Vec<String>) = (0, Vec::new());
    let (mut kind, mut at, mut value, mut inside) = (String::new(), 0_usize, String::new(), false);
    let (mut formula, mut kept) = (false, false);
    walk(&content, |step| {
        match step {
            Step::Open("row", element) => {
                row = attribute(element, "r").and_then(|r| r.parse().ok()).unwrap_or(row + 1);
                cells.clear();
            }
            Step::Open("c", element) => {
                kind = attribute(element, "t").unwrap_or_default();
                let place = attribute(element, "r");
                at = match place {
                    Some(place) => column_of(&place).ok_or(Trouble::NoTable)?,
                    None => cells.len(),
                };
                value.clear();
                (formula, kept) = (false, false);
            }
            Step::Open("f", _) => formula = true,
            Step::Open("v" | "t", _) => (inside, kept) = (true, true),
            Step::Close("v" | "t") => inside = false,
            Step::Text(more) if inside => value.push_str(more),
            Step::Close("c") => {
                let text = match kind.as_str() {
                    // Nobody kept what it gives: that is not the same as nothing.
                    _ if formula && !kept => "#".to_owned(),
                    "s" => {
                        let index = value.parse::<usize>().ok();
                        index.and_then(|index| shared.get(index)).cloned().ok_or(Trouble::Damaged)?
                    }
                    "" | "n" => plain(&value),
                    // A formula that failed.
                    "e" => "#".to_owned() + value.trim_start_matches('#'),
                    // Yes and no are no figures.
                    "b" => (if value == "0" { "FALSE" } else { "TRUE" }).to_owned(),
                    _ => value.clone(),
                };
                if at >= MOST_COLUMNS {
                    return Err(Trouble::NoTable);
                }
                if cells.len() <= at {
                    cells.resize(at + 1, String::new());
                }
                if let Some(slot) = cells.get_mut(at) {
                    *slot = text;
                }
            }
            Step::Close("row") if cells.iter().any(|cell| !cell.trim().is_empty()) => match &mut sheet {
                None => {
                    let headers = cells.iter().map(|cell| cell.trim().to_owned()).collect();
                    sheet = Some(Sheet::new(headers)?);
                }
                Some(sheet) => {
                    if cells.len() < sheet.headers().len() {
                        cells.resize(sheet.headers().len(), String::new());
                    }
                    sheet.push(row, cells.iter().map(String::as_str))?;
                }
            },
            _ => {}
        }
        Ok(())
    })?;
    let sheet = wide::long(sheet.ok_or(Trouble::Empty)?)?;
    Ok(Read::of(Format::Xlsx, "UTF-8", None, sheet))
}
