//! Addresses of reports, of texts that are held, of cases of danger, and of the roster.

use app::{
    api::report as forms,
    site::pages::{moderation as desk, report as pages},
};

use crate::http::{
    answer::{page, page_and_form},
    register::Routes,
};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route(
            "/report",
            page_and_form(
                |ctx, _| pages::report(ctx),
                &["post", "code", "text", "question", "answer", "website", "form_key"],
                |ctx, _, form| forms::send(ctx, form),
            ),
        )
        .route(
            "/my/reports",
            page_and_form(
                |ctx, _| pages::my_reports(ctx),
                &["report", "action"],
                |ctx, _, form| forms::withdraw(ctx, form),
            ),
        )
        .route(
            "/my/held/{id}",
            page_and_form(
                |ctx, params| pages::held(ctx, params.get("id").to_owned()),
                &["action", "body", "contact_safe", "contact_how", "contact_when", "contact_label"],
                |ctx, params, form| forms::held(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route("/desk/cases", page(|ctx, _| desk::report_cases(ctx)))
        .route(
            "/desk/cases/{id}",
            page_and_form(
                |ctx, params| desk::report_case(ctx, params.get("id").to_owned()),
                &["version", "action", "reason", "note", "of"],
                |ctx, params, form| forms::decide(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route("/desk/safety", page(|ctx, _| desk::safety_cases(ctx)))
        .route(
            "/desk/safety/{id}",
            page_and_form(
                |ctx, params| desk::safety_case(ctx, params.get("id").to_owned()),
                &[
                    "version",
                    "action",
                    "level",
                    "told",
                    "next",
                    "hours",
                    "to_whom",
                    "why",
                    "basis",
                    "disclosure",
                    "ending",
                ],
                |ctx, params, form| forms::safety(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/desk/duty",
            page_and_form(
                |ctx, _| desk::duty(ctx),
                &["action", "member", "weekday", "day", "from", "to", "shift"],
                |ctx, _, form| forms::roster(ctx, form),
            ),
        )
}
