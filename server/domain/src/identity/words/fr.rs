//! French.

/// Plants, birds, sky and water, stones and arches, wool and clay; all feminine.
#[rustfmt::skip]
pub const THINGS: &[&str] = &[
    "Olive", "Amande", "Figue", "Noisette", "Cerise", "Prune", "Orange", "Mandarine", "Pomme", "Poire", "Pêche",
    "Datte", "Caroube", "Lavande", "Menthe", "Sauge", "Verveine", "Mauve", "Tulipe", "Pivoine", "Jonquille",
    "Primevère", "Pervenche", "Fougère", "Feuille", "Graine", "Colline", "Source", "Rivière", "Fontaine", "Cascade",
    "Terrasse", "Fenêtre", "Lanterne", "Bougie", "Étoile", "Lune", "Brise", "Vague", "Rosée", "Pluie", "Neige",
    "Forêt", "Clairière", "Prairie", "Plaine", "Falaise", "Grotte", "Citadelle", "Passerelle", "Arcade", "Coupole",
    "Voûte", "Tour", "Laine", "Navette", "Aiguille", "Tresse", "Corbeille", "Jarre", "Mosaïque", "Broderie",
    "Hirondelle", "Alouette", "Tourterelle", "Mésange", "Cigogne", "Perdrix", "Abeille", "Coccinelle", "Libellule",
    "Tortue", "Gazelle",
];

/// Feminine qualities.
#[rustfmt::skip]
pub const QUALITIES: &[&str] = &[
    "Tranquille", "Paisible", "Douce", "Dorée", "Argentée", "Bleue", "Verte", "Rousse", "Pourpre", "Turquoise",
    "Légère", "Patiente", "Attentive", "Curieuse", "Rêveuse", "Voyageuse", "Lointaine", "Discrète", "Souriante",
    "Radieuse", "Lumineuse", "Parfumée", "Fleurie", "Fraîche", "Sereine", "Solide", "Vive", "Libre", "Fidèle",
    "Sincère", "Tendre", "Calme", "Courageuse", "Joyeuse", "Matinale", "Printanière", "Estivale", "Sauvage",
    "Montagnarde", "Rapide", "Agile", "Ronde", "Simple", "Ancienne", "Nouvelle", "Profonde", "Chaleureuse",
];

/// House, kitchen, field, road, animals; without accents, easy to type on any keyboard.
#[rustfmt::skip]
pub const EVERYDAY: &[&str] = &[
    "porte", "table", "chaise", "assiette", "bol", "tasse", "sucre", "sel", "poivre", "huile", "pain", "couscous",
    "lait", "fromage", "miel", "farine", "oignon", "ail", "carotte", "tomate", "courge", "lentille", "riz", "feu",
    "bois", "braise", "orage", "vent", "tonnerre", "brume", "hiver", "automne", "printemps", "matin", "soir", "nuit",
    "semaine", "mois", "route", "rue", "pont", "autobus", "train", "voiture", "montagne", "fleuve", "sable",
    "pierre", "terre", "champ", "charrue", "faucille", "puits", "seau", "corde", "marteau", "clou", "fer", "cuivre",
    "verre", "papier", "crayon", "cahier", "livre", "lettre", "photo", "miroir", "peigne", "savon", "serviette",
    "chemise", "chaussure", "chapeau", "manteau", "bouton", "poche", "sac", "montre", "radio", "tambour", "musique",
    "chat", "cheval", "chameau", "mouton", "vache", "poule", "coq", "canard", "lapin", "renard", "aigle", "poisson",
    "grenouille", "fourmi", "papillon", "foulard", "tente", "parapluie", "balance", "ciseaux", "fil", "timbre",
    "cloche", "toit", "escalier", "jardin", "boulangerie", "valise", "drapeau", "gomme", "pinceau", "ficelle",
    "tiroir", "rideau", "tapis", "coussin", "couverture", "casserole", "louche", "panier", "semoule", "safran",
    "cannelle", "cumin", "persil", "basilic", "raisin", "melon", "citron",
];
