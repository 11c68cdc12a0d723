language-name = English
site-name = Jusoor
site-tagline = Bridges for the women of El Kef
# Neutral title of pages whose subject must not show in a history list.
site-neutral-title = Citizen portal – El Kef
skip-to-content = Skip to the content
skip-to-exit = Emergency: leave this site
exit-button = Leave this site
exit-overlay = Loading
nav-sections = Sections
nav-library = Library
nav-statistics = Figures
nav-forum = Forum
nav-search = Search
nav-account = My account
nav-sign-in = Sign in
nav-join = Join
nav-desk = Desk
nav-safety = Your safety here
nav-about = About
nav-privacy = Your data
nav-terms = Forum rules
nav-moderation = Who reads first
nav-glossary = Words explained
nav-cite = How to cite
nav-first-steps = First steps
nav-accessibility = Accessibility
nav-home = Home
nav-main-label = Main menu
nav-language-label = Language
nav-breadcrumbs-label = You are here
search-label = Search this site
search-button = Search
helplines-title = Numbers that help
helpline-violence-short = Help line
# $date (String) - day in words
checked-on = Checked on { $date }
back = Back
print = Print
error-summary-title = Please look at these answers
pages-previous = Newer
pages-next = Older
pages-label = Pages
# $language (String) - the language's own name
only-in-language = This text exists only in { $language }.
section-poverty = Poverty
section-civil-society = Civil society
section-unions = Unions
section-economic-situation = Economic situation
section-protection-of-women = Protection of women
section-womens-job = Women’s job
section-womens-participation = Women’s participation
section-statistical-data = Statistical data
menu-button = Menu
safety-bar-label = Help and exit
helpline-call = Call for help
# $left (Number) - presses still needed
exit-progress = { $left ->
    [one] Press Shift once more to leave
   *[other] Press Shift { $left } more times to leave
}
exit-expired = The exit shortcut was not completed
footer-about = Jusoor is a portal of El Kef for the concerns and rights of women: procedures, figures, books, a forum.
footer-links-label = About this site
sign-out = Sign out
home-start = Start from the home page
your-text = Your text
your-text-hint = Nothing is lost. Copy it, or send it again from here.
send-again = Send it again
sign-in-other-tab = Sign in (opens another tab), then come back here and send it again.
