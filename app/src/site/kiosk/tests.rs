//! What a shared computer gets of a page.

use super::*;

const BASE: &str = "https://portal.example";

fn fit(html: &str) -> String {
    super::fit(html, Place { base: BASE, locale: Locale::Fr, here: "/kiosk", visit: None, kept: false })
}

#[test]
fn nothing_is_sent_from_what_is_kept() {
    let place = Place { base: BASE, locale: Locale::Fr, here: "/fr/safety", visit: None, kept: true };
    let instead = i18n::catalogue(Locale::Fr).msg_kiosk_no_sending();
    let before =
        "<b>a</b><form class=\"x\" method=\"POST\" action=\"/fr/x\"><input name=\"form_key\"></form><i>b</i>";
    assert_eq!(super::fit(before, place), format!("<b>a</b><p class=\"muted\">{instead}</p><i>b</i>"));
    // What only asks is held by the script, which says why.
    let asks = "<form action=\"/fr/search\"><button>x</button></form>";
    let after = "<form action=\"/fr/search\" autocomplete=\"off\"><button>x</button></form>";
    assert_eq!(super::fit(asks, place), after);
}

#[test]
fn forms_say_in_which_visit_they_were_shown() {
    let place = Place {
        base: BASE,
        locale: Locale::Fr,
        here: "/fr/a/x?view=simple&q=1",
        visit: Some("abc"),
        kept: false,
    };
    for (before, after) in [
        (
            "<form method=\"post\" action=\"/fr/join\">",
            "<form method=\"post\" action=\"/fr/join?visit=abc\" autocomplete=\"off\">",
        ),
        (
            "<form method=POST action='/fr/x?a=b&amp;c=d#e'>",
            "<form method=\"POST\" action=\"/fr/x?a=b&amp;c=d&amp;visit=abc#e\" autocomplete=\"off\">",
        ),
        (
            "<form method=\"post\">",
            "<form method=\"post\" action=\"/fr/a/x?view=simple&amp;q=1&amp;visit=abc\" autocomplete=\"off\">",
        ),
        (
            "<form action=\"\" method=\"post\">",
            "<form action=\"/fr/a/x?view=simple&amp;q=1&amp;visit=abc\" method=\"post\" autocomplete=\"off\">",
        ),
        ("<form action=\"/fr/search\">", "<form action=\"/fr/search\" autocomplete=\"off\">"),
        ("<button name=\"a\" value=\"b\">", "<button name=\"a\" value=\"b\">"),
        ("<button formaction=\"/fr/ask\" disabled>", "<button formaction=\"/fr/ask?visit=abc\" disabled>"),
        (
            "<input type=\"submit\" formaction=\"/fr/ask\">",
            "<input type=\"submit\" formaction=\"/fr/ask?visit=abc\" autocomplete=\"off\" spellcheck=\"false\">",
        ),
    ] {
        assert_eq!(super::fit(before, place), after);
    }
}

#[test]
fn links_stay_within_dial_nothing_and_take_nothing_along() {
    for (before, after) in [
        ("<a href=\"/fr/forum\">x</a>", "<a href=\"/fr/forum\">x</a>"),
        ("<a href=\"#main\">x</a>", "<a href=\"#main\">x</a>"),
        ("<a href=\"?page=2&amp;q=a:b\">x</a>", "<a href=\"?page=2&amp;q=a:b\">x</a>"),
        ("<a class=\"n\" href=\"tel:1899\"><bdi>1899</bdi></a>", "<a class=\"n\"><bdi>1899</bdi></a>"),
        ("<a href=\"MailTo:a@b.tn\">x</a>", "<a>x</a>"),
        ("<abbr title=\"a download\">x</abbr>", "<abbr title=\"a download\">x</abbr>"),
        ("<a href='/fr' target=_blank rel=noopener>x</a>", "<a href=\"/fr\" rel=\"noopener\">x</a>"),
        ("<a href=\"https://portal.example/a/x\">x</a>", "<a href=\"https://portal.example/a/x\">x</a>"),
        (
            "<a href=\"https://portal.example.evil.tn/\">x</a>",
            "<a href=\"/fr/kiosk/away?to=https:%2F%2Fportal.example.evil.tn%2F\">x</a>",
        ),
        (
            "<a href=\"http://ins.tn/?a=1&amp;b=2\">x</a>",
            "<a href=\"/fr/kiosk/away?to=http:%2F%2Fins.tn%2F%3Fa%3D1%26b%3D2\">x</a>",
        ),
        ("<a href=\"//ins.tn\">x</a>", "<a href=\"/fr/kiosk/away?to=https:%2F%2Fins.tn\">x</a>"),
    ] {
        assert_eq!(fit(before), after);
    }
}

#[test]
fn what_is_only_to_be_kept_is_not_offered() {
    let instead = i18n::catalogue(Locale::Fr).msg_kiosk_no_download();
    for before in [
        "<a href=\"/m/x.pdf\" download>x <b>y</b></a>",
        "<a class=\"button\" href=\"/media/x/y.pdf?v=1&amp;download=1\"><svg></svg> x</a>",
    ] {
        let after = format!("<li><span class=\"muted\">{instead}</span> <a href=\"/fr\">z</a></li>");
        assert_eq!(fit(&format!("<li>{before} <a href=\"/fr\">z</a></li>")), after);
    }
}

#[test]
fn browsers_fill_in_nothing_and_remember_nothing() {
    for (before, after) in [
        ("<form method=\"post\">", "<form method=\"post\" autocomplete=\"off\">"),
        (
            "<input type=\"password\" autocomplete=\"current-password\" data-x='say \"a\"'>",
            "<input type=\"password\" data-x=\"say &quot;a&quot;\" autocomplete=\"new-password\" spellcheck=\"false\">",
        ),
        ("<input name=\"q\"/>", "<input name=\"q\" autocomplete=\"off\" spellcheck=\"false\">"),
        (
            "<input type=\"file\" required>",
            "<input type=\"file\" required autocomplete=\"off\" spellcheck=\"false\" disabled>",
        ),
        (
            "<textarea name=\"b\">&lt;\"a\"</textarea>",
            "<textarea name=\"b\" autocomplete=\"off\" spellcheck=\"false\">&lt;\"a\"</textarea>",
        ),
    ] {
        assert_eq!(fit(before), after);
    }
}

#[test]
fn everything_else_stays_as_it_is() {
    for same in [
        "<!DOCTYPE html><html lang=\"ar\"><!--hk=1><a href=\"tel:1\">--><p>5 < 6 & 7 > 3</p><!></html>",
        "<p title=\"a > b\">x</p><b",
        "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"></path></svg> < a href=\"tel:1\">",
        "",
        "<",
    ] {
        let fitted = fit(same);
        // A comment is no tag, but what stands in it may look like one.
        assert_eq!(fitted.replace("<a>", "<a href=\"tel:1\">"), same);
    }
}
