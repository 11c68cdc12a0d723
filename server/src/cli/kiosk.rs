//! `jusoor kiosk`: what a computer for everybody needs to start by itself. Nothing is opened for it but the configuration.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::{Subcommand, ValueEnum};
use serde_json::{Value, json};

use super::say;
use crate::config::Config;

const START: &str = include_str!("kiosk_pack/start.sh");
const UNIT: &str = include_str!("kiosk_pack/jusoor-kiosk.service");
const PAGES: [(&str, &str); 3] = [
    ("page.ar.md", include_str!("kiosk_pack/page.ar.md")),
    ("page.fr.md", include_str!("kiosk_pack/page.fr.md")),
    ("page.en.md", include_str!("kiosk_pack/page.en.md")),
];

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Write the rules for Chromium and Firefox, the script and the unit that start the browser, and a page for the staff
    /// in three languages, into a folder.
    Pack {
        /// The folder; it is made.
        folder: PathBuf,
        /// The browser that the script starts.
        #[arg(long, value_enum, default_value_t = Browser::Chromium)]
        browser: Browser,
        /// Let the browser print; the computer must be allowed to at the desk too.
        #[arg(long)]
        print: bool,
    },
}

/// A browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Browser {
    /// Chromium.
    Chromium,
    /// Firefox.
    Firefox,
}

/// Does it.
pub fn run(config: &Config, command: &Command) -> anyhow::Result<()> {
    let Command::Pack { folder, browser, print } = command;
    let url = config.public_url();
    if !config.is_https() {
        say(&format!("{url} is not HTTPS: browsers clear nothing for it, save on this machine itself"));
    }
    for name in pack(folder, &url, *browser, *print)? {
        say(&folder.join(name).display().to_string());
    }
    Ok(())
}

/// Writes the files; gives their names.
fn pack(folder: &Path, url: &str, browser: Browser, print: bool) -> anyhow::Result<Vec<String>> {
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let program = match browser {
        Browser::Chromium => "chromium",
        Browser::Firefox => "firefox",
    };
    let fill = |text: &str| text.replace("{url}", url).replace("{browser}", program);
    let mut files = vec![
        ("chromium-policies.json", pretty(&chromium(url, print))?),
        ("firefox-policies.json", pretty(&firefox(url, print))?),
        ("jusoor-kiosk.sh", fill(START)),
        ("jusoor-kiosk.service", UNIT.to_owned()),
    ];
    files.extend(PAGES.map(|(name, text)| (name, fill(text))));
    for (name, text) in &files {
        let path = folder.join(name);
        fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    let script = folder.join("jusoor-kiosk.sh");
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755))
        .with_context(|| format!("{} cannot be made executable", script.display()))?;
    Ok(files.into_iter().map(|(name, _)| name.to_owned()).collect())
}

fn pretty(value: &Value) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

/// Rules of Chromium. No private window: it would forget the mark of the device. The profile lies in memory instead, and
/// nothing is written into it that could be left out. Each name and value was held against the definitions in Chromium's own
/// source (`components/policy/resources/templates`) on 2026-11-29: all are in force, none is deprecated.
fn chromium(url: &str, print: bool) -> Value {
    json!({
        // The second is not among "*": the menu and the keys to the source of a page are gone, its address is not.
        "URLBlocklist": ["*", "view-source:*"],
        "URLAllowlist": [url],
        "RestoreOnStartup": 4,
        "RestoreOnStartupURLs": [format!("{url}/kiosk")],
        "IncognitoModeAvailability": 1,
        "BrowserGuestModeEnabled": false,
        "BrowserAddPersonEnabled": false,
        "BrowserSignin": 0,
        "SyncDisabled": true,
        "SavingBrowserHistoryDisabled": true,
        "DiskCacheSize": 1,
        "PasswordManagerEnabled": false,
        "AutofillAddressEnabled": false,
        "AutofillCreditCardEnabled": false,
        "PaymentMethodQueryEnabled": false,
        "DownloadRestrictions": 3,
        "AllowFileSelectionDialogs": false,
        "PrintingEnabled": print,
        "DeveloperToolsAvailability": 2,
        "ExtensionInstallBlocklist": ["*"],
        "DefaultSearchProviderEnabled": false,
        "SearchSuggestEnabled": false,
        "SpellcheckEnabled": false,
        "TranslateEnabled": false,
        "NetworkPredictionOptions": 2,
        "MetricsReportingEnabled": false,
        "BackgroundModeEnabled": false,
        "BookmarkBarEnabled": false,
        "EditBookmarksEnabled": false,
        "DefaultPopupsSetting": 2,
        "DefaultNotificationsSetting": 2,
        "DefaultGeolocationSetting": 2,
        "AudioCaptureAllowed": false,
        "VideoCaptureAllowed": false,
        "ScreenCaptureAllowed": false,
    })
}

/// An origin as a match pattern of Firefox, which knows no ports: with one it would match nothing, and the portal itself would
/// be shut.
fn pattern(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
    let host = rest.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(rest, |(host, _)| host);
    format!("{scheme}://{host}/*")
}

/// Rules of Firefox, for the same reasons; it must be 130 or newer, or ESR 128.3. Each name and value was held against
/// Mozilla's list (mozilla/policy-templates of 2026-08-20, commit a5e0c6a) on 2026-11-29; what a version does not know yet it
/// passes over.
fn firefox(url: &str, print: bool) -> Value {
    let locked = |value: Value| json!({ "Value": value, "Status": "locked" });
    let never = json!({ "BlockNewRequests": true, "Locked": true });
    json!({ "policies": {
        "WebsiteFilter": { "Block": ["<all_urls>"], "Exceptions": [pattern(url)] },
        "Homepage": { "URL": format!("{url}/kiosk"), "Locked": true, "StartPage": "homepage-locked" },
        "OverrideFirstRunPage": "",
        "OverridePostUpdatePage": "",
        // Since 138 a window of its own covers the first page; whoever sets the computer up accepts for everybody.
        "SkipTermsOfUse": true,
        "UserMessaging": {
            "ExtensionRecommendations": false,
            "FeatureRecommendations": false,
            "UrlbarInterventions": false,
            "SkipOnboarding": true,
            "MoreFromMozilla": false,
            "FirefoxLabs": false,
            "Locked": true,
        },
        "PrivateBrowsingModeAvailability": 1,
        "DisableFormHistory": true,
        "OfferToSaveLogins": false,
        "PasswordManagerEnabled": false,
        "AutofillAddressEnabled": false,
        "AutofillCreditCardEnabled": false,
        "AllowFileSelectionDialogs": false,
        "PrintingEnabled": print,
        "DisableDeveloperTools": true,
        "DisableFirefoxAccounts": true,
        "DisableFirefoxScreenshots": true,
        "DisableFirefoxStudies": true,
        "DisableTelemetry": true,
        "DisableSetDesktopBackground": true,
        "DisableProfileImport": true,
        "DisableFeedbackCommands": true,
        // What is read in the page would go to others: before 149 under the first name.
        "GenerativeAI": { "Enabled": false, "Locked": true },
        "AIControls": { "Default": { "Value": "blocked", "Locked": true } },
        "TranslateEnabled": false,
        "BlockAboutAddons": true,
        "BlockAboutConfig": true,
        "BlockAboutProfiles": true,
        "BlockAboutSupport": true,
        "DontCheckDefaultBrowser": true,
        "NoDefaultBookmarks": true,
        "SearchSuggestEnabled": false,
        "NetworkPrediction": false,
        "InstallAddonsPermission": { "Default": false },
        "ExtensionSettings": { "*": { "installation_mode": "blocked" } },
        "PopupBlocking": { "Default": false, "Locked": true },
        "Permissions": {
            "Camera": never.clone(),
            "Microphone": never.clone(),
            "Location": never.clone(),
            "Notifications": never.clone(),
            "ScreenShare": never,
        },
        "Preferences": {
            "places.history.enabled": locked(json!(false)),
            "browser.cache.disk.enable": locked(json!(false)),
            "browser.sessionstore.privacy_level": locked(json!(2)),
            "browser.sessionstore.resume_from_crash": locked(json!(false)),
        },
    } })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Firefox knows no ports where pages are opened, Chromium does.
    #[test]
    fn a_portal_with_a_port_of_its_own_is_open_to_both() {
        for (url, open) in [
            ("https://portal.example", "https://portal.example/*"),
            ("https://portal.example:8443", "https://portal.example/*"),
            ("http://127.0.0.1:3000", "http://127.0.0.1/*"),
            ("http://[::1]:3000", "http://[::1]/*"),
            ("http://[::1]", "http://[::1]/*"),
        ] {
            let rules = firefox(url, false);
            assert_eq!(rules["policies"]["WebsiteFilter"]["Exceptions"], json!([open]), "{url}");
            assert_eq!(rules["policies"]["Homepage"]["URL"], json!(format!("{url}/kiosk")));
            assert_eq!(chromium(url, false)["URLAllowlist"], json!([url]));
        }
    }

    #[test]
    fn the_pack_names_the_portal_and_leaves_no_gap() {
        let folder = tempfile::tempdir().expect("a folder");
        let to = folder.path().join("new/pack");
        let url = "https://portal.example";
        let names = pack(&to, url, Browser::Firefox, false).expect("a pack");
        assert_eq!(names.len(), 7);
        for name in &names {
            let text = fs::read_to_string(to.join(name)).expect("a file");
            assert!(!text.contains("{url}") && !text.contains("{browser}"), "{name}");
            assert!(text.contains(url) || name.ends_with(".service"), "{name}");
        }
        let read = |name: &str| -> Value {
            serde_json::from_str(&fs::read_to_string(to.join(name)).expect("a file")).expect("JSON")
        };
        let chromium = read("chromium-policies.json");
        assert_eq!(
            (&chromium["URLAllowlist"][0], &chromium["PrintingEnabled"]),
            (&json!(url), &json!(false))
        );
        let firefox = read("firefox-policies.json");
        assert_eq!(firefox["policies"]["WebsiteFilter"]["Exceptions"][0], "https://portal.example/*");
        assert_eq!(firefox["policies"]["Permissions"]["Camera"]["BlockNewRequests"], true);
        let script = fs::metadata(to.join("jusoor-kiosk.sh")).expect("a script").permissions().mode();
        assert_eq!(script & 0o777, 0o755);
        assert!(fs::read_to_string(to.join("jusoor-kiosk.sh")).expect("a script").contains(":-firefox}"));
    }
}
