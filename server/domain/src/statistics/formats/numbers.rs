//! Figures as people write them. Only the decimal mark is a question of the file; nothing else is guessed.

/// The text with digits that everybody reads: Arabic-Indic and Persian ones become 0 to 9, invisible marks go.
pub fn digits(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\u{660}'..='\u{669}' => char::from_digit(u32::from(c) - 0x660, 10),
            '\u{6f0}'..='\u{6f9}' => char::from_digit(u32::from(c) - 0x6f0, 10),
            '\u{66b}' => Some('\u{66b}'),
            '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}' => None,
            '\u{2212}' => Some('-'),
            other => Some(other),
        })
        .collect()
}

/// A number with this decimal mark: a sign, digits, groups of three with spaces between, decimals. Nothing for anything
/// else, so that 1,5 never becomes 15.
pub fn number(text: &str, decimal: char) -> Option<f64> {
    let text = digits(text);
    let text = text.trim();
    let (minus, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let mark = |c: char| c == decimal || c == '\u{66b}';
    let (whole, decimals) = text.split_once(mark).unwrap_or((text, ""));
    if text.contains(mark) && decimals.is_empty() {
        return None;
    }
    let between = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{66c}');
    let groups: Vec<&str> = whole.split(between).collect();
    let grouped = groups.len() == 1
        || (groups.first().is_some_and(|first| (1..=3).contains(&first.len()))
            && groups.iter().skip(1).all(|group| group.len() == 3));
    let plain = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !grouped || !groups.iter().all(plain) || !(decimals.is_empty() || plain(&decimals)) {
        return None;
    }
    let decimals = if decimals.is_empty() { "0" } else { decimals };
    let value: f64 = format!("{}.{decimals}", groups.concat()).parse().ok()?;
    value.is_finite().then_some(if minus { -value } else { value })
}

/// Whether a comma may just as well stand between thousands: 12,345.
fn is_ambiguous(figure: &str) -> bool {
    let figure = digits(figure);
    let (whole, decimals) = figure.trim().split_once(',').unwrap_or_default();
    decimals.len() == 3 && whole.trim_start_matches(['-', '+']) != "0"
}

/// What stands before decimals in these figures: a comma only where there are commas that can be nothing else, and no
/// points. Else somebody must say it: 12,345 never becomes 12 and a bit by itself.
pub fn decimal_mark<'a>(mut figures: impl Iterator<Item = &'a str>) -> char {
    let mut comma = false;
    let points = figures.any(|figure| {
        comma |= figure.contains(',') && number(figure, ',').is_some() && !is_ambiguous(figure);
        figure.contains('.') && number(figure, '.').is_some()
    });
    if comma && !points { ',' } else { '.' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_strictly() {
        for (text, decimal, value) in [
            ("1,5", ',', Some(1.5)),
            ("1,5", '.', None),
            ("1.5", ',', None),
            ("١٢٫٥", '.', Some(12.5)),
            ("١٢,٥", ',', Some(12.5)),
            ("1 234,5", ',', Some(1234.5)),
            ("1\u{202f}234\u{202f}567", '.', Some(1_234_567.0)),
            ("12 34", '.', None),
            ("−3", '.', Some(-3.0)),
            ("1e3", '.', None),
            ("NaN", '.', None),
            ("5.", '.', None),
            (".5", '.', None),
            ("", '.', None),
        ] {
            assert_eq!(number(text, decimal), value, "{text}");
        }
        assert_eq!(decimal_mark(["12", "1,5", ".."].into_iter()), ',');
        assert_eq!(decimal_mark(["1.5", "1,5"].into_iter()), '.');
        assert_eq!(decimal_mark(["12,345", "6,789"].into_iter()), '.', "thousands, perhaps");
        assert_eq!(decimal_mark(["12,345", "6,7"].into_iter()), ',');
        assert_eq!(decimal_mark(["0,125", "0,250"].into_iter()), ',');
    }
}
