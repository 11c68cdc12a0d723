export-title = Toute la bibliothèque, à emporter
export-lead = Une copie de tout dans une seule archive, que toute autre bibliothèque sait lire (BagIt).
export-what = Documents
export-items = { $count ->
    [one] { $digits } document
   *[other] { $digits } documents
}
export-of-files = Leurs fichiers
export-files = { $count ->
    [one] { $digits } fichier
   *[other] { $digits } fichiers
}
export-size = Sa taille, à peu près
export-inside = Ce qu’elle contient
export-inside-files = Chaque fichier, tel qu’il est gardé.
export-inside-table = Un tableau (metadata.csv) de tout ce qui est dit des documents, dans toutes les langues. On peut l’importer de nouveau.
export-inside-core = À côté de chaque document, sa description en Dublin Core (dc.xml), et des listes qui permettent à chacune de vérifier que rien n’a changé.
export-drafts = { $count ->
    [one] { $digits } brouillon que personne n’a vu au dehors.
   *[other] { $digits } brouillons que personne n’a vus au dehors.
}
export-outside = Ce qu’elle ne contient pas
export-outside-consent = Rien de ce qui a été convenu dans les consentements : ni nom, ni moyen de joindre quelqu’un.
export-kept-back = { $count ->
    [one] { $digits } témoignage : la personne qui y parle n’a pas accepté qu’il aille à tout le monde, ou ne l’accepte plus. Là où seules les paroles peuvent être données, ni voix ni visage ne sont dans la copie.
   *[other] { $digits } témoignages : les personnes qui y parlent n’ont pas accepté qu’ils aillent à tout le monde, ou ne l’acceptent plus. Là où seules les paroles peuvent être données, ni voix ni visage ne sont dans la copie.
}
export-withdrawn = { $count ->
    [one] { $digits } document retiré.
   *[other] { $digits } documents retirés.
}
export-damaged = { $count ->
    [one] { $digits } fichier que l’on sait abîmé.
   *[other] { $digits } fichiers que l’on sait abîmés.
}
export-outside-erased = Ce qui a été effacé, et qui lit quoi : ni l’un ni l’autre n’est gardé nulle part.
export-fetch = Emporter la copie
export-care = Les brouillons y sont : gardez-la là où seule l’équipe peut l’atteindre. Le journal dit qui a emporté une copie et quand ; aucune copie ne reste sur le serveur.
export-whole = Elle est faite pendant que vous l’emportez. Si la ligne se coupe, l’archive ne s’ouvre pas : recommencez.
export-submit = Emporter maintenant
export-going = Quelqu’un emporte une copie en ce moment. Une seule est faite à la fois ; recommencez quand elle sera finie.
export-large-title = Trop grande pour cette ligne ?
export-large = La personne qui tient le serveur peut y écrire la même copie dans un dossier :
export-action = A emporté une copie de toute la bibliothèque
