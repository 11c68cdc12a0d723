//! Addresses of the room `library`.

mod fields;

use app::{
    api::{batch as batch_forms, collections as collection_forms, library as forms},
    site::pages::library,
};

use self::fields::{COLLECTION, CONSENT, DELETE, ITEM, RECORD, SEGMENT, SUBJECT};
use crate::{
    handlers::{citation, feed, opds, page as picture, uploads},
    http::{
        answer::{page, page_and_form},
        register::{Routes, get, options},
    },
};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route("/library", page(|ctx, _| library::index(ctx)))
        .route("/library/{segment}", page(|ctx, params| library::item(ctx, params.get("segment").to_owned())))
        .route(
            "/library/{segment}/read",
            page(|ctx, params| library::reading(ctx, params.get("segment").to_owned())),
        )
        .route(
            "/library/{segment}/transcript",
            page(|ctx, params| library::transcript(ctx, params.get("segment").to_owned())),
        )
        .route(
            "/library/c/{slug}",
            page(|ctx, params| library::collection(ctx, params.get("slug").to_owned())),
        )
        .route("/library/c/{slug}/feed.atom", get(feed::collection))
        .route("/library/c/{slug}/podcast.xml", get(feed::podcast))
        .route(
            "/account/reading",
            page_and_form(
                |ctx, _| library::reading_list(ctx),
                &["action", "item"],
                |ctx, _, form| forms::reading_list(ctx, form),
            ),
        )
        .route("/desk/library", page(|ctx, _| library::desk(ctx)))
        .route(
            "/desk/library/{id}",
            page_and_form(
                |ctx, params| library::desk_item(ctx, params.get("id").to_owned()),
                ITEM,
                |ctx, params, form| forms::item(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/desk/library/{id}/segments",
            page_and_form(
                |ctx, params| library::desk_segments(ctx, params.get("id").to_owned()),
                SEGMENT,
                |ctx, params, form| forms::segments(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/desk/library/{id}/said",
            page_and_form(
                |ctx, params| library::desk_said(ctx, params.get("id").to_owned()),
                &["version", "language", "text"],
                |ctx, params, form| forms::said(ctx, params.get("id").to_owned(), form),
            )
            .with_long_form(),
        )
        .route(
            "/desk/library/collections",
            page_and_form(
                |ctx, _| library::desk_collections(ctx),
                COLLECTION,
                |ctx, _, form| collection_forms::all(ctx, form),
            ),
        )
        .route(
            "/desk/library/collections/{id}",
            page_and_form(
                |ctx, params| library::desk_collection(ctx, params.get("id").to_owned()),
                COLLECTION,
                |ctx, params, form| collection_forms::one(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/desk/library/collections/{id}/delete",
            page_and_form(
                |ctx, params| library::desk_collection_delete(ctx, params.get("id").to_owned()),
                DELETE,
                |ctx, params, form| collection_forms::delete(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/desk/library/subjects/{id}/delete",
            page_and_form(
                |ctx, params| library::desk_subject_delete(ctx, params.get("id").to_owned()),
                DELETE,
                |ctx, params, form| collection_forms::delete_subject(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/desk/library/subjects",
            page_and_form(
                |ctx, _| library::desk_subjects(ctx),
                SUBJECT,
                |ctx, _, form| collection_forms::subject(ctx, form),
            ),
        )
        .route(
            "/desk/library/pages",
            page_and_form(
                |ctx, _| library::unread_pages(ctx),
                &["action", "file"],
                |ctx, _, form| forms::unread(ctx, form),
            ),
        )
        .route(
            "/desk/library/pages/{id}/{number}",
            page_and_form(
                |ctx, params| {
                    library::unread_page(ctx, params.get("id").to_owned(), params.get("number").to_owned())
                },
                &["action", "version", "text", "direction"],
                |ctx, params, form| {
                    forms::page_text(ctx, params.get("id").to_owned(), params.get("number").to_owned(), form)
                },
            ),
        )
        .route("/desk/library/pages/{id}/{number}/picture", get(picture::for_desk))
        .route(
            "/desk/library/{id}/consent",
            page_and_form(
                |ctx, params| library::desk_consent(ctx, params.get("id").to_owned()),
                CONSENT,
                |ctx, params, form| forms::consent(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/desk/library/{id}/consent/revoke",
            page_and_form(
                |ctx, params| library::desk_revoke(ctx, params.get("id").to_owned()),
                &["ground", "sure"],
                |ctx, params, form| forms::revoke(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/desk/library/{id}/receipt",
            page(|ctx, params| library::desk_receipt(ctx, params.get("id").to_owned())),
        )
        .route(
            "/desk/library/new",
            page_and_form(
                |ctx, _| library::new_item(ctx),
                RECORD,
                |ctx, _, form| forms::record_create(ctx, form),
            ),
        )
        .route(
            "/desk/library/{id}/record",
            page_and_form(
                |ctx, params| library::edit_item(ctx, params.get("id").to_owned()),
                RECORD,
                |ctx, params, form| forms::record_edit(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/desk/library/upload",
            page(|ctx, _| library::uploads(ctx)).and_post(&["form_key", "file"], uploads::form::bring),
        )
        .route(
            "/desk/library/batch",
            page(|ctx, _| library::batches(ctx))
                .and_post(&["form_key", "table", "archive"], uploads::batch::bring),
        )
        .route(
            "/desk/library/batch/{id}",
            page_and_form(
                |ctx, params| library::trial(ctx, params.get("id").to_owned()),
                &["action", "token"],
                |ctx, params, form| batch_forms::step(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/desk/library/batch/{id}/undo",
            page_and_form(
                |ctx, params| library::batch(ctx, params.get("id").to_owned()),
                &["sure"],
                |ctx, params, form| batch_forms::undo(ctx, params.get("id").to_owned(), form),
            ),
        )
        .route(
            "/desk/library/export",
            page_and_form(|ctx, _| library::export(ctx), &[], |ctx, _, form| batch_forms::export(ctx, form)),
        )
        .route(
            "/desk/library/upload/{id}",
            page_and_form(
                |ctx, params| library::upload(ctx, params.get("id").to_owned()),
                &["action"],
                |ctx, params, form| forms::upload_step(ctx, params.get("id").to_owned(), form),
            ),
        )
}

/// What is the same in every language: permanent addresses, catalogues (OPDS), and uploads piece by piece (tus 1.0).
pub fn without_language() -> Routes {
    Routes::new()
        .route("/i/{segment}", get(citation::permanent))
        .route("/opds", get(opds::atom))
        // Programs that join addresses put a slash there.
        .route("/opds/", get(opds::atom))
        .route("/opds/search.xml", get(opds::search))
        .route("/opds/{shelf}", get(opds::atom))
        .route("/opds/{shelf}/{name}", get(opds::atom))
        .route("/opds/2", get(opds::json))
        .route("/opds/2/", get(opds::json))
        .route("/opds/2/{shelf}", get(opds::json))
        .route("/opds/2/{shelf}/{name}", get(opds::json))
        .route("/uploads", options(uploads::offer).and_post(&[], uploads::create))
        .route(
            "/uploads/{id}",
            options(uploads::offer)
                .and_get(uploads::progress)
                .and_patch(uploads::append)
                .and_delete(uploads::end),
        )
}
