//! Words of made-up items.

use contract::Locale;

/// What a title begins with.
pub(crate) fn nouns(locale: Locale) -> &'static [&'static str] {
    match locale {
        Locale::Ar => &[
            "دليل",
            "كتاب",
            "ميثاق",
            "تقرير",
            "دفتر",
            "شهادة",
            "رسالة",
            "خارطة",
            "حكاية",
            "قانون",
            "بيان",
            "سيرة",
            "دراسة",
            "مذكّرة",
            "لقاء",
            "أرشيف",
        ],
        Locale::Fr => &[
            "Guide",
            "Livre",
            "Charte",
            "Rapport",
            "Carnet",
            "Témoignage",
            "Lettre",
            "Carte",
            "Récit",
            "Loi",
            "Bulletin",
            "Biographie",
            "Étude",
            "Mémoire",
            "Entretien",
            "Archives",
        ],
        Locale::En => &[
            "Guide",
            "Book",
            "Charter",
            "Report",
            "Notebook",
            "Testimony",
            "Letter",
            "Map",
            "Story",
            "Law",
            "Bulletin",
            "Biography",
            "Study",
            "Memoir",
            "Conversation",
            "Archive",
        ],
    }
}

/// What it goes on with.
pub(crate) fn themes(locale: Locale) -> &'static [&'static str] {
    match locale {
        Locale::Ar => &[
            "العمل الفلاحيّ في الكاف",
            "الحماية من العنف",
            "الصحّة الإنجابيّة",
            "محو الأمّيّة",
            "الميراث",
            "العمل النقابيّ",
            "الحرف والنسيج",
            "الذاكرة الشفويّة",
            "التغطية الاجتماعيّة",
            "المشاركة السياسيّة",
            "التعليم في الريف",
            "الماء والأرض",
            "القروض الصغيرة",
            "التنقّل الآمن",
        ],
        Locale::Fr => &[
            "du travail agricole au Kef",
            "de la protection contre les violences",
            "de la santé reproductive",
            "de l’alphabétisation",
            "de l’héritage",
            "du travail syndical",
            "des métiers du tissage",
            "de la mémoire orale",
            "de la couverture sociale",
            "de la participation politique",
            "de l’école à la campagne",
            "de l’eau et de la terre",
            "du microcrédit",
            "des trajets sûrs",
        ],
        Locale::En => &[
            "of farm work in El Kef",
            "of protection from violence",
            "of reproductive health",
            "of literacy",
            "of inheritance",
            "of union work",
            "of weaving and crafts",
            "of oral memory",
            "of social protection",
            "of political participation",
            "of schools in the country",
            "of water and land",
            "of small loans",
            "of safe ways home",
        ],
    }
}

/// What a summary is made of.
pub(crate) fn sentences(locale: Locale) -> &'static [&'static str] {
    match locale {
        Locale::Ar => &[
            "نصّ جمعته نساء من المنطقة وراجعنه معًا.",
            "يبدأ من أسئلة كلّ يوم ثمّ يذكر المكاتب والأوراق.",
            "فيه أرقام من آخر إحصاء وخرائط.",
            "سُجّل في دار الثقافة بعد ورشة دامت ثلاثة أيّام.",
            "طبعة ثانية مزيدة ومنقّحة.",
        ],
        Locale::Fr => &[
            "Un texte réuni par des femmes de la région et relu ensemble.",
            "Il part des questions de tous les jours, puis nomme les bureaux et les papiers.",
            "Avec les chiffres du dernier recensement et des cartes.",
            "Enregistré à la maison de la culture après un atelier de trois jours.",
            "Deuxième édition, revue et augmentée.",
        ],
        Locale::En => &[
            "Gathered by women of the region and read over together.",
            "It begins with the questions of every day and then names offices and papers.",
            "With figures of the last census, and maps.",
            "Recorded in the house of culture after a workshop of three days.",
            "Second edition, revised and enlarged.",
        ],
    }
}
