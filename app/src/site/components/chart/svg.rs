//! Writing a computed drawing down. Class names follow `style/README.md`.

use leptos::prelude::*;

use super::{
    Anchor, Drawing, Label, Rule, WIDTH, Wording,
    bars::Bars,
    lines::{Dot, Hit, Lines},
    map::{Map, Mark, opacity},
};

/// Classes know four series; a fifth would look like the first.
fn class_of(series: usize) -> usize {
    series % 4 + 1
}

fn number(value: f64) -> String {
    format!("{value:.1}")
}

fn anchor(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    }
}

/// A number inside a text that may run from right to left.
fn isolated(text: &str) -> String {
    let is_number = text.chars().any(|c| c.is_ascii_digit()) && !text.chars().any(char::is_alphabetic);
    if is_number { format!("\u{2066}{text}\u{2069}") } else { text.to_owned() }
}

fn labels(list: &[Label], class: &'static str) -> AnyView {
    list.iter()
        .map(|label| {
            view! {
                <text class=class x=number(label.x) y=number(label.y) text-anchor=anchor(label.anchor)>
                    {isolated(&label.text)}
                </text>
            }
        })
        .collect_view()
        .into_any()
}

fn rules(list: &[Rule]) -> AnyView {
    list.iter()
        .map(|rule| {
            view! {
                <line x1=number(rule.from.0) y1=number(rule.from.1) x2=number(rule.to.0) y2=number(rule.to.1)></line>
            }
        })
        .collect_view()
        .into_any()
}

/// Circle, square, triangle, diamond: a series is known without its colour.
fn dot(dot: &Dot) -> AnyView {
    let class = format!("chart__dot series-{}", class_of(dot.series));
    let Dot { x, y, .. } = *dot;
    let path = match dot.series % 4 {
        0 => return view! { <circle class=class cx=number(x) cy=number(y) r="4"></circle> }.into_any(),
        1 => format!("M{:.1} {:.1}h7v7h-7z", x - 3.5, y - 3.5),
        2 => format!("M{x:.1} {:.1}l4.6 8h-9.2z", y - 5.0),
        _ => format!("M{x:.1} {:.1}l5 5-5 5-5-5z", y - 5.0),
    };
    view! { <path class=class d=path></path> }.into_any()
}

fn pattern(id: &str, series: usize) -> AnyView {
    let class = format!("series-{}", class_of(series));
    let id = format!("{id}-p{}", class_of(series));
    let mark = match series % 4 {
        0 => ().into_any(),
        1 => view! { <path class="chart__mark" d="M-2 2 2-2M0 8 8 0M6 10 10 6"></path> }.into_any(),
        2 => view! { <circle class="chart__spot" cx="4" cy="4" r="1.8"></circle> }.into_any(),
        _ => view! { <path class="chart__mark" d="M0 4H8"></path> }.into_any(),
    };
    view! {
        <pattern id=id class=class width="8" height="8" patternUnits="userSpaceOnUse">
            <rect class="chart__ground" width="8" height="8"></rect>
            {mark}
        </pattern>
    }
    .into_any()
}

/// Where a figure stands, for `chart.js`; nothing is seen of it.
fn hit_mark(hit: &Hit, names: &[String]) -> AnyView {
    let name = names.get(hit.series).filter(|_| names.len() > 1);
    let said = name.map_or_else(|| hit.text.clone(), |name| format!("{name} · {}", hit.text));
    view! { <circle class=format!("series-{}", class_of(hit.series)) cx=number(hit.x) cy=number(hit.y) r="1" fill="none" data-say=said></circle> }
        .into_any()
}

fn draw_lines(lines: &Lines, names: &[String]) -> AnyView {
    let runs = lines
        .runs
        .iter()
        .map(|run| {
            let class = format!("chart__line series-{}", class_of(run.series));
            view! { <path class=class d=run.d.clone()></path> }
        })
        .collect_view();
    view! {
        <g class="chart__grid">{rules(&lines.grid)}</g>
        <g class="chart__axis">
            {rules(&[lines.axis])}
            {labels(&lines.heights, "chart__tick")}
            {labels(&lines.years, "chart__tick")}
        </g>
        <g class="chart__axis" stroke-dasharray="2 4" data-break=(!lines.breaks.is_empty()).then_some("yes")>{rules(&lines.breaks)}</g>
        {runs}
        {lines.dots.iter().map(dot).collect_view()}
        {lines.hits.iter().map(|hit| hit_mark(hit, names)).collect_view()}
        {labels(&lines.values, "chart__value")}
    }
    .into_any()
}

fn draw_bars(bars: &Bars, id: &str) -> AnyView {
    let drawn = bars
        .bars
        .iter()
        .map(|bar| {
            let class = format!("chart__bar series-{}", class_of(bar.series));
            let fill = format!("url(#{id}-p{})", class_of(bar.series));
            view! {
                <rect class=class fill=fill x=number(bar.x) y=number(bar.y)
                    width=number(bar.width) height=number(bar.height)></rect>
            }
        })
        .collect_view();
    view! {
        <g class="chart__grid">{rules(&bars.grid)}</g>
        <g class="chart__axis">{rules(&[bars.axis])}{labels(&bars.lengths, "chart__tick")}</g>
        {labels(&bars.names, "chart__name")}
        {drawn}
        {labels(&bars.values, "chart__value")}
    }
    .into_any()
}

/// An area in its shade: what is withheld is hatched, what is missing has a dotted edge and no ground.
fn shaded(mark: Mark, classes: usize, id: &str, d: String, said: Option<String>) -> AnyView {
    let said = said.map(|said| view! { <title>{said}</title> });
    match mark {
        Mark::Class(class) => {
            let shade = format!("{:.2}", opacity(class, classes));
            view! { <path class="chart__ground chart__bar series-1" fill-opacity=shade d=d>{said}</path> }
                .into_any()
        }
        Mark::Withheld => {
            view! { <path class="chart__bar series-1" fill=format!("url(#{id}-w)") d=d>{said}</path> }
                .into_any()
        }
        Mark::Missing => {
            view! { <path class="chart__bar series-1" fill="transparent" stroke-dasharray="1 3" d=d>{said}</path> }
                .into_any()
        }
        // The group has the colour: a line of that series would be dashed.
        Mark::Home => view! { <g class="series-2"><path class="chart__line" d=d></path></g> }.into_any(),
    }
}

fn draw_map(map: &Map, id: &str) -> AnyView {
    let areas = map
        .areas
        .iter()
        .map(|area| shaded(area.mark, map.classes, id, area.d.clone(), Some(area.said.clone())))
        .collect_view();
    let home = map.home.clone().map(|d| shaded(Mark::Home, map.classes, id, d, None));
    // Small governorates lie close together: their numbers are smaller than other texts.
    let numbers = map
        .areas
        .iter()
        .filter_map(|area| {
            let Mark::Class(class) = area.mark else { return None };
            let place = format!("translate({} {}) scale(.72)", number(area.at.0), number(area.at.1 + 4.0));
            Some(view! { <text class="chart__value" text-anchor="middle" transform=place>{(class + 1).to_string()}</text> })
        })
        .collect_view();
    view! {
        {areas}
        {home}
        {numbers}
    }
    .into_any()
}

fn hatch(id: &str) -> AnyView {
    view! {
        <pattern id=format!("{id}-w") class="series-1" width="6" height="6" patternUnits="userSpaceOnUse">
            <path class="chart__bar" d="M-1 1 1-1M0 6 6 0M5 7 7 5"></path>
        </pattern>
    }
    .into_any()
}

/// The drawing, with its title and description for those who do not see it.
pub fn svg(drawing: &Drawing, words: &Wording) -> AnyView {
    let id = words.id.clone();
    let (title_id, desc_id) = (format!("{id}-t"), format!("{id}-d"));
    let (height, inner, patterns) = match drawing {
        Drawing::Lines(lines) => (lines.height, draw_lines(lines, &words.series), None),
        Drawing::Bars(bars) => {
            let patterns = (0..words.series.len().min(4)).map(|series| pattern(&id, series)).collect_view();
            (bars.height, draw_bars(bars, &id), Some(view! { <defs>{patterns}</defs> }.into_any()))
        }
        Drawing::Map(map) => {
            (map.height, draw_map(map, &id), Some(view! { <defs>{hatch(&id)}</defs> }.into_any()))
        }
    };
    view! {
        <div class="chart chart--narrow">
            <svg class="chart__svg" viewBox=format!("0 0 {WIDTH} {height:.0}") role="img"
                aria-labelledby=title_id aria-describedby=desc_id>
                <title id=title_id.clone()>{words.title.clone()}</title>
                <desc id=desc_id.clone()>{words.description.clone()}</desc>
                {patterns}
                {inner}
            </svg>
        </div>
    }
    .into_any()
}

/// What the marks of a map mean.
fn key(map: &Map, id: &str) -> AnyView {
    let items = map
        .key
        .iter()
        .map(|(mark, text)| {
            let swatch = shaded(*mark, map.classes, id, "M1 1H31V13H1z".to_owned(), None);
            view! {
                <li class="legend__item">
                    <svg class="legend__swatch" aria-hidden="true" focusable="false" viewBox="0 0 32 14">{swatch}</svg>
                    " "{text.clone()}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="legend">{items}</ul> }.into_any()
}

/// The legend of a drawing with more than one series, or of a map.
pub fn legend(drawing: &Drawing, words: &Wording) -> Option<AnyView> {
    if let Drawing::Map(map) = drawing {
        return Some(key(map, &words.id));
    }
    if words.series.len() < 2 {
        return None;
    }
    let is_lines = matches!(drawing, Drawing::Lines(_));
    let items = words
        .series
        .iter()
        .enumerate()
        .map(|(series, name)| {
            let class = class_of(series);
            let swatch = if is_lines {
                view! {
                    <path class=format!("chart__line series-{class}") d="M0 7H32"></path>
                    {dot(&Dot { series, x: 16.0, y: 7.0 })}
                }
                .into_any()
            } else {
                view! {
                    <rect class=format!("chart__bar series-{class}") width="32" height="14"
                        fill=format!("url(#{}-p{class})", words.id)></rect>
                }
                .into_any()
            };
            view! {
                <li class=format!("legend__item series-{class}")>
                    <svg class="legend__swatch" aria-hidden="true" focusable="false" viewBox="0 0 32 14">{swatch}</svg>
                    " "{name.clone()}
                </li>
            }
        })
        .collect_view();
    Some(view! { <ul class="legend">{items}</ul> }.into_any())
}
