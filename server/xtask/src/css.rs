//! The style sheets: partials bundled into one, minified, their addresses rewritten.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Features, Targets};

/// Bundles one entry file with everything it imports.
pub fn bundle(entry: &Path, minify: bool) -> Result<String> {
    let provider = FileProvider::new();
    let mut bundler = Bundler::new(&provider, None, ParserOptions::default());
    let mut sheet = bundler.bundle(entry).map_err(|error| anyhow!("{error}"))?;
    let targets = targets();
    if minify {
        sheet
            .minify(MinifyOptions { targets, ..MinifyOptions::default() })
            .map_err(|error| anyhow!("{error}"))?;
    }
    let printed = sheet
        .to_css(PrinterOptions { minify, targets, ..PrinterOptions::default() })
        .map_err(|error| anyhow!("{error}"))?;
    Ok(printed.code)
}

/// Phones a few years old. Nesting is compiled away for them, as are newer colour functions; what
/// they all know stays: above all logical properties, which older targets would turn into
/// selectors by language.
fn targets() -> Targets {
    const fn version(major: u32, minor: u32) -> Option<u32> {
        Some((major << 16) | (minor << 8))
    }
    Targets {
        browsers: Some(Browsers {
            android: version(105, 0),
            chrome: version(105, 0),
            edge: version(105, 0),
            firefox: version(105, 0),
            ios_saf: version(15, 4),
            opera: version(91, 0),
            safari: version(15, 4),
            samsung: version(20, 0),
            ..Browsers::default()
        }),
        exclude: Features::LogicalProperties | Features::DirSelector | Features::LangSelectorList,
        ..Targets::default()
    }
}

/// Replaces every `url(/…)` by what `resolve` says; an address it does not know is an error, as
/// is one of another site.
pub fn rewrite_urls(css: &str, resolve: impl Fn(&str) -> Option<String>) -> Result<String> {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = find_url(rest) {
        let (before, after) = rest.split_at(at + "url(".len());
        out.push_str(before);
        let Some(end) = closing(after) else { bail!("a url( without its ) in the style sheet") };
        let (inside, tail) = after.split_at(end);
        let address = inside.trim().trim_matches(['"', '\'']);
        if address.starts_with("data:") || address.starts_with('#') {
            out.push_str(inside);
        } else if let Some(path) = address.strip_prefix('/').filter(|path| !path.starts_with('/')) {
            match resolve(path) {
                Some(found) => out.push_str(&found),
                None => bail!("the style sheet asks for {address}: there is no style/public/{path}"),
            }
        } else {
            bail!("the style sheet asks for {address}: write /name for a file of style/public");
        }
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

fn find_url(text: &str) -> Option<usize> {
    text.to_ascii_lowercase().find("url(")
}

fn closing(text: &str) -> Option<usize> {
    let quote = text.trim_start().chars().next().filter(|first| matches!(first, '"' | '\''));
    match quote {
        None => text.find(')'),
        Some(quote) => {
            let open = text.find(quote)?;
            let close = open + 1 + text.get(open + 1..)?.find(quote)?;
            Some(close + text.get(close..)?.find(')')?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{bundle, rewrite_urls};
    use std::fs;

    fn resolve(path: &str) -> Option<String> {
        (path == "fonts/a.woff2").then(|| "/pkg/a.1.woff2".to_owned())
    }

    #[test]
    fn addresses_are_rewritten_however_they_are_quoted() {
        for (css, expected) in [
            ("a{src:url(/fonts/a.woff2)}", "a{src:url(/pkg/a.1.woff2)}"),
            ("a{src:url(\"/fonts/a.woff2\")}", "a{src:url(/pkg/a.1.woff2)}"),
            ("a{b:url(data:x);c:url( '/fonts/a.woff2' )}", "a{b:url(data:x);c:url(/pkg/a.1.woff2)}"),
            ("a{b:url(\"data:,a)b\")}", "a{b:url(\"data:,a)b\")}"),
            ("a{color:red}", "a{color:red}"),
        ] {
            assert_eq!(rewrite_urls(css, resolve).ok().as_deref(), Some(expected), "{css}");
        }
    }

    #[test]
    fn unknown_and_foreign_addresses_are_refused() {
        for css in ["a{b:url(/no)}", "a{b:url(https://x.test/a)}", "a{b:url(//x.test/a)}", "a{b:url(a)}"] {
            assert!(rewrite_urls(css, resolve).is_err(), "{css}");
        }
    }

    #[test]
    fn logical_properties_stay_and_nesting_goes() -> anyhow::Result<()> {
        let folder = crate::proc::TempDir::new("css")?;
        let entry = folder.path().join("main.css");
        fs::write(folder.path().join("part.css"), ".a{margin-inline-start:1px;&:hover{color:red}}")?;
        fs::write(&entry, "@layer a, b;\n@import \"part.css\" layer(b);\n@layer a{p{inset-inline:0}}")?;
        let css = bundle(&entry, true)?;
        assert!(css.contains("margin-inline-start:1px"), "{css}");
        assert!(css.contains("inset-inline:0"), "{css}");
        assert!(css.contains(".a:hover{color:red}"), "{css}");
        Ok(())
    }
}
