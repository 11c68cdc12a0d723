//! How words are written, and what is offered for them.

use super::*;

#[tokio::test]
async fn thirty_arabic_pairs() {
    let mut answers = Vec::new();
    for bed in TestBed::each().await {
        let services = &bed.services;
        let mut pairs = Vec::new();
        for line in PAIRS.lines().skip(1).filter(|line| !line.is_empty()) {
            let (word, written) = line.split_once(',').unwrap();
            put(services, &document("one", "", &format!("قبل {written} بعد"))).await;
            pairs.push((line.to_owned(), best(&find(services, word).await)));
            // A pair goes both ways.
            put(services, &document("one", &format!("قبل {word} بعد"), "")).await;
            pairs.push((format!("{line} (back)"), best(&find(services, written).await)));
        }
        for way in ["", " (back)"] {
            let tiers: Vec<_> =
                pairs.iter().filter(|(pair, _)| pair.ends_with("(back)") != way.is_empty()).collect();
            let stems = tiers.iter().filter(|(_, tier)| tier.is_some_and(|tier| tier <= Tier::Stem)).count();
            let synonyms =
                tiers.iter().filter(|(_, tier)| tier.is_some_and(|tier| tier <= Tier::Synonym)).count();
            assert_eq!(tiers.len(), 30);
            assert!(stems >= 27, "{}: {stems} of 30 by stems: {tiers:?}", bed.backend);
            assert_eq!(synonyms, 30, "{}: with synonyms: {tiers:?}", bed.backend);
        }
        answers.push(pairs);
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "both databases answer alike");
}

#[tokio::test]
async fn quotes_mean_exactly() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        put(services, &document("aaaa", "حقوق المرأة", "")).await;
        put(services, &document("bbbb", "المرأة لها حقوق", "")).await;
        put(services, &document("cccc", "حق النساء", "")).await;
        assert_eq!(ids(&find(services, "حقوق المرأة").await), ["aaaa", "bbbb", "cccc"], "{}", bed.backend);
        assert_eq!(ids(&find(services, "\"حُقوق المرأة\"").await), ["aaaa"], "{}", bed.backend);
        assert_eq!(ids(&find(services, "«حقوق» لها").await), ["bbbb"], "{}", bed.backend);
        assert_eq!(find(services, "\"حقوق النساء\"").await.total, 0, "{}", bed.backend);
        // A phrase does not reach from the title into the text.
        put(services, &document("dddd", "عمل", "لائق")).await;
        assert_eq!(find(services, "\"عمل لائق\"").await.total, 0, "{}", bed.backend);
    }
}

#[tokio::test]
async fn titles_are_offered_for_what_is_only_begun() {
    let mut answers = Vec::new();
    for bed in TestBed::each().await {
        let services = &bed.services;
        let topic = |id: &str, title: &str| Document {
            kind: Kind::Topic,
            ..document(id, title, "لا شيء هنا")
        };
        let french = |id: &str, title: &str| Document { locale: Some(Locale::Fr), ..document(id, title, "") };
        for text in [
            document("aaaa", "المرأة العاملة: حقوق ونصائح", ""),
            document("bbbb", "حقوق", ""),
            document("cccc", "شيء آخر عن غيره", "هنا الحقوق كلّها"),
            document("ffff", "أرقام العنف", ""),
            topic("dddd", "سؤال عن الحُقوق"),
            french("eeee", "Caisse CNSS"),
            document("eeee", "الصندوق CNSS والانخراط فيه", ""),
        ] {
            put(services, &text).await;
        }
        // Begun, with the article or without; words of a text are no title; what is near to what was typed comes first.
        assert_eq!(targets(&offered(services, "حقو").await), ["bbbb", "aaaa", "dddd"], "{}", bed.backend);
        assert_eq!(targets(&offered(services, "نصائح حقو").await), ["aaaa"], "{}", bed.backend);
        assert_eq!(targets(&offered(services, "\"حقوق ونصائح\"").await), ["aaaa"], "{}", bed.backend);
        // A word that is not finished is not taken for another one that it contains.
        assert_eq!(targets(&offered(services, "العن").await), ["ffff"], "{}", bed.backend);
        // Two letters say nothing, alone or after a word.
        for nothing in ["", "حق", "؟", "قوق"] {
            assert!(offered(services, nothing).await.is_empty(), "{}: {nothing}", bed.backend);
        }
        assert_eq!(targets(&offered(services, "نصائح حق").await), ["aaaa"], "{}", bed.backend);
        // One thing is offered once, in the language of whoever reads.
        let query = Query::parse("cns").unwrap();
        for (locale, title) in [(Locale::Ar, "الصندوق CNSS والانخراط فيه"), (Locale::Fr, "Caisse CNSS")]
        {
            let offers = search::offer(services, &Actor::Guest, &query, locale).await.unwrap();
            let told: Vec<_> = offers.iter().map(|offer| (offer.title.as_str(), offer.locale)).collect();
            assert_eq!(told, [(title, Some(locale))], "{}", bed.backend);
        }
        // Never more than there is room for, and no kind crowds out another.
        for n in 0..30 {
            put(services, &topic(&format!("topic{n}"), &format!("cnss {n}"))).await;
        }
        let many = offered(services, "cnss").await;
        assert_eq!((many.len(), many[0].target_id.as_str()), (OFFERS, "eeee"), "{}", bed.backend);
        answers.push(many);
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "both databases answer alike");
}

#[tokio::test]
async fn nothing_is_offered_out_of_its_time_or_to_whom_it_is_not_for() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        let soon = Some(services.now_ms() + 60_000);
        let dated = |id: &str, window| Document { window, ..document(id, "بابونج", "") };
        let members = Document { reach: Reach::Members, ..document("members", "بابونج", "") };
        let of_screens = Document { reach: Reach::Kiosk, ..document("screens", "بابونج", "") };
        let of_web = Document { reach: Reach::Web, ..document("web", "بابونج", "") };
        for text in [
            dated("later", (None, soon)),
            dated("later~next", (soon, None)),
            dated("coming", (soon, None)),
            dated("going", (None, soon)),
            members,
            of_screens,
            of_web,
        ] {
            put(services, &text).await;
        }
        let reader = bed.member("ياسمين", Role::Member).await;
        let hers = services.as_read_by(&reader);
        let sorted = async |services: &Services| {
            let offers = offered(services, "بابو").await;
            let mut ids: Vec<String> = offers.into_iter().map(|offer| offer.target_id).collect();
            ids.sort();
            ids
        };
        assert_eq!(sorted(services).await, ["going", "later", "web"], "{}", bed.backend);
        let here = services.at_screen();
        assert_eq!(sorted(&here).await, ["going", "later"], "{}", bed.backend);
        assert_eq!(sorted(&here.as_read_by(&reader)).await, ["going", "later"], "{}", bed.backend);
        assert_eq!(sorted(&here.as_shown_here()).await, ["going", "later", "screens"], "{}", bed.backend);
        let found = find(&here.as_shown_here(), "بابونج").await;
        assert!(ids(&found).contains(&"screens") && !ids(&found).contains(&"web"), "{}", bed.backend);
        assert_eq!(sorted(&hers).await, ["going", "later", "members", "web"], "{}", bed.backend);
        bed.clock.advance(chrono::Duration::minutes(2));
        assert_eq!(sorted(services).await, ["coming", "later", "web"], "{}", bed.backend);
        assert_eq!(sorted(&hers).await, ["coming", "later", "members", "web"], "{}", bed.backend);
    }
}

#[tokio::test]
async fn questions_and_misspellings_find_something() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        put(services, &document("aaaa", "Demander une ordonnance de protection", "Le juge décide.")).await;
        let question = find(services, "comment demander une ordonnance de protection ?").await;
        assert_eq!((question.total, question.partly), (1, false), "{}", bed.backend);
        let question = find(services, "ordonnance contre mon voisin").await;
        assert_eq!((question.total, question.partly), (1, true), "{}", bed.backend);
        let typo = find(services, "portection").await;
        assert_eq!((typo.total, typo.suggestions), (0, vec!["protection".to_owned()]), "{}", bed.backend);
        // In other languages only where that finds something.
        assert_eq!(
            typo.elsewhere.iter().map(|(l, _)| *l).collect::<Vec<_>>(),
            Locale::ALL,
            "{}",
            bed.backend
        );
        assert!(find(services, "divorse").await.elsewhere.is_empty(), "{}", bed.backend);
    }
}

#[tokio::test]
async fn an_answer_in_part_offers_the_query_in_another_spelling() {
    let mut answers = Vec::new();
    for bed in TestBed::each().await {
        let services = &bed.services;
        let now = services.now_ms();
        for (id, locale, title, body) in [
            ("aaaa", Locale::Fr, "Ordonnance de protection", "Le juge décide."),
            ("bbbb", Locale::En, "Embroidery at the workshop", "A quiet room."),
            ("cccc", Locale::Ar, "التسجيل في الروضة المجاورة", "الوثائق اللازمة"),
            ("dddd", Locale::Ar, "الطلاق أمام المحكمة", "كيف"),
            ("eeee", Locale::Fr, "Autre chose", "Un tournevis, un établi et un juge."),
        ] {
            put(services, &Document { locale: Some(locale), ..document(id, title, body) }).await;
        }
        // What not everybody may read, or not yet, or not any more: its words are never offered.
        let hidden = document("hhhh", "Rangement du tiroirs-caisse", "Un zinzolin.");
        put(services, &Document { reach: Reach::Members, ..hidden.clone() }).await;
        let later = Document { target_id: "iiii".into(), title: "Le zinzolin".into(), ..hidden.clone() };
        put(services, &Document { window: (Some(now + 60_000), None), ..later.clone() }).await;
        put(services, &Document { window: (None, Some(now - 1)), target_id: "jjjj".into(), ..later }).await;
        put(services, &document("kkkk", "Un crocodile", "")).await;
        let tx = services.db.begin().await.unwrap();
        search::remove(&tx, Kind::Article, "kkkk").await.unwrap();
        tx.commit().await.unwrap();
        let offered = async |typed: &str| {
            let found = find(services, typed).await;
            let words: Vec<(String, Option<Locale>)> =
                found.respelt.into_iter().map(|one| (one.text, one.locale)).collect();
            (found.partly, words)
        };
        let mut told = Vec::new();
        for (typed, expected, locale) in [
            ("juge portection", "juge protection", Some(Locale::Fr)),
            ("quiet embriodery ?", "quiet embroidery ?", Some(Locale::En)),
            ("الوثائق المجورة", "الوثائق المجاورة", Some(Locale::Ar)),
            ("الوثائق في مجاورا", "الوثائق في المجاورة", Some(Locale::Ar)),
            // Arabic in Latin letters, as the list writes it; a title holds what it stands for.
            ("tournevis nettalla9", "tournevis nettala9", None),
        ] {
            let (partly, words) = offered(typed).await;
            assert!(partly, "{}: {typed}", bed.backend);
            let first = words.first().map(|(text, locale)| (text.as_str(), *locale));
            assert_eq!(first, Some((expected, locale)), "{}: {typed}", bed.backend);
            told.push(words);
        }
        for typed in [
            // All there is.
            "juge décide",
            // Known words that never stand together; one of them stands in no title.
            "protection embroidery",
            "protection tournevis",
            // Near to nothing, too short, a number, quoted.
            "juge xylophone",
            "juge abd",
            "juge 2031",
            "\"juge portection\"",
            // Near to what is hidden.
            "juge zinzolim",
            "juge zinzolin",
            "juge crocodyle",
            "juge tiroires",
        ] {
            let (_, words) = offered(typed).await;
            assert!(words.is_empty(), "{}: {typed}: {words:?}", bed.backend);
        }
        // Nothing at all: single words, as ever.
        let nothing = find(services, "portection").await;
        assert_eq!((nothing.suggestions.len(), nothing.respelt.len()), (1, 0), "{}", bed.backend);
        answers.push(told);
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "both databases offer alike");
}

#[tokio::test]
async fn whatever_is_typed_is_an_answer_and_no_error() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        put(services, &document("aaaa", "violence المرأة", "text\0")).await;
        let attempts = [
            "' OR 1=1 --",
            "\"; DROP TABLE search_document; --",
            "title_exact:violence",
            "violence NEAR/2 text",
            "NOT violence",
            "violence AND",
            "(violence",
            "violence)",
            "*",
            "vio*",
            "\"\"\"",
            "^violence",
            "-violence",
            "a & b | !c <-> d:*A",
            "'violence':*",
            "\\",
            "\\'",
            "{title_exact} : x",
            "%_",
            "?1 $1",
            "\u{0}violence\u{0}",
            "=violence",
            "AND OR NOT",
            "𝒱iolence 🙂",
            "\u{FFFF}\u{10FFFF}",
            "ـــ",
            "ًٌٍ",
            "''''''''''",
        ];
        for attempt in attempts {
            find(services, attempt).await;
            offered(services, attempt).await;
        }
        assert_eq!(find(services, "violence)").await.total, 1, "{}", bed.backend);
        let mut runner = TestRunner::new(ProptestConfig {
            cases: 60,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let handle = tokio::runtime::Handle::current();
        let cloned = services.clone();
        tokio::task::spawn_blocking(move || {
            runner
                .run(
                    &(any::<String>(), "[\"'()*:&|!<>={}a-c ى-ي]{0,60}", "\\PC{0,60}"),
                    |(wild, signs, plain)| {
                        for typed in [&wild, &signs, &plain] {
                            let Ok(query) = Query::parse(typed) else { continue };
                            let found = handle.block_on(search::find(&cloned, &query, Locale::Fr, None));
                            prop_assert!(found.is_ok(), "{typed:?}: {:?}", found.err());
                        }
                        Ok(())
                    },
                )
                .unwrap();
        })
        .await
        .unwrap();
    }
}

/// What women type, in the words they have, with the articles of which one must be among the first three.
const ASKED: [(Locale, &str, &str); 50] = [
    (Locale::Ar, "راجلي يضربني", "askunit firsthours seedoctor familyjudge"),
    (Locale::Ar, "ضربني راجلي شنوة نعمل", "askunit firsthours seedoctor familyjudge"),
    (Locale::Ar, "زوجي يضربني", "askunit firsthours seedoctor familyjudge"),
    (Locale::Ar, "خويا ضربني", "askunit firsthours seedoctor familyjudge"),
    (Locale::Ar, "نحب نطلق", "familylaw"),
    (Locale::Ar, "طلقني راجلي", "familylaw"),
    (Locale::Ar, "نحب نشكي بيه", "askunit labourcheck"),
    (Locale::Ar, "هددني بتصاوري", "imagesonline"),
    (Locale::Ar, "يهددني في الفايسبوك", "imagesonline"),
    (Locale::Ar, "حط تصاوري في الانترنت", "imagesonline"),
    (Locale::Ar, "يتحرش بيا عرفي في الخدمة", "workrespect"),
    (Locale::Ar, "اغتصبني", "seedoctor rightswords askunit firsthours"),
    (Locale::Ar, "كونجي الولادة", "maternityleave"),
    (Locale::Ar, "كونجي الأب", "fatherleave maternityleave"),
    (Locale::Ar, "البوليس ما حبش ياخذ الشكاية", "agentrules askunit"),
    (Locale::Ar, "عرفي ما خلصنيش", "countpay labourcheck fairpay"),
    (Locale::Ar, "طردوني من الخدمة", "labourcheck nounion unionhelp"),
    (Locale::Ar, "نخدم في الدار بلاش كونترا", "domesticwork workpaper"),
    (Locale::Ar, "ما عنديش فلوس نداوي", "healthcare"),
    (Locale::Ar, "ضيعت وراقي", "lostpapers"),
    (Locale::Ar, "وين نهرب", "placetostay firsthours"),
    (Locale::Ar, "أمر حماية من القاضي", "familyjudge"),
    (Locale::Ar, "إجهاض", "healthrights"),
    (Locale::Ar, "نخدم في الفلاحة والكميون", "fieldwork"),
    (Locale::Fr, "rajli yodhrobni", "askunit firsthours seedoctor familyjudge"),
    (Locale::Fr, "rajli dharabni nechki bih", "askunit firsthours"),
    (Locale::Fr, "n7eb ntala9", "familylaw"),
    (Locale::Fr, "konji wileda", "maternityleave"),
    (Locale::Fr, "hadedni b tsawri", "imagesonline"),
    (Locale::Fr, "3rfi ma khalasnich chahriti", "countpay fairpay labourcheck"),
    (Locale::Fr, "mon mari me frappe", "askunit firsthours seedoctor familyjudge"),
    (Locale::Fr, "j'ai été frappée", "askunit firsthours seedoctor"),
    (Locale::Fr, "harcelée au travail", "workrespect"),
    (Locale::Fr, "licenciée enceinte", "maternityleave labourcheck healthrights"),
    (Locale::Fr, "violée", "seedoctor rightswords askunit firsthours"),
    (Locale::Fr, "mon patron ne me paie pas", "countpay labourcheck fairpay"),
    (Locale::Fr, "avortement", "healthrights"),
    (Locale::Fr, "IVG", "healthrights"),
    (Locale::Fr, "contraception", "healthrights"),
    (Locale::Fr, "la police refuse ma plainte", "agentrules askunit"),
    (Locale::Fr, "il a publié mes photos", "imagesonline"),
    (Locale::Fr, "j’ai perdu mes papiers", "lostpapers"),
    (Locale::En, "my husband beats me", "askunit firsthours seedoctor familyjudge"),
    (Locale::En, "he threatened me with my pictures", "imagesonline"),
    (Locale::En, "I was raped", "seedoctor rightswords askunit firsthours"),
    (Locale::En, "my boss does not pay me", "countpay labourcheck fairpay"),
    (Locale::En, "abortion", "healthrights"),
    (Locale::En, "maternity leave", "maternityleave"),
    (Locale::En, "where can I sleep tonight with my children", "placetostay"),
    (Locale::Fr, "créer une association", "formassoc"),
];

#[tokio::test]
async fn what_women_type_finds_what_helps() {
    for bed in TestBed::each().await {
        let services = &bed.services;
        domain::seed::seed(services).await.unwrap();
        let mut missed = Vec::new();
        for (locale, typed, wanted) in ASKED {
            let query = Query::parse(typed).unwrap();
            let choice = (Some(Kind::Article), None);
            let found = search::find_in(services, &query, locale, choice, 1).await.unwrap();
            let first: Vec<&str> = ids(&found).into_iter().take(3).collect();
            if !wanted.split(' ').any(|id| first.contains(&id)) {
                missed.push(format!("{typed}: {first:?} and none of {wanted}"));
            }
        }
        assert!(missed.is_empty(), "{}: {missed:#?}", bed.backend);
    }
}
