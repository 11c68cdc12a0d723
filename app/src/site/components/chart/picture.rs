//! A drawing as an SVG of its own, for a picture that is shared: colours and faces stand in it, and under it who says so.

use std::fmt::Write as _;

use super::{
    Anchor, Drawing, Label, Rule, WIDTH, Wording, across,
    bars::{Bars, wrap},
    lines::{Dot, Lines},
    map::{Map, Mark, opacity},
};

/// The colours of the series (`style/tokens/colour.css`, light).
const COLOURS: [&str; 4] = ["#2f3c7e", "#9c3d22", "#12625f", "#7a5600"];
const DASHES: [&str; 4] = ["", "9 5", "2 5", "14 4 2 4"];
const INK: &str = "#1d1b26";
const MUTED: &str = "#575366";
const LINE: &str = "#d9d5cc";
const GROUND: &str = "#ffffff";
/// Around everything.
const EDGE: f64 = 20.0;
/// Units of the drawing to points of the picture.
const ZOOM: f64 = 3.0;
/// Height of a line of a map's legend, which stands under it.
const KEY: f64 = 20.0;

struct Writer {
    out: String,
    rtl: bool,
}

impl Writer {
    fn text(&mut self, label: &Label, size: f64, colour: &str) {
        // The renderer does not mirror: what starts at the right ends at the left there.
        let anchor = match (label.anchor, self.rtl) {
            (Anchor::Middle, _) => "middle",
            (Anchor::Start, false) | (Anchor::End, true) => "start",
            (Anchor::End, false) | (Anchor::Start, true) => "end",
        };
        // A sentence in Arabic is read from its right, also where it ends in a bracket or a number.
        let text = escaped(&label.text);
        let text = if self.rtl { format!("\u{200f}{text}\u{200f}") } else { text };
        let _ = write!(
            self.out,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\" font-size=\"{size}\" fill=\"{colour}\">{text}</text>",
            label.x, label.y
        );
    }

    fn rules(&mut self, rules: &[Rule], colour: &str, dash: &str) {
        for rule in rules {
            let _ = write!(
                self.out,
                "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"{colour}\" stroke-dasharray=\"{dash}\" fill=\"none\"/>",
                rule.from.0, rule.from.1, rule.to.0, rule.to.1
            );
        }
    }

    fn dot(&mut self, dot: &Dot) {
        let colour = of(&COLOURS, dot.series);
        let Dot { x, y, .. } = *dot;
        let path = match dot.series % 4 {
            0 => format!("M{:.1} {y:.1}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", x - 4.0),
            1 => format!("M{:.1} {:.1}h7v7h-7z", x - 3.5, y - 3.5),
            2 => format!("M{x:.1} {:.1}l4.6 8h-9.2z", y - 5.0),
            _ => format!("M{x:.1} {:.1}l5 5-5 5-5-5z", y - 5.0),
        };
        let _ = write!(
            self.out,
            "<path d=\"{path}\" fill=\"{GROUND}\" stroke=\"{colour}\" stroke-width=\"2.5\"/>"
        );
    }

    fn lines(&mut self, lines: &Lines) {
        self.rules(&lines.grid, LINE, "none");
        self.rules(&[lines.axis], MUTED, "none");
        self.rules(&lines.breaks, MUTED, "2 4");
        for run in &lines.runs {
            let (colour, dash) = (of(&COLOURS, run.series), of(&DASHES, run.series));
            let dash = if dash.is_empty() { "none" } else { dash };
            let _ = write!(
                self.out,
                "<path d=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"3\" stroke-dasharray=\"{dash}\"/>",
                run.d
            );
        }
        for dot in &lines.dots {
            self.dot(dot);
        }
        for label in lines.heights.iter().chain(&lines.years) {
            self.text(label, 12.0, MUTED);
        }
        for label in &lines.values {
            self.text(label, 13.0, INK);
        }
    }

    fn bars(&mut self, bars: &Bars) {
        self.rules(&bars.grid, LINE, "none");
        self.rules(&[bars.axis], MUTED, "none");
        for bar in &bars.bars {
            let number = bar.series % 4;
            let colour = of(&COLOURS, bar.series);
            let _ = write!(
                self.out,
                "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"url(#p{number})\" stroke=\"{colour}\"/>",
                bar.x, bar.y, bar.width, bar.height
            );
        }
        for label in &bars.lengths {
            self.text(label, 12.0, MUTED);
        }
        for label in bars.names.iter().chain(&bars.values) {
            self.text(label, 13.0, INK);
        }
    }

    fn area(&mut self, mark: Mark, classes: usize, d: &str) {
        let [ground, outline, ..] = COLOURS;
        let how = match mark {
            Mark::Class(class) => {
                let shade = opacity(class, classes);
                format!("fill=\"{ground}\" fill-opacity=\"{shade:.2}\" stroke=\"{ground}\"")
            }
            Mark::Withheld => format!("fill=\"url(#pw)\" stroke=\"{ground}\""),
            Mark::Missing => format!("fill=\"none\" stroke=\"{ground}\" stroke-dasharray=\"1 3\""),
            Mark::Home => format!("fill=\"none\" stroke=\"{outline}\" stroke-width=\"3\""),
        };
        let _ = write!(self.out, "<path d=\"{d}\" {how}/>");
    }

    fn map(&mut self, map: &Map) {
        for area in &map.areas {
            self.area(area.mark, map.classes, &area.d);
        }
        if let Some(d) = &map.home {
            self.area(Mark::Home, map.classes, d);
        }
        for area in &map.areas {
            if let Mark::Class(class) = area.mark {
                let (x, y) = (area.at.0, area.at.1 + 4.0);
                let text = (class + 1).to_string();
                self.text(&Label { x, y, anchor: Anchor::Middle, text }, 11.0, INK);
            }
        }
        let mut y = map.height;
        for (mark, text) in &map.key {
            let x = if self.rtl { WIDTH - 32.0 } else { 0.0 };
            self.area(*mark, map.classes, &format!("M{x:.0} {y:.0}h32v14h-32z"));
            let label =
                Label { x: across(40.0, self.rtl), y: y + 11.0, anchor: Anchor::Start, text: text.clone() };
            self.text(&label, 12.0, INK);
            y += KEY;
        }
    }

    fn patterns(&mut self) {
        self.out.push_str("<defs>");
        for (number, colour) in COLOURS.iter().enumerate() {
            let mark = match number {
                0 => String::new(),
                1 => format!(
                    "<path d=\"M-2 2 2-2M0 8 8 0M6 10 10 6\" stroke=\"{GROUND}\" stroke-width=\"2\"/>"
                ),
                2 => format!("<circle cx=\"4\" cy=\"4\" r=\"1.8\" fill=\"{GROUND}\"/>"),
                _ => format!("<path d=\"M0 4H8\" stroke=\"{GROUND}\" stroke-width=\"2\"/>"),
            };
            let _ = write!(
                self.out,
                "<pattern id=\"p{number}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
                 <rect width=\"8\" height=\"8\" fill=\"{colour}\"/>{mark}</pattern>"
            );
        }
        let _ = write!(
            self.out,
            "<pattern id=\"pw\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
             <path d=\"M-1 1 1-1M0 6 6 0M5 7 7 5\" stroke=\"{}\" stroke-width=\"1.5\"/></pattern>",
            COLOURS[0]
        );
        self.out.push_str("</defs>");
    }
}

fn of<'a>(list: &[&'a str; 4], number: usize) -> &'a str {
    list.get(number % 4).copied().unwrap_or_default()
}

/// Without the marks that keep directions apart (no face has letters for them), and without what XML cannot hold.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// The SVG: title, what the series are called, the drawing, and `foot` (source and address).
pub fn picture(drawing: &Drawing, words: &Wording, rtl: bool, foot: &[String]) -> String {
    let mut writer = Writer { out: String::new(), rtl };
    let start = if rtl { WIDTH } else { 0.0 };
    let mut y = 4.0;
    let mut lines = vec![(words.title.clone(), 16.0, INK)];
    if words.series.len() > 1 {
        // What a series looks like besides its colour stands in its name's mark.
        let names = words.series.iter().enumerate();
        lines.extend(names.map(|(number, name)| (name.clone(), 13.0, of(&COLOURS, number))));
    }
    for (number, (text, size, colour)) in lines.iter().enumerate() {
        for line in wrap(text, 44) {
            y += size * 1.4;
            let x = if number == 0 { start } else { across(16.0, rtl) };
            writer.text(&Label { x, y, anchor: Anchor::Start, text: line }, *size, colour);
        }
        if let Some(series) = number.checked_sub(1) {
            writer.dot(&Dot { series, x: across(6.0, rtl), y: y - 5.0 });
        }
    }
    let top = y + 14.0;
    let height = match drawing {
        Drawing::Lines(lines) => lines.height,
        Drawing::Bars(bars) => bars.height,
        Drawing::Map(map) => map.key.iter().fold(map.height, |height, _| height + KEY),
    };
    let _ = write!(writer.out, "<g transform=\"translate(0 {top:.1})\">");
    match drawing {
        Drawing::Lines(lines) => writer.lines(lines),
        Drawing::Bars(bars) => writer.bars(bars),
        Drawing::Map(map) => writer.map(map),
    }
    writer.out.push_str("</g>");
    let mut y = top + height + 8.0;
    for line in foot.iter().flat_map(|text| wrap(text, 60)) {
        y += 14.0;
        writer.text(&Label { x: start, y, anchor: Anchor::Start, text: line }, 10.0, MUTED);
    }
    let (wide, high) = (WIDTH + 2.0 * EDGE, y + 2.0 * EDGE);
    let body = std::mem::take(&mut writer.out);
    writer.patterns();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{:.0}\" height=\"{:.0}\" viewBox=\"0 0 {wide:.1} {high:.1}\" \
         font-family=\"Noto Sans, Noto Sans Arabic\"><rect width=\"{wide:.1}\" height=\"{high:.1}\" fill=\"{GROUND}\"/>\
         {}<g transform=\"translate({EDGE} {EDGE})\">{body}</g></svg>",
        wide * ZOOM,
        high * ZOOM,
        writer.out
    )
}
