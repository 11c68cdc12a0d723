//! The table of a dataset: caption, row and column headers, notes under it.

use contract::Locale;
use domain::statistics::{
    Cell, Choice, Dataset, Dimension, Sort,
    choice::PAGES,
    cited::Cited,
    table::{Key, Table, TableRow, table},
    text,
};
use leptos::prelude::*;

use super::words;
use crate::site::{pages::forum::parts::pagination, request::RequestCtx, routes};

/// Years shown before the rest is folded away.
const SHOWN: usize = 12;

/// Remarks on figures, numbered in order of appearance.
#[derive(Default)]
struct Remarks(Vec<String>);

impl Remarks {
    fn mark(&mut self, remark: String) -> usize {
        if let Some(place) = self.0.iter().position(|known| *known == remark) {
            return place + 1;
        }
        self.0.push(remark);
        self.0.len()
    }
}

struct Drawing<'a> {
    ctx: &'a RequestCtx,
    set: &'a Dataset,
    /// The figure to which a text led.
    cited: Option<&'a Cited>,
    layout: Table,
    remarks: Remarks,
    /// A remark that every figure shares is said once, above.
    shared: Option<String>,
}

/// The table, older years folded away when there are many, and the notes.
pub fn view(ctx: &RequestCtx, set: &Dataset, cited: Option<&Cited>) -> AnyView {
    let layout =
        if set.pages.is_some() { Table { columns: Vec::new(), rows: Vec::new() } } else { table(set) };
    let mut remarks = set.rows.iter().map(|row| words::remark(ctx.locale, row));
    let first = remarks.next().flatten();
    let shared = first.filter(|first| remarks.all(|remark| remark.as_ref() == Some(first)));
    let mut drawing = Drawing { ctx, set, cited, layout, remarks: Remarks::default(), shared };
    if set.rows.is_empty() {
        return view! { <p>{ctx.l().msg_statistics_choose_none()}</p> }.into_any();
    }
    if set.pages.is_some() { drawing.long() } else { drawing.view() }
}

impl Drawing<'_> {
    fn locale(&self) -> Locale {
        self.ctx.locale
    }

    fn view(&mut self) -> AnyView {
        let l = self.ctx.l();
        let rows = std::mem::take(&mut self.layout.rows);
        let by_period = self.set.layout.rows == [Dimension::Period];
        let usual = self.set.choice.sort == Sort::AsLaid;
        let cut = if by_period && usual && rows.len() > SHOWN + 3 { SHOWN } else { rows.len() };
        let (newest, older) = rows.split_at(cut);
        let main = self.part("table", newest, &self.caption());
        let rest = (!older.is_empty()).then(|| {
            let (from, to) =
                (period_of(self.locale(), older.last()), period_of(self.locale(), older.first()));
            let span = l.msg_statistics_older(from, to);
            let caption = format!("{} – {span}", self.caption());
            let part = self.part("older", older, &caption);
            let open = older.iter().any(|row| self.is_cited(&row.cells));
            view! {
                <details class="disclosure" open=open>
                    <summary>{span}</summary>
                    {part}
                </details>
            }
        });
        view! { {main}{self.notes()}{rest} }.into_any()
    }

    /// The remark that all share, and the others by their numbers.
    fn notes(&self) -> AnyView {
        let l = self.ctx.l();
        let shared = self
            .shared
            .clone()
            .map(|remark| view! { <p class="muted">{l.msg_statistics_all_remark(remark)}</p> });
        let notes = self
            .remarks
            .0
            .iter()
            .enumerate()
            .map(|(index, remark)| {
                view! { <li id=format!("note-{}", index + 1)>{remark.clone()}</li> }
            })
            .collect_view();
        let has_notes = !self.remarks.0.is_empty();
        view! {
            {shared}
            {has_notes.then(|| view! { <ol class="muted table-notes">{notes}</ol> })}
        }
        .into_any()
    }

    /// A page of a long dataset: one line for each figure.
    fn long(&mut self) -> AnyView {
        let l = self.ctx.l();
        let locale = self.locale();
        let lines: Vec<AnyView> = (0..self.set.rows.len())
            .filter_map(|index| {
                let row = self.set.rows.get(index)?;
                let place = words::name(locale, self.set, Dimension::Geo, &row.geo);
                let (period, sex) = (words::period(locale, row.period), words::sex(l, &row.sex));
                let age = words::name(locale, self.set, Dimension::Age, &row.age);
                let cell = self.cell(Some(index));
                let id = self.is_cited(&[Some(index)]).then_some("cell");
                let line = view! {
                    <tr id=id><th scope="row">{place}</th><td>{period}</td><td>{sex}</td><td>{age}</td>{cell}</tr>
                };
                Some(line.into_any())
            })
            .collect();
        let shown = self.set.choice.indicator.as_deref().unwrap_or(&self.set.headline.0);
        let caption = self.set.indicator(shown).map_or_else(
            || self.caption(),
            |one| {
                let unit = words::unit(locale, self.set, &one.unit);
                format!("{} ({unit})", text(&one.label, locale))
            },
        );
        let newest = self.sort_head(l.msg_statistics_column_period(), Sort::Reversed);
        let by_value = self.sort_head(l.msg_statistics_column_value(), Sort::Column { n: 0, falling: true });
        let sorted = matches!(self.set.choice.sort, Sort::Column { .. })
            .then(|| view! { <p class="muted">{l.msg_statistics_sort_value()}</p> });
        let page = self.set.choice.page;
        let to = |page: u64| {
            let choice = Choice { page, ..self.set.choice.clone() };
            routes::dataset_of(locale, &self.set.id, self.set.slug_in(locale), &choice)
        };
        let before = (page > 0).then(|| (to(page.saturating_sub(1)), l.msg_statistics_page_before()));
        let more = self.set.pages.is_some_and(|pages| pages.more);
        let after = more.then(|| (to(page + 1), l.msg_statistics_page_after()));
        let here = l.msg_statistics_page_here((page + 1).to_string());
        let last = page + 1 >= PAGES;
        let narrow = last.then(|| view! { <p class="muted">{l.msg_statistics_page_last()}</p> });
        view! {
            <div class="table-scroll" role="region" aria-labelledby="table-caption" tabindex="0">
                <table class="table">
                    <caption class="table__caption" id="table-caption">{caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{l.msg_statistics_column_geo()}</th>
                            {newest}
                            <th scope="col">{l.msg_statistics_column_sex()}</th>
                            <th scope="col">{l.msg_statistics_column_age()}</th>
                            {by_value}
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
            {sorted}
            {self.notes()}
            {pagination(self.ctx, before, Some(here), after)}
            {narrow}
        }
        .into_any()
    }

    /// A head whose link orders the lines; chosen again, it goes back to the usual order.
    fn sort_head(&self, name: String, sort: Sort) -> AnyView {
        let locale = self.locale();
        let now = self.set.choice.sort;
        let (next, order) = match (sort, now) {
            (Sort::Column { n, .. }, Sort::Column { n: by, falling }) if n == by => {
                let turned = Sort::Column { n, falling: !falling };
                (turned, Some(if falling { "descending" } else { "ascending" }))
            }
            (Sort::Reversed, Sort::Reversed) => (Sort::AsLaid, Some("other")),
            _ => (sort, None),
        };
        let choice = Choice { sort: next, page: 0, ..self.set.choice.clone() };
        let href = routes::dataset_of(locale, &self.set.id, self.set.slug_in(locale), &choice);
        let href = format!("{href}#table-caption");
        let class = matches!(sort, Sort::Column { .. }).then_some("table__num");
        view! { <th scope="col" class=class aria-sort=order><a href=href rel="nofollow">{name}</a></th> }
            .into_any()
    }

    fn caption(&self) -> String {
        let title = text(&self.set.title, self.locale());
        match self.set.common_unit() {
            Some(unit) => format!("{title} ({})", words::unit(self.locale(), self.set, unit)),
            None => title.to_owned(),
        }
    }

    fn part(&mut self, id: &'static str, rows: &[TableRow], caption: &str) -> AnyView {
        let heads: Vec<String> = self.layout.columns.iter().map(|column| self.key_name(column)).collect();
        let corner = self.corner();
        let lines: Vec<AnyView> = rows.iter().map(|row| self.line(row)).collect();
        let caption_id = format!("{id}-caption");
        let heads = heads
            .into_iter()
            .enumerate()
            .map(|(n, head)| self.sort_head(head, Sort::Column { n, falling: true }))
            .collect_view();
        let corner = self.sort_head(corner, Sort::Reversed);
        view! {
            <div class="table-scroll" role="region" aria-labelledby=caption_id tabindex="0">
                <table class="table">
                    <caption class="table__caption" id=caption_id.clone()>{caption.to_owned()}</caption>
                    <thead><tr>{corner}{heads}</tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        }
        .into_any()
    }

    fn corner(&self) -> String {
        let l = self.ctx.l();
        match self.set.layout.rows.first() {
            Some(Dimension::Indicator) => l.msg_statistics_column_indicator(),
            Some(Dimension::Geo) => l.msg_statistics_column_geo(),
            Some(Dimension::Sex) => l.msg_statistics_column_sex(),
            Some(Dimension::Age) => l.msg_statistics_column_age(),
            Some(Dimension::Period) | None => l.msg_statistics_column_period(),
        }
    }

    /// The name of a line or column. A place is left out when its indicator has only one.
    fn key_name(&self, key: &Key) -> String {
        let indicator =
            key.0.iter().find(|(dimension, _)| *dimension == Dimension::Indicator).map(|(_, code)| code);
        let one_place = |code: &String| {
            let mut places = self.set.rows.iter().filter(|row| Some(&row.indicator) == indicator);
            indicator.is_some() && places.all(|row| row.geo == *code)
        };
        let unit = |code: &String| {
            let indicator = self.set.indicator(code).filter(|_| self.set.common_unit().is_none())?;
            Some(words::unit(self.locale(), self.set, &indicator.unit))
        };
        let parts: Vec<String> = key
            .0
            .iter()
            .filter(|(dimension, code)| *dimension != Dimension::Geo || !one_place(code))
            .map(|(dimension, code)| {
                let name = words::name(self.locale(), self.set, *dimension, code);
                match (dimension, unit(code)) {
                    (Dimension::Indicator, Some(unit)) => format!("{name} ({unit})"),
                    _ => name,
                }
            })
            .collect();
        parts.join(" · ")
    }

    fn line(&mut self, row: &TableRow) -> AnyView {
        let name = self.key_name(&row.key);
        let cells: Vec<AnyView> = row.cells.iter().map(|cell| self.cell(*cell)).collect();
        let id = self.is_cited(&row.cells).then_some("cell");
        view! { <tr id=id><th scope="row">{name}</th>{cells}</tr> }.into_any()
    }

    /// Whether the figure to which a text led is among these.
    fn is_cited(&self, cells: &[Option<usize>]) -> bool {
        self.cited.is_some_and(|cited| {
            cells.iter().flatten().filter_map(|index| self.set.rows.get(*index)).any(|row| cited.is(row))
        })
    }

    fn cell(&mut self, cell: Option<usize>) -> AnyView {
        let l = self.ctx.l();
        let Some(row) = cell.and_then(|index| self.set.rows.get(index)) else {
            return view! { <td class="table__num muted"><span aria-hidden="true">"–"</span><span class="visually-hidden">{l.msg_statistics_missing()}</span></td> }.into_any();
        };
        let (content, remark) = match row.cell {
            Cell::Value(value) => {
                let (unit, decimals) = self
                    .set
                    .indicator(&row.indicator)
                    .map_or(("", 0), |indicator| (indicator.unit.as_str(), indicator.decimals));
                let shown = words::short(self.locale(), unit, value, decimals);
                let remark =
                    words::remark(self.locale(), row).filter(|remark| Some(remark) != self.shared.as_ref());
                (view! { <bdi>{shown}</bdi> }.into_any(), remark)
            }
            Cell::Missing => (
                view! { <span class="muted">{l.msg_statistics_missing()}</span> }.into_any(),
                words::remark(self.locale(), row),
            ),
            Cell::Withheld => {
                let remark = l.msg_statistics_withheld_below(self.set.min_cell);
                (view! { <bdi>{format!("‹{}", self.set.min_cell)}</bdi> }.into_any(), Some(remark))
            }
        };
        let mark = remark.map(|remark| {
            let number = self.remarks.mark(remark);
            let label = l.msg_statistics_note_label(u32::try_from(number).unwrap_or_default());
            view! { " "<sup><a href=format!("#note-{number}") aria-label=label>{number.to_string()}</a></sup> }
        });
        view! { <td class="table__num">{content}{mark}</td> }.into_any()
    }
}

/// The period that a line is about.
fn period_of(locale: Locale, row: Option<&TableRow>) -> String {
    let code = row.and_then(|row| row.key.0.first()).map(|(_, code)| code.as_str()).unwrap_or_default();
    code.parse().map_or_else(|_| code.to_owned(), |at| words::period(locale, at))
}
