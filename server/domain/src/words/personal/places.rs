//! The small world of the governorate: a school, hospital or factory in a named place, and where somebody lives or
//! works. A place that is only mentioned is nobody's.

use super::{Found, Kind, tokens::Tokens};

const INSTITUTIONS: [&str; 66] = [
    "معهد",
    "المعهد",
    "بمعهد",
    "لمعهد",
    "مدرسه",
    "المدرسه",
    "بمدرسه",
    "لمدرسه",
    "اعداديه",
    "الاعداديه",
    "ثانويه",
    "روضه",
    "كليه",
    "الكليه",
    "مستشفي",
    "المستشفي",
    "بمستشفي",
    "مستوصف",
    "المستوصف",
    "بمستوصف",
    "صيدليه",
    "مصنع",
    "المصنع",
    "بمصنع",
    "معمل",
    "المعمل",
    "بمعمل",
    "شركه",
    "الشركه",
    "مؤسسه",
    "بنك",
    "بلديه",
    "منجم",
    "lycee",
    "college",
    "ecole",
    "jardin",
    "hopital",
    "dispensaire",
    "clinique",
    "pharmacie",
    "usine",
    "societe",
    "entreprise",
    "atelier",
    "ferme",
    "banque",
    "mairie",
    "mine",
    "school",
    "kindergarten",
    "hospital",
    "clinic",
    "pharmacy",
    "factory",
    "company",
    "farm",
    "workshop",
    "bank",
    "ma3mal",
    "ma3had",
    "lissi",
    "sbitar",
    "usina",
    "cimenterie",
    "maktab",
];
/// Between the institution and the place.
const OF: [&str; 22] = [
    "في",
    "ب",
    "de",
    "du",
    "d",
    "a",
    "au",
    "la",
    "le",
    "les",
    "l",
    "des",
    "in",
    "at",
    "of",
    "the",
    "fi",
    "f",
    "mta3",
    "متاع",
    "primaire",
    "secondaire",
];
/// Somebody lives there.
const LIVES: [&str; 30] = [
    "اسكن",
    "نسكن",
    "ساكنه",
    "ساكن",
    "تسكن",
    "يسكن",
    "يسكنون",
    "اقطن",
    "تقطن",
    "يقطن",
    "اقيم",
    "تقيم",
    "مقيمه",
    "نعيش",
    "تعيش",
    "habite",
    "habitons",
    "habitent",
    "vis",
    "vit",
    "reside",
    "demeure",
    "live",
    "lives",
    "living",
    "noskon",
    "neskon",
    "nesken",
    "sakna",
    "n3ich",
];
/// Somebody works or learns there.
const WORKS: [&str; 34] = [
    "اعمل",
    "نعمل",
    "تعمل",
    "يعمل",
    "نخدم",
    "تخدم",
    "يخدم",
    "خدامه",
    "خدام",
    "ادرس",
    "تدرس",
    "يدرس",
    "نقرا",
    "تقرا",
    "يقرا",
    "travaille",
    "travaillait",
    "bosse",
    "etudie",
    "enseigne",
    "scolarise",
    "scolarisee",
    "work",
    "works",
    "worked",
    "study",
    "studies",
    "teaches",
    "nekhdem",
    "ne5dem",
    "te5dem",
    "ya5dem",
    "n9ra",
    "ta9ra",
];
const INTO: [&str; 16] =
    ["في", "a", "au", "chez", "in", "at", "for", "near", "fi", "f", "dans", "la", "قرب", "pres", "de", "the"];
/// What an institution is called beside its name: with nothing else it is every one of them.
const GENERAL: [&str; 44] = [
    "جهوي",
    "الجهوي",
    "خاص",
    "خاصه",
    "الخاصه",
    "عمومي",
    "عموميه",
    "العموميه",
    "ابتدائيه",
    "الابتدائيه",
    "اعداديه",
    "ثانوي",
    "ثانويه",
    "الثانوي",
    "محلي",
    "المحلي",
    "كبير",
    "كبيره",
    "صغير",
    "صغيره",
    "خياطه",
    "نسيج",
    "ملابس",
    "public",
    "publique",
    "prive",
    "privee",
    "primaire",
    "regional",
    "regionale",
    "local",
    "locale",
    "textile",
    "couture",
    "private",
    "primary",
    "secondary",
    "big",
    "small",
    "قريب",
    "قريبه",
    "بعيد",
    "بعيده",
    "جديد",
];

pub(super) fn find(tokens: &Tokens) -> Vec<Found> {
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let word = tokens.word(at);
        let hit = if INSTITUTIONS.contains(&word) {
            in_a_place(tokens, at)
        } else if LIVES.contains(&word) {
            lives(tokens, at)
        } else if WORKS.contains(&word) {
            works(tokens, at)
        } else {
            None
        };
        found.extend(hit.map(|(from, to)| Found { kind: Kind::Place, span: tokens.over(from, to) }));
    }
    found
}

/// `lycée de Dahmani`, `المعهد الثانوي بتاجروين`: the place alone is covered.
fn in_a_place(tokens: &Tokens, at: usize) -> Option<(usize, usize)> {
    for next in at + 1..=at + 4 {
        if tokens.ends(next - 1) {
            break;
        }
        let length = tokens.place(next);
        if length > 0 {
            return Some((next, next + length - 1));
        }
        let word = tokens.word(next);
        let goes_on = OF.contains(&word) || GENERAL.contains(&word) || next <= at + 2;
        // Another verb or institution begins something else.
        if !goes_on || INSTITUTIONS.contains(&word) || LIVES.contains(&word) {
            break;
        }
    }
    None
}

/// `j’habite à Dahmani`, `أسكن في حي … بتاجروين`.
fn lives(tokens: &Tokens, at: usize) -> Option<(usize, usize)> {
    for next in at + 1..=at + 4 {
        if tokens.ends(next - 1) {
            break;
        }
        let length = tokens.place(next);
        if length > 0 {
            return Some((next, next + length - 1));
        }
        if tokens.is_no_name(next) && !INTO.contains(&tokens.word(next)) {
            break;
        }
    }
    None
}

/// `أدرس في معهد الطاهر الحداد`, `je travaille à l’usine Alpha`: a school or employer with a name of its own.
fn works(tokens: &Tokens, at: usize) -> Option<(usize, usize)> {
    let institution = (at + 1..=at + 4).find(|next| INSTITUTIONS.contains(&tokens.word(*next)))?;
    if (at..institution).any(|word| tokens.ends(word))
        || !(at + 1..institution)
            .all(|word| INTO.contains(&tokens.word(word)) || tokens.word(word).len() <= 3)
    {
        return None;
    }
    let mut first = institution + 1;
    while GENERAL.contains(&tokens.word(first)) || OF.contains(&tokens.word(first)) {
        if tokens.ends(first) {
            return None;
        }
        first += 1;
    }
    if first >= tokens.len() || tokens.ends(first - 1) || !tokens.joined(first - 1) {
        return None;
    }
    let proper = if tokens.is_arabic(first) { tokens.is_name(first) } else { tokens.is_capital(first) };
    if !proper || tokens.is_no_name(first) || ["الكاف", "kef"].contains(&tokens.word(first)) {
        return None;
    }
    let mut last = first;
    while last < first + 2
        && tokens.joined(last)
        && !tokens.is_no_name(last + 1)
        && (tokens.is_capital(last + 1)
            || (tokens.is_arabic(last + 1) && tokens.word(last + 1).starts_with("ال")))
    {
        last += 1;
    }
    Some((first, last))
}
