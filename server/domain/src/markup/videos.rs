//! Videos that stand elsewhere: nothing of them is loaded, they are links; readers are told before that the other site sees
//! them.

/// Sites that show videos, by the end of their names.
const SITES: [&str; 6] =
    ["youtube.com", "youtu.be", "vimeo.com", "dailymotion.com", "tiktok.com", "fb.watch"];

/// The sites with videos to which a text leads, each once, in the order of the text.
pub fn video_hosts(html: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    for href in html.split("href=\"").skip(1) {
        let address = href.split('"').next().unwrap_or_default();
        let Some((scheme, rest)) = address.split_once("://") else { continue };
        let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_ascii_lowercase();
        let is_of = |site: &&str| {
            host.strip_suffix(*site).is_some_and(|before| before.is_empty() || before.ends_with('.'))
        };
        if let Some(site) = SITES.iter().find(|site| scheme.starts_with("http") && is_of(site))
            && !found.contains(site)
        {
            found.push(*site);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::video_hosts;

    #[test]
    fn names_the_sites_and_no_lookalike() {
        let html = "<p><a href=\"https://www.YouTube.com/watch?v=1\">a</a> <a href=\"https://youtu.be/1\">b</a> \
                    <a href=\"https://m.youtube.com/2\">c</a> <a href=\"https://notvimeo.com/1\">d</a> \
                    <a href=\"/fr/a/x?u=https://vimeo.com/1\">e</a> <a href=\"https://example.org/vimeo.com\">f</a></p>";
        assert_eq!(video_hosts(html), ["youtube.com", "youtu.be"]);
        assert!(video_hosts("<p>https://vimeo.com/1</p>").is_empty());
    }
}
