//! Every address, as everybody sees it.

use super::*;

impl Town {
    /// Every address that answers GET, with every name that fits.
    pub(super) fn addresses(&self) -> Vec<String> {
        let mut patterns: Vec<String> = routes::endpoints()
            .into_iter()
            .filter(|end| end.method == Method::GET)
            .map(|end| end.path)
            .collect();
        patterns.sort();
        patterns.dedup();
        assert!(patterns.len() > 60, "only {} addresses", patterns.len());
        let mut all = Vec::new();
        for pattern in patterns {
            // Leaving ends the session of whoever looks; it shows nothing.
            // A stream of events has no end, and is read by a test of its own.
            if pattern == "/exit" || pattern.ends_with("/live") {
                continue;
            }
            let pattern = pattern.replace("{l}", "ar");
            for address in self.filled(&pattern) {
                all.push(address);
            }
        }
        let topic = |n: usize| &self.names["topic"][n];
        // The same pages under the names of filters and places.
        all.extend([
            format!("/ar/search?q={}", encoded("سؤال بلا اسم")),
            format!("/ar/search/suggest?q={}", encoded("سؤال بلا")),
            format!("/ar/search/suggest?q={}", encoded(HER)),
            format!("/ar/search?q={}", encoded(HER)),
            format!("/ar/search?q={HER_ID}"),
            format!("/ar/desk/members?q={}", encoded(HER)),
            format!("/ar/desk/audit?who={}", encoded(HER)),
            format!("/ar/desk/audit?target={HER_ID}"),
            format!("/ar/desk/audit?target={}", topic(3)),
            format!("/ar/desk/queue?after=3.1.0.{}", self.names["review"][0]),
            "/ar/desk/queue?kind=reply&language=ar&age=1&claim=none".to_owned(),
            format!("/ar/desk/identity/ask?post={}", self.names["post"][4]),
            format!("/ar/desk/sanctions/new?post={}", self.names["post"][0]),
            format!("/ar/desk/sanctions/new?post={}", self.names["post"][2]),
            format!("/ar/desk/sanctions/new?post={}", self.names["post"][4]),
            format!("/ar/desk/log?who={}", encoded(HER)),
            format!("/ar/appeal?decision=sanction-{}", self.names["sanction"][2]),
            format!("/ar/report?post={}", self.names["post"][4]),
            format!("/ar/report?post={}", self.names["post"][6]),
            format!("/ar/forum/c/civil-society?before={}", topic(3)),
            format!("/ar/forum/t/{}?correct={}", topic(3), self.names["post"][4]),
            format!("/ar/forum/new?correct={}", self.names["post"][4]),
            format!("/ar/forum/t/{}?quote={}", topic(3), self.names["post"][6]),
            format!("/ar/forum/t/{}?quote={}", topic(2), self.names["post"][4]),
            format!("/fr/forum/t/{}", topic(3)),
            format!("/en/forum/t/{}", topic(3)),
        ]);
        all
    }

    pub(super) fn filled(&self, pattern: &str) -> Vec<String> {
        let Some(start) = pattern.find('{') else { return vec![pattern.to_owned()] };
        let end = start + pattern[start..].find('}').unwrap();
        let hole = pattern[start + 1..end].trim_start_matches('*');
        let kinds: &[&str] = match hole {
            "slug" if pattern.contains("/sections/") => &["section"],
            "slug" => &["category"],
            "segment" => &["item"],
            "item" => &["review"],
            "name" => &["file_name"],
            "file" => &["file_name"],
            "number" => &["file_name"],
            "id" if pattern.starts_with("/media") || pattern.contains("/library/pages/") => &["file"],
            "id" if pattern.contains("/members/") => &["member"],
            "id" if pattern.contains("/messages/") => &["case"],
            "id" if pattern.contains("/identity/") => &["request"],
            "id" if pattern.contains("/sanctions/") => &["sanction"],
            "id" if pattern.contains("/appeal") => &["appeal"],
            "id" if pattern.contains("/notes/") => &["post"],
            "id" if pattern.contains("/desk/cases/") => &["report"],
            "id" if pattern.contains("/desk/safety/") => &["danger"],
            "id" if pattern.contains("/my/held/") => &["post"],
            "id" if pattern.contains("/t/") => &["topic"],
            "id" if pattern.contains("/p/") => &["post"],
            "token" | "provider" => &["category"],
            "lang" | "locale" => &["language"],
            // Nobody's texts are there: what there is, and who she is.
            _ if ROOMS_OF_THINGS.iter().any(|room| pattern.contains(room)) => &["item", "member"],
            // Whatever came since: everything that could be meant.
            _ => &["topic", "post", "member", "case", "category"],
        };
        let values = kinds.iter().flat_map(|kind| self.names[kind].iter());
        values
            .flat_map(|value| self.filled(&format!("{}{value}{}", &pattern[..start], &pattern[end + 1..])))
            .collect()
    }

    /// What every viewer gets at every address: everything of it that can be read.
    pub(super) async fn sweep(&mut self) -> BTreeMap<(String, String), String> {
        let addresses = self.addresses();
        self.look_at(addresses).await
    }

    /// What every viewer gets at these addresses, and everything that was mailed.
    pub(super) async fn look_at(&mut self, mut addresses: Vec<String>) -> BTreeMap<(String, String), String> {
        let mut seen = BTreeMap::new();
        let clock = self.world.app.bed.clock.clone();
        let mut viewers = std::mem::take(&mut self.viewers);
        for (who, browser) in &mut viewers {
            let mut endless = Vec::new();
            // Whoever keeps away from somebody reads what members read.
            let of_members = [MUTING, BLOCKING, DEAF].contains(&who.as_str());
            for address in &addresses {
                let elsewhere = ["/desk", "/media/", "/library", "/statistics", "/sections/", "/items/"];
                if of_members && elsewhere.iter().any(|part| address.contains(part)) {
                    continue;
                }
                // The order of rows in the logs is that of their instants.
                clock.advance(Duration::milliseconds(2));
                // However busy the machine is: what is left out here would move the clock of one town alone.
                let answer = tokio::time::timeout(SECOND * 60, browser.send(Request::get(address))).await;
                let Ok(answer) = answer else {
                    endless.push(address.clone());
                    continue;
                };
                seen.insert((who.clone(), self.named(address)), whole(&answer));
                // How far she has read is written beside the request, and changes what is new on the next page.
                forum::position::waiting::settled().await;
            }
            for (address, form) in self.refused() {
                clock.advance(Duration::milliseconds(2));
                let answer = browser.post(&address, &form).await;
                forum::position::waiting::settled().await;
                seen.insert((who.clone(), format!("POST {} {form:?}", self.named(&address))), whole(&answer));
            }
            addresses.retain(|address| !endless.contains(address));
            if who == "guest" || who == "participant" {
                for address in &addresses {
                    let request = Request::get(address).header("accept", "application/json");
                    let answer = browser.send(request).await;
                    let text = String::from_utf8_lossy(&answer.body).into_owned();
                    seen.insert((format!("{who} (json)"), self.named(address)), text);
                }
            }
        }
        for (n, mail) in self.world.mailer.sent().into_iter().enumerate() {
            let letter = Letter::write(&mail, "https://jusoor.example");
            let text = format!("{mail:?}\n{}\n{}", letter.subject, letter.body);
            // What is drawn by lot.
            let text = text.replace(mail.token.as_str(), "*").replace(&mail.off, "*");
            seen.insert(("mail".to_owned(), n.to_string()), text);
        }
        seen
    }

    /// Forms that come back: where the others took part, and where something new is asked.
    pub(super) fn refused(&self) -> Vec<(String, Vec<(&'static str, &'static str)>)> {
        let topic = |n: usize| format!("/ar/forum/t/{}", self.names["topic"][n]);
        let calls = "نصّ @ÉclatMarqué و @OmbreNotée";
        let mut forms = Vec::new();
        for address in [topic(2), topic(3), "/ar/forum/new".to_owned()] {
            let form = vec![("category", "unions"), ("title", ""), ("body", ""), ("action", "send")];
            let form: Vec<_> = form
                .into_iter()
                .filter(|(name, _)| address.ends_with("/new") || !matches!(*name, "category" | "title"))
                .collect();
            let hidden = form.iter().copied().chain([("anonymous", "yes")]).collect();
            let preview = vec![("body", calls), ("action", "preview")];
            forms.extend([(address.clone(), form), (address.clone(), hidden), (address, preview)]);
        }
        forms
    }

    /// An address, with random identifiers by what they name: the same in both towns.
    pub(super) fn named(&self, address: &str) -> String {
        let mut text = address.to_owned();
        for (kind, values) in &self.names {
            for (n, value) in values.iter().enumerate().filter(|(_, value)| value.len() == 12) {
                text = text.replace(value.as_str(), &format!("{kind}-{n}"));
            }
        }
        text
    }

    /// A page without what is drawn by lot: identifiers and keys of forms.
    pub(super) fn plain(&self, text: &str) -> String {
        let mut text = text.replace(['\u{2068}', '\u{2069}'], "");
        let signs = ["%25", "%2F", "%3F", "%3D", "%26", "%2D", "%2E"];
        for (sign, plain) in signs.into_iter().zip(["%", "/", "?", "=", "&", "-", "."]) {
            text = text.replace(sign, plain);
        }
        // The sum that a guest is asked, in words and in the form.
        let hint = "id=\"answer-hint\" class=\"field__hint\">";
        text = text
            .split(hint)
            .enumerate()
            .map(|(n, part)| part.find('<').filter(|_| n > 0).map_or(part, |end| &part[end..]))
            .collect::<Vec<_>>()
            .join(hint);
        let asked = "name=\"question\" value=\"";
        text = text
            .split(asked)
            .map(|part| part.split_once('"').filter(|(sum, _)| sum.len() == 3).map_or(part, |(_, rest)| rest))
            .collect::<Vec<_>>()
            .join(asked);
        let mut out = String::with_capacity(text.len());
        for token in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
            let word = token.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
            let is_id =
                word.len() == 12 && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
            let is_hex = word.len() >= 4 && word.bytes().all(|b| b.is_ascii_hexdigit());
            out.push_str(if (is_id && word != HER_ID && word != TWIN_ID) || is_hex { "*" } else { word });
            out.push_str(&token[word.len()..]);
        }
        out
    }
}
